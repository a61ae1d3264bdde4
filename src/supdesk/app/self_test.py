"""The program tries itself: each part does its real work once, in a folder that is then removed."""

import os
import secrets
import tempfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from supdesk.app import shipped, world
from supdesk.domain.errors import SupdeskError

TRIAL_PHRASE = "lantern orchard velvet compass"


def run() -> int:
    """Print each part with how it fared; 0 when all work, else 1."""
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("resources", _resources),
        ("form packs", _packs),
        ("fonts", _fonts),
        ("vault", _vault),
        ("keyring", _keyring),
        ("signature", _signature),
        ("window", _window),
    )
    fared = [_tried(name, part) for name, part in parts]
    return 0 if all(fared) else 1


def _tried(name: str, part: Callable[[], str]) -> bool:
    # The answer to whether a part works must include every way it can fail.
    try:
        print(f"{name:<12}{part()}")
    except Exception as error:
        why = error.sentence if isinstance(error, SupdeskError) else type(error).__name__
        print(f"{name:<12}FAILED: {why}")
        return False
    return True


def _resources() -> str:
    return f"{len(list(shipped.resources().iterdir()))} kinds"


def _packs() -> str:
    around, faults = world.surroundings()
    if faults or not around.packs.found:
        raise SupdeskError("self-test.packs", f"{len(faults)} faults in the shipped form packs")
    return ", ".join(pack.name for pack in around.packs.found)


def _fonts() -> str:
    from supdesk.documents import fonts

    fonts.register(shipped.resources())
    if not fonts.showable("ł"):
        raise SupdeskError("self-test.fonts", "the shipped font lacks letters")
    return "ready"


def _vault() -> str:
    from supdesk.vault import checking, handle
    from supdesk.vault.keys import FLOOR

    with tempfile.TemporaryDirectory() as folder:
        vault = handle.create(Path(folder) / "t.supdesk", "self-test", TRIAL_PHRASE, FLOOR, secrets.token_bytes)
        try:
            wrong = [each for finding in checking.check(vault.cx) for each in finding.wrong]
        finally:
            vault.close()
    if wrong:
        raise SupdeskError("self-test.vault", "a new vault does not hold")
    return "made, encrypted and checked"


def _keyring() -> str:
    from supdesk.vault import keyring_slot

    found = keyring_slot.probe()
    return "usable" if found.usable else f"not used: {found.sentence}"


def _signature() -> str:
    from supdesk.documents import certificates, sealing, verifying
    from supdesk.documents.pdf import Pdf

    around, _ = world.surroundings()
    who = certificates.make_identity("Ada Example", "self-test", around.now(), secrets.token_bytes(64))
    signed = sealing.seal(Pdf(_one_page()), who, now=around.now(), reason="Self-test")
    holds = verifying.verify(signed.content, pinned=[who.certificate]).holds
    if not holds or verifying.verify(signed.content[:-1] + b" ", pinned=[who.certificate]).holds:
        raise SupdeskError("self-test.signature", "a signed page was not told from a changed one")
    return "made and verified, a changed file refused"


def _one_page() -> bytes:
    canvas: Any = import_module("reportlab.pdfgen.canvas")
    made = BytesIO()
    page = canvas.Canvas(made)
    page.drawString(72, 720, "Self-test")
    page.save()
    return made.getvalue()


def _window() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from supdesk.ui import theme
    from supdesk.ui.shell import Shell

    app = QApplication.instance() or QApplication(["supdesk"])
    assert isinstance(app, QApplication)
    theme.apply(app, shipped.resources(), "light")
    shell = Shell()
    shell.show()
    app.processEvents()
    size = f"{shell.grab().width()} pixels wide"
    shell.close()
    return size
