"""
Corrections: what people put right, kept in a log that only grows and applied after every build.

    fix e3k… --set factuality=PS+   ->   a line of the log, keyed to the words and the digest of the report

Nothing is keyed to an id of a row, which another model would not give again.
"""

from onrecord.ledger.corrections.anchors import Anchor, anchor_of, find_row
from onrecord.ledger.corrections.applying import Corrected, Outcome, correct
from onrecord.ledger.corrections.fields import FIELDS, field_value, value_for
from onrecord.ledger.corrections.log import (
    Action,
    Correction,
    correction_from_json,
    correction_to_json,
    identified,
    in_force,
)
from onrecord.ledger.corrections.spans import SPAN_FIELDS, spans_of

__all__ = [
    "FIELDS",
    "SPAN_FIELDS",
    "Action",
    "Anchor",
    "Corrected",
    "Correction",
    "Outcome",
    "anchor_of",
    "correct",
    "correction_from_json",
    "correction_to_json",
    "field_value",
    "find_row",
    "identified",
    "in_force",
    "spans_of",
    "value_for",
]
