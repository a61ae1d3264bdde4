"""From a folder of TOML to a pack, or to every fault in it."""

import hashlib
import re
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

from supdesk.domain.cadence import Cadence
from supdesk.domain.cycle import Element
from supdesk.domain.monitoring import MADE_AS, Requirement
from supdesk.domain.sessions import Kind
from supdesk.domain.training import REFRESHED_EVERY
from supdesk.forms import kinds
from supdesk.forms.definition import (
    SERVES,
    SLOTS,
    WIDTHS,
    Arranging,
    CancellationRule,
    ClauseText,
    Escalation,
    Field,
    Form,
    Guide,
    Mail,
    Option,
    Pack,
    Section,
    Signer,
    Support,
)
from supdesk.forms.faults import Fault, Table, nearest

LARGEST = 200_000
"""Bytes a definition file may have."""

MOST_FILES = 100
MOST_JOINED = 100
"""Names that dots may join in one line: the time to read them grows with the square of their number."""

_JOINED = re.compile(r"""\.[ \t]*[\w"'-]""")

ROLES = ("supervisor", "supervisee", "owner")
TOUCHES = ("stakeholders", "functions")


def read_pack(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """The pack in `folder`, and every fault found; a pack with faults is not returned."""
    faults: list[Fault] = []
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        return None, [Fault("pack.toml", "", f"can't be read: {error.strerror}")]
    if folder / "pack.toml" not in files:
        return None, [Fault("pack.toml", "", "not found; a pack is a folder with a pack.toml and one file a form")]
    if len(files) > MOST_FILES:
        return None, [Fault("pack.toml", "", f"expected at most {MOST_FILES} files beside it, found {len(files)}")]
    forms = [_form_file(path, faults) for path in files if path.name != "pack.toml"]
    found = [form for form in forms if form is not None]
    pack = _pack_file(folder / "pack.toml", tuple(found), faults)
    _check_together(found, faults)
    return (None if faults else pack), faults


def read_form(text: str, file: str = "form.toml", pack: str = "") -> tuple[Form | None, list[Fault]]:
    """A form from its TOML text: as shipped, or as kept in a vault with the records written with it."""
    faults: list[Fault] = []
    values = _parse(text, file, faults)
    form = _form(Table(file, "", values, faults), text) if values is not None else None
    return (None if faults or form is None else replace(form, pack=pack)), faults


def _load(path: Path, faults: list[Fault]) -> str | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could be read for ever
            faults.append(Fault(path.name, "", "expected a file"))
            return None
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            faults.append(Fault(path.name, "", f"expected at most {LARGEST:,} bytes"))
            return None
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, "", f"expected UTF-8 text; byte {error.start + 1} is not"))
    except OSError as error:
        faults.append(Fault(path.name, "", f"can't be read: {error.strerror}"))
    return None


def _parse(text: str, file: str, faults: list[Fault]) -> dict[str, object] | None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_JOINED and len(_JOINED.findall(line)) > MOST_JOINED:
            faults.append(Fault(file, "", f"expected at most {MOST_JOINED} names joined by dots in line {number}"))
            return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a plain ValueError: a number of thousands of digits
        faults.append(Fault(file, "", f"is not TOML: {error}"))
        return None


def _form_file(path: Path, faults: list[Fault]) -> Form | None:
    text = _load(path, faults)
    values = None if text is None else _parse(text, path.name, faults)
    if text is None or values is None:
        return None
    return _form(Table(path.name, "", values, faults), text)


