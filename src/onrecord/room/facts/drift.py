"""
One quotation as two reports carry it, word by word.

    Courier:  "We will [never] sell them shells"
    Gazette:  "We will [not] sell them [any] shells"
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ledger.quotes import AlignedQuote, align
from onrecord.records import Span
from onrecord.store.room.claims import Voiced

__all__ = ["Carried", "QuoteDrift", "drifts", "quoting"]

_LONGEST = 400
"""Words of a quotation; speeches are not compared word by word."""
_SAME_QUOTE = 0.6
"""Words in common of all words of both, from which two quotations of one speaker are one utterance: as in `compare`."""
_MOST = 20
"""Pairs on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A quotation in one report, cut where it differs from the other."""

    statement: str
    report: str
    outlet: str | None
    published: str | None
    pieces: tuple[tuple[str, bool], ...]
    """Text, and whether the other report has it otherwise; an ellipsis stands between two spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDrift:
    """One quotation of one speaker in two reports that differ on words."""

    speaker: str
    first: Carried
    second: Carried
    share: float
    """Words in common of all words of both, 0 to 1."""


def quoting(accounts: Iterable[Voiced]) -> list[Voiced]:
    """Return the accounts that may carry a quotation to compare, one a report and speaker, in order."""
    found: dict[tuple[str, str], Voiced] = {}
    for each in accounts:
        if each.via and each.world_actor:
            found.setdefault((each.world_actor, each.report), each)
    return list(found.values())


def drifts(
    accounts: Sequence[Voiced], spans: Mapping[str, list[tuple[int, int]]], texts: Mapping[str, str]
) -> tuple[QuoteDrift, ...]:
    """
    Return the quotations that reports carry in other words than the first report did.

    `spans` are those of direct speech by statement, `texts` the texts of record by report.
    """
    firsts: dict[str, list[Voiced]] = {}
    found: list[QuoteDrift] = []
    for each in accounts:
        if each.via not in spans or each.report not in texts:
            continue
        earlier = firsts.setdefault(each.world_actor or "", [])
        for other in earlier:
            drift = _drift(other, each, spans, texts)
            if drift is not None:
                if drift.share < 1:
                    found.append(drift)
                break
        else:
            earlier.append(each)
        if len(found) >= _MOST:
            break
    return tuple(found)


def _drift(
    first: Voiced, second: Voiced, spans: Mapping[str, list[tuple[int, int]]], texts: Mapping[str, str]
) -> QuoteDrift | None:
    """Return how two quotations differ; None where they are two utterances, or too long."""
    ours, theirs = ([Span(*pair) for pair in spans[each.via or ""]] for each in (first, second))
    text, other = texts[first.report], texts[second.report]
    if max(_words(text, ours), _words(other, theirs)) > _LONGEST:
        return None
    aligned = align(text, ours, other, theirs)
    if aligned.share < _SAME_QUOTE:
        return None
    return QuoteDrift(
        speaker=first.speaker_name or second.speaker_name or "somebody not named",
        first=_carried(first, text, ours, aligned, 0),
        second=_carried(second, other, theirs, aligned, 1),
        share=aligned.share,
    )


def _words(text: str, spans: Sequence[Span]) -> int:
    return sum(len(span.slice(text).split()) for span in spans)


def _carried(account: Voiced, text: str, spans: Sequence[Span], aligned: AlignedQuote, side: int) -> Carried:
    words = [(pair.first, pair.second)[side] for pair in aligned.drift]
    changed = sorted((word.start, word.end) for word in words if word is not None)
    pieces: list[tuple[str, bool]] = []
    for n, span in enumerate(spans):
        if n:
            pieces.append((" … ", False))
        at = span.start
        for start, end in changed:
            if span.start <= start and end <= span.end:
                pieces += [(text[at:start], False)] if start > at else []
                pieces.append((text[start:end], True))
                at = end
        pieces += [(text[at : span.end], False)] if span.end > at else []
    return Carried(
        statement=account.via or account.row,
        report=account.report,
        outlet=account.outlet,
        published=account.published,
        pieces=tuple(pieces),
    )
