"""Starting: a new vault, its owner, and the recovery sheet."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from supdesk.desk.desk import Desk, Surroundings
from supdesk.desk.enrolling import check_particulars
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.exchange.placing import place
from supdesk.vault import handle, header, places, recovery, store
from supdesk.vault.header import Slot
from supdesk.vault.keys import Profile, calibrate

place_risk = places.risk
"""A sentence when a vault should not lie in a folder, else nothing."""

GOOD_ENOUGH = 3
"""zxcvbn score from which a passphrase is accepted: more than 10^8 guesses."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How a guesser would see a passphrase: a score from 0 to 4, and the same in words."""

    score: int
    words: str

    @property
    def enough(self) -> bool:
        return self.score >= GOOD_ENOUGH


@dataclass(frozen=True, slots=True)
class Recovery:
    """New recovery words, not in force until confirmed, and the places a person must type back."""

    words: tuple[str, ...] = field(repr=False)
    places: tuple[int, ...]
    slot: Slot


def strength(passphrase: str, about: Sequence[str] = ()) -> Strength:
    """Judge a passphrase; `about` are words a guesser would try first, such as the owner's name."""
    from zxcvbn import zxcvbn

    if not passphrase:
        return Strength(0, "Four or more unrelated words make a good passphrase.")
    found: dict[str, Any] = zxcvbn(passphrase[:72], user_inputs=[word for word in about if word])
    score = int(found["score"])
    names = ("Far too easy to guess", "Easy to guess", "Not quite enough", "Good", "Very good")
    hint = " Add another unrelated word." if score < GOOD_ENOUGH else ""
    return Strength(score, f"{names[score]}.{hint}")


def refuse_weak(passphrase: str, about: Sequence[str]) -> None:
    """Raise SupdeskError `passphrase.weak` for a passphrase that is easily guessed."""
    if not strength(passphrase, about).enough:
        raise SupdeskError(
            "passphrase.weak", "That passphrase is too easy to guess. Use four or more unrelated words."
        )


def measured_profile(clock: Callable[[], float]) -> Profile:
    """The cost of a passphrase on this machine (0.3 to 1 s); slow, for the bench. `clock` gives seconds."""
    return calibrate(clock)


def begin(
    folder: Path, owner: Person, pack_id: str, passphrase: str, around: Surroundings, profile: Profile
) -> Desk:
    """A new vault for `owner`, with their certificate.

    SupdeskError when the passphrase is easily guessed, or `owner` could not be enrolled.
    """
    from supdesk.documents.certificates import make_identity

    check_particulars(owner)
    around.packs.pack(pack_id)
    refuse_weak(passphrase, (owner.name, owner.email, owner.employer))
    vault_id = around.new_id()
    vault = handle.create(folder, vault_id, passphrase, profile, around.entropy, around.floor)
    person = replace(owner, id=around.new_id(), pack=pack_id, roles=owner.roles | {Role.SUPERVISOR})
    identity = make_identity(owner.name, vault_id, around.now(), around.entropy(64))
    with vault.deed("begin", around.now(), vault_id) as cx:
        store.put_person(cx, person)
        store.put_setting(cx, "owner", person.id)
        store.put_setting(cx, "pack", pack_id)
        store.put_setting(cx, "certificate", identity.certificate.decode())
        store.put_setting(cx, "private_key", base64.b64encode(identity.private_key).decode())
    return Desk(vault, around)


def offer_recovery(desk: Desk) -> Recovery:
    """Fresh recovery words and the three places to type back; nothing is written yet."""
    made, words = header.new_recovery_slot(desk.vault.header, desk.vault.key, desk.around.entropy)
    return Recovery(words, recovery.challenge(desk.around.entropy(16)), made.slots[-1])


def save_recovery_sheet(desk: Desk, offered: Recovery, target: Path) -> None:
    """Write the printable recovery sheet, a PDF, where the person chose."""
    from supdesk.documents.recovery_page import render_recovery

    made = render_recovery(
        offered.words,
        owner=desk.owner.name,
        vault_id=desk.vault.header.vault_id,
        made_on=desk.today,
        resources=desk.around.resources,
        practice=desk.practice,
    )
    place(target, made.content)


def confirm_recovery(desk: Desk, offered: Recovery, answers: Mapping[int, str]) -> Changes:
    """Put the words in force once the asked ones were typed back rightly; SupdeskError `recovery.unconfirmed`."""
    if set(answers) != set(offered.places) or not recovery.confirm(offered.words, answers):
        wrong = [str(place) for place in recovery.mistaken(offered.words, answers) or offered.places]
        which = f"words {', '.join(wrong[:-1])} and {wrong[-1]} are" if len(wrong) > 1 else f"word {wrong[0]} is"
        raise SupdeskError("recovery.unconfirmed", f"Look at the sheet again: {which} not as printed.")
    # The passphrase may have been changed since the words were offered.
    made = header.with_slot(desk.vault.header, desk.vault.key, offered.slot)
    desk.vault.put_header(made)
    with desk.vault.deed("recovery sheet", desk.now):
        pass
    return changed(Topic.SETTINGS)


def has_recovery(desk: Desk) -> bool:
    return desk.vault.header.slot(header.Kind.RECOVERY) is not None
