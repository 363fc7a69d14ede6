"""
A report to arrays, and each of its windows to what the encoder takes.

Only zones that are read become words; furniture, bylines, credits and datelines
stay in the text and out of the network.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.features import word_features
from onrecord.reading.sentences import split_sentences
from onrecord.reading.setting import as_usually_set
from onrecord.reading.tokens import IntArray, Tokenizer, Words
from onrecord.reading.windows import Window, cut_windows
from onrecord.records import Report, Span, ZoneKind

__all__ = ["EncodedReport", "WindowInputs", "encode_report", "window_inputs"]


@dataclass(frozen=True, slots=True)
class EncodedReport:
    """The words of a report that are read, and how it is cut."""

    report: Report
    sentences: tuple[Span, ...]
    words: Words
    features: IntArray
    """[words, 4]"""
    windows: list[Window]
    breaks: IntArray
    """[words] what lies before each word: 0 nothing, 1 a new paragraph, 2 text that is not read"""

    def sentence_of(self, word: int) -> int:
        """Return the index of the sentence that a word stands in."""
        return bisect_right(self.sentences, int(self.words.starts[word]), key=lambda s: s.start) - 1

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the words [first, last)."""
        return Span(int(self.words.starts[first]), int(self.words.ends[last - 1]))


@dataclass(frozen=True, slots=True)
class WindowInputs:
    """One window of P pieces and W words, as the encoder takes it."""

    pieces: IntArray
    """[1, P]"""
    features: IntArray
    """[1, P, 4]; 0 on the border pieces, value + 1 elsewhere"""
    firsts: IntArray
    """[1, W] each word's first piece"""


def encode_report(report: Report, tokenizer: Tokenizer) -> EncodedReport:
    """Cut the zones that are read into sentences, words and windows."""
    text = report.text
    read = [zone for zone in report.zones if zone.kind.is_read]
    sentences = [s for zone in read for s in split_sentences(text, zone.span.start, zone.span.end)]
    words = tokenizer(text, [zone.span for zone in read])
    title_end = max((z.span.end for z in read if z.kind is ZoneKind.TITLE), default=0)
    words, features = as_usually_set(text, words, word_features(text, words, sentences, title_end), tokenizer)
    firsts = np.searchsorted(words.starts, [s.start for s in sentences]).tolist()
    return EncodedReport(
        report=report,
        sentences=tuple(sentences),
        words=words,
        features=features,
        windows=cut_windows(words.piece_counts, firsts),
        breaks=_breaks(text, words, [zone.span for zone in read]),
    )


def _breaks(text: str, words: Words, read: Sequence[Span]) -> IntArray:
    """Mark the words before which a paragraph ends, or some of the text is not read."""
    out = np.zeros(len(words), dtype=np.int32)
    zone_starts = {int(np.searchsorted(words.starts, span.start)): span.start for span in read}
    previous = [0, *words.ends[:-1].tolist()][: len(words)]
    for i, (before, start) in enumerate(zip(previous, words.starts.tolist(), strict=True)):
        gap = text[before:start]
        if i in zone_starts and gap.strip():
            out[i] = 2
        elif "\n" in gap:
            out[i] = 1
    return out


def window_inputs(report: EncodedReport, window: Window, tokenizer: Tokenizer) -> WindowInputs:
    """
    Lay out one window for the encoder.

    Windows run one at a time: int8 activations are scaled over all that runs together, so a window's
    scores would depend on its neighbours; and on a CPU one window fills the caches best (ARCHITECTURE.md).
    """
    words = report.words
    low, high = int(words.first_piece[window.start]), int(words.first_piece[window.end])
    size = high - low
    pieces = np.empty((1, size + 2), dtype=np.int32)
    pieces[0, 0], pieces[0, size + 1] = tokenizer.first, tokenizer.last
    pieces[0, 1 : size + 1] = words.pieces[low:high]
    features = np.zeros((1, size + 2, 4), dtype=np.int32)
    counts = words.piece_counts[window.start : window.end]
    features[0, 1 : size + 1] = np.repeat(report.features[window.start : window.end], counts, axis=0) + 1
    firsts = (words.first_piece[window.start : window.end] - low + 1)[None]
    return WindowInputs(pieces, features, firsts)
