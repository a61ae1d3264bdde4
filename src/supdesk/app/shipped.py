"""Where the files that come with the program are: the one module that knows.

From source they stand at the top of the repository; in a wheel and in the bundle, under the package itself.
"""

from pathlib import Path

from supdesk.domain.errors import SupdeskError

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "_shipped"
_SOURCE = _PACKAGE.parents[1]


def resources() -> Path:
    """The folder of fonts, themes, pictures and schemas."""
    return _folder("resources")


def forms() -> Path:
    """The folder of shipped form packs."""
    return _folder("forms")


def _folder(name: str) -> Path:
    home = _INSTALLED if _INSTALLED.is_dir() else _SOURCE
    folder = home / name
    if not folder.is_dir():
        raise SupdeskError("shipped.missing", "A part of supdesk is missing. Please install supdesk again.")
    return folder
