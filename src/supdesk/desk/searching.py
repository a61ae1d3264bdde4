"""Searching everything in the vault."""

from supdesk.desk.desk import Desk
from supdesk.vault import search
from supdesk.vault.search import Hit as Hit

OPEN, CLOSE = search.OPEN, search.CLOSE


def find(desk: Desk, typed: str) -> list[Hit]:
    """Records, people and actions that hold every typed word, best first; snippets mark the words."""
    return search.find(desk.vault.cx, typed)
