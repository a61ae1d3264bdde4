"""The program's front step: `supdesk`, `python -m supdesk` and the bundle all come in here."""

import sys
from collections.abc import Sequence

from supdesk.app.hardening import harden


def main(argv: Sequence[str] | None = None) -> int:
    """Run supdesk with these words, or those it was started with; returns the exit code."""
    harden()
    from supdesk.app import commands

    return commands.main(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    raise SystemExit(main())
