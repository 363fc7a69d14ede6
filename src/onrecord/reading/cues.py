"""
Cues: the words that signal a statement.

    The ministry [said]flat it had no [plans]nested to [withdraw] its [refusal]faint …

Three ways to one: the flat tags of the whole report name it; or the head that speaks of cues alone
does, at a word outside all contents that the flat tags pass over (faint), or inside a content, where
flat tags can have no cue (nested). Faint and nested ones are candidates: what they win around them
decides (`onrecord.reading.ranking`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from onrecord.reading.chains import FloatArray, spans_of
from onrecord.reading.tokens import IntArray

__all__ = ["CONTENT", "CUE", "SOURCE", "Cue", "Standing", "bearing_cues", "find_cues"]

SOURCE, CUE, CONTENT = 0, 1, 2
"""Kinds of flat spans, in the order of their tags."""


class Standing(Enum):
    """How a cue was found."""

    FLAT = "flat"
    FAINT = "faint"
    NESTED = "nested"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [start, end) of the report that signal a statement, and how likely they do."""

    start: int
    end: int
    standing: Standing
    chain: float
    """Chance of a cue by the flat chain, the best of its words."""
    head: float
    """Chance of a cue by the head of cues alone."""

    @property
    def is_nested(self) -> bool:
        """Whether it stands inside a content."""
        return self.standing is Standing.NESTED


def find_cues(tags: IntArray, chances: FloatArray, cue_scores: FloatArray, breaks: IntArray, least: float) -> list[Cue]:
    """
    Return the cues and candidates of one report in text order.

    tags [W] and chances [W, 7] are the flat chain's best path and marginals; cue_scores [W, 3] are those of the
    head of cues, whose candidates start at the chance `least`.
    """
    by_chain = chances[:, 3] + chances[:, 4]
    by_head = _softmax(cue_scores)
    any_cue = 1 - by_head[:, 0]
    flat = [(a, b, Standing.FLAT) for a, b, kind in spans_of(tags, breaks, CONTENT) if kind == CUE]
    on_flat = (tags == 2 * CUE + 1) | (tags == 2 * CUE + 2)
    more = np.where(~on_flat & (any_cue >= least), 1 + by_head[:, 1:].argmax(1), 0).astype(np.int32)
    inside = tags >= 2 * CONTENT + 1
    found = flat + [(a, b, Standing.NESTED if inside[a] else Standing.FAINT) for a, b, _ in spans_of(more, breaks)]
    return [
        Cue(a, b, standing, float(by_chain[a:b].max()), float(any_cue[a:b].max())) for a, b, standing in sorted(found)
    ]


def bearing_cues(cues: Sequence[Cue], tags: IntArray, breaks: IntArray, triggers: IntArray) -> list[Cue]:
    """
    Return the cues without the nested ones of contents in which nothing happens.

    triggers [events] are the first words of the report's events. A statement inside another's content is given
    for the sake of an event, whose voice hangs on it; a mere turn of phrase there is left to the reader.
    """
    happens = {
        word
        for a, b, kind in spans_of(tags, breaks, CONTENT)
        if kind == CONTENT and ((triggers >= a) & (triggers < b)).any()
        for word in range(a, b)
    }
    return [cue for cue in cues if not cue.is_nested or cue.start in happens]


def _softmax(scores: FloatArray) -> FloatArray:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)
