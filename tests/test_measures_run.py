"""What `make bench` measures can still be done: a deed that asks for more than before must not stop the figures."""

from pathlib import Path

import pytest

from tests.benchmarks import laden, measures


def test_a_small_laden_vault_can_be_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, few in (("SAVES", 3), ("SEARCHES", 1), ("SIGNATURES", 2), ("UNLOCKS", 1)):
        monkeypatch.setattr(measures, name, few)
    monkeypatch.setattr(laden, "RECORDS", laden.PEOPLE * 3)
    desk = laden.build(tmp_path / "laden.supdesk")
    try:
        figures = [*measures.autosave(desk, tmp_path), *measures.find(desk, tmp_path), *measures.sign(desk)]
    finally:
        desk.vault.close()
    figures += measures.open_vault(desk.vault.folder, desk.around)
    assert len(figures) == 4
    assert all(figure.ours > 0 and figure.bare > 0 for figure in figures)
