"""Exporting: files leave the vault in three steps, and it knows of all that left.

They are made ready from the vault, put into a folder without it, and noted in it: `with written.placed` takes them
back when that fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from supdesk.desk.desk import Desk
from supdesk.desk.signing import sealer
from supdesk.domain.reports import Report
from supdesk.exchange.placing import Placed, place_all, place_one, refuse_taken

T = TypeVar("T")
Step = Callable[[int, int], None]
"""Told how many of how many steps are done; it may raise to stop the work."""
Make = Callable[[Path, Step], Mapping[str, bytes]]
"""Makes files by their names, for a folder that may hold some of that name."""


def unheard(done: int, total: int) -> None:
    """The Step of work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Prepared(Generic[T]):
    """What leaves and all that its files are made from: the vault is not needed for them."""

    about: T
    make: Make = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What left, with its files in their places, of which the vault does not know yet; `files` are their bytes."""

    about: T
    placed: Placed
    files: Mapping[str, bytes] = field(repr=False)


def put(prepared: Prepared[T], folder: Path, step: Step = unheard, *, over: bool = False) -> Written[T]:
    """Put the files into `folder`, all or none; end it with the `note` of whoever prepared them.

    SupdeskError `place.there` where files of that name are, unless they may be written `over`.
    """
    files = prepared.make(folder, step)
    if not over:
        refuse_taken(folder, files)
    return Written(prepared.about, place_all(folder, files), files)


def put_as(prepared: Prepared[T], target: Path) -> Written[T]:
    """Put the one file under the name a person chose, over what is there; end it likewise."""
    files = prepared.make(target.parent, unheard)
    [content] = files.values()
    return Written(prepared.about, place_one(target, content), files)


def sheets(desk: Desk) -> Callable[[Report, str], bytes]:
    """What makes a report's sealed PDF, for a reason, without asking the vault again."""
    seal, resources = sealer(desk), desk.around.resources

    def sheet(report: Report, reason: str) -> bytes:
        from supdesk.documents.report_page import render_report

        return seal(render_report(report, resources).content, reason, [])

    return sheet
