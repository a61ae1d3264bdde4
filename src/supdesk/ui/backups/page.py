"""Looking through backups: what each holds beside what the vault holds now, and restoring one beside it."""

from collections.abc import Sequence
from pathlib import Path

from supdesk.desk import answering, backing_up
from supdesk.desk.backing_up import Second, There
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, Holdings
from supdesk.ui.backups.saying import dated, size, told
from supdesk.ui.lane import Worker
from supdesk.ui.parts import READABLE, Badge, Busy, Card, EmptyState, ListRow, Page, Rows, Words
from supdesk.ui.parts.files import ask_new_file
from supdesk.ui.seat import Seat

GUIDE = (
    "Restoring writes a new vault beside this one; nothing is written over, and the backup stays as it is. Look at "
    "the restored vault first: lock, and open it at the door by Open another vault. What you did since that backup "
    "is in the vault you have now, so keep both until you have seen that nothing is missing."
)
OTHERS = "Perhaps another copy's"
"""Of a backup in the second place of which this vault keeps no account."""
KINDS = "Vaults (*.supdesk)"


def look_through(seat: Seat) -> None:
    """Bring up the page of backups, unless it is there."""
    if not any(page.isVisibleTo(seat.shell) for page in seat.shell.findChildren(BackupsPage)):
        seat.shell.push(BackupsPage(seat))


class BackupsPage(Page):
    """The vault as it is, then its backups, newest first."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Backups", "What each one holds, and the way back to it.", width=READABLE)
        self._seat = seat
        self.rows: dict[Path, ListRow] = {}
        self.now = ListRow("The vault now", icon="shield")
        self.own, self.second = Rows(), Rows()
        self._own, self._second = Card("In the vault's own folder"), Card("In the second place")
        self._own.add(self.own)
        self._second.add(self.second)
        self._second.hide()
        self.add(Words(GUIDE), _card(self.now), self._own, self._second)
        desk = seat.desk
        # Each by itself: a vault that is damaged may answer one of them no more.
        seat.bench.submit(lambda: backing_up.own(desk), self._show_own, owner=self)
        seat.ask(lambda: backing_up.held_now(desk), self._show_now, self._refuse_now, self)
        seat.ask(lambda: backing_up.second_place(desk), self._reach, owner=self)

    def _show_now(self, held: Holdings) -> None:
        self._say_now(told(held))

    def _refuse_now(self, error: SupdeskError) -> None:
        self._say_now(error.sentence)

    def _say_now(self, words: str) -> None:
        self.now.subtitle.setText(words)
        self.now.subtitle.show()

    def _show_own(self, own: Sequence[Generation]) -> None:
        self._list(self.own, own, self._seat.bench)
        if not own:
            self.own.set_rows([EmptyState("save", "No backups yet", "One is made after half an hour of work.")])

    def _reach(self, second: Second | None) -> None:
        if second is not None:
            now = self._seat.desk.now
            self.second.set_rows([Words("Looking whether it is in reach…", "muted")])
            self._second.show()
            self._seat.far.send(
                lambda: answering.reaching(second, now), self._show_second, self._refuse_second, self
            )

    def _refuse_second(self, error: SupdeskError) -> None:
        self.second.set_rows([Words(error.sentence, "muted")])

    def _show_second(self, there: There | None) -> None:
        if there and (there.own or there.others):
            self._list(self.second, [*there.own, *there.others], self._seat.far, there.others)
        else:
            away = "Plug it in and come back here." if there is None else "It catches up by itself."
            head = "It is not in reach now" if there is None else "Nothing is there yet"
            self.second.set_rows([EmptyState("folder", head, away)])

    def _list(
        self, rows: Rows, generations: Sequence[Generation], worker: Worker, others: Sequence[Generation] = ()
    ) -> None:
        rows.set_rows([self._row(each, worker, each in others) for each in generations])
        self._look_into(generations, worker)

    def _row(self, generation: Generation, worker: Worker, is_others: bool) -> ListRow:
        row = ListRow(
            dated(generation.at, self._seat.desk.now),
            "Looking into it…",
            icon="save",
            badge=Badge(OTHERS, "warning") if is_others else None,
            deed="Restore beside…",
            on=lambda: self._choose(generation, worker),
        )
        self.rows[generation.folder] = row
        return row

    def _look_into(self, generations: Sequence[Generation], worker: Worker) -> None:
        """One after another: a stick is slow."""
        if not generations:
            return
        first, *rest = generations
        row, desk = self.rows[first.folder], self._seat.desk

        def show(held: Holdings) -> None:
            row.subtitle.setText(f"{told(held)} · {size(first.size)}")
            self._look_into(rest, worker)

        def refuse(error: SupdeskError) -> None:
            row.say_done(error.sentence)
            self._look_into(rest, worker)

        worker.submit(lambda: backing_up.held_in(desk, first), show, refuse, row)

    def _choose(self, generation: Generation, worker: Worker) -> None:
        vault = self._seat.desk.vault.folder
        name = f"{vault.stem} {generation.at:%Y-%m-%d %H%M}.supdesk"
        target = ask_new_file(self, "Where should the restored vault go?", name, KINDS, vault.parent)
        if target is not None:
            self.restore(generation, target, worker)

    def restore(self, generation: Generation, target: Path, worker: Worker) -> None:
        """Write a new vault from that backup, by the worker that reads there, and say where it is."""
        desk, shell = self._seat.desk, self._seat.shell
        busy = Busy(self, "Restoring and checking every page…")
        busy.open()

        def done(made: backing_up.Restored) -> None:
            busy.close_now()
            tone = "warning" if made.wrong else "good"
            shell.tell(f"{made.sentence} Lock, and open it at the door by Open another vault.", tone)

        def refused(error: SupdeskError) -> None:
            busy.close_now()
            shell.tell_error(error)

        worker.submit(lambda: backing_up.restore(desk, generation, target), done, refused, self)


def _card(row: ListRow) -> Card:
    card = Card()
    card.add(row)
    return card
