"""A person who never chose anything, and the demonstration, made once for all tests of the command line."""

from pathlib import Path

import pytest

from supdesk.app import demo as demonstration
from supdesk.app import world
from supdesk.desk import signing
from tests.app.commanding import Demo


@pytest.fixture(autouse=True)
def no_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """All that `supdesk demo` writes but the pictures of screens. Nobody changes it: tests work on copies."""
    top = tmp_path_factory.mktemp("demonstration")
    desk, made = demonstration.write_files(top / "demo", world.surroundings()[0], lambda words: None)
    (top / "owner.pem").write_bytes(signing.certificate(desk))
    desk.vault.close()
    assert [line.file for line in made if not line.holds] == []
    return Demo(top / "demo", top / "owner.pem")
