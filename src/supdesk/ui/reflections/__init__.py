"""Reflections: a person's own pages, covered until they say so; a copy to give away, and the shelf for a regulator.

Nothing here shows anybody else's records, and no other screen shows what stands here.
"""
