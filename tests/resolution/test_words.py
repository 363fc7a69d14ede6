"""Words and lookup forms."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolution.words import key_of, words_of


def test_spellings_of_one_name_share_their_lookup_form():
    """Case, accents, dots, hyphens and apostrophes do not tell names apart."""
    assert key_of("Hay’at Tahrir al-Sham") == key_of("HAY'AT TAHRIR AL SHAM") == "hayat tahrir al sham"
    assert key_of("U.S.") == key_of("US") == "us"
    assert key_of("Recep Tayyip Erdoğan") == key_of("Recep Tayyip Erdogan")


def test_a_possessive_is_not_part_of_the_word():
    """The ending 's or s' is a fact about the word before it."""
    words = words_of("Russia’s envoys' cars")
    assert [(word.key, word.possessive) for word in words] == [("russia", True), ("envoys", True), ("cars", False)]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_every_word_lies_where_it_says(text):
    """The characters of a word are those of the text at its offsets, possessive endings aside."""
    for word in words_of(text):
        assert text[word.start : word.end].startswith(word.text)
        assert 0 <= word.start < word.end <= len(text)
