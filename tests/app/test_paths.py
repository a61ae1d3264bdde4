"""What is kept between two starts."""

from pathlib import Path

import pytest

from supdesk.app import paths
from supdesk.ui.opening.outside import Agreed, Preferences

AGREED = Agreed("own", "abc", (("Name", "Own"),), ("def",))
CHOSEN = Preferences(
    vault="one.supdesk", practice="two.supdesk", scheme="dark", scale=150, packs=("own",), agreed=(AGREED,)
)


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    paths.keep(tmp_path / "new", CHOSEN)
    assert paths.load(tmp_path / "new") == CHOSEN


def test_a_file_that_cant_be_understood_or_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / paths.NAME).write_text('{"scale": "large", "packs": [1], "unknown": 2', encoding="utf-8")
    assert paths.load(tmp_path) == Preferences()
    (tmp_path / "file").touch()
    for nowhere in (tmp_path / "file", tmp_path / "taken"):
        (tmp_path / "taken" / paths.NAME).mkdir(parents=True, exist_ok=True)
        paths.keep(nowhere, CHOSEN)
        assert paths.load(nowhere) == Preferences()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"agreed": [{"folder": 1, "digest": 2, "said": 5}]}',
        '{"agreed": [{"folder": 1, "digest": 2, "forms": true}]}',
        '{"agreed": [{"folder": 1, "digest": 2, "said": [5, "ab"]}], "idle": []}',
    ],
)
def test_a_file_made_to_be_misread_stops_nobody(text: str, tmp_path: Path) -> None:
    (tmp_path / paths.NAME).write_text(text, encoding="utf-8")
    assert paths.load(tmp_path).vault == ""


def test_the_vault_opened_last_is_gone_to_though_it_is_not_there_any_more(tmp_path: Path) -> None:
    assert paths.last_vault(Preferences()) is None
    assert paths.last_vault(Preferences(vault=str(tmp_path / "Gone.supdesk"))) == tmp_path / "Gone.supdesk"
