"""Gives letters that no key bears a key of their own, before they are typed.

xdotool does this itself, but takes the key away again at once, and a busy program then reads nothing.
"""

import ctypes
import time

SPARE = range(208, 256)
"""Key codes that bear only multimedia keys, which nobody presses here."""
SETTLE = 0.25
"""Seconds a program is given to read the new layout."""


class Keyboard:
    """The spare keys of one display and the letters they bear, so that each is given out once."""

    def __init__(self, display: str) -> None:
        self._display = display
        self._borne: list[str] = []

    def learn(self, text: str) -> None:
        """Give every letter of the text that a plain keyboard lacks a key of its own."""
        strange = [letter for letter in dict.fromkeys(text) if ord(letter) > 126]
        new = [letter for letter in strange if letter not in self._borne]
        if not new:
            return
        if len(self._borne) + len(new) > len(SPARE):
            self._borne, new = [], strange
        if len(new) > len(SPARE):
            raise ValueError(f"more than {len(SPARE)} letters without a key in one line")
        _put_on_keys(self._display, dict(zip(SPARE[len(self._borne) :], new, strict=False)))
        self._borne += new
        time.sleep(SETTLE)


def _put_on_keys(display_name: str, letters: dict[int, str]) -> None:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))
    for code, letter in letters.items():
        symbols = (ctypes.c_ulong * 2)(_symbol(letter), _symbol(letter))
        x11.XChangeKeyboardMapping(display, code, 2, symbols, 1)
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)


def _symbol(letter: str) -> int:
    """X's number for a letter: Latin-1 as it is, all others marked as Unicode."""
    return ord(letter) if ord(letter) < 0x100 else 0x01000000 | ord(letter)
