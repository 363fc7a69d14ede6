"""
The sentences that two reports share: the evidence that one text was taken from the other.

    [0, 63) of the first   =  [410, 470) of the second, 94 % of the words

Editors cut and swap words inside a sentence, so sentences are compared by the words
they share in the same order (difflib's matching blocks, Ratcliff and Obershelp 1988).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.ledger.copies.sketches import read_spans
from onrecord.ledger.tokens import words_in
from onrecord.records import Record, Span

__all__ = ["SharedSentence", "shared_sentences"]

SHARE = 0.75
"""Words in common of all words of both, from which two sentences are one, edited."""
AT_LEAST = 6
"""Shorter sentences are shared by chance: "He declined to comment."."""
_RUN = 3


@dataclass(frozen=True, slots=True)
class SharedSentence:
    """One sentence of the first report and the one of the second that it is."""

    first: Span
    second: Span
    share: float
    """Words in common, in order, of all words of both; 1 where they are the same."""


def shared_sentences(first: Record, second: Record) -> tuple[SharedSentence, ...]:
    """Return the sentences that both carry, each once at most, in the order of the first."""
    ours, theirs = _sentences(first), _sentences(second)
    having: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, (_, words) in enumerate(theirs):
        for run in _runs(words):
            having[run].add(number)
    found = []
    for place, (span, words) in enumerate(ours):
        shared = Counter(number for run in set(_runs(words)) for number in having.get(run, ()))
        for number, _ in shared.most_common(3):
            share = _share(words, theirs[number][1])
            if share >= SHARE:
                found.append((-share, place, number, SharedSentence(span, theirs[number][0], share)))
    kept: dict[int, SharedSentence] = {}
    taken: set[int] = set()
    for _, place, number, pair in sorted(found, key=lambda row: row[:3]):
        if place not in kept and number not in taken:
            kept[place] = pair
            taken.add(number)
    return tuple(pair for _, pair in sorted(kept.items()))


def _sentences(record: Record) -> list[tuple[Span, list[str]]]:
    """The sentences of the zones that are compared, long enough to tell, with their words."""
    zones = read_spans(record.report)
    found = []
    for span in record.sentences:
        words = list(words_in(record.report.text, (span,)))
        if len(words) >= AT_LEAST and any(zone.overlaps(span) for zone in zones):
            found.append((span, words))
    return found


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The runs of three words that two sentences are looked up by."""
    return [tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)]


def _share(ours: list[str], theirs: list[str]) -> float:
    """Words in common, in order, of all words of both."""
    return float(SequenceMatcher(None, ours, theirs, autojunk=False).ratio())
