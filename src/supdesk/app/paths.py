"""Where supdesk keeps its choices: one small file with the last vault and how the window looks, no content."""

import json
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_documents_path

from supdesk.domain.errors import SupdeskError
from supdesk.ui.opening.outside import IDLE_MINUTES, Agreed, Preferences

NAME = "settings.json"


def config() -> Path:
    """The folder of this person's choices."""
    return user_config_path("supdesk", appauthor=False)


def vaults() -> Path:
    """Where a new vault is proposed."""
    return user_documents_path()


def load(folder: Path) -> Preferences:
    """The choices kept; the plain ones where the file is missing or can't be read."""
    try:
        found: Any = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _made(found) if isinstance(found, dict) else Preferences()


def keep(folder: Path, chosen: Preferences) -> None:
    """Keep the choices, whole or not at all; where they can't be kept, the next start does without them."""
    from supdesk.exchange.placing import place

    with suppress(OSError, SupdeskError):
        folder.mkdir(parents=True, exist_ok=True)
        place(folder / NAME, (json.dumps(asdict(chosen), indent=2) + "\n").encode())


def last_vault(chosen: Preferences) -> Path | None:
    """The vault opened last; where it is gone, the locked door says so."""
    return Path(chosen.vault) if chosen.vault else None


def _is_agreed(found: Any) -> bool:
    return isinstance(found, dict) and {"folder", "digest"} <= set(found)


def _agreed(found: dict[str, Any]) -> Agreed:
    """What was agreed to. Its words are only shown, so of any that are no pairs nothing is kept."""
    pairs = [pair for pair in _list(found, "said") if isinstance(pair, list) and len(pair) == 2]
    said = tuple((str(what), str(words)) for what, words in pairs)
    return Agreed(str(found["folder"]), str(found["digest"]), said, tuple(map(str, _list(found, "forms"))))


def _list(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []


def _made(found: dict[str, Any]) -> Preferences:
    plain = Preferences()
    said = {f.name: found[f.name] for f in fields(Preferences) if f.name in found}
    if isinstance(said.get("packs"), list):
        said["packs"] = tuple(str(each) for each in said["packs"])
    if isinstance(said.get("agreed"), list):
        said["agreed"] = tuple(map(_agreed, filter(_is_agreed, said["agreed"])))
    if said.get("idle") not in IDLE_MINUTES:
        said.pop("idle", None)
    return Preferences(**{k: v for k, v in said.items() if type(v) is type(getattr(plain, k))})
