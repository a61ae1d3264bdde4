"""`make bench`: every figure in one run, beside the bare libraries and its aim."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks import laden, measures
from tests.benchmarks.figures import table

BUILD = Path(__file__).parents[2] / "build"


def main() -> None:
    """Measure, with a window's settings and vault in folders of their own, and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = perf_counter()
    BUILD.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=BUILD, prefix="bench-") as made:
        folder = Path(made)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        print(table(_measured(folder)))
    print(f"\nours and bare took turns; medians but where p95 is said; {perf_counter() - began:.0f} s in all")
    if (load := os.getloadavg()[0]) > (cores := os.cpu_count() or 1):
        print(f"{load:.0f} programs shared {cores} cores meanwhile: the ratios tell more than the milliseconds")


def _measured(folder: Path) -> list[measures.Figure]:
    vault = folder / "laden.supdesk"
    desk = laden.build(vault)
    try:
        inside = [*measures.autosave(desk, folder), *measures.find(desk, folder), *measures.sign(desk)]
    finally:
        desk.vault.close()
    started, opened, seen = measures.start(vault), measures.open_vault(vault, desk.around), measures.unlock(vault)
    return [*started, *opened, seen[0], *inside, *measures.type_meanwhile(folder), seen[1]]


if __name__ == "__main__":
    main()
