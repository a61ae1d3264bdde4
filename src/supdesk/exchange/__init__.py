"""The border: what leaves as a file, and what comes in as one.

Registers as CSV, XLSX and JSON, mail drafts, sessions for a calendar, lists of people read from CSV, and the
safe placing of a finished file in a folder. Writers take plain values, return bytes and decide nothing: which
rows, whom they go to and where they are put is settled before. Nothing here sends anything, opens a connection,
reads the vault or knows the rooms beside it, and no register file has a place for what was said in a session.
"""
