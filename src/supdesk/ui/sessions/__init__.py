"""Sessions: the list by day, planning one, moving, cancelling or closing it, putting right what was marked wrongly.

What is written at a session stands elsewhere; this room only sets its day and its people.
"""
