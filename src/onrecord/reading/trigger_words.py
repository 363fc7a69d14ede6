"""
The type of an event by the words of its trigger and around it, weighed beside what the network says.

    the ministry [vowed]THREATEN to crush the mutiny        the bank [vowed]AGREE to support the currency

The network has seen few events of the rarer types and learns how triggers look in context; a plain table knows
the words. Each clue, a word in its place, adds to the types that it speaks for (a maximum-entropy model,
Berger et al. 1996); its chances and the network's are multiplied, the table's to a power below one. The table,
`types.npz`, is made by `python -m training retype`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.chains import FloatArray
from onrecord.records import EventType, Span

__all__ = ["Clue", "TriggerWords", "clues_of", "log_of", "normalized", "open_trigger_words", "spoken_for", "stem_of"]

Clue = tuple[str, float]
"""A word in its place, and what it counts."""

_WORD = re.compile(r"[A-Za-z][\w’'-]*|\d+")
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ies", "ied", "ers", "ed", "es", "s", "e", "y",
)  # fmt: skip
_LEAST_STEM = 4
"""Characters that a stem keeps at least."""
_BEFORE, _AFTER = 80, 90
"""Characters to either side of a trigger in which words are looked at."""
_NEAR, _FAR = 3, 8
"""Words whose place counts; words that count wherever they stand."""
_NEAR_WEIGHT, _FAR_WEIGHT = 0.7, 0.5
"""What a clue counts beside one of the trigger itself: set by cross-validation on training reports (LOG.md, T1)."""
_FLOOR = 1e-3
"""Added to chances, so that neither side can rule a type out alone."""


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """Return the word without its ending, in small letters; a stem of four letters stays."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


def clues_of(text: str, trigger: Span) -> Iterator[Clue]:
    """Yield the clues of a trigger, each with what it counts: its words, stems and whole phrase, words around it."""
    own = [word.lower() for word in _WORD.findall(text[trigger.start : trigger.end])]
    before = [stem_of(w) for w in _WORD.findall(text[max(0, trigger.start - _BEFORE) : trigger.start])[-_FAR:]]
    following = _WORD.findall(text[trigger.end : trigger.end + _AFTER])[: _FAR + 1]
    after = [stem_of(word) for word in following]
    for word in dict.fromkeys(own):
        yield f"word {word}", 1.0
    for stem in dict.fromkeys(map(stem_of, own)):
        yield f"stem {stem}", 1.0
    yield f"phrase {' '.join(own)}", 1.0
    if own and following:
        yield f"with {stem_of(own[-1])} {following[0].lower()}", 1.0
    for n, stem in enumerate(after[:_NEAR]):
        yield f"after {n} {stem}", _NEAR_WEIGHT
    for n, stem in enumerate(before[::-1][:_NEAR]):
        yield f"before {n} {stem}", _NEAR_WEIGHT
    for stem in dict.fromkeys(after):
        yield f"after {stem}", _FAR_WEIGHT
    for stem in dict.fromkeys(before):
        yield f"before {stem}", _FAR_WEIGHT


@dataclass(frozen=True, slots=True)
class TriggerWords:
    """The table: what each clue adds to each type."""

    rows: Mapping[str, int]
    """Row of `weights` by clue."""
    weights: FloatArray
    """[clues, 16]"""
    bias: FloatArray
    """[16]"""
    power: float
    """What the table counts beside the network."""

    def chances(self, clues: Sequence[Sequence[Clue]]) -> FloatArray:
        """Return the chance of each type by the words of each trigger alone [N, 16]."""
        return normalized(self.bias + spoken_for(clues, self.rows, self.weights))

    def weighed(self, shares: FloatArray, chances: FloatArray) -> FloatArray:
        """Return the shares of the types [N, 16], those of the network and the words' chances taken together."""
        return normalized(log_of(shares) + self.power * log_of(chances))


def spoken_for(clues: Sequence[Sequence[Clue]], rows: Mapping[str, int], weights: FloatArray) -> FloatArray:
    """Return what the clues of each trigger that a table [clues, answers] knows add to each answer, [N, answers]."""
    known = [
        (n, row, worth) for n, own in enumerate(clues) for clue, worth in own if (row := rows.get(clue)) is not None
    ]
    added = np.zeros((len(clues), weights.shape[1]), dtype=np.float32)
    if known:
        triggers, chosen, worths = map(np.array, zip(*known, strict=True))
        said = weights.take(chosen, axis=0) * worths[:, None].astype(np.float32)
        firsts = np.flatnonzero(np.diff(triggers, prepend=-1))
        added[triggers[firsts]] = np.add.reduceat(said, firsts, axis=0)
    return added


def log_of(chances: FloatArray) -> FloatArray:
    """Return the logarithms of chances, none of which counts as nothing."""
    return np.asarray(np.log(chances + _FLOOR), dtype=np.float32)


def normalized(scores: FloatArray) -> FloatArray:
    """Return scores [.., answers] as chances that sum to one."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def open_trigger_words(path: Path) -> TriggerWords:
    """Read the table; ModelError where the file is none or does not fit the types of this version."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            clues = bytes(arrays["clues"]).decode("utf-8").split("\n")
            weights = arrays["weights"].astype(np.float32) * arrays["step"].astype(np.float32)
            bias = arrays["bias"].astype(np.float32)
            power = float(arrays["power"])
        if weights.shape != (len(clues), len(EventType)) or bias.shape != (len(EventType),):
            raise ValueError(f"{len(clues)} clues, weights of shape {weights.shape}, bias of shape {bias.shape}")
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(
            f"{path.name} could not be read ({error}); expected the table of trigger words; reinstall onrecord"
        ) from error
    return TriggerWords({clue: row for row, clue in enumerate(clues)}, weights, bias, power)
