"""Reading packs: another organisation's folder, exact messages for mistakes, and no crash for any text."""

import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.cadence import Every, Unit
from supdesk.domain.errors import SupdeskError
from supdesk.forms.answers import blank, read
from supdesk.forms.faults import Fault
from supdesk.forms.packs import load_packs, refuse
from supdesk.forms.reading import LARGEST, MOST_FILES, read_form, read_pack, read_shared
from tests.forms.pack_examples import ADA, BEE, EVERY_KIND, SHIPPED, copied_pack, edit, shipped_pack
from tests.tools import HARBOUR

FIELD = """
id = "small"
title = "Small"
version = 1
serves = "cycle"
[[section]]
title = "Only"
[[section.field]]
"""


def messages(text: str) -> list[str]:
    return [str(fault) for fault in form_or_faults(text)]


def form_or_faults(text: str) -> list[Fault]:
    """The faults of a form's text, having seen that it is a form or has faults, never both."""
    form, faults = read_form(text)
    assert (form is None) is bool(faults)
    return faults


def test_a_copied_pack_with_a_renamed_field_a_new_one_and_another_cadence_works(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", 'id = "mse-icb"', 'id = "our-own"')
    edit(folder / "pack.toml", "\nmonths = 3", "\nmonths = 4")
    edit(folder / "one-to-one.toml", '"Reflection since last session"', '"Looking back"')
    added = (
        '\n[[section]]\ntitle = "More"\n[[section.field]]\nid = "voice"\nkind = "prose"\nlabel = "Their voice"\n'
    )
    with (folder / "one-to-one.toml").open("a", encoding="utf-8") as file:
        file.write(added)
    packs, faults = load_packs(SHIPPED, [folder])
    assert faults == []
    assert {"mse-icb", "our-own"} <= {pack.id for pack in packs.found}
    assert [c.every for c in packs.pack("our-own").cadences] == [Every(4)]
    form = packs.form("our-own", "one-to-one")
    renamed = form.field("reflection")
    assert renamed is not None
    assert renamed.label == "Looking back"
    facts = {"on": "4 March 2026", "supervisor": ADA, "supervisee": BEE, "confidential": True}
    reading = read(form, blank(form, facts) | {"voice": "She wants to stay."})
    assert reading.problems == ()
    assert reading.answers["voice"] == "She wants to stay."
    assert form.digest != packs.form("mse-icb", "one-to-one").digest


def test_a_chosen_pack_takes_the_place_of_a_shipped_one_with_its_id(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", "\nmonths = 3", "\nmonths = 6")
    packs, _ = load_packs(SHIPPED, [folder])
    assert [c.every for c in packs.pack("mse-icb").cadences] == [Every(6)]


def test_how_often_is_said_in_weeks_or_months_and_never_in_both_or_neither(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", "\nmonths = 3", "\nweeks = 6")
    edit(folder / "pack.toml", "supervisor_months = 3", "supervisor_weeks = 4")
    pack, faults = read_pack(folder)
    assert pack is not None, faults
    assert [c.every for c in pack.cadences] == [Every(6, Unit.WEEKS)]
    assert pack.supervisors == Every(4, Unit.WEEKS)
    edit(folder / "pack.toml", "\nweeks = 6", "")
    edit(folder / "pack.toml", "supervisor_weeks = 4", "supervisor_weeks = 4\nsupervisor_months = 1")
    assert [str(fault) for fault in read_pack(folder)[1]] == [
        "pack.toml: cadence[1].months: missing; expected months or weeks",
        "pack.toml: supervisor_weeks: expected nothing here beside supervisor_months: say one of the two",
    ]


def test_a_signer_has_a_role_or_is_named_by_a_field_that_must_be_filled_in(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HARBOUR, tmp_path / "ours"))
    pack, faults = read_pack(folder)
    assert pack is not None, faults
    talk = pack.form("talk")
    assert talk is not None
    assert [(signer.role, signer.field) for signer in talk.signers] == [
        ("supervisor", ""),
        ("", "second"),
        ("supervisee", ""),
    ]
    edit(folder / "talk.toml", 'field = "second"', 'field = "arriving"')
    edit(folder / "knock.toml", 'field = "second"', 'field = "second"\nrole = "owner"')
    edit(folder / "circle.toml", 'field = "second"\n', "")
    edit(folder / "postscript.toml", 'field = "second"\nlabel = "Signed by the second supervisor"', SIGNS_TWICE)
    assert [str(fault) for fault in read_pack(folder)[1]] == [
        "circle.toml: signer[2].role: missing; expected role or field",
        "knock.toml: signer[2].field: expected nothing here beside role: say one of the two",
        'postscript.toml: signer: "supervisor Signed by the first superviso…" stands twice in this form; '
        "expected each once",
        'talk.toml: signer[2].field: expected the id of a field of kind person that is required, found "arriving"',
    ]


SIGNS_TWICE = 'role = "supervisor"\nlabel = "Signed by the first supervisor"'


def test_five_mistakes_in_a_copied_pack_give_five_exact_messages(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "ad-hoc.toml", "intro = ", "intrro = ")
    edit(folder / "contract.toml", 'kind = "person"', 'kind = "persn"')
    edit(folder / "evaluation.toml", '  label = "Supervisee Name"\n', "")
    edit(folder / "group.toml", 'label = "Date"\n  fills = "on"', 'label = "Date"\n  fills = "actions"')
    edit(folder / "pack.toml", "\nmonths = 3", '\nmonths = "three"')
    pack, faults = read_pack(folder)
    assert pack is None
    kinds = (
        "prose, short, date, time, number, nhs-number, person, people, choice, choices, scale, tick, clauses, "
        "actions, outcomes, picture, table"
    )
    assert [str(fault) for fault in faults] == [
        'ad-hoc.toml: intrro: unknown key; did you mean "intro"?',
        f'contract.toml: section[1].field[1].kind: expected one of {kinds}, found "persn"; did you mean "person"?',
        "evaluation.toml: section[1].field[1].label: missing; expected text in quotes",
        'group.toml: section[1].field[2].fills: expected a field of kind actions for "actions", found date',
        'pack.toml: cadence[1].months: expected a whole number from 1 to 60, found "three"',
    ]
    with pytest.raises(SupdeskError) as told:
        refuse(faults)
    assert told.value.code == "pack.faults"
    assert "ad-hoc.toml: intrro" in told.value.sentence


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            'report = "evaluations"',
            'report = "evaluation"',
            "report: expected one of attendance-quarter, evaluations, attendance-year, questionnaire, "
            'found "evaluation"; did you mean "evaluations"?',
        ),
        (
            'responsible = "Lead',
            'responsibel = "Lead',
            'responsible: missing; expected text in quotes|responsibel: unknown key; did you mean "responsible"?',
        ),
        ('frequency = "Yearly"', "frequency = 12", "frequency: expected text in quotes, found 12"),
        ('process = "Report"', 'process = ""', "process: expected text in quotes, found nothing between them"),
    ],
)
def test_a_mistake_in_the_monitoring_plan_is_told_with_its_row(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", right, wrong)
    rows = {"report": 3, "frequency": 1}
    row = rows.get(told.split(":")[0], 2)
    faults = read_pack(folder)[1]
    assert [str(fault) for fault in faults] == [f"pack.toml: monitoring[{row}].{each}" for each in told.split("|")]


def test_a_pack_may_plan_what_this_program_does_not_report(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", 'report = "evaluations"\n', "")
    pack, faults = read_pack(folder)
    assert faults == []
    assert pack is not None
    assert [each.report for each in pack.monitoring] == ["attendance-year", "attendance-quarter", ""]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('id = "a"\nkind = "prose"\nlabel = "A"\nlable = "B"', 'lable: unknown key; did you mean "label"?'),
        ('id = "a"\nkind = "prose"\nlabel = ["A"]', "label: expected text in quotes, found a list"),
        ('id = "a"\nkind = "prose"\nlabel = " "', "label: expected text in quotes, found nothing between them"),
        (
            'id = "a"\nkind = "prose"\nlabel = "A"\nrequired = "yes"',
            'required: expected true or false, found "yes"',
        ),
        (
            'id = "a"\nkind = "prose"\nlabel = "A"\nlines = true',
            "lines: expected a whole number from 1 to 60, found true",
        ),
        (
            'id = "a"\nkind = "prose"\nlabel = "A"\nlines = 61',
            "lines: expected a whole number from 1 to 60, found 61",
        ),
        (
            f'id = "a"\nkind = "prose"\nlabel = "A"\nlines = 0x{"f" * 5000}',
            "lines: expected a whole number from 1 to 60, found a number of more than 20 digits",
        ),
        (
            'id = "A b"\nkind = "prose"\nlabel = "A"',
            'id: expected small letters, digits, - and _, beginning with a letter, found "A b"',
        ),
        ('id = "a"\nkind = "choice"\nlabel = "A"', "option: missing; expected a list of tables"),
        ('id = "a"\nkind = "choice"\nlabel = "A"\noption = "b"', 'option: expected a list of tables, found "b"'),
        ('id = "a"\nkind = "choice"\nlabel = "A"\noption = ["b"]', 'option[1]: expected a table, found "b"'),
        ('id = "a"\nkind = "date"\nlabel = "A"\nlines = 3', "lines: unknown key"),
        (
            'id = "a"\nkind = "actions"\nlabel = "A"\ncolumn = [{ id = "hwo", kind = "prose", label = "H" }]',
            'column: expected one of what, by_whom, by_when, because, how, found "hwo"; did you mean "how"?',
        ),
        (
            'id = "a"\nkind = "table"\nlabel = "A"\ncolumn = [{ id = "b", kind = "clauses", label = "B", '
            'clause = [{ id = "c", text = "C" }] }]',
            'column: expected a plain kind for "b", found clauses',
        ),
        (
            'id = "a"\nkind = "prose"\nlabel = "A"\nelement = "feeling"',
            'element: expected one of experience, reflection, analysis, action, found "feeling"',
        ),
    ],
)
def test_one_mistake_gives_one_message_with_its_place(wrong: str, told: str) -> None:
    assert messages(FIELD + wrong) == [f"form.toml: section[1].field[1].{told}"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('preparation = "Read"', 'preparation: expected a list of texts, found "Read"'),
        ('preparation = ["Read", 2]', "preparation[2]: expected text in quotes, found 2"),
        ('arranging = "Us"', 'arranging: expected a table, found "Us"'),
        ('[arranging]\none_to_one = ["Us"]', 'arranging.one_to_one: unknown key; did you mean "one-to-one"?'),
        ('[arranging]\ngroup = "Us"', 'arranging.group: expected a list of texts, found "Us"'),
        ('[cancellation]\nrecipient = "A"\nwords = "B"', "cancellation.rebooked_limit: missing; expected a whole"),
        (
            '[cancellation]\nrebooked_limit = 0\nrecipient = "A"\nwords = "B"',
            "cancellation.rebooked_limit: expected a whole number from 1 to 10, found 0",
        ),
        ('[cancellation]\nrebooked_limit = 1\nwords = "B"', "cancellation.recipient: missing; expected text"),
        (
            '[cancellation]\nrebooked_limit = 1\nrecipient = "A"\nwords = " "',
            "cancellation.words: expected text in quotes, found nothing between them",
        ),
        (
            '[cancellation]\nrebooked_limit = 1\nrecipient = "A"\nwords = "B"\nrecipent = "C"',
            'cancellation.recipent: unknown key; did you mean "recipient"?',
        ),
    ],
)
def test_a_mistake_about_planning_gives_one_message_with_its_place(tmp_path: Path, wrong: str, told: str) -> None:
    folder = copied_pack(tmp_path)
    text = (folder / "pack.toml").read_text("utf-8")
    before, ours = text.split("\npreparation = ", 1)
    register = ours[ours.index("\n[register]") :]
    (folder / "pack.toml").write_text(f"{before}\n{wrong}\n{register}", encoding="utf-8")
    _, faults = read_pack(folder)
    assert [str(fault)[: len(f"pack.toml: {told}")] for fault in faults] == [f"pack.toml: {told}"]


