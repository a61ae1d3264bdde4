"""Carrying drafts into the form as their pack has it now."""

from dataclasses import replace

from supdesk.desk.desk import Desk
from supdesk.forms.definition import Form
from supdesk.forms.moving import moved
from supdesk.vault import keeping
from supdesk.vault.keeping import Draft


def carry_drafts(desk: Desk) -> int:
    """Have each draft stand on its pack's present form where all that was written finds its place there; how many.

    Any other stays on the version it was begun with, which the vault keeps.
    """
    carried = [(draft, form, raw) for draft, form in _behind(desk) if (raw := _raw(desk, draft, form)) is not None]
    if carried:
        with desk.vault.deed("drafts to a newer form", desk.now) as cx:
            for draft, form, raw in carried:
                keeping.put_draft(cx, replace(draft, form=keeping.put_form(cx, form), raw=raw))
    return len(carried)


def _behind(desk: Desk) -> list[tuple[Draft, Form]]:
    """The drafts on another version than the pack at hand has, unless that is an earlier one."""
    packs = {pack.id: pack for pack in desk.around.packs.found}
    found = [
        (draft, form)
        for draft in keeping.drafts(desk.vault.cx)
        if draft.form.pack in packs and (form := packs[draft.form.pack].form(draft.form.form)) is not None
    ]
    return [
        (draft, form)
        for draft, form in found
        if form.digest != draft.form.digest and form.version >= draft.form.version
    ]


def _raw(desk: Desk, draft: Draft, form: Form) -> dict[str, object] | None:
    old = keeping.form(desk.vault.cx, draft.form.digest)
    return moved(old, draft.raw, form) if old.serves == form.serves else None
