"""The tables of the ledger: what several reports say together, and the log of corrections."""

from onrecord.store.ledger.claims import ClaimTables
from onrecord.store.ledger.copies import CopyTables
from onrecord.store.ledger.log import LogTables
from onrecord.store.ledger.questions import (
    ClaimFilters,
    FoundAccount,
    FoundClaim,
    FoundDependence,
    FoundDetail,
    LedgerQuestions,
)
from onrecord.store.ledger.rows import LedgerRow, RowTables
from onrecord.store.ledger.tables import LedgerTables

__all__ = [
    "ClaimFilters",
    "ClaimTables",
    "CopyTables",
    "FoundAccount",
    "FoundClaim",
    "FoundDependence",
    "FoundDetail",
    "LedgerQuestions",
    "LedgerRow",
    "LedgerTables",
    "LogTables",
    "RowTables",
]
