"""Fonts, schemas and form packs are found alike from source and from an installed wheel."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from supdesk.app import self_test, shipped
from supdesk.domain.errors import SupdeskError
from supdesk.ui.window import PLACES

TOP = Path(__file__).parents[2]
PARTS = ("resources", "forms", "fonts", "vault", "far", "keyring", "pages", "signature", "practice", "window")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the present tree, built without a network and laid out as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_installed(site: Path, code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Some code with the wheel before anything else on the path, away from the repository."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); {code}"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=os.environ)


def names_under(folder: Path) -> set[str]:
    """Every file below a folder, as a path from there, but for what Python makes itself."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_from_source_they_stand_at_the_top_of_the_repository() -> None:
    assert shipped.resources() == TOP / "resources"
    assert shipped.forms() == TOP / "forms"


def test_an_installed_wheel_finds_its_own_copies_and_no_one_elses(site: Path, tmp_path: Path) -> None:
    ask = "from supdesk.app import shipped; print(shipped.resources()); print(shipped.forms())"
    home = site / "supdesk" / "_shipped"
    assert run_installed(site, ask, tmp_path).stdout.splitlines() == [str(home / "resources"), str(home / "forms")]


def test_a_wheel_holds_the_program_its_files_its_licence_and_nothing_else(site: Path) -> None:
    program = {f"supdesk/{name}" for name in names_under(TOP / "src" / "supdesk")}
    files = {f"supdesk/_shipped/resources/{name}" for name in names_under(TOP / "resources")}
    packs = {f"supdesk/_shipped/forms/{name}" for name in names_under(TOP / "forms")}
    (info,) = site.glob("*.dist-info")
    about = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    assert names_under(site) == program | files | packs | {f"{info.name}/{name}" for name in about}


def test_a_wheel_installs_the_command(site: Path) -> None:
    (points,) = site.glob("*.dist-info/entry_points.txt")
    found = configparser.ConfigParser()
    found.read(points)
    assert dict(found["console_scripts"]) == {"supdesk": "supdesk.__main__:main"}


def test_an_installed_wheel_passes_its_own_test(site: Path, tmp_path: Path) -> None:
    fared = run_installed(
        site, "from supdesk.__main__ import main; sys.exit(main(sys.argv[1:] or ['self-test']))", tmp_path
    )
    assert fared.returncode == 0, fared.stdout + fared.stderr
    assert [line.split()[0] for line in fared.stdout.splitlines()] == list(PARTS)
    assert f"{len(PLACES)} places" in fared.stdout
    assert names_under(tmp_path) == set()


def test_a_part_that_fails_is_named_and_the_others_are_still_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(_: Path) -> str:
        raise ValueError("what somebody wrote")

    for part in PARTS:
        monkeypatch.setattr(self_test, f"_{part}", lambda _: "well")
    monkeypatch.setattr(self_test, "_vault", stumble)
    assert self_test.run() == 1
    said = capsys.readouterr().out
    assert "vault       FAILED: ValueError, code " in said
    assert "somebody" not in said
    assert said.count("well") == len(PARTS) - 1


def test_a_missing_part_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "_INSTALLED", tmp_path)
    with pytest.raises(SupdeskError) as told:
        shipped.forms()
    assert told.value.code == "shipped.missing"
