"""People: the list with how each stands, one of them, adding and editing, and taking a list in from a file.

It decides nothing about who is due or who doubles whom: it asks the desk and shows the answer.
"""
