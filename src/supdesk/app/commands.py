"""The words the program understands."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from supdesk.domain.errors import SupdeskError

HOLDS, FAILS, USAGE, COULD_NOT = range(4)
WORDS = ("demo", "verify", "check", "export", "backup", "restore", "self-test")
EXITS = "Exit code: 0 it holds or is done, 1 it does not hold, 2 the words are wrong, 3 it could not be done."


def main(argv: Sequence[str]) -> int:
    """Do what the words ask; returns the exit code: 0 holds, 1 does not hold, 2 usage, 3 could not."""
    try:
        said = _said(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    deed: Callable[[argparse.Namespace], int] = said.deed
    try:
        return deed(said)
    except SupdeskError as error:
        print(f"supdesk: {error.sentence} ({error.code})", file=sys.stderr)
        return COULD_NOT
    except OSError as error:
        print(f"supdesk: a file can't be read or written: {error.strerror}.", file=sys.stderr)
        return COULD_NOT


def _said(argv: list[str]) -> argparse.Namespace:
    if argv and (argv[0] in WORDS or argv[0] in ("-h", "--help")):
        return _parser().parse_args(argv)
    return _window_parser().parse_args(argv)


def _window_parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("supdesk", description="Open the window, on VAULT or on the vault used last.")
    made.add_argument("vault", nargs="?", type=Path, metavar="VAULT", help="a vault's folder, NAME.supdesk")
    made.set_defaults(deed=_window)
    return made


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        "supdesk",
        description="Safeguarding supervision, kept encrypted on one laptop.",
        epilog=f"supdesk [VAULT.supdesk] opens the window. {EXITS}",
    )
    words = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    demo = words.add_parser("demo", help="make a practice vault, its PDFs, a register and pictures", epilog=EXITS)
    demo.add_argument("folder", type=Path, metavar="DIR", help="a folder of its own; an earlier demo is replaced")
    demo.set_defaults(deed=_demo)
    _add_verify(words)
    check = words.add_parser("check", help="check every page, record and file of a vault", epilog=EXITS)
    _needs_vault(check, _check)
    _add_export(words)
    backup = words.add_parser("backup", help="write a checked backup of a vault into a folder", epilog=EXITS)
    _needs_vault(backup, _backup)
    backup.add_argument("folder", type=Path, metavar="DIR", help="where the backup goes")
    restore = words.add_parser("restore", help="make a new vault from a backup", epilog=EXITS)
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="the backup's folder")
    restore.add_argument("new", type=Path, metavar="NEW", help="the new vault's folder, which must not exist")
    _takes_passphrase(restore)
    restore.set_defaults(deed=_restore)
    test = words.add_parser("self-test", help="try every part of this copy of the program", epilog=EXITS)
    test.set_defaults(deed=_self_test)
    return made


def _add_verify(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = words.add_parser("verify", help="say whether signed PDFs are unchanged, and by whom", epilog=EXITS)
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a signed PDF")
    by = made.add_mutually_exclusive_group()
    by.add_argument("--vault", type=Path, help="compare the signer with this vault's owner")
    by.add_argument("--certificate", type=Path, metavar="PEM", help="compare the signer with this certificate")
    _takes_passphrase(made)
    made.set_defaults(deed=_verify)


def _add_export(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = words.add_parser("export", help="write an attendance register's files", epilog=EXITS)
    made.add_argument("what", choices=["register"], help="what to export")
    _needs_vault(made, _export)
    made.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    made.add_argument("--until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    made.add_argument("--recipient", default="", help="who it is for, if not whom Settings name")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the files")


def _needs_vault(parser: argparse.ArgumentParser, deed: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("vault", type=Path, metavar="VAULT", help="the vault's folder")
    _takes_passphrase(parser)
    parser.set_defaults(deed=deed)


def _takes_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="read the passphrase's first line there; - is standard input"
    )


def _window(said: argparse.Namespace) -> int:
    from supdesk.app import window_start

    if said.vault is not None and not said.vault.is_dir():
        raise SupdeskError("vault.missing", "There is no vault at that place.")
    return window_start.run(said.vault.resolve() if said.vault else None)


def _demo(said: argparse.Namespace) -> int:
    from supdesk.app import demo, world

    return HOLDS if demo.demonstrate(said.folder, world.surroundings()[0], print) else FAILS


def _verify(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.verify(said.files, said.vault, said.certificate, said.passphrase_file)


def _check(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.check(said.vault, said.passphrase_file)


def _export(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.export(said.vault, said.passphrase_file, (said.first, said.until), said.recipient, said.out)


def _backup(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.backup(said.vault, said.passphrase_file, said.folder)


def _restore(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.restore(said.backup, said.passphrase_file, said.new)


def _self_test(said: argparse.Namespace) -> int:
    from supdesk.app import self_test

    return self_test.run()
