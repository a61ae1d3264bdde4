"""What supervision is: people, sessions, attendance, records, actions, cadence, the cycle, register rows, days.

Plain frozen values and pure functions. No clock, no disk, no Qt; imports only the standard library and
dateutil. Nothing here knows how a form looks, where a record is kept or which organisation asks for it.
"""