def test_a_field_may_stand_only_once_and_fill_only_once() -> None:
    twice = 'id = "a"\nkind = "date"\nlabel = "A"\nfills = "on"\n'
    assert messages(FIELD + twice + "[[section.field]]\n" + twice) == [
        'form.toml: section: "a" stands twice in this form; expected each once',
        'form.toml: section: "fills on" stands twice in this form; expected each once',
    ]


def test_columns_have_a_bottom() -> None:
    deep = "".join(
        f'[[section.field{".column" * depth}]]\nid = "c"\nkind = "table"\nlabel = "C"\n' for depth in range(1, 90)
    )
    found = messages(FIELD + 'id = "a"\nkind = "table"\nlabel = "A"\n' + deep)
    place = "form.toml: section[1].field[1].column[1].column[1].column"
    assert f"{place}: expected no columns here: this is a column of a column already" in found


def test_a_number_of_thousands_of_digits_is_a_fault() -> None:
    assert messages(f"version = {'9' * 5000}")[0].startswith("form.toml: is not TOML: ")


def test_the_folder_without_a_pack_says_what_a_pack_is(tmp_path: Path) -> None:
    pack, faults = read_pack(tmp_path)
    assert pack is None
    expected = "pack.toml: not found; a pack is a folder with a pack.toml and one file a form"
    assert [str(f) for f in faults] == [expected]


