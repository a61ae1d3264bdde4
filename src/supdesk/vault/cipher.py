"""SQLCipher through its DB-API module, which has the shape of the standard library's `sqlite3`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError, OperationalError, complete_statement, connect
else:
    from sqlcipher3.dbapi2 import Connection, DatabaseError, OperationalError, complete_statement, connect

__all__ = ["Connection", "DatabaseError", "OperationalError", "complete_statement", "connect"]
