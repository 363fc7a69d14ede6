"""
All that the page of an actor says: offices, what it says, what it does and has done to it, whom it accuses.

    actor_facts(store, "w6h…")
    ->  "Kim Jong Un, leader, is spoken of in 5 reports; 2 statements and 9 events are on record"
"""

from dataclasses import dataclass

from onrecord.room.facts.history import Line, Moment, line
from onrecord.room.facts.paging import Part, part
from onrecord.room.facts.sentences import deed_words, enumerated
from onrecord.room.wording import act_word, counted, days
from onrecord.store import Store
from onrecord.store.room.actors import (
    ActorHead,
    ActorStatement,
    Deed,
    Named,
    Office,
    actor_deeds,
    actor_head,
    actor_months,
    actor_names,
    actor_statements,
    actor_totals,
    offices,
    opponents,
)
from onrecord.store.room.claims import Told, claims_of_rows
from onrecord.store.room.passages import Passage, passages

__all__ = ["DEEDS", "SAYINGS", "ActorFacts", "DeedLine", "Saying", "actor_facts", "actor_rows", "sayings"]

SAYINGS = 20
"""Statements on one page."""
DEEDS = 25
"""Events of each direction on one page."""
_MOST_NAMES = 12
_MOST_ROWS = 20_000
"""Rows of the page as CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement, with its sentence and the claim it belongs to."""

    statement: ActorStatement
    verb: str
    passage: Passage | None
    claim: str | None
    standing: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedLine:
    """An event that an actor has a part in, in a sentence."""

    deed: Deed
    sentence: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFacts:
    """An actor as it is shown."""

    id: str
    sentence: str
    head: ActorHead
    names: tuple[Named, ...]
    offices: tuple[Office, ...]
    statements: int
    sayings: tuple[Saying, ...]
    sayings_part: Part
    does: tuple[DeedLine, ...]
    does_part: Part
    has_done: tuple[DeedLine, ...]
    has_done_part: Part
    accuses: tuple[Named, ...]
    accused_by: tuple[Named, ...]
    accusations: tuple[DeedLine, ...]
    accusations_against: tuple[DeedLine, ...]
    months: Line
    page: int
    pages: int


def actor_facts(store: Store, id: str, *, page: int = 1) -> ActorFacts | None:
    """Return an actor, found by its id or that of an actor of a report; None where there is none."""
    head = store.look_up(actor_head, id)
    if head is None:
        return None
    totals = store.look_up(actor_totals, head.id)
    held = tuple(store.look_up(offices, head.id, _MOST_NAMES))
    parts = [
        part(totals[name], page, size) for name, size in (("statements", SAYINGS), ("does", DEEDS), ("has_done", DEEDS))
    ]
    said = store.look_up(actor_statements, head.id, parts[0].skip, SAYINGS)
    return ActorFacts(
        id=head.id,
        sentence=_sentence(head, held, totals),
        head=head,
        names=tuple(store.look_up(actor_names, head.id, _MOST_NAMES)),
        offices=held,
        statements=totals["statements"],
        sayings=sayings(store, said),
        sayings_part=parts[0],
        does=_deeds(store, head.id, "actor", parts[1].skip, DEEDS),
        does_part=parts[1],
        has_done=_deeds(store, head.id, "recipient", parts[2].skip, DEEDS),
        has_done_part=parts[2],
        accuses=tuple(store.look_up(opponents, head.id, "actor", _MOST_NAMES)),
        accused_by=tuple(store.look_up(opponents, head.id, "recipient", _MOST_NAMES)),
        accusations=_deeds(store, head.id, "actor", 0, _MOST_NAMES, "ACCUSE"),
        accusations_against=_deeds(store, head.id, "recipient", 0, _MOST_NAMES, "ACCUSE"),
        months=_months(store, head.id),
        page=max(each.page for each in parts),
        pages=max(each.pages for each in parts),
    )


def actor_rows(store: Store, id: str) -> list[Deed]:
    """Return the events that the actor of that id does and has done to it."""
    roles = ("actor", "recipient")
    return [deed for role in roles for deed in store.look_up(actor_deeds, id, role, 0, _MOST_ROWS)]


def sayings(store: Store, said: list[ActorStatement]) -> tuple[Saying, ...]:
    """Return statements with their sentences and claims."""
    ids = [each.statement for each in said]
    found, claims = store.look_up(passages, ids), store.look_up(claims_of_rows, ids)
    return tuple(
        Saying(
            statement=each,
            verb=act_word(each.act),
            passage=found.get(each.statement),
            claim=claims.get(each.statement, (None, None))[0],
            standing=claims.get(each.statement, (None, None))[1],
        )
        for each in said
    )


def _sentence(head: ActorHead, held: tuple[Office, ...], totals: dict[str, int]) -> str:
    office = next((each.office or each.rank for each in held if each.office or each.rank), None)
    who = f"{head.name}, {office} in the words of reports," if office else head.name
    parts = [f"{who} is spoken of in {counted(head.reports, 'report')}"]
    if totals["statements"]:
        parts.append(f"makes {counted(totals['statements'], 'statement')}")
    if totals["does"]:
        parts.append(f"acts in {counted(totals['does'], 'event')}")
    if totals["has_done"]:
        parts.append(f"is acted on in {counted(totals['has_done'], 'event')}")
    return enumerated(parts)


def _deeds(store: Store, actor: str, role: str, skip: int, most: int, type: str | None = None) -> tuple[DeedLine, ...]:
    found = store.look_up(actor_deeds, actor, role, skip, most, type)
    return tuple(
        DeedLine(
            deed=each,
            sentence=deed_words(_told(each)),
            when=days(each.date_start, each.date_end, each.date_precision),
        )
        for each in found
    )


def _told(deed: Deed) -> Told:
    return Told(
        row=deed.row,
        type=deed.type,
        mode=None,
        who=deed.who,
        did=deed.did,
        to_whom=deed.to_whom,
        with_what=deed.with_what,
        place=deed.place,
        date_start=deed.date_start,
        date_end=deed.date_end,
        date_precision=deed.date_precision,
        factuality=deed.factuality,
        tense=deed.tense,
    )


def _months(store: Store, actor: str) -> Line:
    """Return the events of an actor as a line by month."""
    moments = [
        Moment(day=each.month, lane=lane)
        for each in store.look_up(actor_months, actor)
        for lane, count in (("does", each.by), ("has done to it", each.to))
        for _ in range(count)
    ]
    return line(moments, ("does", "has done to it"))
