"""
A very long report is read in stretches, so that time and memory grow with its length and no faster.

    600 windows    ->    windows 0-49 | 50-99 | …    ->    one reading

Decoding compares rows with each other: cues with contents, events with statements. In a report of the usual
length that is cheap; in a book it is not, and no row of a book depends on one a hundred pages on. A stretch
ends where the windows that own its words end, at a new paragraph where there is one near.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from onrecord.reading.encoding import EncodedReport
from onrecord.reading.tokens import Words
from onrecord.reading.windows import Window
from onrecord.records import Reading

__all__ = ["MAX_WINDOWS", "cut_stretches", "joined", "packed"]

MAX_WINDOWS = 64
"""Windows of one stretch, some 8,000 words: 98 of 100 reports are shorter than a tenth of it."""
_SEARCHED_WINDOWS = 16
"""So many of the last windows may be left to the next stretch to end at a paragraph."""


def cut_stretches(report: EncodedReport, *, max_windows: int = MAX_WINDOWS) -> list[EncodedReport]:
    """Return the report in stretches whose words tile its words; itself where it is not long."""
    if len(report.windows) <= max_windows:
        return [report]
    parts, first = [], 0
    while first < len(report.windows):
        last = min(first + max_windows, len(report.windows))
        if last < len(report.windows):
            near = range(last, max(last - min(_SEARCHED_WINDOWS, max_windows // 2), first), -1)
            last = next((n for n in near if report.breaks[report.windows[n].own_start]), last)
        parts.append(_part(report, report.windows[first:last]))
        first = last
    return parts


def _part(report: EncodedReport, windows: Sequence[Window]) -> EncodedReport:
    """Return what some windows own; they see no further than that."""
    start, end = windows[0].own_start, windows[-1].own_end
    words = report.words
    low = int(words.first_piece[start])
    shown = [
        Window(max(w.start, start) - start, min(w.end, end) - start, w.own_start - start, w.own_end - start)
        for w in windows
    ]
    borders = int(words.starts[start]), int(words.ends[end - 1])
    return EncodedReport(
        report=report.report,
        sentences=tuple(s for s in report.sentences if s.start < borders[1] and borders[0] < s.end),
        words=Words(
            starts=words.starts[start:end],
            ends=words.ends[start:end],
            pieces=words.pieces[low : int(words.first_piece[end])],
            first_piece=(words.first_piece[start : end + 1] - low).astype(np.int32),
        ),
        features=report.features[start:end],
        windows=shown,
        breaks=report.breaks[start:end],
    )


def joined(report: EncodedReport, readings: Sequence[Reading]) -> Reading:
    """Return one reading of a report from those of its stretches."""
    if len(readings) == 1:
        return readings[0]
    return replace(
        readings[0],
        sentences=report.sentences,
        mentions=tuple(chain.from_iterable(reading.mentions for reading in readings)),
        statements=tuple(chain.from_iterable(reading.statements for reading in readings)),
        events=tuple(chain.from_iterable(reading.events for reading in readings)),
    )


def packed(parts: Sequence[EncodedReport], *, max_windows: int = 4 * MAX_WINDOWS) -> Iterator[list[EncodedReport]]:
    """Yield the parts in groups, in order, of at most so many windows; what a group is scored with is in memory."""
    group: list[EncodedReport] = []
    size = 0
    for part in parts:
        if group and size + len(part.windows) > max_windows:
            yield group
            group, size = [], 0
        group.append(part)
        size += len(part.windows)
    if group:
        yield group
