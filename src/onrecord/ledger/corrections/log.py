"""
The log of corrections: who changed what, when, why, from what, to what.

    {"id": "k3f…", "made": "2026-03-01T09:00:00Z", "author": "A. Editor", "action": "set", "in_table": "events",
     "field": "factuality", "before": "CT+", "after": "PS+", "reason": "the ministry said 'may'", "anchors": […]}

The log only grows. What holds is what no later undo takes back; an undo can be undone.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from onrecord.errors import CorrectionError, ReportError
from onrecord.ledger.corrections.anchors import Anchor
from onrecord.records.codec import decode, encode

__all__ = ["Action", "Correction", "correction_from_json", "correction_to_json", "identified", "in_force"]


class Action(StrEnum):
    """What a correction does."""

    SET = "set"
    REJECT = "reject"
    CONFIRM = "confirm"
    MERGE = "merge"
    SPLIT = "split"
    ALIAS = "alias"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the log."""

    made: str
    """When, in UTC."""
    author: str
    action: Action
    in_table: str
    """events, statements, actors, mentions, reports, claims; of an undo: corrections."""
    anchors: tuple[Anchor, ...] = ()
    field: str | None = None
    before: str | None = None
    """Of a set: what the field said, as JSON."""
    after: str | None = None
    """Of a set: what it says now, as JSON; of an alias: the name."""
    reason: str | None = None
    undoes: str | None = None
    """Of an undo: the id of what holds no longer."""
    id: str = ""
    """k and a digest of all the rest; two lines that say the same at the same time are one."""


def identified(correction: Correction) -> Correction:
    """Return a correction with its id."""
    words = json.dumps(encode(replace(correction, id="")), sort_keys=True, ensure_ascii=True)
    return replace(correction, id="k" + hashlib.sha256(words.encode()).hexdigest()[:12])


def in_force(log: Sequence[Correction]) -> list[Correction]:
    """Return the corrections that hold, in order: neither undone nor an undo themselves."""
    undone: set[str] = set()
    held = []
    for each in reversed(log):
        if each.id in undone:
            continue
        if each.action is Action.UNDO and each.undoes:
            undone.add(each.undoes)
        else:
            held.append(each)
    return held[::-1]


def correction_to_json(correction: Correction) -> dict[str, Any]:
    """Return the JSON object of a line of the log."""
    shown: Any = encode(correction)
    return dict(shown)


def correction_from_json(value: object) -> Correction:
    """Return the correction of a JSON object; `CorrectionError` where it is not one, or was altered."""
    try:
        correction: Correction = decode(Correction, value)
    except ReportError as error:
        raise CorrectionError(f"not a line of a log of corrections: {error}") from error
    if identified(correction).id != correction.id:
        raise CorrectionError(f"{correction.id}: the line was altered: its id does not fit what it says")
    return correction