def test_a_folder_that_is_gone_and_a_file_that_is_a_link_are_faults(tmp_path: Path) -> None:
    _, faults = read_pack(tmp_path / "gone")
    assert [str(fault) for fault in faults] == ["pack.toml: can't be read: No such file or directory"]
    folder = copied_pack(tmp_path)
    (folder / "extra.toml").symlink_to(tmp_path / "nowhere.toml")
    _, faults = read_pack(folder)
    assert [str(fault) for fault in faults] == ["extra.toml: expected the file itself, not a link to one"]


def test_files_too_large_not_text_or_not_files_are_faults(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    (folder / "cycle.toml").write_bytes(b"#" * (LARGEST + 1))
    (folder / "group.toml").write_bytes(b'id = "\xff"')
    (folder / "extra.toml").mkdir()
    _, faults = read_pack(folder)
    assert [str(fault) for fault in faults] == [
        "cycle.toml: expected at most 200,000 bytes",
        "extra.toml: expected a file",
        "group.toml: expected UTF-8 text; byte 7 is not",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_could_be_read_for_ever_is_not_read(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    os.mkfifo(folder / "extra.toml")
    (folder / "other.toml").symlink_to("/dev/zero")
    _, faults = read_pack(folder)
    assert [str(fault) for fault in faults] == [
        "extra.toml: expected a file",
        "other.toml: expected the file itself, not a link to one",
    ]


@pytest.mark.parametrize("line", ["a" + ".a" * 90_000 + " = 1", "[a" + " . 'a'" * 30_000 + "]"])
def test_a_line_that_would_take_minutes_to_read_is_refused(line: str) -> None:
    form, faults = read_form(f"\n{line}\n")
    assert form is None
    assert [str(f) for f in faults] == ["form.toml: expected at most 100 names joined by dots in line 2"]


def test_dots_that_join_nothing_are_no_fault() -> None:
    assert read_form(f'id = "note"\ntitle = "Name {"." * 500}"')[1] == read_form('id = "note"\ntitle = "Name"')[1]


def test_a_folder_with_more_files_than_any_pack_is_refused(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    for number in range(MOST_FILES):
        (folder / f"extra-{number}.toml").touch()
    pack, faults = read_pack(folder)
    assert pack is None
    assert len(faults) == 1
    assert f"expected at most {MOST_FILES} files" in str(faults[0])


def test_two_forms_for_one_purpose_are_a_fault(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "group.toml", 'serves = "group"', 'serves = "cycle"')
    _, faults = read_pack(folder)
    assert [str(f) for f in faults] == ['pack.toml: serves: two forms have serves "cycle"; expected one']


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    content = (folder / "pack.toml").read_bytes()
    (folder / "pack.toml").write_bytes(b"\xef\xbb\xbf" + content)
    pack, faults = read_pack(folder)
    assert pack is not None, faults


def test_a_pack_or_form_that_is_not_here_is_said_in_a_sentence() -> None:
    packs, _ = load_packs(SHIPPED)
    with pytest.raises(SupdeskError) as told:
        packs.pack("elsewhere")
    assert told.value.code == "pack.unknown"
    with pytest.raises(SupdeskError) as told:
        packs.form("mse-icb", "picnic")
    assert told.value.code == "pack.no-form"


WHOLE = ("is not TOML", "expected at most")
"""How a fault begins that is of the file, not of a key in it."""
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(EVERY_KIND.split("\n\n"))).map("\n\n".join))


@given(TEXTS)
def test_any_text_is_a_form_or_faults_that_name_file_and_key(text: str) -> None:
    named(form_or_faults(text))


def named(faults: list[Fault]) -> None:
    for fault in faults:
        assert fault.file == "form.toml"
        assert bool(fault.key) is not fault.message.startswith(WHOLE)


def test_a_form_of_every_kind_is_a_form_and_an_empty_text_is_none() -> None:
    assert form_or_faults(EVERY_KIND) == []
    assert {fault.key for fault in form_or_faults("")} >= {"id", "title", "version", "serves"}


LINES = EVERY_KIND.splitlines()
SPOILT = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(
            [
                "",
                "x",
                "[[section]]",
                "[section]",
                "[[section.field.column]]",
                "id = 1",
                "kind = []",
                "column = [1]",
                "label = {}",
                "option = true",
                "version = 1.5",
                "serves = 2026-03-04",
                "clause = [[]]",
                'element = "x"',
            ]
        ),
    ),
    max_size=6,
)


