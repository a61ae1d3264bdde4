"""Fonts, schemas and form packs are found alike from source and from an installed wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from supdesk.app import shipped
from supdesk.domain.errors import SupdeskError

TOP = Path(__file__).parents[2]


def test_from_source_they_stand_at_the_top_of_the_repository() -> None:
    assert shipped.resources() == TOP / "resources"
    assert shipped.forms() == TOP / "forms"


def test_an_installed_wheel_finds_its_own_copies_and_no_one_elses(tmp_path: Path) -> None:
    site = unpacked_wheel(tmp_path)
    ask = "from supdesk.app import shipped; print(shipped.resources()); print(shipped.forms())"
    child = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); {ask}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    home = site / "supdesk" / "_shipped"
    assert child.stdout.splitlines() == [str(home / "resources"), str(home / "forms")]
    assert names_under(home / "resources") == names_under(TOP / "resources")
    assert names_under(home / "forms") == names_under(TOP / "forms")


def test_a_missing_part_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "_INSTALLED", tmp_path)
    with pytest.raises(SupdeskError) as told:
        shipped.forms()
    assert told.value.code == "shipped.missing"


def unpacked_wheel(folder: Path) -> Path:
    """A wheel of the present tree, built without a network and laid out as an installer would."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def names_under(folder: Path) -> set[str]:
    """Every file below a folder that has content of its own, as a path from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
