"""
What the chain finder sees of each word: the encoder's vector, and what the vector may have lost.

    [the] -> its vector, its chances of being part of a mention of each kind, its case, quotation state
             and place in the sentence, that it is the word `the`, and what the word means by itself

What a word means by itself comes from the encoder's table of word pieces, cut down to a few columns:
the encoder's last layer is tuned to tags and keeps less of it (is Anna a woman's name? is a firm a company?).
"""

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.features import FEATURE_SIZES
from onrecord.reading.labels import MENTION_TAGS
from onrecord.reading.scores import ReportScores
from onrecord.reading.tokens import IntArray, Words

__all__ = ["FUNCTION_WORDS", "INPUT_EXTRAS", "function_words", "meanings", "own_vectors", "word_inputs"]

FUNCTION_WORDS: tuple[str, ...] = tuple(
    """a an the this that these those some any no each every all both many much most several few other another such
    same own one two three more his her its their our my your he she it they we i you him them us me himself herself
    itself themselves who whom whose which what where when there here of in on at by for with from to as about into
    over after before between under against during through and or but nor than if because while not is are was were be
    been being has have had do does did will would can could may might should must said says say ' ’ s " “ ” , . ; : - –
    — ( ) ? !""".split()
)
"""Words that decide where phrases begin and end; a column each."""
_COLUMN_OF = {word: column for column, word in enumerate(FUNCTION_WORDS, 1)}
_FEATURE_COLUMNS = FEATURE_SIZES[:3]
"""Shape, quotation state and opening; the place in the report says nothing of phrases."""
INPUT_EXTRAS = len(MENTION_TAGS) + sum(_FEATURE_COLUMNS) + len(FUNCTION_WORDS)
"""Columns of `word_inputs` beyond the encoder's vector and the meaning."""


def own_vectors(report: EncodedReport, scores: ReportScores) -> FloatArray:
    """Return the encoder's vector of every word [W, H], each from the window that owns the word."""
    if not report.windows:
        return np.zeros((0, 0), dtype=np.float32)
    owned = [
        vectors[window.own_start - window.start : window.own_end - window.start]
        for vectors, window in zip(scores.windows, report.windows, strict=True)
    ]
    return np.concatenate(owned)


def function_words(surface: list[str]) -> IntArray:
    """Return for each word, lower case, its place in FUNCTION_WORDS counted from 1, or 0; [W]."""
    return np.array([_COLUMN_OF.get(word, 0) for word in surface], dtype=np.int32)


def meanings(words: Words, table: FloatArray) -> FloatArray:
    """Return [W, L], the mean of each word's pieces in the table [vocabulary, L]."""
    if not len(words):
        return np.zeros((0, table.shape[1]), dtype=np.float32)
    summed = np.add.reduceat(table[words.pieces].astype(np.float32), words.first_piece[:-1], axis=0)
    mean: FloatArray = (summed / words.piece_counts[:, None]).astype(np.float32)
    return mean


def word_inputs(
    vectors: FloatArray, meaning: FloatArray, mention_scores: FloatArray, features: IntArray, surface: list[str]
) -> FloatArray:
    """
    Return [W, H + L + INPUT_EXTRAS].

    Parameters
    ----------
    vectors:
        [W, H] of the encoder.
    meaning:
        [W, L] of `meanings`.
    mention_scores:
        [W, tags] of MENTION_TAGS, before the softmax.
    features:
        [W, 4] of `word_features`.
    surface:
        The words themselves, lower case.
    """
    count, width = len(vectors), vectors.shape[1] + meaning.shape[1]
    out = np.zeros((count, width + INPUT_EXTRAS), dtype=np.float32)
    out[:, : vectors.shape[1]] = vectors
    out[:, vectors.shape[1] : width] = meaning
    chance = np.exp(mention_scores - mention_scores.max(1, keepdims=True))
    at = width + len(MENTION_TAGS)
    out[:, width:at] = chance / chance.sum(1, keepdims=True)
    rows = np.arange(count)
    for column, size in enumerate(_FEATURE_COLUMNS):
        out[rows, at + features[:, column]] = 1.0
        at += size
    known = function_words(surface)
    inside = known > 0
    out[rows[inside], at - 1 + known[inside]] = 1.0
    return out
