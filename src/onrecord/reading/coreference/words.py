"""
What the chain finder sees of each word: a vector of its own, and what the vector may have lost.

    [the] -> its vector, its chances of being part of a mention of each kind, its case, quotation state
             and place in the sentence, that it is the word `the`

The upper layers of the encoder are tuned to tags and have lost who is who (is Anna a woman's name? is a firm a
company?); so the chain finder has upper layers of its own, on what the lower ones give (`coreference.onnx`).
"""

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport, window_inputs
from onrecord.reading.features import FEATURE_SIZES
from onrecord.reading.labels import MENTION_TAGS
from onrecord.reading.session import Session
from onrecord.reading.tokens import IntArray, Tokenizer

__all__ = ["FUNCTION_WORDS", "INPUT_EXTRAS", "chain_vectors", "function_words", "word_inputs"]

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
"""Columns of `word_inputs` beyond the vector."""


def chain_vectors(report: EncodedReport, session: Session, tokenizer: Tokenizer) -> FloatArray:
    """Return the chain finder's vector of every word [W, H], each from the window that owns the word."""
    owned = []
    for window in report.windows:
        inputs = window_inputs(report, window, tokenizer)
        vectors = session.chain_vectors(inputs.pieces, inputs.features, inputs.firsts)[0]
        owned.append(vectors[window.own_start - window.start : window.own_end - window.start])
    return np.concatenate(owned) if owned else np.zeros((0, 0), dtype=np.float32)


def function_words(surface: list[str]) -> IntArray:
    """Return for each word, lower case, its place in FUNCTION_WORDS counted from 1, or 0; [W]."""
    return np.array([_COLUMN_OF.get(word, 0) for word in surface], dtype=np.int32)


def word_inputs(vectors: FloatArray, mention_scores: FloatArray, features: IntArray, surface: list[str]) -> FloatArray:
    """
    Return [W, H + INPUT_EXTRAS].

    Parameters
    ----------
    vectors:
        [W, H] of `chain_vectors`.
    mention_scores:
        [W, tags] of MENTION_TAGS, before the softmax.
    features:
        [W, 4] of `word_features`.
    surface:
        The words themselves, lower case.
    """
    count, width = vectors.shape
    out = np.zeros((count, width + INPUT_EXTRAS), dtype=np.float32)
    if not count:
        return out
    out[:, :width] = vectors
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
