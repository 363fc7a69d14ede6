"""Words and pieces: exact borders for any text, and BERT's pieces for plain words."""

from hypothesis import given

from onrecord.reading.tokens import Tokenizer, split_words
from onrecord.records import Span
from tests.strategies import texts

_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sho", "##ig", "##u", "’", "s", "trip", "a", "##b", "e"]


@given(texts())
def test_words_are_ordered_slices_that_lose_no_visible_letter(text: str) -> None:
    """Words lie in the text in order, and no letter or digit stays outside of them."""
    words = split_words(text)
    covered = set()
    last = 0
    for start, end in words:
        assert last <= start < end <= len(text)
        covered.update(range(start, end))
        last = end
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(texts())
def test_every_word_has_at_least_one_piece(text: str) -> None:
    """Pieces of the words tile the piece sequence."""
    words = Tokenizer(_VOCABULARY)(text)
    assert len(words.starts) == len(words.ends) == len(words.first_piece) - 1
    assert (words.piece_counts >= 1).all()
    assert words.first_piece[-1] == len(words.pieces)


def test_pieces_are_the_longest_that_match() -> None:
    """A word is cut greedily from the left."""
    words = Tokenizer(_VOCABULARY)("Shoigu’s trip")
    assert words.pieces.tolist() == [4, 5, 6, 7, 8, 9]
    assert words.piece_counts.tolist() == [3, 1, 1, 1]


def test_accents_and_soft_hyphens_fold_without_moving_a_border() -> None:
    """Folding happens inside the word; its span keeps all its characters."""
    words = Tokenizer(_VOCABULARY)("a\u00adb é")
    assert list(zip(words.starts.tolist(), words.ends.tolist(), strict=True)) == [(0, 3), (4, 5)]
    assert words.pieces.tolist() == [10, 11, 12]


def test_only_the_given_ranges_become_words() -> None:
    """Text outside the zones that are read gives no word."""
    words = Tokenizer(_VOCABULARY)("menu trip menu trip", [Span(5, 9), Span(15, 19)])
    assert words.starts.tolist() == [5, 15]
