"""
Several actors in one phrase.

    "Turkey, Iran and the Syrian army"          -> three phrases, each with its own span
    "Senior Hungarian and Romanian officials"   -> one phrase, two countries

A phrase is cut where each part stands by itself: a name, a state, a body, a noun with its own state. Where
the parts share a noun they share the phrase, and each state in it is a participant.
"""

import re
from collections.abc import Sequence

from onrecord.records import Span
from onrecord.resolution.lexicon import find_names
from onrecord.resolution.references import Form, Reference, read_reference
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import key_of, words_of

__all__ = ["conjuncts", "coordinated_states"]

_BETWEEN = re.compile(r"\s*(?:,?\s+and\s+|,?\s+as well as\s+|,\s+)")
_BESIDE = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
_BY_THEMSELVES = frozenset({Form.NAME, Form.STATE, Form.BODY})
_MOST = 8
"""Parts of a phrase beyond which it is a list of something else."""


def conjuncts(text: str, span: Span, day: str | None, tables: Tables) -> tuple[Span, ...]:
    """
    Return the spans of the actors that a phrase coordinates; none where it is one actor.

    A name that holds `and` (Bosnia and Herzegovina, a ministry of this and that) is not cut: the tables know
    it, or one of its parts would not stand by itself. Nor is an apposition: `Vladimir Putin, the president`.
    """
    written = span.slice(text)
    if " and " not in written and " as well as " not in written:
        return ()
    whole = read_reference(text, span, day, tables)
    if whole.form in (Form.STATE, Form.BODY):
        return ()
    parts = _parts(written, span.start)
    if not 2 <= len(parts) <= _MOST or any(part.end <= part.start for part in parts):
        return ()
    read = [read_reference(text, part, day, tables) for part in parts]
    read = [r for n, r in enumerate(read) if not _is_apposition(read, n, text)]
    shares_a_state = any(reference.answer.country for reference in read)
    if len(read) < 2 or not all(_stands_alone(reference, shares_a_state) for reference in read):
        return ()
    if any(_could_be_adjective(reference, tables) for reference in read[:-1]) and read[-1].form is Form.INDEFINITE:
        return ()
    return tuple(reference.span for reference in read)


def _parts(written: str, offset: int) -> list[Span]:
    parts, start = [], 0
    for cut in _BETWEEN.finditer(written):
        parts.append(Span(offset + start, offset + cut.start()))
        start = cut.end()
    parts.append(Span(offset + start, offset + len(written)))
    return parts


def _is_apposition(read: Sequence[Reference], n: int, text: str) -> bool:
    """`the president` after `Vladimir Putin, ` says who he is; it is no actor beside him."""
    if n == 0 or read[n].form not in (Form.NOMINAL, Form.INDEFINITE) or read[n - 1].form is not Form.NAME:
        return False
    return " and " not in text[read[n - 1].span.end : read[n].span.start]


def _could_be_adjective(reference: Reference, tables: Tables) -> bool:
    """Whether a state's name is one of its adjectives too: US and Turkish troops; or whether it only owns."""
    if reference.form is not Form.STATE:
        return False
    return words_of(reference.text)[-1].possessive or any(
        name.kind == "adjective" for name in tables.names(key_of(reference.text))
    )


def _stands_alone(reference: Reference, shares_a_state: bool) -> bool:
    """Whether a part is an actor without the others: in `Turkish officials and journalists`, all are Turkish."""
    if reference.form in _BY_THEMSELVES:
        return True
    answer = reference.answer
    return bool(answer.sectors) and (bool(answer.country) or not shares_a_state)


def coordinated_states(text: str, tables: Tables) -> tuple[str, ...]:
    """
    Return the countries of states named side by side, two or more; none where there is one.

    `US and Turkish officials`, `visitors from Moscow and Beijing`, `U.S., British and French jets`.
    """
    if " and " not in text:
        return ()
    words = words_of(text)
    named = (hit for hit in find_names(words, tables) if hit.is_state)
    states = [hit for hit in named if hit.meanings[0].kind not in ("people", "partial")]
    if len(states) < 2:
        return ()
    found = [states[0]]
    for hit in states[1:]:
        before = words[found[-1].last - 1]
        alike = not before.possessive or words[hit.last - 1].possessive
        if alike and _BESIDE.fullmatch(text[before.end : words[hit.first].start]):
            found.append(hit)
        elif len(found) == 1:
            found = [hit]
        else:
            break
    if len(found) < 2 or not re.search(r"\sand\s", text[words[found[0].first].start : words[found[-1].first].start]):
        return ()
    countries = tuple(dict.fromkeys(hit.meanings[0].country for hit in found))
    return countries if len(countries) > 1 else ()
