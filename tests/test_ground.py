"""What the project stands on: CI lets nothing pass unseen, and every system package has its reason."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
SKIPPERS = {
    "a test": "import pytest\ndef test_it():\n    pytest.skip('no tool')\n",
    "a mark": "import pytest\n@pytest.mark.skip(reason='no tool')\ndef test_it(): ...\n",
    "a module": "import pytest\npytest.skip('no tool', allow_module_level=True)\n",
}
XFAIL = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it():\n    assert False\n"


def run_of(test: str, folder: Path, ci: str) -> subprocess.CompletedProcess[str]:
    """How pytest ends, in a folder that holds our conftest and this one test."""
    shutil.copy(TOP / "tests" / "conftest.py", folder)
    (folder / "test_one.py").write_text(test, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, str(folder)],
        env={**os.environ, "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("who", SKIPPERS)
def test_what_skips_on_a_laptop_fails_in_ci_and_says_why(who: str, tmp_path: Path) -> None:
    assert run_of(SKIPPERS[who], tmp_path, ci="").returncode in {0, 5}
    in_ci = run_of(SKIPPERS[who], tmp_path, ci="true")
    assert in_ci.returncode in {1, 2}
    assert "skipped under CI" in in_ci.stdout
    assert "no tool" in in_ci.stdout


def test_an_expected_failure_stays_expected_in_ci(tmp_path: Path) -> None:
    assert run_of(XFAIL, tmp_path, ci="true").returncode == 0


def test_every_system_package_names_its_group_and_comes_once() -> None:
    lines = (TOP / "packaging" / "system-packages.txt").read_text("utf-8").splitlines()
    rows = [line.split("#")[0].split() for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {2}
    assert {group for group, _ in rows} == {"run", "test", "package"}
    assert len({name for _, name in rows}) == len(rows)
