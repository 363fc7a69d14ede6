"""
Heads of phrases that are marked without them, by a net that finds phrases from their heads.

    [Mecca’s Grand Mosque] -> Mosque: of its words the likeliest to head a phrase that begins and ends there
"""

from collections.abc import Sequence

import numpy as np

from onrecord.reading.coreference.phrases import REACH_AHEAD, REACH_BACK, phrase_scores
from onrecord.reading.coreference.weights import PhraseWeights

__all__ = ["heads_of"]


def heads_of(
    inputs: np.ndarray, sentences: np.ndarray, phrases: Sequence[tuple[int, int]], weights: PhraseWeights
) -> list[int | None]:
    """
    Return the head word of each phrase [first, last), no word for two; None where each word is another's.

    Shorter phrases choose first: what heads the inner phrase does not head the outer one.
    """
    hidden, odds = phrase_scores(inputs, weights)
    costs = np.zeros((len(hidden) + 1, 2))
    np.cumsum(hidden @ weights.inside, axis=0, out=costs[1:])
    taken: set[int] = set()
    found: list[int | None] = [None] * len(phrases)
    for at in sorted(range(len(phrases)), key=lambda n: phrases[n][1] - phrases[n][0]):
        first, last = phrases[at]
        free = [word for word in range(first, last) if word not in taken]
        if free:
            score = {
                word: -float(np.logaddexp(0, -odds[word, 0]))
                + _border(hidden, costs[:, 0], word, first, sentences, weights, ahead=False)
                + _border(hidden, costs[:, 1], word, last - 1, sentences, weights, ahead=True)
                for word in free
            }
            found[at] = max(free, key=lambda word: score[word])
            taken.add(found[at])
    return found


def _border(
    hidden: np.ndarray, costs: np.ndarray, head: int, border: int, sentences: np.ndarray, weights: PhraseWeights,
    *, ahead: bool,
) -> float:  # fmt: skip
    """The log chance that the phrase of a head begins, or ends, with a word."""
    both, known, reach = (
        (weights.end, weights.end_bias, REACH_AHEAD) if ahead else (weights.start, weights.start_bias, REACH_BACK)
    )
    steps = np.arange(reach + 1)
    places = head + steps if ahead else head - steps
    inside = (places >= 0) & (places < len(hidden))
    places = np.clip(places, 0, len(hidden) - 1)
    inside &= sentences[places] == sentences[head]
    taken_in = costs[places + 1] - costs[head + 1] if ahead else costs[head] - costs[places]
    scores = np.where(inside, (hidden[places] @ both[1]) @ (hidden[head] @ both[0]) + known + taken_in, -1e4)
    step = abs(border - head)
    return float(scores[step] - np.logaddexp.reduce(scores)) if step <= reach else -1e4
