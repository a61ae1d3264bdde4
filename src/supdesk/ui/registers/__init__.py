"""Registers: a period and a recipient, the rows as they would be sent, the files, and the log of what was sent.

The program sends nothing itself, and no row shown here has a place for content.
"""
