"""
Keeps the ledger in the store: taken further by what each build brought, corrected by what people put right.

    bring_up_to_date(store)   ->   copies, actors, events and claims across reports, as of now

`ledger` holds the rules and reads no file; `store` holds the tables and knows no rule;
this is where the one is applied to the other.
"""

from onrecord.bookkeeping.confirmed import confirmed_records, training_rows
from onrecord.bookkeeping.differences import Difference, differences
from onrecord.bookkeeping.fixes import Fixer
from onrecord.bookkeeping.ledger import ClaimSheet, Drift, Ledger, open_ledger
from onrecord.bookkeeping.update import bring_up_to_date

__all__ = [
    "ClaimSheet",
    "Difference",
    "Drift",
    "Fixer",
    "Ledger",
    "bring_up_to_date",
    "confirmed_records",
    "differences",
    "open_ledger",
    "training_rows",
]
