"""
Corrections applied to the record of one report, which itself stays as it was read.

    correct(record, [set factuality of "accused" to PS+])   ->   another record, and what became of each correction

A rejected row goes, and what pointed at it points at nothing, or at the statement
around it: a statement that is none leaves what it held to the one it stands in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import CorrectionError
from onrecord.ledger.corrections.anchors import Anchor, find_row, is_report_of
from onrecord.ledger.corrections.fields import with_field
from onrecord.ledger.corrections.log import Action, Correction
from onrecord.records import Record

__all__ = ["Corrected", "Outcome", "correct", "rule_of"]

APPLIED, OVERRULED, NO_ROW = "applied", "overruled", "no such row"
_ON_ROWS = frozenset({Action.SET, Action.REJECT, Action.CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a correction at one of its anchors."""

    correction: str
    ordinal: int
    """Of the anchor."""
    outcome: str
    """applied, overruled, no such row, or why not."""
    row: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A record as it stands after corrections."""

    record: Record
    outcomes: tuple[Outcome, ...]
    confirmed: tuple[tuple[str, str, str], ...]
    """Table, row and correction of each row that somebody confirmed."""


def rule_of(correction: Correction) -> str:
    """Return the rule that a field set by a correction names."""
    return f"correction:{correction.id}"


def correct(record: Record, corrections: Sequence[Correction]) -> Corrected:
    """
    Return the record with the corrections in force applied, in the order of the log.

    Anchors are looked up in the record as it was read, so that a correction
    finds its row whatever an earlier one made of it. Corrections whose anchors
    are of other reports are passed over.
    """
    outcomes: list[Outcome] = []
    confirmed: dict[str, tuple[str, str, str]] = {}
    last: dict[tuple[str, str], int] = {}
    gone: dict[str, int] = {}
    now = record
    for correction, ordinal, anchor in _mine(record, corrections):
        row = find_row(record, anchor)
        outcome = Outcome(correction=correction.id, ordinal=ordinal, outcome=APPLIED if row else NO_ROW, row=row)
        if row in gone:
            outcome = replace(outcome, outcome=OVERRULED)
        elif row is not None and correction.action in _ON_ROWS:
            now, outcome = _applied(now, correction, anchor, row, outcome)
        if outcome.outcome == APPLIED and row is not None:
            field = (row, correction.field or correction.action.value)
            if correction.action is Action.SET and field in last:
                outcomes[last[field]] = replace(outcomes[last[field]], outcome=OVERRULED)
            last[field] = len(outcomes)
            if correction.action is Action.REJECT:
                gone[row] = len(outcomes)
                confirmed.pop(row, None)
            elif correction.action is Action.CONFIRM:
                confirmed[row] = (anchor.in_table, row, correction.id)
        outcomes.append(outcome)
    return Corrected(record=now, outcomes=tuple(outcomes), confirmed=tuple(sorted(confirmed.values())))


def _mine(record: Record, corrections: Sequence[Correction]) -> list[tuple[Correction, int, Anchor]]:
    return [
        (correction, ordinal, anchor)
        for correction in corrections
        for ordinal, anchor in enumerate(correction.anchors)
        if is_report_of(record, anchor)
    ]


def _applied(
    record: Record, correction: Correction, anchor: Anchor, row: str, outcome: Outcome
) -> tuple[Record, Outcome]:
    if correction.action is Action.REJECT:
        return _without(record, anchor.in_table, row), outcome
    if correction.action is Action.CONFIRM or correction.field is None or correction.after is None:
        return record, outcome
    try:
        return _with(record, anchor.in_table, row, correction), outcome
    except CorrectionError as error:
        return record, replace(outcome, outcome=str(error), row=None)


def _with(record: Record, table: str, id: str, correction: Correction) -> Record:
    field, value, rule = correction.field or "", correction.after or "null", rule_of(correction)
    if table == "reports":
        return replace(record, report=with_field(record, table, record.report, field, value, rule))
    rows = [
        with_field(record, table, row, field, value, rule) if row.id == id else row for row in getattr(record, table)
    ]
    tables: dict[str, Any] = {table: tuple(rows)}
    changed = replace(record, **tables)
    return _with_mentions(changed) if (table, field) == ("mentions", "actor") else changed


def _with_mentions(record: Record) -> Record:
    """Return the record whose actors list the mentions that name them."""
    of: dict[str, list[Any]] = {}
    for mention in record.mentions:
        if mention.actor:
            of.setdefault(mention.actor, []).append(mention.id)
    return replace(record, actors=tuple(replace(each, mentions=tuple(of.get(each.id, ()))) for each in record.actors))


def _without(record: Record, table: str, id: str) -> Record:
    """Return the record without a row and without what points at it."""
    without: dict[str, Callable[[Record, str], Record]] = {
        "events": lambda kept, _: kept,
        "statements": _unsaid,
        "actors": _unlinked,
        "mentions": _unmentioned,
    }
    if table not in without:
        raise CorrectionError(f"{table} cannot be rejected: leave the file out of the build")
    kept = without[table](record, id)
    left: dict[str, Any] = {table: tuple(row for row in getattr(kept, table) if row.id != id)}
    return replace(kept, **left)


def _unsaid(record: Record, id: str) -> Record:
    parent = next((each.parent for each in record.statements if each.id == id), None)

    def moved(ids: tuple[Any, ...]) -> tuple[Any, ...]:
        heirs = (parent if each == id else each for each in ids)
        return tuple(dict.fromkeys(each for each in heirs if each is not None and each != id))

    return replace(
        record,
        statements=tuple(
            replace(each, parent=parent if parent != each.id else None) if each.parent == id else each
            for each in record.statements
        ),
        events=tuple(
            replace(each, stated_by=moved(each.stated_by), denied_by=tuple(d for d in each.denied_by if d != id))
            for each in record.events
        ),
    )


def _unlinked(record: Record, id: str) -> Record:
    def freed(participants: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(each, actor=None) if each.actor == id else each for each in participants)

    return replace(
        record,
        mentions=tuple(replace(each, actor=None) if each.actor == id else each for each in record.mentions),
        statements=tuple(
            replace(
                each,
                speaker=None if each.speaker == id else each.speaker,
                addressee=None if each.addressee == id else each.addressee,
            )
            for each in record.statements
        ),
        events=tuple(
            replace(each, actors=freed(each.actors), recipients=freed(each.recipients)) for each in record.events
        ),
    )


def _unmentioned(record: Record, id: str) -> Record:
    return replace(
        record,
        actors=tuple(
            replace(each, mentions=tuple(mention for mention in each.mentions if mention != id))
            for each in record.actors
        ),
    )
