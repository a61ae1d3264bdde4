"""Writing: the autosave every draft shares, and the page for a form that is written alone.

It shows, gathers and hands in what is typed. It never decides whether a draft is complete: the desk does.
"""

from supdesk.ui.writing.autosave import Autosave
from supdesk.ui.writing.page import WritingPage

__all__ = ["Autosave", "WritingPage"]
