"""A form on the screen: a widget for each field kind, the whole form, its guide, and a record to read.

It shows any definition and keeps raw text as typed; it parses nothing, refuses nothing and saves nothing. What a
person changes is said by `edited`; what keeps a draft from being finished is told to it as problems, and shown.
"""

from supdesk.ui.forms.guide import GuidePanel
from supdesk.ui.forms.reading import RecordText
from supdesk.ui.forms.view import FormView
from supdesk.ui.forms.widgets import WIDGETS

__all__ = ["WIDGETS", "FormView", "GuidePanel", "RecordText"]
