"""
Flat tags: the best path and the chance of each tag, word by word, for all reports of a batch at once.

Statements are walked over the whole report, since a content may run on over many sentences. A mention never leaves
its sentence, so mentions are walked in stretches of whole sentences: many short sequences side by side.
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
    whole = [[(0, len(scores.statements))] for _, scores in scored]
    statements = _walked([s.statements for _, s in scored], whole, chains["statement"], lines.statement_bias)
    cuts = [_stretches(report) for report, _ in scored]
    mentions = _walked([s.mentions for _, s in scored], cuts, chains["mention"], lines.mention_bias)
    return [FlatTags(s, m) for s, m in zip(statements, mentions, strict=True)]


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
    scores: Sequence[FloatArray], cuts: Sequence[list[tuple[int, int]]], chain: Chain, bias: float
) -> list[Tagged]:
    width = chain.scores.shape[1]
    rows = [(n, a, b) for n, parts in enumerate(cuts) for a, b in parts if a < b]
    out = [Tagged(np.zeros(len(s), np.int32), np.zeros((len(s), width), np.float32)) for s in scores]
    if not rows:
        return out
    lengths = np.array([b - a for _, a, b in rows], dtype=np.int32)
    emissions = np.zeros((len(rows), int(lengths.max()), width), dtype=np.float32)
    for row, (n, a, b) in enumerate(rows):
        emissions[row, : b - a] = scores[n][a:b]
    emissions = biased(emissions, bias)
    tags, chances = chain.best(emissions, lengths), chain.marginals(emissions, lengths)
    for row, (n, a, b) in enumerate(rows):
        out[n].tags[a:b] = tags[row, : b - a]
        out[n].chances[a:b] = chances[row, : b - a]
    return out
