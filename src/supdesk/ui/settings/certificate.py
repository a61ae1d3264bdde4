"""The owner's certificate: its words, and the file by which others verify sealed PDFs."""

from pathlib import Path

from supdesk.desk import signing
from supdesk.ui.parts import Card, SecondaryButton, Words, row
from supdesk.ui.parts.files import ask_new_file
from supdesk.ui.seat import Seat

KINDS = "Certificate (*.pem)"


class Certificate(Card):
    """Shows the words that stand on every sealed page and saves the certificate to send along once."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            "Your certificate",
            note="It seals your PDFs. Send it once, and read its words aloud over the telephone: then others can "
            "check that a PDF is yours.",
        )
        self._seat = seat
        self.words = Words("", "strong", selectable=True)
        self.save = SecondaryButton("Save the certificate…", "export", self._choose)
        self.add(self.words, row(self.save, None))
        seat.ask(lambda: signing.certificate_words(seat.desk), self.words.setText, owner=self)

    def _choose(self) -> None:
        target = ask_new_file(self, "Save the certificate", "certificate.pem", KINDS)
        if target is not None:
            self.save_as(target)

    def save_as(self, target: Path) -> None:
        """Write the certificate there and say so."""
        desk = self._seat.desk
        self._seat.ask(lambda: signing.save_certificate(desk, target), lambda _: self._saved(target), owner=self)

    def _saved(self, target: Path) -> None:
        self._seat.shell.tell(f"Saved as {target.name}.", "good")
