"""The words the program understands."""

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from supdesk.app.locking import FAR
from supdesk.domain.errors import SupdeskError, bug_code
from supdesk.domain.registers import Period

HOLDS, FAILS, USAGE, COULD_NOT = range(4)
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""What tells a program on Linux where to draw; with none of them Qt would end it in mid-air."""
COMMANDS = {
    "demo": "make a practice vault of invented people, its PDFs and a register",
    "verify": "say who sealed a PDF, and whether a byte changed since",
    "check": "look over a whole vault for damage",
    "export": "write an attendance register: dates only, never content",
    "backup": "write a checked backup of a vault",
    "restore": "make a new vault from a backup",
    "forms": "write your own form pack: begin one, check it, see its pages",
    "self-test": "try every part of this copy of supdesk",
}
ABOUT = f"""\
Safeguarding supervision records, kept encrypted on this laptop.

Without a command the window opens: on VAULT, which is a folder
NAME.supdesk, or else on the vault used last.

commands:
{"".join(f"  {word:<11}{what}{chr(10)}" for word, what in COMMANDS.items())}
supdesk COMMAND --help says more about one of them."""
FORMS_SAY = {
    "check": "Name all that is wrong with a pack, each with its file and key, and what was expected.",
    "preview": "Make pages and a picture of every form, empty and filled with a sample. All say SAMPLE.",
    "new": "Write a pack to begin with, with a note at each key. Nothing is written over.",
    "reference": "Print every key and kind a pack may use, with examples, as Markdown.",
}
FORMS_ABOUT = """\
A form pack is a folder of text files that say what your organisation asks.

commands:
  check      name all that is wrong with a pack
  preview    make pages and pictures of its forms
  new        write a pack to begin with
  reference  print every key and kind there is

supdesk forms COMMAND --help says more about one of them."""
EXITS = """\
exit codes:
  0  it holds, or it is done
  1  it does not hold
  2  the command can't be understood
  3  it could not be done"""

Deed: TypeAlias = Callable[[argparse.Namespace], int]
Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Group: TypeAlias = "argparse._ArgumentGroup"


def main(argv: Sequence[str]) -> int:
    """Do what the words ask; returns the exit code: 0 holds, 1 does not hold, 2 usage, 3 could not."""
    try:
        said = _said(list(argv))
        deed: Deed = said.deed
        return deed(said)
    except SystemExit as stop:
        return int(stop.code or 0)
    except SupdeskError as error:
        return _could_not(f"{error.sentence} ({error.code})")
    except OSError as error:
        return _could_not(f"{error.filename or 'a file'} can't be read or written: {error.strerror}.")
    except KeyboardInterrupt:
        return _could_not("stopped.")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        # A traceback's last line may hold what somebody wrote.
        return _could_not(f"something went wrong in supdesk itself. Code {bug_code(error)}.")


def _could_not(sentence: str) -> int:
    print(f"supdesk: {sentence}", file=sys.stderr)
    return COULD_NOT


def _said(argv: list[str]) -> argparse.Namespace:
    if argv and (argv[0] in COMMANDS or argv[0] in ("-h", "--help")):
        return _parser().parse_args(argv)
    if argv == [FAR]:
        return argparse.Namespace(deed=_answer)
    return _window_parser().parse_args(argv)


def _window_parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("supdesk", usage="supdesk [VAULT]\n       supdesk --help")
    made.add_argument("vault", nargs="?", type=Path)
    # What locking by itself hands on to the program started anew; nobody types it.
    made.add_argument("--locked-after", type=int, default=0, help=argparse.SUPPRESS)
    made.set_defaults(deed=_window)
    return made


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        "supdesk",
        usage="supdesk [VAULT]\n       supdesk COMMAND ...",
        description=ABOUT,
        epilog=EXITS,
        formatter_class=_layout,
        add_help=False,
    )
    made.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    words = made.add_subparsers(prog="supdesk", required=True, help=argparse.SUPPRESS)
    adding = (
        _add_demo,
        _add_verify,
        _add_check,
        _add_export,
        _add_backup,
        _add_restore,
        _add_forms,
        _add_self_test,
    )
    for add in adding:
        add(words)
    return made


_layout = partial(argparse.RawDescriptionHelpFormatter, max_help_position=26, width=80)


def _command(words: Words, usage: str, about: str, deed: Deed, under: str = "supdesk") -> tuple[Group, Group]:
    """A command with its help; answers with the groups for what it needs and for what it may be given."""
    word = usage.split()[0]
    made = words.add_parser(
        word, usage=f"{under} {usage}", description=about, epilog=EXITS, formatter_class=_layout, add_help=False
    )
    made.set_defaults(deed=deed)
    needs, may = made.add_argument_group("needed"), made.add_argument_group("if you wish")
    may.add_argument("-h", "--help", action="help", help="show this and stop")
    return needs, may


def _add_demo(words: Words) -> None:
    about = """\
