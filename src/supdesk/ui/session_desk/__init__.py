"""The session desk: last time at the left, the record in the middle, the guide at the right.

It shows one sitting and hands in what is written and decided. It never judges what is written.
"""

from supdesk.ui.session_desk.desk import SessionDesk

__all__ = ["SessionDesk"]
