"""Python's cyclic rubbish is swept on the window's thread alone.

Python sweeps on whichever thread happens to allocate. Rubbish that holds widgets, let go on a worker while Qt takes
the same widgets apart on the window's thread, brings the program down.
"""

import gc

from PySide6.QtCore import QCoreApplication, QTimer

EVERY = 1000
"""Milliseconds between two looks at how much has gathered."""


def sweep_here(app: QCoreApplication) -> None:
    """Never sweep by chance from now on: only from `app`'s event loop, so on the thread that called this."""
    gc.disable()
    timer = QTimer(app)
    timer.setInterval(EVERY)
    timer.timeout.connect(sweep)
    timer.start()


def sweep() -> None:
    """Sweep the oldest generation that has gathered as much as Python itself would allow, and all younger ones."""
    gathered = zip(gc.get_count(), gc.get_threshold(), strict=True)
    full = [age for age, (held, most) in enumerate(gathered) if held > most]
    if full:
        gc.collect(max(full))