Do the whole job once, with invented people: a practice vault with a year of
sessions, sealed PDFs, a register ready to send, and pictures of the screens.
All of it is checked, and a table says what was made."""
    needs, _ = _command(words, "demo DIR", about, _demo)
    needs.add_argument("folder", type=Path, metavar="DIR", help="a folder of its own; an earlier demo is replaced")


def _add_verify(words: Words) -> None:
    about = """\
Say of each PDF who sealed it, when by their own account, and whether a byte
changed since. With --vault or --certificate the signer is compared with
somebody you know. With neither, the words of the signer's certificate are
printed: compare them with the signer, face to face or on the telephone."""
    needs, may = _command(words, "verify FILE... [--vault VAULT | --certificate PEM]", about, _verify)
    needs.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a sealed PDF, or several")
    by = may.add_mutually_exclusive_group()
    by.add_argument("--vault", type=Path, help="it must be sealed by this vault's owner")
    by.add_argument("--certificate", type=Path, metavar="PEM", help="it must be sealed with this certificate")
    _takes_passphrase(may)


def _add_check(words: Words) -> None:
    about = """\
Look at every page of a vault, its audit trail, its records and the files in it.
With --repair, write all that stands whole in a damaged vault to a new one, and
say what is lost. The damaged vault is only read; look for a backup first."""
    needs, may = _command(words, "check VAULT", about, _check)
    _takes_vault(needs)
    may.add_argument("--repair", type=Path, metavar="NEW", help="the new vault's folder, not there yet")
    _takes_passphrase(may)


def _add_export(words: Words) -> None:
    about = """\
Write the attendance register of a period as PDF, CSV, XLSX and JSON, with a
mail draft that carries them, and enter it in the vault's log. Nothing is sent:
open register.eml in your mail program and send it yourself, then say so in the
window. What was written before and has not changed keeps its number, until it
was said to be sent: from then on a new one is a correction with its own number."""
    usage = "export register VAULT --from DATE --until DATE --out DIR"
    needs, may = _command(words, usage, about, _export)
    needs.add_argument("what", choices=["register"], metavar="register", help="this very word")
    _takes_vault(needs)
    needs.add_argument(
        "--from", dest="first", type=_day, required=True, metavar="DATE", help="the first day, as 2026-01-31"
    )
    needs.add_argument(
        "--until", type=_day, required=True, metavar="DATE", help="the last day; the register includes it"
    )
    needs.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the files")
    may.add_argument("--recipient", default="", metavar="NAME", help="who it is for, if not whom Settings name")
    may.add_argument("--replace", action="store_true", help="write over a register's files that are in DIR")
    _takes_passphrase(may)


def _add_backup(words: Words) -> None:
    about = """\
Write a backup into DIR, under the time of its making. It is a vault of its own,
opened and checked once, and it opens with the passphrase of today."""
    needs, may = _command(words, "backup VAULT DIR", about, _backup)
    _takes_vault(needs)
    needs.add_argument("folder", type=Path, metavar="DIR", help="where the backup goes")
    _takes_passphrase(may)


def _add_restore(words: Words) -> None:
    about = """\
