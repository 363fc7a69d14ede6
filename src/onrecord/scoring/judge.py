"""
One annotated report and its record: counts by line, and whether each scored row is right.

    judge(gold, record).counts["linked half"]      Count(correct=31, predicted=40, gold=44)

A row that does not speak of statements, or of events, adds nothing to the lines on them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Event, EventId, Record, StatementId
from onrecord.scoring.counts import Count, Counts
from onrecord.scoring.events import EventPair, count_events, count_own, count_types, count_voices, pair_events
from onrecord.scoring.gold import GoldEvent, GoldReport, GoldStatement
from onrecord.scoring.statements import StatementPair, count_labels, count_spans, pair_statements

__all__ = ["KIND", "OWN", "TYPE", "TYPED", "Judged", "Judgement", "judge"]

TYPE = "report type: "
"""Prefix of the counts of types as sets, from which the macro average over types is taken."""
TYPED = "event typed, "
"""Prefix of the counts of events of one type."""
KIND = "linked half, source "
"""Prefix of the counts of statements with one kind of source; recall alone means anything there."""

OWN = "own type, "
"""Prefix of the counts of events of one type of the user's own."""

Judged = tuple[float, bool]
"""The score of a row, and whether the row is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one report adds to the figures."""

    counts: Counts
    statements: tuple[Judged, ...] = ()
    """Of each predicted statement: right when it pairs with a gold one at half overlap."""
    events: tuple[Judged, ...] = ()
    """Of each predicted event: right when it pairs with a gold one of its type."""


def judge(gold: GoldReport, record: Record | None, own_types: Collection[str] = ()) -> Judgement:
    """
    Return the judgement of a record, or of its absence: then everything in the report was missed.

    `own_types` are the types of the user's own that the file annotates.
    """
    found = record.statements if record else ()
    events = record.events if record else ()
    names = {actor.id: actor.name for actor in record.actors} if record else {}
    counts: dict[str, Count] = {}
    said, happened = set[StatementId](), set[EventId]()
    matched: defaultdict[str, set[StatementId]] = defaultdict(set)
    if gold.statements is not None:
        pairs = pair_statements(gold.statements, found, gold.text)
        for pair in pairs:
            matched[pair.gold.id].add(pair.found.id)
        counts |= dict(count_spans(gold.statements, found, pairs, gold.text))
        counts |= dict(count_labels(gold.statements, found, pairs, names))
        counts |= dict(_by_kind(gold.statements, pairs))
        said = {pair.found.id for pair in pairs if pair.half}
    if gold.events is not None:
        couples = pair_events(gold.events, events, gold.text)
        counts |= dict(count_events(gold.events, events, couples, gold.text))
        counts |= {f"{TYPE}{kind}": count for kind, count in count_types(gold.events, events)}
        counts |= dict(count_voices(gold.events, events, couples, matched))
        counts |= dict(_by_type(gold.events, events, couples))
        happened = {pair.found.id for pair in couples if pair.typed}
    counts |= {f"{OWN}{slug}": count_own(slug, gold.own_events, events, gold.text) for slug in own_types}
    return Judgement(
        counts=counts,
        statements=tuple((s.score, s.id in said) for s in found) if gold.statements is not None else (),
        events=tuple((e.score, e.id in happened) for e in events) if gold.events is not None else (),
    )


def _by_kind(gold: Sequence[GoldStatement], pairs: Sequence[StatementPair]) -> Iterator[tuple[str, Count]]:
    """How many statements of each kind of source are found at half overlap: recall, so the rest counts as given."""
    for kind in sorted({statement.source_kind for statement in gold if statement.source_kind}):
        asked = sum(statement.source_kind == kind for statement in gold)
        right = sum(pair.half for pair in pairs if pair.gold.source_kind == kind)
        yield f"{KIND}{kind}", Count(right, right, asked)


def _by_type(
    gold: Sequence[GoldEvent], found: Sequence[Event], pairs: Sequence[EventPair]
) -> Iterator[tuple[str, Count]]:
    """Events of each type, found and typed."""
    for kind in sorted({event.type for event in gold} | {event.type for event in found}):
        right = sum(pair.typed and pair.gold.type == kind for pair in pairs)
        given = sum(event.type == kind for event in found)
        yield f"{TYPED}{kind}", Count(right, given, sum(event.type == kind for event in gold))
