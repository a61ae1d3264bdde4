"""Nobody is both present and in the apologies."""

from pathlib import Path
from typing import Any

import pytest

from supdesk.forms.packs import load_packs
from supdesk.forms.presence import set_apart

PACK = load_packs(Path(__file__).parents[2] / "forms")[0].pack("mse-icb")
ADA, BEE = {"id": "a", "name": "Ada Example"}, {"id": "b", "name": "Bee Sample"}
CY = {"id": "", "name": "Cy Invented"}
GROUP = next(form for form in PACK.forms if form.serves == "group")


@pytest.mark.parametrize(
    ("edited", "present", "apologies", "changed"),
    [
        ("apologies", [ADA, BEE], [BEE], {"present": [ADA]}),
        ("present", [ADA, BEE], [BEE], {"apologies": []}),
        ("apologies", [ADA, CY], ["cy invented"], {"present": [ADA]}),
        ("apologies", [ADA], [BEE], {}),
        ("apologies", [ADA, CY], [{"id": "c", "name": "Cy Invented"}], {}),
        ("apologies", None, [ADA], {}),
    ],
)
def test_whoever_is_named_in_one_leaves_the_other(
    edited: str, present: Any, apologies: Any, changed: dict[str, Any]
) -> None:
    assert set_apart(GROUP, {"present": present, "apologies": apologies}, edited) == changed


def test_other_fields_and_forms_without_apologies_change_nothing() -> None:
    for form in PACK.forms:
        raw = {field.id: [ADA] for field in form.fields()}
        ours = {"present", "apologies"} if form is GROUP else set()
        assert {field.id for field in form.fields() if set_apart(form, raw, field.id)} == ours
