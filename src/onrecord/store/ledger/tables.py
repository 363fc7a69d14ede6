"""
All tables of the ledger behind one connection, and the one transaction that brings them up to date.

    with store.ledger() as tables:          # commits when it ends well, or nothing of it
        tables.rows.queued()   ->   ["r7…", "r9…"]
"""

import sqlite3

from onrecord.store.inserting import Inserter
from onrecord.store.ledger.claims import ClaimTables
from onrecord.store.ledger.copies import CopyTables
from onrecord.store.ledger.log import LogTables
from onrecord.store.ledger.rows import RowTables

__all__ = ["LedgerTables"]


class LedgerTables:
    """The tables of the ledger, by what they hold."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection of an open store."""
        inserter = Inserter(connection)
        self.rows = RowTables(connection)
        self.copies = CopyTables(connection, inserter)
        self.claims = ClaimTables(connection, inserter)
        self.log = LogTables(connection, inserter)
