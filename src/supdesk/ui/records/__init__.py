"""Records: the list, one record to read, a copy to hand over, and what may follow: signing, addendum, evaluation.

Nothing here changes a record; what follows from one is begun here and written elsewhere.
"""