@given(SPOILT)
def test_any_spoilt_form_is_a_form_or_faults_that_name_file_and_key(changes: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for place, line in changes:
        lines[place] = line
    named(form_or_faults("\n".join(lines)))


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(max_size=8)), lambda inner: st.lists(inner, max_size=3)
)


@given(st.sampled_from(["id", "forms", "register", "cadence", "retention", "support", "referral", "x"]), VALUES)
def test_any_value_in_a_pack_is_a_fault_or_read(key: str, value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pack.toml").write_text(f"{key} = {json.dumps(value)}\n", encoding="utf-8")
        pack, faults = read_pack(Path(folder))
    assert pack is None
    assert faults


PICTURE = """id = "p"
kind = "picture"
label = "P"
shape = "{shape}"
note = [{notes}]
side = [{sides}]
"""


def sides(*names: str, dimension: str = "x") -> str:
    return ", ".join(
        f'{{ id = "{n}", label = "L", dimension = [{{ id = "{dimension}{n}", label = "D" }}] }}' for n in names
    )


def picture(shape: str = "triangle", notes: str = '{ id = "n", label = "N" }', of: str = "") -> str:
    return FIELD + PICTURE.format(shape=shape, notes=notes, sides=of or sides("a", "b", "c"))


def test_a_picture_has_a_known_shape_its_sides_and_one_or_two_notes() -> None:
    assert messages(picture()) == []
    note = '{{ id = "{0}", label = "N" }}'
    three = ", ".join(note.format(name) for name in "nmo")
    where = "form.toml: section[1].field[1]."
    assert messages(picture(shape="triangel")) == [
        where + 'shape: expected one of triangle, found "triangel"; did you mean "triangle"?'
    ]
    assert messages(picture(of=sides("a", "b"))) == [where + "side: expected 3 sides of a triangle, found 2"]
    assert messages(picture(notes=three)) == [where + "note: expected one or two notes of each dimension, found 3"]
    assert messages(picture(notes="")) == [where + "note: expected one or two notes of each dimension, found 0"]
    none = picture().replace('[{ id = "xa", label = "D" }]', "[]")
    assert messages(none) == [where + "side[1].dimension: expected 1 to 10 on a side, found 0"]


def test_a_side_of_a_picture_has_no_more_dimensions_than_find_room_beside_it() -> None:
    def crowded(many: int) -> str:
        names = ", ".join(f'{{ id = "x{number}", label = "D" }}' for number in range(many))
        return picture().replace('{ id = "xa", label = "D" }', names)

    assert messages(crowded(10)) == []
    told = "form.toml: section[1].field[1].side[1].dimension: expected 1 to 10 on a side, found 11"
    assert messages(crowded(11)) == [told]


def test_no_two_dimensions_of_a_picture_have_one_name() -> None:
    same = sides("a", "b", "c").replace('"xb"', '"xa"')
    assert messages(picture(of=same)) == [
        'form.toml: section[1].field[1].side.dimension: "xa" stands twice in this form; expected each once'
    ]


def test_a_pack_may_have_many_tools() -> None:
    pack, faults = read_pack(SHIPPED / "elft")
    assert faults == []
    assert pack is not None
    assert len(pack.all_serving("tool")) == 3


def test_what_stands_aside_is_never_required_nor_filled() -> None:
    form = """
id = "aside"
title = "Aside"
version = 1
serves = "one-to-one"
[[section]]
aside = true
[[section.field]]
id = "voice"
kind = "prose"
label = "What does the child say?"
required = true
"""
    [told] = messages(form)
    assert "neither required nor filled" in told
    assert messages(form.replace("required = true", "")) == []


HEAD = 'id = "small"\ntitle = "Small"\nversion = 1\nserves = "tool"\n'
SMALL = HEAD + '[[section]]\ntitle = "S"\n[[section.field]]\nid = "a"\nkind = "short"\n'
CLAUSE = HEAD + '[[section]]\n[[section.field]]\nid = "a"\nkind = "clauses"\nlabel = "A"\n'


def many_names(names: int) -> str:
    return ", ".join(f'"b{number}"' for number in range(names))


FIRST = "section[1].field[1]"
MUCH = {
    SMALL + f'label = "A"\nwas = [{many_names(12_000)}]': f"{FIRST}.was: expected at most 100 texts, found 12,000",
    HEAD + f"[[section]]\nfield = [{'{},' * 60_000}]":
        "section[1].field: expected at most 200 tables, found 60,000",
    SMALL + f'label = "{"w " * 600}"': f"{FIRST}.label: expected at most 300 letters, found 1,200",
    SMALL.replace("Small", "s" * 3_000) + 'label = "A"': "title: expected at most 300 letters, found 3,000",
    SMALL.replace('"a"', f'"{"a" * 101}"') + 'label = "A"': f"{FIRST}.id: expected at most 100 letters, found 101",
    SMALL + 'label = "One\\nand two"': f"{FIRST}.label: expected one line, found several",
    SMALL + f'label = "A"\nhelp = "{"w" * 1_001}"': f"{FIRST}.help: expected at most 1,000 letters, found 1,001",
    CLAUSE + f'clause = [{{ id = "b", text = "{"w" * 4_001}" }}]':
        f"{FIRST}.clause[1].text: expected at most 4,000 letters, found 4,001",
    HEAD + "".join(
        f'[[section]]\n[[section.field]]\nid = "a{number}"\nkind = "short"\nlabel = "A"\nwas = [{names}]\n'
        for number in range(12)
        if (names := ", ".join(f'"b{number}-{each}"' for each in range(99)))
    ): "section: expected at most 1,000 fields, with their earlier names, found 1,200",
}  # fmt: skip


@pytest.mark.parametrize("text", MUCH, ids=[said.split(": ")[0] for said in MUCH.values()])
def test_a_form_with_more_than_anybody_would_write_is_refused_in_a_line_or_two(tmp_path: Path, text: str) -> None:
    folder = copied_pack(tmp_path)
    (folder / "small.toml").write_text(text, encoding="utf-8")
    pack, faults = read_pack(folder)
    assert pack is None
    assert f"small.toml: {MUCH[text]}" in [str(fault) for fault in faults]
    assert len(faults) <= 3


def test_of_a_file_full_of_mistakes_the_first_are_named(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    for name in ("one", "two"):
        unknown = "".join(f"k{number} = 1\n" for number in range(5_000))
        (folder / f"{name}.toml").write_text(HEAD.replace("small", name) + unknown, encoding="utf-8")
    _, faults = read_pack(folder)
    assert [len([fault for fault in faults if fault.file == f"{name}.toml"]) for name in ("one", "two")] == [
        101
    ] * 2
    assert str(faults[-1]) == "two.toml: more than 100 mistakes; mend these first"


def test_a_pack_s_files_are_no_larger_together_than_a_pack_can_be(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    for number in range(6):
        (folder / f"f{number}.toml").write_text("#" * 199_000, encoding="utf-8")
    _, (fault,) = read_pack(folder)
    assert str(fault).startswith("pack.toml: expected at most 500,000 bytes in all files together, found 1,2")


def test_a_definition_kept_in_a_vault_reads_though_a_pack_may_not_hold_so_much_any_more() -> None:
    form, faults = read_form(SMALL + f'label = "A"\nwas = [{many_names(200)}]')
    assert faults == []
    assert form is not None


def test_a_date_said_anew_takes_no_earlier_answer_over(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "contract.toml", 'fills = "renew_on"', 'fills = "renew_on"\n  was = ["boundaries"]')
    _, faults = read_pack(folder)
    assert [fault.message for fault in faults] == [
        "expected nothing here: this date is said anew, so what was written before would be lost"
    ]


def test_a_fault_can_be_printed_whatever_the_pack_holds(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "contract.toml", 'kind = "', 'kind = "\\u001b[2J\\u202e')
    _, faults = read_pack(folder)
    assert any("?[2J?" in str(fault) for fault in faults)
    assert all(str(fault).isprintable() for fault in faults)


def test_a_pack_is_another_with_the_least_change_in_a_file(tmp_path: Path) -> None:
    folder, shipped = copied_pack(tmp_path), shipped_pack()
    digests = {shipped.digest}
    for file in ("pack.toml", "contract.toml"):
        assert (folder / file).write_text((folder / file).read_text("utf-8") + "\n#", encoding="utf-8")
        pack, _ = read_pack(folder)
        assert pack is not None
        digests.add(pack.digest)
    assert len(digests) == 3


def test_a_chosen_pack_nobody_agreed_to_as_it_is_waits_and_the_shipped_one_stays(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", "\nmonths = 3", "\nmonths = 1")
    own, _ = read_pack(folder)
    assert own is not None
    for agreed in ({}, {folder: shipped_pack().digest}):
        packs, _ = load_packs(SHIPPED, [folder], agreed)
        assert (packs.pack(own.id), packs.waiting) == (shipped_pack(), ((folder, own),))
    packs, _ = load_packs(SHIPPED, [folder], {folder: own.digest})
    assert (packs.pack(own.id), packs.waiting) == (own, ())


ACTIONS = 'column = [{ id = "what", kind = "prose", label = "What" }]'


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('kind = "prose"\nin_plan = true', "in_plan: expected nothing here"),
        (f'kind = "actions"\nspread = true\n{ACTIONS}', "spread: expected nothing here"),
        ('kind = "prose"\nwas = ["a"]', 'was: expected earlier ids only, found "a"'),
        (
            'kind = "actions"\ncolumn = [{ id = "how", kind = "prose", label = "H" }]',
            'column: expected "what" among',
        ),
        (
            'kind = "table"\ncolumn = [{ id = "b", kind = "actions", label = "B", spread = true }]',
            "column[1].spread: expected columns beside it",
        ),
        (
            'kind = "table"\ncolumn = [{ id = "b", kind = "prose", label = "B", in_plan = true }]',
            'column: expected "b" not to go into the plan',
        ),
    ],
)
def test_what_would_be_lost_or_mean_nothing_is_a_fault_but_is_read_where_it_was_kept(
    tmp_path: Path, wrong: str, told: str
) -> None:
    text = f'{FIELD}id = "a"\nlabel = "A"\n{wrong}'.replace('serves = "cycle"', 'serves = "tool"')
    folder = copied_pack(tmp_path)
    (folder / "small.toml").write_text(text, encoding="utf-8")
    [message] = map(str, read_pack(folder)[1])
    assert message.startswith(f"small.toml: section[1].field[1].{told}")
    assert messages(text) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('[[step]]\nis = "held"\nwords = "A"\n[[step]]\nis = "held"\nwords = "B"', 'step: "held" stands twice'),
        ("[[cadence]]\nmonths = 4", "cadence: expected one for everybody, found 2"),
        (
            '[[cadence]]\nmonths = 4\nservice = "Ward"\n[[cadence]]\nmonths = 3\nservice = " ward "',
            "cadence: expected one for ward, found 2",
        ),
        ('[[cadence]]\nmonths = 4\nstaff = "Managers"', "cadence[2].staff: expected a service beside it"),
        ('[[route]]\nwhat = "action-plan"\nto = "line-managers"', "route[1].to: expected another reader"),
    ],
)
def test_what_a_pack_says_twice_or_to_the_wrong_person_is_a_fault(tmp_path: Path, wrong: str, told: str) -> None:
    folder = copied_pack(tmp_path)
    file = folder / "pack.toml"
    file.write_text(f"{file.read_text('utf-8')}\n{wrong}\n", encoding="utf-8")
    _, faults = read_pack(folder)
    [message] = map(str, faults)
    assert message.startswith(f"pack.toml: {told}")


def test_words_that_would_be_carried_to_no_field_of_an_account_are_a_fault(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shutil.copytree(SHIPPED / "shared", shared)
    assert read_shared(shared)[2] == []
    file = next(path for path in sorted(shared.glob("reflection-*.toml")) if "becomes" in path.read_text("utf-8"))
    text = file.read_text("utf-8")
    file.write_text(re.sub('becomes = "[a-z-]+"', 'becomes = "nowhere"', text, count=1), encoding="utf-8")
    [fault] = read_shared(shared)[2]
    assert 'found "nowhere"' in str(fault)
