"""
What the network says of a whole report: each word's scores are taken from the window that owns it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport, window_inputs
from onrecord.reading.predicates import Neighbourhood, neighbourhoods
from onrecord.reading.session import ArgumentScores, Session
from onrecord.reading.tokens import IntArray, Tokenizer

__all__ = ["EVENT_REACH", "PredicateScores", "ReportScores", "score_predicates", "score_report", "vectors_of"]

READ_REACH = 36
"""Words to either side of a cue in reading: fewer than training shows, at less cost (LOG.md, 7 and 63)."""
EVENT_REACH = 24
"""The same for triggers: who does what to whom stands nearer than the end of what somebody says (LOG.md, 63)."""
PREDICATES_PER_RUN = 12
"""Predicates of one run of the argument graph: few enough for their activations to stay in the caches."""


_HEADS = ("statements", "cues", "triggers", "mentions", "certainty")


@dataclass(frozen=True, slots=True)
class ReportScores:
    """Scores of the words of one report."""

    statements: FloatArray
    cues: FloatArray
    triggers: FloatArray
    mentions: FloatArray
    certainty: FloatArray
    vectors: FloatArray
    """[S, H] of the words that each window saw, one window after the other"""
    seen: FloatArray
    """[S, D] what predicates see of them"""
    windows: list[FloatArray]
    """The vectors by window, views of the same numbers."""


@dataclass(frozen=True, slots=True)
class PredicateScores:
    """Scores of one report's predicates; place [N, L] is the word of the report at each position."""

    place: IntArray
    length: IntArray
    """[N] real words of L."""
    scores: ArgumentScores


def score_report(report: EncodedReport, session: Session, tokenizer: Tokenizer) -> ReportScores:
    """Run the encoder over the windows of one report; return the scores of its words."""
    parts: dict[str, list[FloatArray]] = {head: [] for head in _HEADS}
    vectors, seen = [], []
    for window in report.windows:
        inputs = window_inputs(report, window, tokenizer)
        out = session.encode(inputs.pieces, inputs.features, inputs.firsts)
        vectors.append(out.vectors[0])
        seen.append(out.seen[0])
        own = slice(window.own_start - window.start, window.own_end - window.start)
        for head in _HEADS:
            parts[head].append(getattr(out, head)[0, own])
    nothing = np.empty((0, 0), np.float32)
    joined = {head: np.concatenate(parts[head]) if vectors else nothing for head in _HEADS}
    whole = np.concatenate(vectors) if vectors else nothing
    windows = np.split(whole, np.cumsum([len(each) for each in vectors])[:-1]) if vectors else []
    return ReportScores(**joined, vectors=whole, seen=np.concatenate(seen) if seen else nothing, windows=windows)


def score_predicates(
    report: EncodedReport,
    scores: ReportScores,
    starts: IntArray,
    ends: IntArray,
    sorts: IntArray,
    session: Session,
    reach: int = READ_REACH,
) -> PredicateScores:
    """
    Look at `reach` words around each predicate [starts, ends) from the window that owns its first word.

    Predicates that see as many words run together, so that little of what runs is padding.
    """
    chosen = _owners(report, starts)
    offsets = np.array([w.start for w in report.windows], dtype=np.int32)[chosen]
    lengths = np.array([w.end - w.start for w in report.windows], dtype=np.int32)[chosen]
    firsts, lasts = starts - offsets, np.minimum(ends - offsets, lengths)
    around = neighbourhoods(firsts, lasts, lengths, reach)
    bases = _bases(report)[chosen]
    own = vectors_of(report, scores, starts, ends)
    sizes = around.mask.sum(1).astype(np.int32)
    order = np.argsort(-sizes, kind="stable")
    runs = []
    for at in range(0, len(order), PREDICATES_PER_RUN):
        part = order[at : at + PREDICATES_PER_RUN]
        cut = slice(0, int(sizes[part[0]]))
        piece = Neighbourhood(
            around.words[part, cut], around.distance[part, cut], around.mask[part, cut], around.centre[part]
        )
        runs.append(session.arguments(scores.seen[piece.words + bases[part, None]], piece, own[part], sorts[part]))
    return PredicateScores(around.words + offsets[:, None], sizes, _joined(runs, order, around.words.shape[1]))


def vectors_of(report: EncodedReport, scores: ReportScores, starts: IntArray, ends: IntArray) -> FloatArray:
    """Return a vector [H] of each stretch of words [starts, ends): the mean of its first's and its last's, [N, H]."""
    chosen = _owners(report, starts)
    firsts = starts + (_bases(report) - [w.start for w in report.windows])[chosen]
    lasts = np.minimum(ends, np.array([w.end for w in report.windows], dtype=np.int32)[chosen]) - 1 - starts + firsts
    vectors: FloatArray = (scores.vectors[firsts] + scores.vectors[lasts]) / 2
    return vectors


def _owners(report: EncodedReport, words: IntArray) -> npt.NDArray[np.intp]:
    """The window that owns each word."""
    return np.searchsorted([w.own_end for w in report.windows], words, side="right")


def _bases(report: EncodedReport) -> IntArray:
    """Where the vectors of each window begin."""
    return np.cumsum([0, *(w.end - w.start for w in report.windows[:-1])], dtype=np.int32)


def _joined(runs: Sequence[ArgumentScores], order: npt.NDArray[np.intp], longest: int) -> ArgumentScores:
    """Put the runs together, each predicate back in its place, words that a run did not see with scores of 0."""
    joined = {}
    for name in ArgumentScores.__slots__:
        parts = [getattr(run, name) for run in runs]
        shape = (len(order), *((longest, parts[0].shape[2]) if parts[0].ndim == 3 else parts[0].shape[1:]))
        whole = np.zeros(shape, dtype=np.float32)
        at = 0
        for part in parts:
            rows = order[at : at + len(part)]
            if part.ndim == 3:
                whole[rows, : part.shape[1]] = part
            else:
                whole[rows] = part
            at += len(part)
        joined[name] = whole
    return ArgumentScores(**joined)
