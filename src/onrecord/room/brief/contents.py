"""
What a brief says: for each claim or event a plain sentence, who says what in which words, and on what they differ.

    brief_of(store, ["c4k…"])
    ->  Item(sentence="North Korea supplied …", groups=(Group(name="Asserts", lines=…), …)),
        Reference(number=1, passage=…, place="paragraph 3, characters 412 to 468")

Only the sentences that are quoted are taken from a report, never its whole text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import StoreError
from onrecord.room.facts.accounts import Entry, Side
from onrecord.room.facts.claim import ClaimFacts, claim_facts
from onrecord.room.facts.details import FieldOfClaim
from onrecord.room.facts.event import EventFacts, Telling, event_facts
from onrecord.room.facts.history import Line
from onrecord.room.facts.places import place_words
from onrecord.room.facts.sentences import enumerated
from onrecord.room.wording import counted, day, days
from onrecord.store import Store
from onrecord.store.room.passages import Passage

__all__ = ["Brief", "Group", "Item", "Quoted", "Reference", "brief_of"]

_MOST_LINES = 60
"""Lines of one side that are quoted; how many more there are is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a quotation stands."""

    number: int
    passage: Passage
    place: str
    """paragraph 3, characters 412 to 468."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One line of the brief: who, what they do, when and where, in which words."""

    lead: str
    reference: int | None
    """Number of the reference that its words stand in; None where the row has no words left."""
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines that stand together: a side of a claim, or the tellings of an event."""

    name: str
    lines: tuple[Quoted, ...]
    more: str | None
    """What is not quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A claim or an event of the brief."""

    number: int
    id: str
    kind: str
    sentence: str
    standing: str
    behind: str
    facts: tuple[tuple[str, str], ...]
    """Name and value: who, to whom, when, where."""
    groups: tuple[Group, ...]
    differing: tuple[FieldOfClaim, ...]
    independence: tuple[str, ...]
    history: tuple[tuple[str, str], ...]
    """Day and what is worth saying of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a brief says."""

    title: str
    lead: str
    record: str
    """Name of the record file."""
    built: str | None
    """Day the record was last built."""
    items: tuple[Item, ...]
    references: tuple[Reference, ...]


class _References:
    """Numbers passages in the order in which they are quoted; one passage, one number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], Reference] = {}

    def number(self, passage: Passage | None) -> int | None:
        """Return the number of a passage, a new one where it was not quoted yet."""
        if passage is None:
            return None
        key = (passage.report, passage.start, passage.end)
        if key not in self._numbers:
            number = len(self._numbers) + 1
            self._numbers[key] = Reference(number=number, passage=passage, place=_place(passage))
        return self._numbers[key].number

    def all(self) -> tuple[Reference, ...]:
        """Return the references in order."""
        return tuple(self._numbers.values())


def brief_of(store: Store, ids: Sequence[str], *, title: str | None = None) -> Brief:
    """
    Return the brief of these claims and events, given by their ids or the beginnings of ids, in this order.

    A row of a report stands for the event or claim it belongs to; what is named twice is
    taken once. Raises `StoreError` for an id that is none of these.
    """
    references = _References()
    items: dict[str, Item] = {}
    for asked in ids:
        facts = _facts(store, asked)
        if facts.id not in items:
            number = len(items) + 1
            if isinstance(facts, ClaimFacts):
                items[facts.id] = _claim_item(facts, number, references)
            else:
                items[facts.id] = _event_item(facts, number, references)
    kinds = [each.kind for each in items.values()]
    counts = [counted(kinds.count(kind), kind) for kind in ("claim", "event") if kind in kinds]
    reports = len({each.passage.report for each in references.all()})
    return Brief(
        title=title or f"Brief on {enumerated(counts) or 'nothing'}",
        lead=f"{enumerated(counts)}, {counted(len(references.all()), 'quotation')} from {counted(reports, 'report')}.",
        record=Path(store.path).name,
        built=store.status().built,
        items=tuple(items.values()),
        references=references.all(),
    )


