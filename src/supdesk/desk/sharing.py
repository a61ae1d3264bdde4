"""Sharing: a copy of an own page, sealed and given away by its writer; the page itself stays private."""

from pathlib import Path

from supdesk.desk import reviewing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Step, Written
from supdesk.desk.recording import Sheet
from supdesk.desk.reviewing import Finding
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import LONGEST_NAME
from supdesk.domain.records import Record
from supdesk.domain.reflections import Copy
from supdesk.exchange.placing import place
from supdesk.forms import answers
from supdesk.vault import keeping, reflections
from supdesk.vault.keeping import Draft


def identifying(desk: Desk, page_id: str) -> tuple[Finding, ...]:
    """What in a page may identify somebody, to be looked at before it leaves."""
    return found_in(desk, reflections.page(desk.vault.cx, page_id))


def found_in(desk: Desk, page: Record) -> tuple[Finding, ...]:
    """The same of a page at hand."""
    form = keeping.form(desk.vault.cx, page.form.digest)
    raw = answers.as_raw(form, page.answers)
    draft = Draft(page.id, page.form, page.session_id, "", {}, raw, desk.now)
    return tuple(reviewing.identifying(desk, Sheet(form, draft)))


def prepare(desk: Desk, page_id: str, to: str) -> Prepared[tuple[Record, str]]:
    """A copy of the page as it stands now for somebody; that one begins is noted, whatever comes of it.

    SupdeskError `share.to` where nobody is named.
    """
    recipient = " ".join(to.split())
    if not recipient or len(recipient) > LONGEST_NAME:
        raise SupdeskError("share.to", "Say in a few words whom you give the copy to.")
    from supdesk.documents.rendering import render_copy

    page = reflections.page(desk.vault.cx, page_id)
    form, seal = keeping.form(desk.vault.cx, page.form.digest), signing.sealer(desk)
    owner, words, on = desk.owner, signing.certificate_words(desk), desk.today
    resources, practice = desk.around.resources, desk.practice

    def make(_folder: Path, _step: Step) -> dict[str, bytes]:
        made = render_copy(
            page,
            form,
            organisation=owner.employer,
            resources=resources,
            owner=owner.party,
            fingerprint=words,
            to=recipient,
            on=on,
            practice=practice,
        )
        return {f"{page.number}.pdf": seal(made.content, page.title, ())}

    with desk.vault.deed(reflections.LEAVING[0], desk.now, page.id):
        return Prepared((page, recipient), make)


def note(desk: Desk, written: Written[tuple[Record, str]]) -> Changes:
    """Keep what was given, to whom and when. When that fails, or the page went, the file is taken back."""
    page, to = written.about
    copy_id, file_id = desk.around.new_id(), desk.around.new_id()
    with written.placed, desk.vault.deed("share reflection", desk.now, page.id) as cx:
        reflections.page(cx, page.id)
        for name, content in written.files.items():
            keeping.put_file(cx, file_id, name, "application/pdf", content, desk.now)
        reflections.put_copy(cx, Copy(copy_id, page.id, page.revision, to, desk.now, file_id))
    return changed(Topic.REFLECTIONS, subject=page.id)


def save_again(desk: Desk, copy: Copy, target: Path) -> None:
    """Write a copy that was given before, as it was, where the person chose; that it left again is noted first."""
    content = keeping.file(desk.vault.cx, copy.file_id)[1]
    with desk.vault.deed("share reflection again", desk.now, copy.page_id):
        pass
    place(target, content)
