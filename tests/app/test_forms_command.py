"""The `forms` commands: check a pack, show its forms, begin one, print the reference."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from supdesk.forms.kinds import KINDS
from supdesk.forms.reading import read_pack
from supdesk.forms.reference import markdown
from supdesk.forms.samples import WORDS
from tests.app.commanding import digests, supdesk
from tests.forms.pack_examples import EVERY_KIND, PURPOSES, copied_pack, edit
from tests.forms.test_reference import KEYS


def words(pdf: Path) -> str:
    """All that stands on the pages, with single spaces."""
    pages = PdfReader(io.BytesIO(pdf.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def begun(folder: Path) -> Path:
    pack = folder / "own"
    assert supdesk("forms", "new", pack).code == 0
    return pack


def test_a_whole_pack_is_said_to_be_whole(tmp_path: Path) -> None:
    answer = supdesk("forms", "check", copied_pack(tmp_path))
    assert (answer.code, answer.out, answer.err) == (0, f"{len(PURPOSES)} forms, nothing wrong.\n", "")


def test_a_purpose_without_a_form_is_named_and_is_no_fault(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    (pack / "group.toml").unlink()
    answer = supdesk("forms", "check", pack)
    assert answer.code == 0
    assert answer.out.splitlines() == [
        f"{len(PURPOSES) - 1} forms, nothing wrong.",
        "There is no form for group: the pack works, but not for that.",
    ]


def test_all_faults_are_named_at_once_with_what_is_right(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    edit(pack / "ad-hoc.toml", "intro = ", "intrro = ")
    edit(pack / "evaluation.toml", '  label = "Supervisee Name"\n', "")
    edit(pack / "pack.toml", "\nmonths = 3", '\nmonths = "three"')
    edit(pack / "pack.toml", '"session", "date"', '"session", "dat"')
    answer = supdesk("forms", "check", pack)
    assert answer.code == 1
    assert answer.out.splitlines() == [
        'ad-hoc.toml, line 6: intrro: unknown key; did you mean "intro"?',
        "evaluation.toml, line 11: section[1].field[1].label: missing; expected text in quotes",
        'pack.toml, line 64: cadence[1].months: expected a whole number from 1 to 60, found "three"',
        f"3 things to put right; {len(PURPOSES) - 2} forms without a fault.",
    ]
    edit(pack / "pack.toml", '\nmonths = "three"', "\nmonths = 3")
    assert (
        "pack.toml: register.columns: The register's columns are not right" in supdesk("forms", "check", pack).out
    )


@pytest.mark.parametrize("word", ["check", "preview"])
def test_a_folder_that_is_not_there_is_said_in_a_sentence(word: str, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "out") if word == "preview" else ()
    answer = supdesk("forms", word, tmp_path / "nowhere", *out)
    assert (answer.code, "There is no folder at that place." in answer.err) == (3, True)


@pytest.mark.parametrize(
    "words_", [["forms"], ["forms", "chek", "."], ["forms", "check"], ["forms", "preview", "."]]
)
def test_words_that_can_t_be_understood_end_with_2(words_: list[str]) -> None:
    assert supdesk(*words_).code == 2


def test_help_names_every_forms_command() -> None:
    said = supdesk("forms", "--help")
    assert said.code == 0
    for word in ("check", "preview", "new", "reference"):
        assert re.search(rf"^  {word}  ", said.out, re.M)
        assert supdesk("forms", word, "--help").code == 0


# The pack to begin with


def test_a_new_pack_has_a_form_for_everything_and_passes_without_a_message(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    assert supdesk("forms", "check", pack).out == f"{len(PURPOSES)} forms, nothing wrong.\n"
    read, _ = read_pack(pack)
    assert read is not None
    assert {form.serves for form in read.forms} == set(PURPOSES)


@pytest.mark.parametrize("there", ["pack.toml", "letter.txt"])
def test_nothing_is_written_over(there: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine")
    answer = supdesk("forms", "new", tmp_path)
    assert (answer.code, "nothing is written over" in answer.err) == (3, True)
    assert list(digests(tmp_path)) == [there]
    assert supdesk("forms", "new", tmp_path / there).code == 3


REFERENCE_ONLY = {"choices.touches", "form.section.field.becomes"}
"""Keys of the ring and of reflections, which somebody who begins a pack is better spared."""


def test_the_new_pack_speaks_of_every_key_and_kind_there_is(tmp_path: Path) -> None:
    """A key or kind that comes later has to be explained in it too."""
    pack = begun(tmp_path)
    text = "\n".join(path.read_text("utf-8") for path in sorted(pack.iterdir()))
    missing = {where for where, key in KEYS if not re.search(rf"\b{key.name}\b", text)}
    assert missing - REFERENCE_ONLY == set()
    assert [kind for kind in KINDS if not re.search(rf"\b{kind}\b", text)] == []


def test_the_first_use_of_each_key_in_the_explained_form_has_a_note_above_it(tmp_path: Path) -> None:
    told: set[str] = set()
    before = ""
    for line in (begun(tmp_path) / "one-to-one.toml").read_text("utf-8").splitlines():
        found = re.match(r"(?:# )?\s*([a-z_-]+) = ", line)
        if found:
            assert found[1] in told or before.lstrip().startswith("#"), line
            told.add(found[1])
            before = ""
        elif line.lstrip().startswith("#"):
            before = line


# What its forms look like


def test_a_preview_shows_every_form_empty_filled_and_as_a_picture(qapp: QApplication, tmp_path: Path) -> None:
    pack, out = begun(tmp_path), tmp_path / "out"
    answer = supdesk("forms", "preview", pack, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    names = {path.stem for path in pack.glob("*.toml")} - {"pack"}
    made = {f"{name}{end}" for name in names for end in ("-empty.pdf", "-filled.pdf", ".png")}
    assert {path.name for path in out.iterdir()} == made
    assert all(name in answer.out for name in made)
    filled, empty = words(out / "one-to-one-filled.pdf"), words(out / "one-to-one-empty.pdf")
    assert "Name of your organisation" in empty
    assert " ".join(WORDS[1].split()) in filled
    assert WORDS[1] not in empty
    picture = QImage(str(out / "one-to-one.png"))
    assert picture.width() == 880
    assert picture.height() > 1500


def test_every_page_says_sample_and_is_the_same_each_time(qapp: QApplication, tmp_path: Path) -> None:
    pack, out = begun(tmp_path), tmp_path / "out"
    supdesk("forms", "preview", pack, "--out", out)
    for file in out.glob("*.pdf"):
        for page in PdfReader(io.BytesIO(file.read_bytes())).pages:
            assert "SAMPLE: a form being tried out" in page.extract_text()
    before = {name: digest for name, digest in digests(out).items() if name.endswith(".pdf")}
    refused = supdesk("forms", "preview", pack, "--out", out)
    assert (refused.code, "To write over them say --replace." in refused.err) == (3, True)
    supdesk("forms", "preview", pack, "--out", out, "--replace")
    assert {name: digest for name, digest in digests(out).items() if name.endswith(".pdf")} == before


def test_a_preview_and_a_reference_follow_no_link_and_names_in_a_pack_steer_no_terminal(
    qapp: QApplication, tmp_path: Path
) -> None:
    pack, out, own = begun(tmp_path), tmp_path / "out", tmp_path / "own.txt"
    own.write_text("mine")
    out.mkdir()
    for name in ("contract-empty.pdf", "group.png", "reference.md"):
        (out / name).symlink_to(own)
    assert supdesk("forms", "reference", "--out", out / "reference.md").code == 3
    assert supdesk("forms", "reference", "--out", out / "reference.md", "--replace").code == 0
    edit(pack / "contract.toml", 'title = "', 'title = "\\u001b[2J')
    answer = supdesk("forms", "preview", pack, "--out", out, "--replace")
    assert (answer.code, "\x1b" in answer.out, "?[2J" in answer.out) == (0, False, True)
    assert own.read_text() == "mine"
    assert not any(path.is_symlink() for path in out.iterdir())


def test_a_form_with_a_fault_is_told_and_the_others_are_still_made(qapp: QApplication, tmp_path: Path) -> None:
    pack, out = begun(tmp_path), tmp_path / "out"
    edit(pack / "group.toml", 'kind = "table"', 'kind = "tabel"')
    edit(pack / "pack.toml", "version = 1", 'version = "one"')
    answer = supdesk("forms", "preview", pack, "--out", out)
    assert answer.code == 1
    assert 'found "tabel"; did you mean "table"?' in answer.out
    assert f"{len(PURPOSES) - 1} forms shown" in answer.out
    assert (out / "contract-filled.pdf").exists()
    assert not list(out.glob("group*"))


def test_what_is_no_longer_asked_is_in_no_preview(qapp: QApplication, tmp_path: Path) -> None:
    pack, out = begun(tmp_path), tmp_path / "out"
    label = "Something asked in earlier years"
    text = (pack / "evaluation.toml").read_text("utf-8")
    retired = f'\n  [[section.field]]\n  id = "earlier"\n  kind = "short"\n  label = "{label}"\n  retired = true\n'
    (pack / "evaluation.toml").write_text(text + retired, encoding="utf-8")
    assert supdesk("forms", "preview", pack, "--out", out).code == 0
    assert not any(label in words(out / f"evaluation-{what}.pdf") for what in ("empty", "filled"))


def test_a_form_of_every_kind_can_be_shown(qapp: QApplication, tmp_path: Path) -> None:
    pack, out = begun(tmp_path), tmp_path / "out"
    (pack / "one-to-one.toml").write_text(EVERY_KIND, encoding="utf-8")
    assert supdesk("forms", "preview", pack, "--out", out).code == 0
    text = words(out / "one-to-one-filled.pdf")
    assert "Cornelia Placeholder-Longname" in text
    assert "31 January" in text


# The reference


def test_the_reference_is_printed_or_written_as_markdown_or_html(tmp_path: Path) -> None:
    printed = supdesk("forms", "reference")
    assert (printed.code, printed.out) == (0, markdown())
    page, web = tmp_path / "reference.md", tmp_path / "reference.html"
    assert supdesk("forms", "reference", "--out", page).code == 0
    assert supdesk("forms", "reference", "--out", web).code == 0
    assert page.read_text("utf-8") == markdown()
    assert web.read_text("utf-8").startswith("<!doctype html>")
