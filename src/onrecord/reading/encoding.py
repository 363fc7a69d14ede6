"""
A report to arrays, and the windows of many reports to padded batches.

Only zones that are read become words; furniture, bylines, credits and datelines
stay in the text and out of the network.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.features import word_features
from onrecord.reading.sentences import split_sentences
from onrecord.reading.tokens import IntArray, Tokenizer, Words
from onrecord.reading.windows import Window, cut_windows
from onrecord.records import Report, Span, ZoneKind

__all__ = ["EncodedReport", "WindowBatch", "batch_windows", "encode_report"]

BATCH_PIECES = 4096
"""Word pieces of a batch, padding included: keeps activations under 100 MB."""


@dataclass(frozen=True, slots=True)
class EncodedReport:
    """The words of a report that are read, and how it is cut."""

    report: Report
    sentences: tuple[Span, ...]
    words: Words
    features: IntArray
    """[words, 4]"""
    windows: list[Window]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the words [first, last)."""
        return Span(int(self.words.starts[first]), int(self.words.ends[last - 1]))


@dataclass(frozen=True, slots=True)
class WindowBatch:
    """B windows padded to P pieces and W words; `members` says whose they are."""

    members: list[tuple[int, int]]
    """(index of the report, index of its window)"""
    pieces: IntArray
    features: IntArray
    mask: FloatArray
    firsts: IntArray


def encode_report(report: Report, tokenizer: Tokenizer) -> EncodedReport:
    """Cut the zones that are read into sentences, words and windows."""
    text = report.text
    read = [zone for zone in report.zones if zone.kind.is_read]
    sentences = [s for zone in read for s in split_sentences(text, zone.span.start, zone.span.end)]
    words = tokenizer(text, [zone.span for zone in read])
    title_end = max((z.span.end for z in read if z.kind is ZoneKind.TITLE), default=0)
    firsts = np.searchsorted(words.starts, [s.start for s in sentences]).tolist()
    return EncodedReport(
        report=report,
        sentences=tuple(sentences),
        words=words,
        features=word_features(text, words, sentences, title_end),
        windows=cut_windows(words.piece_counts, firsts),
    )


def batch_windows(reports: Sequence[EncodedReport], tokenizer: Tokenizer) -> Iterator[WindowBatch]:
    """Yield the windows of all reports in batches of like length, the longest first."""
    sized = sorted(
        ((_pieces(r, w), i, j) for i, r in enumerate(reports) for j, w in enumerate(r.windows)), reverse=True
    )
    at = 0
    while at < len(sized):
        rows = max(1, BATCH_PIECES // (sized[at][0] + 2))
        yield _padded(reports, sized[at : at + rows], tokenizer)
        at += rows


def _pieces(report: EncodedReport, window: Window) -> int:
    return int(report.words.first_piece[window.end] - report.words.first_piece[window.start])


def _padded(
    reports: Sequence[EncodedReport], chosen: Sequence[tuple[int, int, int]], tokenizer: Tokenizer
) -> WindowBatch:
    members = [(i, j) for _, i, j in chosen]
    longest = max(size for size, _, _ in chosen) + 2
    widest = max(w.end - w.start for i, j in members for w in [reports[i].windows[j]])
    pieces = np.full((len(members), longest), tokenizer.padding, dtype=np.int32)
    features = np.zeros((len(members), longest, 4), dtype=np.int32)
    mask = np.zeros((len(members), longest), dtype=np.float32)
    firsts = np.zeros((len(members), widest), dtype=np.int32)
    for row, (i, j) in enumerate(members):
        words, window = reports[i].words, reports[i].windows[j]
        low, high = int(words.first_piece[window.start]), int(words.first_piece[window.end])
        size = high - low
        pieces[row, 0], pieces[row, size + 1] = tokenizer.first, tokenizer.last
        pieces[row, 1 : size + 1] = words.pieces[low:high]
        counts = words.piece_counts[window.start : window.end]
        features[row, 1 : size + 1] = np.repeat(reports[i].features[window.start : window.end], counts, axis=0) + 1
        mask[row, : size + 2] = 1.0
        firsts[row, : window.end - window.start] = words.first_piece[window.start : window.end] - low + 1
    return WindowBatch(members, pieces, features, mask, firsts)
