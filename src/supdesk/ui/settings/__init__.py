"""Settings: the passphrase and the other ways in, backups, how the window looks, where registers go.

It changes nothing about people, sessions or records, and shows none of them.
"""
