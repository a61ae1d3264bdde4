"""Sessions: the list by day, planning one, and calling off, moving or closing one that is planned.

What is written at a session stands elsewhere; this room only sets its day and its people.
"""