def _form(table: Table, text: str) -> Form:
    form = Form(
        id=table.name(),
        pack="",
        title=table.text("title", required=True),
        version=table.whole("version", 1, least=1, required=True),
        serves=table.one_of("serves", SERVES, required=True),
        source=table.text("source"),
        intro=table.text("intro"),
        landscape=table.yes("landscape"),
        signers=tuple(_signer(t) for t in table.tables("signer")),
        sections=tuple(_section(t) for t in table.tables("section", required=True)),
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    _unique(table, "section", [f.id for f in form.fields()])
    _unique(table, "section", [f"fills {f.fills}" for f in form.fields() if f.fills])
    table.done()
    return form


def _unique(table: Table, key: str, names: list[str]) -> None:
    for name in sorted({n for n in names if names.count(n) > 1}):
        table.fault(key, f'"{name}" stands twice in this form; expected each once')


def _signer(table: Table) -> Signer:
    signer = Signer(
        table.one_of("role", ROLES, "supervisor", required=True),
        table.text("label", required=True),
        table.yes("each"),
    )
    table.done()
    return signer


def _section(table: Table) -> Section:
    guide = table.table("guide")
    section = Section(
        title=table.text("title"),
        help=table.text("help"),
        guide=None if guide is None else _guide(guide),
        fields=tuple(_field(t) for t in table.tables("field", required=True)),
    )
    table.done()
    return section


def _guide(table: Table) -> Guide:
    guide = Guide(table.texts("listen"), table.texts("questions"), table.texts("tasks"))
    table.done()
    return guide


def _field(table: Table, depth: int = 0) -> Field:
    """A field, or at a `depth` of 1 a column of it, or at 2 a column of an action in a table."""
    kind = table.one_of("kind", tuple(kinds.KINDS), required=True)
    field = Field(
        id=table.name(),
        kind=kind or "short",
        label=table.text("label", required=True),
        help=table.text("help"),
        required=table.yes("required"),
        page=table.yes("page", True),
        width=table.one_of("width", WIDTHS, "full"),
    )
    if depth == 0:
        field = replace(field, fills=_fills(table, kind))
    if kind:
        field = _by_kind(table, field, depth)
    else:
        table.asked.update(table.values)
    table.done()
    return field


def _fills(table: Table, kind: str) -> str:
    slot = table.one_of("fills", tuple(SLOTS))
    if slot and kind and SLOTS[slot] != kind:
        table.fault("fills", f'expected a field of kind {SLOTS[slot]} for "{slot}", found {kind}')
    return slot


def _by_kind(table: Table, field: Field, depth: int) -> Field:
    """The keys that only some kinds have; `kinds.KINDS[kind].keys` names them."""
    keys = kinds.KINDS[field.kind].keys
    if "lines" in keys:
        field = replace(field, lines=table.whole("lines", 3, least=1, most=60))
    if "element" in keys:
        field = replace(field, element=table.one_of("element", tuple(Element)))
    if "touches" in keys:
        field = replace(
            field,
            touches=table.one_of("touches", TOUCHES),
            element=table.one_of("element", tuple(Element)),
        )
    if "options" in keys:
        field = replace(field, options=tuple(_option(t) for t in table.tables("option", required=True)))
    if "clauses" in keys:
        field = replace(field, clauses=tuple(_clause(t) for t in table.tables("clause", required=True)))
    if "columns" in keys:
        field = replace(field, row=table.text("row"), columns=_columns(table, field, depth))
    if "scale" in keys:
        field = replace(
            field,
            low=table.text("low"),
            high=table.text("high"),
            points=table.whole("points", 5, least=2, most=10),
        )
    if "unit" in keys:
        field = replace(field, unit=table.text("unit"))
    _check_columns(table, field)
    return field


def _columns(table: Table, field: Field, depth: int) -> tuple[Field, ...]:
    inner = table.tables("column", required=field.kind == "table")
    if inner and depth == 2:
        table.fault("column", "expected no columns here: this is a column of a column already")
        return ()
    return tuple(_field(t, depth + 1) for t in inner)


def _check_columns(table: Table, field: Field) -> None:
    names = [column.id for column in field.columns]
    _unique(table, "column", names)
    if field.kind == "actions":
        for name in names:
            if name not in kinds.ACTION_PARTS:
                hint = nearest(name, kinds.ACTION_PARTS)
                known = ", ".join(kinds.ACTION_PARTS)
                table.fault("column", f'expected one of {known}, found "{name}"{hint}')
    for column in field.columns:
        if field.kind == "table" and column.kind in {"table", "clauses", "outcomes"}:
            table.fault("column", f'expected a plain kind for "{column.id}", found {column.kind}')


def _option(table: Table) -> Option:
    option = Option(table.name(), table.text("label", required=True))
    table.done()
    return option


def _clause(table: Table) -> ClauseText:
    clause = ClauseText(table.name(), table.text("text", required=True))
    table.done()
    return clause


def _pack_file(path: Path, forms: tuple[Form, ...], faults: list[Fault]) -> Pack | None:
    text = _load(path, faults)
    values = None if text is None else _parse(text, path.name, faults)
    if values is None:
        return None
    table = Table(path.name, "", values, faults)
    pack = _pack(table)
    table.done()
    return replace(pack, forms=tuple(replace(form, pack=pack.id) for form in forms))


def _pack(table: Table) -> Pack:
    register, columns = _register(table)
    retention = table.table("retention")
    years, note = (0, "") if retention is None else _retention(retention)
    arranging, cancellation = table.table("arranging"), table.table("cancellation")
    return Pack(
        id=table.name(),
        name=table.text("name", required=True),
        organisation=table.text("organisation", required=True),
        version=table.whole("version", 1, least=1, required=True),
        forms=(),
        cadences=tuple(_cadence(t) for t in table.tables("cadence", required=True)),
        register=register,
        register_columns=columns,
        action_plan=table.texts("action_plan"),
        group_size=table.whole("group_size", 6, least=2, most=100),
        contract_months=table.whole("contract_months", 12, least=1, most=120),
        training_months=table.whole("training_months", REFRESHED_EVERY, least=1, most=120),
        supervisor_months=table.whole("supervisor_months", 3, least=1, most=60),
        retention_years=years,
        retention_note=note,
        escalation=tuple(_escalation(t) for t in table.tables("escalation")),
        referral=table.texts("referral"),
        support=tuple(_support(t) for t in table.tables("support")),
        themes=table.texts("themes"),
        monitoring=tuple(_requirement(t) for t in table.tables("monitoring")),
        evaluations=_evaluations(table),
        preparation=table.texts("preparation"),
        arranging=Arranging() if arranging is None else _arranging(arranging),
        cancellation=None if cancellation is None else _cancellation(cancellation),
    )


def _register(table: Table) -> tuple[Mail, tuple[str, ...]]:
    part = table.table("register")
    if part is None:
        table.fault("register", "missing; expected a table with recipient and mailbox")
        return Mail(), ()
    mail = replace(_addressed(part), accredited=part.texts("accredited"), tag=part.text("tag"))
    columns = part.texts("columns")
    part.done()
    return mail, columns


def _addressed(part: Table) -> Mail:
    mail = Mail(recipient=part.text("recipient", required=True), mailbox=part.text("mailbox", required=True))
    if mail.mailbox and "@" not in mail.mailbox:
        part.fault("mailbox", f'expected an e-mail address, found "{mail.mailbox}"')
    return mail


def _evaluations(table: Table) -> Mail | None:
    part = table.table("evaluations")
    if part is None:
        return None
    mail = _addressed(part)
    part.done()
    return mail


def _retention(table: Table) -> tuple[int, str]:
    found = table.whole("years", 0, least=1, most=100, required=True), table.text("note")
    table.done()
    return found


def _arranging(table: Table) -> Arranging:
    found = Arranging(*(table.texts(kind.value) for kind in (Kind.ONE_TO_ONE, Kind.GROUP, Kind.AD_HOC)))
    table.done()
    return found


def _cancellation(table: Table) -> CancellationRule:
    rule = CancellationRule(
        rebooked_limit=table.whole("rebooked_limit", 1, least=1, most=10, required=True),
        recipient=table.text("recipient", required=True),
        words=table.text("words", required=True),
    )
    table.done()
    return rule


def _cadence(table: Table) -> Cadence:
    cadence = Cadence(
        months=table.whole("months", 3, least=1, most=60, required=True),
        service=table.text("service"),
        minutes=table.whole("minutes", 0, most=600),
        ad_hoc_counts=table.yes("ad_hoc_counts"),
    )
    table.done()
    return cadence


def _escalation(table: Table) -> Escalation:
    found = Escalation(table.text("role", required=True), table.text("when", required=True))
    table.done()
    return found


def _support(table: Table) -> Support:
    found = Support(table.text("name", required=True), table.text("note"))
    table.done()
    return found


def _requirement(table: Table) -> Requirement:
    found = Requirement(
        requirement=table.text("requirement", required=True),
        process=table.text("process", required=True),
        responsible=table.text("responsible", required=True),
        frequency=table.text("frequency", required=True),
        action_plan=table.text("action_plan", required=True),
        review=table.text("review", required=True),
        report=table.one_of("report", tuple(MADE_AS)),
    )
    table.done()
    return found


def _check_together(forms: list[Form], faults: list[Fault]) -> None:
    for attribute in ("id", "serves"):
        seen: set[str] = set()
        for form in forms:
            value = getattr(form, attribute)
            if value and value in seen:
                faults.append(Fault("pack.toml", attribute, f'two forms have {attribute} "{value}"; expected one'))
            seen.add(value)
