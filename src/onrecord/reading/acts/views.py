"""
All that the act of a statement is judged by: traits of its words, and what the network sees of them.

    dense = log chances of the eight acts by the network's own head | vector of the cue | mean vector of the content
            | the surest event of each type in the content | the same in the cue

An accusation is a hostile act laid on somebody, so the events that a content holds tell of it. Word pieces are kept
for what they mean by themselves, which the network's vectors of a sentence tell less of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.acts.traits import traits_of
from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import ACTS
from onrecord.reading.quotes import form_of
from onrecord.reading.scores import ReportScores
from onrecord.reading.tokens import IntArray
from onrecord.records import EventType, Span

__all__ = ["StatementView", "Viewer", "dense_parts"]


@dataclass(frozen=True, slots=True)
class StatementView:
    """What is seen of one statement."""

    traits: dict[str, float]
    dense: FloatArray
    """[8 + 2 H + 32], in the order of `dense_parts`."""
    pieces: tuple[IntArray, IntArray]
    """Word pieces of the content and of the cue."""


def dense_parts(width: int) -> dict[str, slice]:
    """Return where each part of `StatementView.dense` lies, for vectors of a width."""
    sizes = {"acts": len(ACTS), "cue": width, "content": width, "content events": len(EventType)}
    parts, at = {}, 0
    for name, size in {**sizes, "cue events": len(EventType)}.items():
        parts[name] = slice(at, at + size)
        at += size
    return parts


class Viewer:
    """Views statements of one report; the report's scores are looked at once."""

    def __init__(self, report: EncodedReport, scores: ReportScores) -> None:
        self._report = report
        shifted = np.exp(scores.triggers - scores.triggers.max(-1, keepdims=True))
        chances = shifted / shifted.sum(-1, keepdims=True)
        self._types = np.asarray(chances[:, 1::2] + chances[:, 2::2], dtype=np.float32)
        windows = zip(scores.windows, report.windows, strict=True)
        self._vectors = np.concatenate([v[w.own_start - w.start : w.own_end - w.start] for v, w in windows])

    def __call__(
        self, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], acts: FloatArray
    ) -> StatementView:
        """View one statement; acts [8] are the scores of the network's own head."""
        text = self._report.report.text
        who, how, what = (" ".join(span.slice(text) for span in spans) for spans in (source, cue, content))
        own, inside = self._words(cue), self._words(content)
        # A cue that breaks into a quotation is no part of what is said.
        if len(inside) > len(own) > 0 and inside[0] <= own[-1] and own[0] <= inside[-1]:
            inside = inside[(inside[:, None] != own).all(1)]
        nothing = np.zeros(self._vectors.shape[1], dtype=np.float32)
        carried = (self._vectors[own[0]] + self._vectors[own[-1]]) / 2 if len(own) else nothing
        said = np.add.reduce(self._vectors[_cut(inside)]) / len(inside) if len(inside) else nothing
        chances = acts - acts.max()
        chances = chances - np.log(np.exp(chances).sum())
        dense = np.concatenate([chances, carried, said, self._events(inside), self._events(own)])
        traits = traits_of(who, how, what, form_of(text, content))
        return StatementView(traits, dense.astype(np.float32), (self._pieces(inside), self._pieces(own)))

    def _words(self, spans: Sequence[Span]) -> IntArray:
        """Return the words that the spans touch."""
        starts, ends = self._report.words.starts, self._report.words.ends
        ranges = [
            np.arange(np.searchsorted(ends, span.start, side="right"), np.searchsorted(starts, span.end, side="left"))
            for span in spans
        ]
        return np.concatenate(ranges).astype(np.int32) if ranges else np.zeros(0, dtype=np.int32)

    def _pieces(self, words: IntArray) -> IntArray:
        """Return the word pieces of some words, in order."""
        if not len(words):
            return words
        cut = _cut(words)
        if isinstance(cut, slice):
            first, last = self._report.words.first_piece[words[[0, -1]]]
            pieces = self._report.words.pieces[first : last + self._report.words.piece_counts[words[-1]]]
            return np.asarray(pieces, dtype=np.int32)
        counts = self._report.words.piece_counts[words]
        before = np.cumsum(counts) - counts
        places = np.repeat(self._report.words.first_piece[words] - before, counts) + np.arange(counts.sum())
        return np.asarray(self._report.words.pieces[places], dtype=np.int32)

    def _events(self, words: IntArray) -> FloatArray:
        """Return the chance of an event of each type at its surest word, [16]."""
        if not len(words):
            return np.zeros(len(EventType), dtype=np.float32)
        surest: FloatArray = np.maximum.reduce(self._types[_cut(words)])
        return surest


def _cut(words: IntArray) -> slice | IntArray:
    """Return the words as a cut where they follow each other, for which nothing is copied."""
    is_one_stretch = bool((np.diff(words) == 1).all())  # spans may touch one word twice, or stand in another order
    return slice(int(words[0]), int(words[-1]) + 1) if is_one_stretch else words
