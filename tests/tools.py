"""Says what a test needs of the machine: a missing tool skips the test on a laptop and fails it in CI."""

import os
import shutil

import pytest


def needs_tool(*names: str) -> None:
    """Skip the test, with the reason, when one of these programs is not on the path; under CI, fail it."""
    missing = [name for name in names if shutil.which(name) is None]
    if not missing:
        return
    reason = f"needs {', '.join(missing)}, which this machine does not have"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
