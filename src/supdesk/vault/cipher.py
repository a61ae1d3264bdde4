"""SQLCipher through its DB-API module, which has the shape of the standard library's `sqlite3`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection as _Connection
    from sqlite3 import DatabaseError, OperationalError, complete_statement
    from sqlite3 import connect as _connect
else:
    from sqlcipher3.dbapi2 import Connection as _Connection
    from sqlcipher3.dbapi2 import DatabaseError, OperationalError, complete_statement
    from sqlcipher3.dbapi2 import connect as _connect

__all__ = ["Connection", "DatabaseError", "OperationalError", "complete_statement", "connect"]


class Connection(_Connection):
    """A connection that knows it `stumbled` over a page: SQLCipher then gives out no other page either."""

    stumbled = False


def connect(database: str, **more: Any) -> Connection:
    """As the module's own `connect`."""
    return _connect(database, factory=Connection, **more)
