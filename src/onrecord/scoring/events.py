"""
Events of a record against those of an annotated report.

    gold     ASSAULT “shelled”, actors [the army]
    record   ASSAULT “shelled”, actors [the army’s guns]   -> found, typed; actor span 1 of 1 from half an overlap on

Events are paired one to one. A pair is found when the triggers share a character, or when the types agree, the
triggers lie within 80 characters of each other and a participant overlaps by half. Every other line is counted
over all events, so a missed or an invented event costs recall or precision there too.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from onrecord.records import Event, EventDate, EventType, Factuality, Participant, StatementId
from onrecord.scoring.counts import Count
from onrecord.scoring.gold import GoldDate, GoldEvent, GoldOwnEvent, GoldParticipant
from onrecord.scoring.overlaps import HALF, letters, overlap

__all__ = ["PARTICIPANTS", "EventPair", "count_events", "count_own", "count_types", "count_voices", "pair_events"]

PARTICIPANTS = ("actors", "recipients")
_NEAR_CHARACTERS = 80

_Letters = frozenset[int]
_Someone = GoldParticipant | Participant


@dataclass(frozen=True, slots=True)
class EventPair:
    """A gold event and the predicted one that it is judged by."""

    gold: GoldEvent
    found: Event

    @property
    def typed(self) -> bool:
        """Whether the types agree."""
        return self.gold.type == self.found.type


def pair_events(gold: Sequence[GoldEvent], found: Sequence[Event], text: str) -> list[EventPair]:
    """Pair events one to one: touching triggers first, then the same type, then the larger shared participant."""
    wanted = [_people(event, text) for event in gold]
    given = [_people(event, text) for event in found]
    triggers = [letters([event.trigger], text) for event in gold], [letters([event.trigger], text) for event in found]
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            touching = bool(triggers[0][i] & triggers[1][j])
            near = max(g.trigger.start, p.trigger.start) - min(g.trigger.end, p.trigger.end) <= _NEAR_CHARACTERS
            same = g.type == p.type
            if not touching and not (same and near):
                continue
            shared = _shared(wanted[i], given[j])
            if touching or shared >= HALF:
                scored.append((-(2 * touching + same + shared), i, j))
    pairs, used = [], (set[int](), set[int]())
    for _, i, j in sorted(scored):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append(EventPair(gold[i], found[j]))
    return pairs


def _people(event: GoldEvent | Event, text: str) -> dict[str, list[_Letters | None]]:
    """The characters of each participant; None for one without a span."""
    roles: dict[str, Sequence[_Someone]] = {role: getattr(event, role) for role in PARTICIPANTS}
    return {role: [letters([p.span], text) if p.span else None for p in people] for role, people in roles.items()}


def _shared(wanted: Mapping[str, list[_Letters | None]], given: Mapping[str, list[_Letters | None]]) -> float:
    overlaps = (
        overlap(a, b or frozenset())
        for role in PARTICIPANTS
        for a in wanted[role]
        if a is not None
        for b in given[role]
    )
    return max(overlaps, default=0.0)


def count_own(slug: str, gold: Sequence[GoldOwnEvent], found: Sequence[Event], text: str) -> Count:
    """
    Return the count of one type of the user's own: events of the type, paired where their triggers share a character.

    Each is paired once, the larger share first. PLOVER's type is not asked: labels are judged for themselves.
    """
    wanted = [letters([event.trigger], text) for event in gold if slug in event.own_types]
    given = [letters([event.trigger], text) for event in found if slug in event.own_types]
    shares = sorted((-len(w & g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given) if w & g)
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in shares:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return Count(len(used[0]), len(given), len(wanted))


def count_types(gold: Sequence[GoldEvent], found: Sequence[Event]) -> Iterator[tuple[EventType, Count]]:
    """Yield each type that the report or its record has, as a set: is it in the one, in the other, in both?"""
    asked, given = {event.type for event in gold}, {event.type for event in found}
    for kind in sorted(asked | given):
        yield kind, Count(int(kind in asked & given), int(kind in given), int(kind in asked))


def count_events(
    gold: Sequence[GoldEvent], found: Sequence[Event], pairs: Sequence[EventPair], text: str
) -> Iterator[tuple[str, Count]]:
    """Yield every line on events but those on voices, by name."""
    typed = [pair for pair in pairs if pair.typed]
    totals = len(found), len(gold)
    yield "event found", Count(len(pairs), *totals)
    yield "event typed", Count(len(typed), *totals)
    for role in PARTICIPANTS:
        yield from _participants(gold, found, typed, role, text)
    dated = sum(_days(pair.gold.date) == _days(pair.found.date) for pair in typed if _days(pair.gold.date))
    yield "date", Count(dated, sum(bool(_days(e.date)) for e in found), sum(bool(_days(e.date)) for e in gold))
    agreeing = [pair for pair in typed if pair.gold.factuality == pair.found.factuality]
    yield "factuality", Count(len(agreeing), *totals)
    sure = Factuality.CERTAIN
    yield (
        "factuality, not CT+",
        Count(
            sum(pair.gold.factuality != sure for pair in agreeing),
            sum(event.factuality != sure for event in found),
            sum(event.factuality != sure for event in gold),
        ),
    )


def _participants(
    gold: Sequence[GoldEvent], found: Sequence[Event], typed: Sequence[EventPair], role: str, text: str
) -> Iterator[tuple[str, Count]]:
    name = role[:-1]
    totals = [sum(len(getattr(event, role)) for event in events) for events in (found, gold)]
    yield f"{name} span", Count(sum(_matched(pair, role, text) for pair in typed), *totals)
    for code in ("country", "sector"):
        hits = sum(len(_codes(pair.gold, role, code) & _codes(pair.found, role, code)) for pair in typed)
        yield (
            f"{name} {code}",
            Count(hits, *(sum(len(_codes(event, role, code)) for event in events) for events in (found, gold))),
        )


def _matched(pair: EventPair, role: str, text: str) -> int:
    """How many participants of the role overlap by half, one to one."""
    left = [each or frozenset() for each in _people(pair.found, text)[role]]
    hits = 0
    for asked in _people(pair.gold, text)[role]:
        best = max(left, key=lambda given: overlap(asked or frozenset(), given), default=None)
        if best is not None and overlap(asked or frozenset(), best) >= HALF:
            hits += 1
            left.remove(best)
    return hits


def _codes(event: GoldEvent | Event, role: str, code: str) -> Set[str]:
    people: Sequence[_Someone] = getattr(event, role)
    return {str(value) for each in people if (value := getattr(each, code))}


def _days(date: GoldDate | EventDate | None) -> tuple[str, str] | None:
    return (date.start, date.end or date.start) if date is not None and date.start else None


def count_voices(
    gold: Sequence[GoldEvent],
    found: Sequence[Event],
    pairs: Sequence[EventPair],
    matched: Mapping[str, Set[StatementId]],
) -> Iterator[tuple[str, Count]]:
    """
    Yield whether events stand in the right voice: the outlet's own, or the right statement's.

    `matched` gives the predicted statements that each gold statement was paired with.
    """
    typed = [pair for pair in pairs if pair.typed]
    yield "voice", Count(sum(_same_voice(pair, matched) for pair in typed), len(found), len(gold))
    attributed = [pair for pair in typed if pair.gold.stated_by]
    yield (
        "voice, attributed",
        Count(
            sum(_same_voice(pair, matched) for pair in attributed),
            sum(bool(event.stated_by) for event in found),
            sum(bool(event.stated_by) for event in gold),
        ),
    )


def _same_voice(pair: EventPair, matched: Mapping[str, Set[StatementId]]) -> bool:
    theirs = set(pair.found.stated_by)
    if not pair.gold.stated_by:
        return not theirs
    return any(matched.get(statement, frozenset()) & theirs for statement in pair.gold.stated_by)
