"""Agreeing to a pack from a folder: it is used only as somebody has seen it, told here in plain words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal

from supdesk.forms.definition import Pack
from supdesk.forms.saying import Said, differences, facts
from supdesk.ui import theme
from supdesk.ui.opening.outside import Agreed, Outside, Preferences
from supdesk.ui.parts import Card, SecondaryButton, Words, column, fact, row
from supdesk.ui.parts.layouts import Item
from supdesk.ui.parts.words import near_home

CHANGED = "“{}” was changed since you agreed to it."
NEW = "“{}” is not used until you agree to what it says."
INSTEAD = "It takes the place of “{}”. What is different:"
NOTHING = "nothing"
REST = "Nothing that decides about mail, signing, forms or dates."
DOOR = "Until you agree it is not used. What was written with it stays as it is."


def agreed_before(chosen: Preferences, folder: Path) -> Agreed | None:
    """What the person last agreed to for that folder, if they ever did."""
    return next((each for each in chosen.agreed if each.folder == str(folder)), None)


def is_agreed(chosen: Preferences, folder: Path, pack: Pack) -> bool:
    """Whether the person agreed to that folder's pack just as it is."""
    return chosen.digests.get(folder) == pack.digest


def agree(outside: Outside, folder: Path, pack: Pack) -> None:
    """Keep that the person agreed to this pack as it is, for that folder."""
    chosen = outside.load()
    rest = [each for each in chosen.agreed if each.folder != str(folder)]
    made = Agreed(str(folder), pack.digest, tuple(facts(pack)), tuple(form.digest for form in pack.forms))
    outside.keep(replace(chosen, agreed=(*rest, made)))


def account(pack: Pack, before: Agreed | None, instead: Pack | None) -> Iterator[Item]:
    """What to look at before one agrees: what changed, else what it takes the place of, and all it says."""
    if before is not None:
        yield Words(CHANGED.format(pack.name), "strong")
        yield from _changes(before.said, before.forms, pack)
        return
    yield Words(NEW.format(pack.name), "strong")
    if instead is not None:
        yield Words(INSTEAD.format(instead.name))
        yield from _changes(tuple(facts(instead)), tuple(form.digest for form in instead.forms), pack)
        yield Words("All it says:")
    yield from (fact(what, words) for what, words in facts(pack))


def _changes(said: Said, forms: tuple[str, ...], pack: Pack) -> Iterator[Item]:
    found = list(differences(said, facts(pack)))
    for what, now, before in found:
        yield fact(what, f"{now or NOTHING}\nBefore: {before or NOTHING}")
    reworded = [form.title for form in pack.forms if form.digest not in forms]
    if reworded:
        yield fact("Forms changed", "\n".join(reworded))
    elif not found:
        yield Words(REST)


class Waiting(Card):
    """On the locked door: a pack that waits to be agreed to. `agreed` once it is."""

    agreed = Signal()

    def __init__(self, outside: Outside, folder: Path, pack: Pack, instead: Pack | None) -> None:
        super().__init__()
        self.setAccessibleName(f"Policy pack {pack.name}")
        self.setFixedWidth(theme.current().px(520))
        self._outside, self._folder, self._pack = outside, folder, pack
        self.use = SecondaryButton("Use it as it is now", on=self._agree)
        before = agreed_before(outside.load(), folder)
        where = Words(near_home(folder), "muted")
        self.add(column(*account(pack, before, instead), gap=12), where, Words(DOOR, "muted"), row(self.use, None))

    def _agree(self) -> None:
        agree(self._outside, self._folder, self._pack)
        self.hide()
        self.agreed.emit()
