"""
What the network says of a whole report: each word's scores are taken from the window that owns it.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport, window_inputs
from onrecord.reading.predicates import Neighbourhood, neighbourhoods
from onrecord.reading.session import ArgumentScores, Session
from onrecord.reading.tokens import IntArray, Tokenizer

__all__ = ["PredicateScores", "ReportScores", "score_predicates", "score_report"]

READ_REACH = 40
"""Words to either side of a predicate in reading: half of what training shows it, at half the cost (LOG.md, 7)."""
PREDICATES_PER_RUN = 12
"""Predicates of one run of the argument graph: few enough for their activations to stay in the caches."""


_HEADS = ("statements", "cues", "triggers", "mentions", "certainty")


@dataclass(frozen=True, slots=True)
class ReportScores:
    """Scores of the words of one report; `windows` keeps the vectors that each window saw."""

    statements: FloatArray
    cues: FloatArray
    triggers: FloatArray
    mentions: FloatArray
    certainty: FloatArray
    windows: list[FloatArray]


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
    vectors = []
    for window in report.windows:
        inputs = window_inputs(report, window, tokenizer)
        out = session.encode(inputs.pieces, inputs.features, inputs.firsts)
        vectors.append(out.vectors[0])
        own = slice(window.own_start - window.start, window.own_end - window.start)
        for head in _HEADS:
            parts[head].append(getattr(out, head)[0, own])
    nothing = np.empty((0, 0), np.float32)
    joined = {head: np.concatenate(parts[head]) if vectors else nothing for head in _HEADS}
    return ReportScores(**joined, windows=vectors)


def score_predicates(
    report: EncodedReport, scores: ReportScores, starts: IntArray, ends: IntArray, sorts: IntArray, session: Session
) -> PredicateScores:
    """
    Look at the words around each predicate [starts, ends) from the window that owns its first word.

    A run is given the windows of its own predicates and no others, so that its cost does not grow with
    the report; give predicates in text order.
    """
    owners = np.array([w.own_end for w in report.windows])
    chosen = np.searchsorted(owners, starts, side="right")
    offsets = np.array([w.start for w in report.windows], dtype=np.int32)[chosen]
    lengths = np.array([w.end - w.start for w in report.windows], dtype=np.int32)[chosen]
    firsts, lasts = starts - offsets, np.minimum(ends - offsets, lengths)
    around = neighbourhoods(firsts, lasts, lengths, READ_REACH)
    runs = []
    for at in range(0, len(starts), PREDICATES_PER_RUN):
        part = slice(at, at + PREDICATES_PER_RUN)
        low, high = int(chosen[part].min()), int(chosen[part].max()) + 1
        seen = scores.windows[low:high]
        bases = np.cumsum([0, *map(len, seen)], dtype=np.int32)[chosen[part] - low]
        vectors = np.concatenate(seen)
        own = (vectors[bases + firsts[part]] + vectors[bases + lasts[part] - 1]) / 2
        piece = Neighbourhood(around.words[part], around.distance[part], around.mask[part], around.centre[part])
        runs.append(session.arguments(vectors, piece, piece.words + bases[:, None], own, sorts[part]))
    joined = ArgumentScores(*(np.concatenate([getattr(r, f) for r in runs]) for f in ArgumentScores.__slots__))
    return PredicateScores(around.words + offsets[:, None], around.mask.sum(1).astype(np.int32), joined)
