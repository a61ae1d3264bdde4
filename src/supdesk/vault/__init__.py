"""The one encrypted store: keys, connection, migrations, all SQL, search, files, backups and the audit chain.

A vault is a folder `NAME.supdesk/` with `vault.json` (key slots), `vault.db` (SQLCipher, write-ahead log) and
`backups/`. Only this room imports the cipher and the keyring. It is opened by one thread at a time, acknowledges a
deed only once it is on the disk, and on any error never deletes, recreates or falls back to plain text.
"""
