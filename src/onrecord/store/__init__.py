"""The record file: one SQLite database, and the only place that knows it is one."""

from onrecord.store.inputs import Input
from onrecord.store.ledger import ClaimFilters, FoundAccount, FoundClaim
from onrecord.store.prepared import PreparedRecord, prepare, prepared_from_json, prepared_to_json
from onrecord.store.problems import Problem
from onrecord.store.questions import Answer
from onrecord.store.search import Filters, FoundEvent, FoundStatement
from onrecord.store.status import Status
from onrecord.store.store import Store
from onrecord.store.tables_out import TABLES, TableRows, columns_of
from onrecord.store.why import Ground, Why

__all__ = [
    "TABLES",
    "Answer",
    "ClaimFilters",
    "Filters",
    "FoundAccount",
    "FoundClaim",
    "FoundEvent",
    "FoundStatement",
    "Ground",
    "Input",
    "PreparedRecord",
    "Problem",
    "Status",
    "Store",
    "TableRows",
    "Why",
    "columns_of",
    "prepare",
    "prepared_from_json",
    "prepared_to_json",
]
