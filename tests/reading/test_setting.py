"""Reports in another setting: what the network is shown, and that nothing else changes."""

import numpy as np
from hypothesis import given

from onrecord.reading.features import word_features
from onrecord.reading.sentences import split_sentences
from onrecord.reading.setting import as_usually_set
from onrecord.reading.tokens import IntArray, Tokenizer, Words
from tests.strategies import texts

_VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "we",
    "agreed",
    ",",
    "she",
    "said",
    ".",
]
_IDS = {piece: n for n, piece in enumerate(_VOCABULARY)}
_BLOCK = "TALKS HAVE RESUMED IN CAIRO AFTER THE ARMY LEFT THE TOWN ON MONDAY, STATE RADIO SAID."


def shown(text: str) -> tuple[Words, IntArray, Words, IntArray]:
    """Words and features as they are, and as they are shown."""
    tokenizer = Tokenizer(_VOCABULARY)
    words = tokenizer(text)
    features = word_features(text, words, split_sentences(text))
    return (words, features, *as_usually_set(text, words, features, tokenizer))


def pieces(text: str) -> list[str]:
    """The pieces that are shown."""
    return [_VOCABULARY[piece] for piece in shown(text)[2].pieces]


def test_british_quotation_is_shown_as_american() -> None:
    """Single marks become double ones, and the words between them stand inside double marks; apostrophes stay."""
    assert pieces("‘We agreed,’ she said.") == ["“", "we", "agreed", ",", "”", "she", "said", "."]
    assert pieces("'We agreed,' she said.") == ['"', "we", "agreed", ",", '"', "she", "said", "."]
    *_, features = shown("‘We agreed,’ she said.")
    assert features[:, 1].tolist() == [3, 1, 1, 1, 3, 0, 0, 0]


def test_single_marks_inside_double_ones_stay() -> None:
    """A report that quotes with double marks is left alone."""
    assert pieces("“We ‘agreed’,” she said. “We agreed.”").count("‘") == 1


def test_a_text_in_capitals_is_shown_as_a_headline() -> None:
    """Where no word has small letters, capitals say nothing; a headline of a few words keeps them."""
    *_, features = shown(_BLOCK)
    assert set(features[:, 0].tolist()) == {0, 2}
    *_, features = shown("TALKS RESUME IN CAIRO")
    assert set(features[:, 0].tolist()) == {3}
    _, before, _, after = shown(_BLOCK + " The minister agreed.")
    assert np.array_equal(before, after)


@given(texts())
def test_borders_never_move(text: str) -> None:
    """Whatever the text, words stay where they are and keep their number of pieces."""
    words, features, usual, usual_features = shown(text)
    assert np.array_equal(words.starts, usual.starts)
    assert np.array_equal(words.ends, usual.ends)
    assert np.array_equal(words.first_piece, usual.first_piece)
    assert usual_features.shape == features.shape
    assert np.array_equal(usual_features[:, 2:], features[:, 2:])
