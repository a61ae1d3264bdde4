"""How long a wrong guess waits. Nothing is ever wiped: the wait only makes guessing at the keyboard dull."""

LONGEST_SECONDS = 30


def pause(failures: int) -> int:
    """Seconds to wait after so many wrong guesses in a row: 0, 1, 2, 4, 8, 16, then 30."""
    if failures <= 0:
        return 0
    return min(LONGEST_SECONDS, 1 << min(failures - 1, 10))
