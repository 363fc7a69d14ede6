"""
The person that a phrase names, and what the person was on the day.

`French President Emmanuel Macron` -> his row of the tables that holds on the day; after the last day in office,
the row says ELI, PLOVER's code for those who were something.
"""

from collections.abc import Sequence

from onrecord.resolution.lexicon import NameHit
from onrecord.resolution.phrase import BREAKS, Phrase
from onrecord.resolution.tables import Name
from onrecord.resolution.words import Word

__all__ = ["ELITE_WITHOUT_OFFICE", "person_in"]

ELITE_WITHOUT_OFFICE = ("ELI",)


def person_in(phrase: Phrase) -> Name | None:
    """The person named in the head, or in apposition to it; the row that holds on the day."""
    for hit in phrase.names:
        rows = [name for name in hit.meanings if name.kind == "person"]
        if not rows or (phrase.words[hit.last - 1].possessive and hit.last < len(phrase.words)):
            continue
        before = phrase.words[hit.first - 1] if hit.first else None
        apposed = (
            hit.first > 0
            and hit.last == len(phrase.words)
            and phrase.words[hit.first].start - phrase.words[hit.first - 1].end == 2
        )
        if (hit.first > phrase.head_end and not apposed) or (
            hit.first == phrase.head_end and phrase.words[hit.first].key in BREAKS
        ):
            continue
        if hit.last < len(phrase.words) and any(a.first >= hit.last for a in phrase.agents if a.first == hit.last):
            continue
        single = hit.last - hit.first == 1
        follows = phrase.words[hit.last] if hit.last < len(phrase.words) else None
        if (
            single
            and follows is not None
            and follows.is_capitalised
            and follows.start - phrase.words[hit.last - 1].end == 1
        ):
            continue
        if single and before is not None and _could_be_given_name(before, hit, phrase):
            continue
        return _on_day(rows, phrase.date)
    return None


def _could_be_given_name(before: Word, hit: NameHit, phrase: Phrase) -> bool:
    """Whether another first name stands before a surname: Donald Trump's table row is not Ivanka Trump's."""
    taken = {i for other in phrase.names for i in range(other.first, other.last)} | {
        i for agent in phrase.agents for i in range(agent.first, agent.last)
    }
    titles = {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "gen",
        "lt",
        "col",
        "maj",
        "brig",
        "sen",
        "rep",
        "gov",
        "capt",
        "the",
        "king",
        "then",
    }
    return before.is_capitalised and hit.first - 1 not in taken and before.key not in titles


def _on_day(rows: Sequence[Name], day: str | None) -> Name:
    """The office held on the day; the last one known where no day is given; else a holder out of office."""
    if day is None:
        return max(rows, key=lambda row: (not row.end, row.end, row.start))
    for row in sorted(rows, key=lambda row: row.start, reverse=True):
        if row.holds_on(day):
            return row
    past = [row for row in rows if row.end and row.end < day]
    last = max(past, key=lambda row: row.end) if past else rows[0]
    if past and set(last.sectors) & {"GOV", "LEG"}:
        return Name(
            last.surface,
            last.kind,
            last.country,
            ELITE_WITHOUT_OFFICE,
            last.canonical,
            "",
            "",
            last.start,
            last.end,
            last.source,
        )
    return (
        last if past else Name(last.surface, last.kind, last.country, (), last.canonical, "", "", "", "", last.source)
    )
