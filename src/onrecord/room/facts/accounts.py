"""
The sides of a claim: who says so and who denies it, sources in order of time, copies folded.

    asserts   1  White House, 2 Nov 2022, Harbour Courier     and 3 copies of the same text of Crosswind News Agency
    denies    1  North Korea, 8 Nov 2022, Tidewater Ledger

Accounts of one text are one line: the first stands for all, the others are folded under it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.room.facts.independence import giver, reason_words
from onrecord.room.facts.paging import Part, part
from onrecord.room.facts.places import place_words
from onrecord.store.ledger import FoundDependence
from onrecord.store.room.claims import Voiced
from onrecord.store.room.passages import Passage

__all__ = ["Entry", "Folded", "Side", "Source", "entries", "sides"]

SIDES = {
    "assert": "asserts",
    "plan": "asserts",
    "deny": "denies",
    "hedge": "hedges",
    "question": "questions",
    "demand": "demands",
    "retract": "takes back",
}
"""Stance -> the side it is shown on; what is planned stands with those who say it will be."""
_VERBS = {
    "assert": "says so",
    "plan": "says it will be",
    "deny": "denies it",
    "hedge": "holds it possible",
    "question": "asks",
    "demand": "demands it",
    "retract": "takes it back",
}
_MOST_FOLDED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """An account that stands under another one of the same text."""

    ordinal: int
    report: str
    outlet: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a side: an account, and those of the same text."""

    ordinal: int
    row: str
    via: str | None
    report: str
    stance: str
    verb: str
    speaker: str
    """Who speaks, in the record's words; the outlet where it speaks itself."""
    source_id: str | None
    """What the page of the source is found by; None in the outlet's own voice, and where no words name a source."""
    is_own: bool
    source_kind: str
    published: str | None
    outlet: str | None
    agency: str | None
    chain: tuple[str, ...]
    note: str | None
    """What it is in the history of the claim."""
    uncounted: str | None
    """Why it does not count beside another account; None where it counts."""
    folded: tuple[Folded, ...]
    folded_more: int
    """Folded accounts that are not listed."""
    folded_words: str | None
    place: str | None
    """Where in the report its words stand."""
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An original source of a side and its lines."""

    number: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those who take one side, source by source."""

    name: str
    accounts: int
    sources: tuple[Source, ...]
    part: Part


def sides(
    accounts: Sequence[Voiced],
    notes: Mapping[int, str],
    dependences: Iterable[FoundDependence],
    passages_of: Mapping[str, Passage],
    *,
    page: int,
    size: int,
) -> tuple[Side, ...]:
    """
    Return the sides of a claim, some lines of each.

    `notes` holds what is worth saying of an account, by its ordinal; `passages_of` the sentences of the
    lines shown, by row: `entries` tells which those are.
    """
    why = _why(accounts, dependences)
    found = []
    for name, lines in _lines(accounts).items():
        shown = part(len(lines), page, size)
        sources: dict[int, list[Entry]] = {}
        for line in lines[shown.skip : shown.skip + size]:
            entry = _entry(line, notes.get(line[0].ordinal), why.get(line[0].ordinal), passages_of.get(line[0].row))
            sources.setdefault(line[0].source, []).append(entry)
        found.append(
            Side(
                name=name,
                accounts=sum(map(len, lines)),
                sources=tuple(Source(number=number, entries=tuple(of)) for number, of in sources.items()),
                part=shown,
            )
        )
    return tuple(found)


def entries(accounts: Sequence[Voiced], *, page: int, size: int) -> list[Voiced]:
    """Return the accounts that stand for a line on that page, of all sides."""
    chosen = []
    for lines in _lines(accounts).values():
        shown = part(len(lines), page, size)
        chosen += [line[0] for line in lines[shown.skip : shown.skip + size]]
    return chosen


def _lines(accounts: Sequence[Voiced]) -> dict[str, list[list[Voiced]]]:
    """Return for each side its lines, by source in order of time; each the account shown and those under it."""
    folded: dict[str, dict[tuple[object, ...], list[Voiced]]] = {}
    for each in accounts:
        of = folded.setdefault(SIDES[each.stance], {})
        who = "" if each.is_own else each.world_actor or " ".join((each.speaker_name or "").split()).casefold()
        of.setdefault((each.source, each.stance, each.is_own, who, each.family or each.report), []).append(each)
    order = {name: n for n, name in enumerate(dict.fromkeys(SIDES.values()))}
    found = {}
    for name in sorted(folded, key=order.__getitem__):
        by_source: dict[int, list[list[Voiced]]] = {}
        for line in folded[name].values():
            by_source.setdefault(line[0].source, []).append(line)
        found[name] = [line for lines in by_source.values() for line in lines]
    return found


def _entry(line: Sequence[Voiced], note: str | None, uncounted: str | None, passage: Passage | None) -> Entry:
    shown, rest = line[0], line[1:]
    outlet = shown.outlet or "An outlet not named"
    return Entry(
        ordinal=shown.ordinal,
        row=shown.row,
        via=shown.via,
        report=shown.report,
        stance=shown.stance,
        verb=_VERBS[shown.stance] + (" in its own voice" if shown.is_own else ""),
        speaker=outlet if shown.is_own else shown.speaker_name or "Somebody not named",
        source_id=_source_id(shown),
        is_own=shown.is_own,
        source_kind=shown.source_kind,
        published=shown.published,
        outlet=shown.outlet,
        agency=shown.agency,
        chain=shown.chain,
        note=note,
        uncounted=uncounted,
        folded=tuple(
            Folded(
                ordinal=each.ordinal,
                report=each.report,
                outlet=each.outlet,
                title=each.title,
                published=each.published,
            )
            for each in rest[:_MOST_FOLDED]
        ),
        folded_more=max(0, len(rest) - _MOST_FOLDED),
        folded_words=_folded_words(shown, rest),
        place=place_words(passage) if passage else None,
        passage=passage,
    )


def _source_id(account: Voiced) -> str | None:
    if account.is_own:
        return None
    return account.world_actor or (account.via or account.row if account.speaker_name else None)


def _folded_words(shown: Voiced, rest: Sequence[Voiced]) -> str | None:
    """Return what is folded under a line: copies of its text, and what its own report repeats."""
    again = sum(each.report == shown.report for each in rest)
    reports = {each.report for each in rest} - {shown.report}
    agency = next((each.agency for each in (shown, *rest) if each.agency), None)
    parts = []
    if reports:
        one = "a copy" if len(reports) == 1 else f"{len(reports)} copies"
        parts.append(f"{one} of the same {agency + ' ' if agency else ''}text")
    if again:
        parts.append("once more in the same report" if again == 1 else f"{again} more times in the same report")
    return "and " + ", and ".join(parts) if parts else None


def _why(accounts: Sequence[Voiced], dependences: Iterable[FoundDependence]) -> dict[int, str]:
    """Return for each account that does not count beside an earlier one which that is, and why."""
    of = {each.ordinal: each for each in accounts}
    found: dict[int, str] = {}
    for each in dependences:
        other = of.get(each.ordinal_a)
        if other is not None:
            words = f"not counted beside {giver(other)}: {reason_words(each.reason, each.evidence)}"
            found.setdefault(each.ordinal_b, words)
    return found
