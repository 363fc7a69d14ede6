"""Quote drift: two tellings of one quotation, word by word."""

from typing import Any

import pytest
from casefile import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.quotes import align
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.records import Span

quotations = st.lists(st.sampled_from("we will not never sell them shells — ’ , we're".split()), max_size=25).map(
    " ".join
)


@pytest.mark.parametrize("row", cases("quote_drift"))
def test_words_that_differ(row: dict[str, Any]) -> None:
    """The words that differ stand beside each other, in the characters of both."""
    first, second = row["first"], row["second"]
    drift = align(first, whole(first), second, whole(second)).drift
    found = [[p.first and p.first.slice(first), p.second and p.second.slice(second)] for p in drift]
    assert found == row["drift"]


def test_interrupted_speech_is_aligned_as_one() -> None:
    """A quotation in two pieces is aligned with the same in one, with offsets into both texts."""
    first, second = '"We will," she said, "win."', "They heard: we will win"
    found = align(first, (Span(1, 8), Span(21, 25)), second, (Span(12, 23),))
    assert found.share == 1
    assert [pair.second for pair in found.pairs] == [Span(12, 14), Span(15, 19), Span(20, 23)]


def test_a_speech_too_long_is_refused() -> None:
    """More than two thousand words are no quotation."""
    text = "word " * 2001
    with pytest.raises(ValueError, match="2001"):
        align(text, whole(text), "word", whole("word"))


@settings(derandomize=True, max_examples=80, deadline=None)
@given(quotations, quotations)
def test_alignment_covers_both_texts(first: str, second: str) -> None:
    """Every word of both stands in exactly one pair, in order, and turning the sides changes no share."""
    found = align(first, whole(first), second, whole(second))
    assert [p.first for p in found.pairs if p.first] == [token.span for token in tokens_of(first, whole(first))]
    assert [p.second for p in found.pairs if p.second] == [token.span for token in tokens_of(second, whole(second))]
    assert all(pair.first or pair.second for pair in found.pairs)
    assert align(second, whole(second), first, whole(first)).share == found.share
