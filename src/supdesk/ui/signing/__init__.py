"""Signing: a finished record is agreed here, with drawn marks, by mail or on paper, and sealed.

It gathers marks and files and shows what they prove. It never seals anything itself: the desk does.
"""

from supdesk.ui.signing.page import SigningPage

__all__ = ["SigningPage"]
