"""What a deed changed, so that each screen asks only whether that concerns it."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """The kinds of thing a screen may show."""

    PEOPLE = "people"
    SESSIONS = "sessions"
    RECORDS = "records"
    DRAFTS = "drafts"
    ACTIONS = "actions"
    REFLECTIONS = "reflections"
    REGISTERS = "registers"
    FILES = "files"
    SETTINGS = "settings"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Changes:
    """The topics a deed touched, and the id of what it made or changed, where there is one."""

    topics: frozenset[Topic] = frozenset()
    subject: str = ""

    def concerns(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)


def changed(*topics: Topic, subject: str = "") -> Changes:
    """Changes of these topics."""
    return Changes(frozenset(topics), subject)


NOTHING = Changes()
"""What a deed answers that touched nothing."""
