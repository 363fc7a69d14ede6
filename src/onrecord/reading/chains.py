"""
Linear chains decoded in numpy: best paths (Viterbi) and the chance of each tag (forward-backward).

Sequences are padded to one length and walked together, one step per word for all
of them. Transition scores come with the model; the last row is the start of a
sequence. Shapes: S sequences, L words, T tags.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Chain", "FloatArray", "biased", "spans_of"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Chain:
    """Transition scores [T + 1, T] of one tag set; forbidden steps are large negative numbers."""

    scores: FloatArray

    def best(self, emissions: FloatArray, lengths: IntArray) -> IntArray:
        """Return the best tag of each word, [S, L]; 0 on padding. emissions [S, L, T], lengths [S]."""
        count, longest, tags = emissions.shape
        inner, start = self.scores[:-1], self.scores[-1]
        came_from = np.zeros((longest, count, tags), dtype=np.int32)
        best = emissions[:, 0] + start
        for t in range(1, longest):
            paths = best[:, :, None] + inner
            came_from[t] = paths.argmax(1)
            step = paths.max(1) + emissions[:, t]
            best = np.where((t < lengths)[:, None], step, best)
        out = np.zeros((count, longest), dtype=np.int32)
        tag = best.argmax(1).astype(np.int32)
        rows = np.arange(count)
        for t in range(longest - 1, -1, -1):
            inside = t < lengths
            out[:, t] = np.where(inside, tag, 0)
            if t:
                tag = np.where(inside, came_from[t, rows, tag], tag)
        return out

    def marginals(self, emissions: FloatArray, lengths: IntArray) -> FloatArray:
        """Return the chance of each tag at each word given the whole sequence, [S, L, T]; 0 on padding."""
        count, longest, tags = emissions.shape
        inner, start = self.scores[:-1], self.scores[-1]
        # Scaled probabilities instead of logarithms: one small matrix product a step.
        moves = np.exp(np.maximum(inner, -60.0)).astype(np.float64) * (inner > -1e3)
        heights = emissions.max(2, keepdims=True)
        local = np.exp(emissions - heights).astype(np.float64)
        forward = np.zeros((longest, count, tags))
        forward[0] = local[:, 0] * np.exp(np.maximum(start, -60.0)) * (start > -1e3)
        forward[0] /= np.maximum(forward[0].sum(1, keepdims=True), 1e-300)
        for t in range(1, longest):
            step = (forward[t - 1] @ moves) * local[:, t]
            forward[t] = step / np.maximum(step.sum(1, keepdims=True), 1e-300)
        backward = np.ones((count, tags))
        out = np.zeros((count, longest, tags), dtype=np.float32)
        for t in range(longest - 1, -1, -1):
            inside = (t < lengths)[:, None]
            chance = forward[t] * backward
            out[:, t] = np.where(inside, chance / np.maximum(chance.sum(1, keepdims=True), 1e-300), 0.0)
            earlier = (local[:, t] * backward) @ moves.T
            earlier /= np.maximum(earlier.sum(1, keepdims=True), 1e-300)
            backward = np.where(inside, earlier, backward)
        return out


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
    inside = np.flatnonzero(tags)
    if not len(inside):
        return []
    kinds = (tags[inside] - 1) // 2
    opens = (tags[inside] % 2 == 1) | np.concatenate(([True], (np.diff(inside) > 1) | (np.diff(kinds) != 0)))
    if breaks is not None:
        opens |= breaks[inside] > np.where(kinds == runs_on, 1, 0)
    firsts = np.flatnonzero(opens)
    lasts = np.concatenate((firsts[1:], [len(inside)])) - 1
    return [(int(inside[a]), int(inside[b]) + 1, int(kinds[a])) for a, b in zip(firsts, lasts, strict=True)]
