"""The commonest slips in a pack's file are said in plain words, with the line they stand on."""

from pathlib import Path

import pytest

from supdesk.forms.reading import read_form, read_pack
from supdesk.forms.slips import line_of
from tests.forms.pack_examples import copied_pack, edit

HEAD = 'id = "a"\ntitle = "A"\nversion = 1\nserves = "one-to-one"\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('intro = "Ours', "the closing quote is missing"),
        ("intro = “Ours”", 'use straight quotes, "so", not curly ones as a word processor makes them'),
        ('intro = "Ours”', 'use straight quotes, "so", not curly ones as a word processor makes them'),
        ('intro = "She said "yes" to us"', 'write \\" for a quote within the text'),
        ("intro = Ours", "put the text in quotes"),
        ("intro = ", "a value is missing after the ="),
        ("intro = True", "write true or false, in small letters"),
    ],
)
def test_a_slip_is_named_in_plain_words_with_line_and_key(line: str, said: str) -> None:
    _, faults = read_form(f"{HEAD}{line}\nlandscape = true\n")
    assert [fault.message for fault in faults] == [f"is not TOML: line 5: intro: {said}"]


def test_a_fault_of_a_key_has_its_line_or_that_of_what_lacks_it(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "evaluation.toml", '  label = "Supervisee Name"\n', "")
    edit(folder / "contract.toml", 'kind = "person"', 'kind = "text"')
    contract, evaluation = read_pack(folder)[1]
    for fault, holds in ((contract, 'kind = "text"'), (evaluation, "[[section.field]]")):
        lines = (folder / fault.file).read_text("utf-8").splitlines()
        assert lines[fault.line - 1].strip() == holds
        assert fault.placed.startswith(f"{fault.file}, line {fault.line}: section[1].field[1].")
    assert contract.message.endswith('found "text"; did you mean "short" or "prose"?')


def test_the_line_is_that_of_the_very_table_among_several() -> None:
    text = "[[a]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\n[[a.b]]\nx = 3\n[c.d]\ny = 4\n"
    known = {"a[1].x": 2, "a[1].b[1].x": 4, "a[2].b[2].x": 8, "a[2].b[1].x": 6, "c.d.y": 10, "z": 0}
    assert {key: line_of(text, key) for key in known} == known


def test_a_key_of_the_whole_file_that_stands_too_low_is_told_where_it_belongs(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    text = (folder / "pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(f"{text}\nclinical_records = true\n", encoding="utf-8")
    (fault,) = read_pack(folder)[1]
    assert "it is of the whole file: move it above the first [ ]" in fault.message
