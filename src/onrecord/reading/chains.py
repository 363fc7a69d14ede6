"""
Linear chains decoded in numpy: best paths (Viterbi) and the chance of each tag (forward-backward).

Sequences are padded to one length and walked together, one step per word for all
of them. Transition scores come with the model; the last row is the start of a
sequence. Shapes: S sequences, L words, T tags.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Chain", "FloatArray", "biased", "row_spans", "spans_of"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
_Any = TypeVar("_Any", bound=np.generic)


_RESCALED = 8
"""Steps after which chances are scaled to sum to one: seldom enough to cost little, often enough not to vanish."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Transition scores [T + 1, T] of one tag set; forbidden steps are large negative numbers."""

    scores: FloatArray

    def best(self, emissions: FloatArray, lengths: IntArray) -> IntArray:
        """Return the best tag of each word, [S, L]; 0 on padding. emissions [S, L, T], lengths [S] of at least 1."""
        count, longest, tags = emissions.shape
        inner, start = self.scores[:-1], self.scores[-1]
        steps = np.ascontiguousarray(emissions.transpose(1, 0, 2))
        best = np.empty_like(steps)
        best[0] = steps[0] + start
        # Earlier tags come first, so that the largest is taken over whole rows of memory.
        paths, moves = np.empty((tags, count, tags), dtype=np.float32), inner[:, None, :]
        for t in range(1, longest):
            np.add(best[t - 1].T[:, :, None], moves, out=paths)
            np.maximum.reduce(paths, axis=0, out=best[t])
            best[t] += steps[t]
        order = _from_the_end(lengths, longest)
        back, into = _taken(best, order), np.ascontiguousarray(inner.T)
        path = np.empty((longest, count), dtype=np.intp)
        path[0] = back[0].argmax(1)
        for t in range(1, longest):
            np.argmax(back[t] + into.take(path[t - 1], axis=0), axis=1, out=path[t])
        out = _taken(path, order).T.astype(np.int32)
        out[_padding(lengths, longest)] = 0
        return out

    def marginals(self, emissions: FloatArray, lengths: IntArray) -> FloatArray:
        """Return the chance of each tag at each word given the whole sequence, [S, L, T]; 0 on padding."""
        count, longest, tags = emissions.shape
        # Scaled probabilities instead of logarithms: one small matrix product a step.
        moves, start = _as_chances(self.scores[:-1]), _as_chances(self.scores[-1])
        local = emissions - emissions.max(2, keepdims=True)
        local = np.exp(local.transpose(1, 0, 2), dtype=np.float64)
        # Both ways as one: each sequence is walked from its own end too, so padding is met last and never passed.
        order = _from_the_end(lengths, longest)
        both = np.stack([local, _taken(local, order)], 1)
        steps = np.stack([moves, moves.T])
        # What comes to each word from those before it and from those after it; and the same with its own chances.
        come, held = np.empty((2, longest, 2, count, tags))
        come[0, 0], come[0, 1] = start, 1.0
        np.multiply(come[0], both[0], out=held[0])
        for t in range(1, longest):
            np.matmul(held[t - 1], steps, out=come[t])
            if t % _RESCALED == 0:
                come[t] = _summing_to_one(come[t])
            np.multiply(come[t], both[t], out=held[t])
        chances = _summing_to_one(held[:, 0] * _taken(come[:, 1], order))
        out: FloatArray = chances.transpose(1, 0, 2).astype(np.float32)
        out[_padding(lengths, longest)] = 0.0
        return out


def _as_chances(scores: FloatArray) -> npt.NDArray[np.float64]:
    """Transition scores as factors; forbidden steps are 0."""
    return np.exp(np.maximum(scores, -60.0)).astype(np.float64) * (scores > -1e3)


def _summing_to_one(chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    scaled: npt.NDArray[np.float64] = chances / np.maximum(chances.sum(-1, keepdims=True), 1e-300)
    return scaled


def _from_the_end(lengths: IntArray, longest: int) -> npt.NDArray[np.intp]:
    """Return [L, S] the places of each sequence from its last to its first, then 0; its own inverse, padding aside."""
    order: npt.NDArray[np.intp] = np.maximum(lengths.astype(np.intp) - 1 - np.arange(longest)[:, None], 0)
    return order


def _taken(steps: npt.NDArray[_Any], order: npt.NDArray[np.intp]) -> npt.NDArray[_Any]:
    """Return steps [L, S, …] in another order of places for each sequence, order [L, S]."""
    return steps[order, np.arange(order.shape[1])]


def _padding(lengths: IntArray, longest: int) -> npt.NDArray[np.bool_]:
    """Return [S, L] where a sequence has ended."""
    return np.arange(longest) >= lengths[:, None]


def biased(emissions: FloatArray, bias: float) -> FloatArray:
    """Return the emissions [.., T] with the bias added to every tag but the first, O."""
    if not bias:
        return emissions
    out = emissions.copy()
    out[..., 1:] += np.float32(bias)
    return out


def spans_of(tags: IntArray, breaks: IntArray | None = None, runs_on: int = -1) -> list[tuple[int, int, int]]:
    """
    Return (first word, one past the last, kind) of the spans of one tag sequence [L].

    Tags are numbered O, B-0, I-0, B-1, I-1, …; a span ends where the next begins. breaks [L] says
    what lies before each word: 0 nothing, 1 a new paragraph, 2 text that is not read. No span
    goes over either, save that the kind `runs_on` may go over paragraphs.
    """
    return row_spans(tags[None], None if breaks is None else breaks[None], runs_on)[0]


def row_spans(tags: IntArray, breaks: IntArray | None = None, runs_on: int = -1) -> list[list[tuple[int, int, int]]]:
    """Return the spans of each of the tag sequences [S, L], as `spans_of` does of one; breaks [S, L]."""
    spans: list[list[tuple[int, int, int]]] = [[] for _ in tags]
    rows, inside = np.nonzero(tags)
    if not len(inside):
        return spans
    found = tags[rows, inside]
    kinds = (found - 1) // 2
    opens = found % 2 == 1
    opens[0] = True
    opens[1:] |= (np.diff(inside) != 1) | (np.diff(kinds) != 0) | (np.diff(rows) != 0)
    if breaks is not None:
        opens |= breaks[rows, inside] > np.where(kinds == runs_on, 1, 0)
    firsts = np.flatnonzero(opens)
    lasts = np.append(firsts[1:], len(inside)) - 1
    places = np.stack([rows[firsts], inside[firsts], inside[lasts] + 1, kinds[firsts]], 1)
    for row, first, end, kind in places.tolist():
        spans[row].append((first, end, kind))
    return spans
