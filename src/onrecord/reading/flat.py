"""
Flat tags: the best path and the chance of each tag, word by word, for all reports of a batch at once.

A chain is walked in stretches, many short sequences side by side. A mention never leaves its sentence, so stretches of
mentions are whole sentences. A content may run on over many sentences, so a stretch of statements sees words on either
side that it does not decide: what a chain says of a word does not hang on one that many words away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import Chain, FloatArray, biased
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.scores import ReportScores
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.tokens import IntArray

__all__ = ["FlatTags", "Tagged", "tag_reports"]

STRETCH = 160
"""Words of a stretch of mentions, to the next sentence border."""
LONGEST = 512
"""A sentence that is longer is cut here."""
DECIDED, MARGIN = 160, 48
"""Words of a stretch of statements, and words that it sees on either side: 0 of 86,000 tags differ (LOG.md, 57)."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """tags [W] of the best path and chances [W, T] of every tag."""

    tags: IntArray
    chances: FloatArray


@dataclass(frozen=True, slots=True)
class FlatTags:
    """What the chains say of the words of one report."""

    statements: Tagged
    mentions: Tagged


def tag_reports(
    scored: Sequence[tuple[EncodedReport, ReportScores]], chains: Mapping[str, Chain], lines: Thresholds
) -> list[FlatTags]:
    """Walk the chains of statements and mentions over some reports."""
    cuts = [_even(len(scores.statements)) for _, scores in scored]
    statements = _walked([s.statements for _, s in scored], cuts, chains["statement"], lines.statement_bias, MARGIN)
    cuts = [_stretches(report) for report, _ in scored]
    mentions = _walked([s.mentions for _, s in scored], cuts, chains["mention"], lines.mention_bias)
    return [FlatTags(s, m) for s, m in zip(statements, mentions, strict=True)]


def _even(count: int) -> list[tuple[int, int]]:
    """Word ranges of DECIDED words."""
    return [(start, min(start + DECIDED, count)) for start in range(0, count, DECIDED)]


def _stretches(report: EncodedReport) -> list[tuple[int, int]]:
    """Word ranges of whole sentences, STRETCH words or little more each."""
    count = len(report.words)
    borders = np.unique(np.searchsorted(report.words.starts, [s.start for s in report.sentences])).tolist()
    cuts, start = [], 0
    for border in [*borders, count]:
        while border - start > LONGEST:
            cuts.append((start, start + LONGEST))
            start += LONGEST
        if border - start >= STRETCH or (border == count and border > start):
            cuts.append((start, border))
            start = border
    return cuts


def _walked(
    scores: Sequence[FloatArray], cuts: Sequence[list[tuple[int, int]]], chain: Chain, bias: float, margin: int = 0
) -> list[Tagged]:
    """Walk all stretches side by side; each decides its words and sees so many more to either side."""
    width = chain.scores.shape[1]
    rows = [
        (n, a, b, max(a - margin, 0), min(b + margin, len(scores[n])))
        for n, parts in enumerate(cuts)
        for a, b in parts
        if a < b
    ]
    out = [Tagged(np.zeros(len(s), np.int32), np.zeros((len(s), width), np.float32)) for s in scores]
    if not rows:
        return out
    lengths = np.array([last - first for *_, first, last in rows], dtype=np.int32)
    emissions = np.zeros((len(rows), int(lengths.max()), width), dtype=np.float32)
    for row, (n, _, _, first, last) in enumerate(rows):
        emissions[row, : last - first] = scores[n][first:last]
    emissions = biased(emissions, bias)
    tags, chances = chain.best(emissions, lengths), chain.marginals(emissions, lengths)
    for row, (n, a, b, first, _) in enumerate(rows):
        out[n].tags[a:b] = tags[row, a - first : b - first]
        out[n].chances[a:b] = chances[row, a - first : b - first]
    return out