Make a new vault from a backup and check it. Nothing is written over, and the
backup stays as it is. The passphrase is that of the day the backup was made."""
    needs, may = _command(words, "restore BACKUP NEW", about, _restore)
    needs.add_argument("backup", type=Path, metavar="BACKUP", help="the backup's folder, TIME.supdesk")
    needs.add_argument("new", type=Path, metavar="NEW", help="the new vault's folder, NAME.supdesk, not there yet")
    _takes_passphrase(may)


def _add_forms(words: Words) -> None:
    made = words.add_parser(
        "forms",
        usage="supdesk forms COMMAND ...",
        description=FORMS_ABOUT,
        epilog=EXITS,
        formatter_class=_layout,
        add_help=False,
    )
    made.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    inner = made.add_subparsers(prog="supdesk forms", required=True, help=argparse.SUPPRESS)
    for usage, deed in FORMS.items():
        word = usage.split()[0]
        needs, may = _command(inner, usage, FORMS_SAY[word], deed, "supdesk forms")
        if word != "reference":
            needs.add_argument("folder", type=Path, metavar="DIR", help="the pack's folder")
        if word == "preview":
            needs.add_argument("--out", type=Path, required=True, metavar="DIR", help="where pages and pictures go")
        if word == "reference":
            may.add_argument("--out", type=Path, metavar="FILE", help="write it there: FILE.html as a web page")
        if word in ("preview", "reference"):
            may.add_argument("--replace", action="store_true", help="write over files of the same names")


def _add_self_test(words: Words) -> None:
    about = "Each part does its real work once, in a folder that is then removed."
    _command(words, "self-test", about, _self_test)


def _takes_vault(needs: Group) -> None:
    needs.add_argument("vault", type=Path, metavar="VAULT", help="the vault's folder, NAME.supdesk")


def _takes_passphrase(may: Group) -> None:
    may.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="take the passphrase from this file's first line, or from standard input for -; else you are asked",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written as 2026-01-31") from None


def _mistyped(vault: Path) -> bool:
    """Whether a word was hardly meant as a vault; any other that is gone is told of by the window itself."""
    return vault.suffix != ".supdesk" and not vault.is_absolute()


def _window(said: argparse.Namespace) -> int:
    blind = sys.platform == "linux" and not any(os.environ.get(name) for name in SCREENS)
    if said.vault is not None and not said.vault.is_dir() and (blind or _mistyped(said.vault)):
        raise SupdeskError("vault.missing", f"There is no vault at {said.vault}. For the commands: supdesk --help")
    if blind:
        raise SupdeskError(
            "window.no-screen",
            "There is no screen here to open the window on. The commands need none: supdesk --help",
        )
    # Nothing of a start is rubbish, so looking for it waits until the door is there.
    gc.disable()
    from supdesk.app import window_start

    return window_start.run(said.vault.resolve() if said.vault else None, said.locked_after)


def _answer(said: argparse.Namespace) -> int:
    """Do one errand at the second place, asked and answered by lines; who asked may end it at any time."""
    from supdesk.desk import answering

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(COULD_NOT))

    def tell(told: answering.Told) -> None:
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()

    answering.answer(sys.stdin.buffer.readline(), tell)
    return HOLDS


def _demo(said: argparse.Namespace) -> int:
    from supdesk.app import demo, world

    return HOLDS if demo.demonstrate(said.folder, world.surroundings()[0], print) else FAILS


def _verify(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.verify(said.files, said.vault, said.certificate, said.passphrase_file)


def _check(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.check(said.vault, said.passphrase_file, said.repair)


def _export(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    if said.until < said.first:
        print("supdesk export: error: --until comes before --from", file=sys.stderr)
        return USAGE
    period = Period(said.first, said.until)
    return deeds.export(said.vault, said.passphrase_file, period, said.recipient, said.out, over=said.replace)


def _backup(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.backup(said.vault, said.passphrase_file, said.folder)


def _restore(said: argparse.Namespace) -> int:
    from supdesk.app import deeds

    return deeds.restore(said.backup, said.passphrase_file, said.new)


def _check_forms(said: argparse.Namespace) -> int:
    from supdesk.app import packing

    return packing.check(said.folder)


def _preview_forms(said: argparse.Namespace) -> int:
    from supdesk.app import packing

    return packing.preview(said.folder, said.out, over=said.replace)


def _new_forms(said: argparse.Namespace) -> int:
    from supdesk.app import packing

    return packing.new(said.folder)


def _reference(said: argparse.Namespace) -> int:
    from supdesk.app import packing

    return packing.write_reference(said.out, over=said.replace)


FORMS: dict[str, Deed] = {
    "check DIR": _check_forms,
    "preview DIR --out DIR": _preview_forms,
    "new DIR": _new_forms,
    "reference [--out FILE]": _reference,
}


def _self_test(said: argparse.Namespace) -> int:
    from supdesk.app import self_test

    return self_test.run()
