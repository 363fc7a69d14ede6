"""
Whether a word carries an event, and of which type: the network's answer looked at once more.

    the army [fired]ASSAULT at the convoy       the mayor was [fired], his deputy said

The network knows the reports that it was trained on by heart, so it cannot tell how far to trust itself on others. The
judge, a softmax regression over seventeen answers, sixteen types and none, was fitted on reports that the network had
not seen the events of: on what it says there, on its vector of the trigger and on the words. `triggers.npz` holds plain
arrays; `python -m training triggers` makes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.chains import FloatArray
from onrecord.reading.ranking import log_odds
from onrecord.reading.trigger_words import Clue, log_of, normalized, spoken_for
from onrecord.records import EventType

__all__ = ["FILE", "TriggerJudge", "TriggerViews", "open_trigger_judge"]

FILE = "triggers.npz"
_TYPES = len(EventType)
ANSWERS = _TYPES + 1
"""The types, then none."""


@dataclass(frozen=True, slots=True)
class TriggerViews:
    """What is seen of N triggers."""

    clues: Sequence[Sequence[Clue]]
    score: FloatArray
    """[N] chance that each carries any event, by the network"""
    shares: FloatArray
    """[N, 16] the network's shares of the types"""
    by_words: FloatArray
    """[N, 16] chances of the types by the words alone"""
    weighed: FloatArray
    """[N, 16] shares, both taken together"""
    vectors: FloatArray
    """[N, H] the network's vectors of the triggers"""

    @property
    def dense(self) -> FloatArray:
        """All of it but the words, [N, 2 + 32 + H]."""
        sure = log_odds(np.stack([self.score, self.weighed.max(-1)], axis=1))
        return np.concatenate([sure, log_of(self.shares), log_of(self.by_words), self.vectors], axis=1)


@dataclass(frozen=True, slots=True)
class TriggerJudge:
    """The table: what each clue and each number of a view adds to each answer."""

    rows: Mapping[str, int]
    """Row of `clues` by clue."""
    clues: FloatArray
    """[clues, 17]"""
    dense: FloatArray
    """[2 + 32 + H, 17]"""
    bias: FloatArray
    """[17]"""
    power: float
    """What the judge counts beside network and words in telling the type."""

    def chances(self, views: TriggerViews) -> FloatArray:
        """Return the chance of each answer [N, 17]."""
        return normalized(self.bias + spoken_for(views.clues, self.rows, self.clues) + views.dense @ self.dense)

    def judged(self, views: TriggerViews) -> tuple[FloatArray, FloatArray]:
        """Return shares of the types [N, 16] in which the judge's are weighed too, and the log odds of an event [N]."""
        chances = self.chances(views)
        by_type = chances[:, :_TYPES] / chances[:, :_TYPES].sum(-1, keepdims=True)
        odds = log_odds(1 - chances[:, _TYPES])
        return normalized(log_of(views.weighed) + self.power * log_of(by_type)), odds


def open_trigger_judge(path: Path) -> TriggerJudge:
    """Read the table; ModelError where the file is none or does not fit the types of this version."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            names = bytes(arrays["names"]).decode("utf-8").split("\n")
            clues = arrays["clues"].astype(np.float32) * arrays["step"].astype(np.float32)
            dense, bias = arrays["dense"].astype(np.float32), arrays["bias"].astype(np.float32)
            power = float(arrays["power"])
        if clues.shape != (len(names), ANSWERS) or dense.shape[1:] != (ANSWERS,) or bias.shape != (ANSWERS,):
            raise ValueError(f"{len(names)} clues, tables of shapes {clues.shape}, {dense.shape} and {bias.shape}")
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(
            f"{path.name} could not be read ({error}); expected what judges triggers, {ANSWERS} answers a row; "
            "reinstall onrecord"
        ) from error
    return TriggerJudge({name: row for row, name in enumerate(names)}, clues, dense, bias, power)