def _facts(store: Store, id: str) -> ClaimFacts | EventFacts:
    table, whole, _report = store.locate(id)
    if table in ("event_groups", "events"):
        event = event_facts(store, whole)
        if event is not None:
            return event
    if table in ("claims", "statements"):
        claim = claim_facts(store, whole, size=_MOST_LINES)
        if claim is not None:
            return claim
    raise StoreError(
        f"a brief is of claims and events; found {whole}, which is in {table} and belongs to none; "
        f"claims are listed by: onrecord claims {store.path}"
    )


def _claim_item(facts: ClaimFacts, number: int, references: _References) -> Item:
    words = facts.claim.standing_words
    return Item(
        number=number,
        id=facts.id,
        kind="claim",
        sentence=facts.sentence,
        standing=f"{words[:1].upper()}{words[1:]}.",
        behind=f"{facts.behind}.",
        facts=tuple((each.name, each.values[0].shown) for each in facts.agreed),
        groups=tuple(_side_group(side, references) for side in facts.sides),
        differing=facts.differing,
        independence=facts.independence,
        history=_history(facts.history),
    )


def _side_group(side: Side, references: _References) -> Group:
    lines = [line for source in side.sources for line in source.entries]
    left = side.part.total - side.part.last
    return Group(
        name=side.name.capitalize(),
        lines=tuple(_line(each, references) for each in lines),
        more=f"{counted(left, 'more line')} on this side, not quoted here" if left else None,
    )


def _line(entry: Entry, references: _References) -> Quoted:
    where = [day(entry.published) or "no date"]
    if not entry.is_own:
        where.insert(0, entry.outlet or "an outlet not named")
    if entry.agency and entry.agency != entry.outlet:
        where.append(f"from {entry.agency}")
    remarks = [entry.note, entry.folded_words, entry.uncounted]
    return Quoted(
        lead=f"{entry.speaker} {entry.verb} ({', '.join(where)})",
        reference=references.number(entry.passage),
        remarks=tuple(each for each in remarks if each),
    )


def _event_item(facts: EventFacts, number: int, references: _References) -> Item:
    told = facts.told
    parties = (("who", facts.actors), ("to whom", facts.recipients))
    known = [(name, enumerated(each.name for each in parts)) for name, parts in parties if parts]
    when = days(told.date_start, told.date_end, told.date_precision)
    known += [("when", when)] if when else []
    known += [("where", told.place)] if told.place else []
    left = facts.part.total - facts.part.last
    return Item(
        number=number,
        id=facts.id,
        kind="event",
        sentence=facts.sentence,
        standing=f"{facts.standing_words[:1].upper()}{facts.standing_words[1:]}.",
        behind=f"{facts.counts}.",
        facts=tuple(known),
        groups=(
            Group(
                name="How reports tell it",
                lines=tuple(_tellings(facts.tellings, references)),
                more=f"{counted(left, 'more telling')}, not quoted here" if left else None,
            ),
        ),
        differing=(),
        independence=(),
        history=_history(facts.history),
    )


def _tellings(tellings: Iterable[Telling], references: _References) -> Iterable[Quoted]:
    """Yield the tellings of an event; reports that have the same sentence stand under the first."""
    same: dict[str, list[Telling]] = {}
    for each in tellings:
        same.setdefault(each.passage.text if each.passage else each.row.event, []).append(each)
    for first, *others in same.values():
        where = ", ".join((first.row.outlet or "An outlet not named", day(first.row.published) or "no date"))
        also = dict.fromkeys(each.row.outlet or "an outlet not named" for each in others)
        remarks = (first.sure, f"the same words in {enumerated(also)}" if also else "")
        yield Quoted(
            lead=f"{where}: {first.whose}",
            reference=references.number(first.passage),
            remarks=tuple(each for each in remarks if each and each != "certain"),
        )


def _history(line: Line) -> tuple[tuple[str, str], ...]:
    return tuple((point.when, "; ".join(point.notes)) for point in line.points if point.notes)


def _place(passage: Passage) -> str:
    characters = f"characters {passage.start:,} to {passage.end:,}"
    where = place_words(passage)
    return f"{where}, {characters}" if where else characters
