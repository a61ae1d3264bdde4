"""The one error a person is shown."""


class SupdeskError(Exception):
    """The world's fault, not ours: a stable `code` for support and one `sentence` a person can act on."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
