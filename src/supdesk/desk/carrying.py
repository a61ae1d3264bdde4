"""Carrying drafts into the form as their pack has it now."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from supdesk.desk.desk import Desk
from supdesk.forms.definition import Form
from supdesk.forms.moving import moved
from supdesk.vault import keeping, reflections
from supdesk.vault.cipher import Connection
from supdesk.vault.keeping import Draft

Carried = tuple[Draft, Form]
"""A draft with its answers as the form holds them to which it goes."""


def carry_drafts(desk: Desk) -> int:
    """Have each draft, of own pages too, stand on its pack's form, if that is later and signed alike; how many.

    Any other stays on the version it was begun with, which the vault keeps; so does one of which something
    written would find no place.
    """
    cx = desk.vault.cx
    records, own = list(_carried(desk, keeping.drafts(cx))), list(_carried(desk, reflections.drafts(cx)))
    if records or own:
        names = sorted({f"{form.pack} {form.id} {form.version}" for _, form in records})
        with desk.vault.deed("drafts to a newer form", desk.now, ", ".join(names)) as writing:
            for each in records:
                keeping.put_draft(writing, _on_new(writing, each))
            for each in own:
                reflections.put_draft(writing, _on_new(writing, each))
    return len(records) + len(own)


def _on_new(cx: Connection, carried: Carried) -> Draft:
    draft, form = carried
    return replace(draft, form=keeping.put_form(cx, form))


def _carried(desk: Desk, drafts: Iterable[Draft]) -> Iterator[Carried]:
    for draft in drafts:
        form = _present(desk, draft)
        if form is not None and (raw := _raw(desk, draft, form)) is not None:
            yield replace(draft, raw=raw), form


def _present(desk: Desk, draft: Draft) -> Form | None:
    """The pack's form where it is a later version than the draft's."""
    packs, was = desk.around.packs, draft.form
    shared = (form for form in packs.shared if (form.pack, form.id) == (was.pack, was.form))
    pack = packs.at_hand(was.pack)
    form = pack.form(was.form) if pack else next(shared, None)
    return form if form is not None and form.version > was.version else None


def _raw(desk: Desk, draft: Draft, form: Form) -> dict[str, object] | None:
    old = keeping.form(desk.vault.cx, draft.form.digest)
    # With other signers it could be sealed without somebody who was to sign it when it was begun.
    same = (old.serves, old.signers) == (form.serves, form.signers)
    return moved(old, draft.raw, form) if same else None
