"""What tests have in common: a pack of no shipped organisation, and what the machine must have."""

import os
import shutil
from pathlib import Path

import pytest

HARBOUR = Path(__file__).parent / "packs" / "harbour"
"""A pack as an organisation of its own would write it: an invented hospice."""


def needs_tool(*names: str) -> None:
    """Skip the test, with the reason, when one of these programs is not on the path; under CI, fail it."""
    missing = [name for name in names if shutil.which(name) is None]
    if not missing:
        return
    reason = f"needs {', '.join(missing)}, which this machine does not have"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
