"""Sentence borders: cases as data, and tiling for any text."""

from typing import Any

import pytest
from hypothesis import given

from onrecord.reading.sentences import split_sentences
from tests.casefile import cases
from tests.strategies import texts


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    """A text falls into the expected sentences."""
    assert [s.slice(case["text"]) for s in split_sentences(case["text"])] == case["expected"]


@given(texts())
def test_sentences_tile_the_visible_text(text: str) -> None:
    """Sentences are ordered, do not overlap, and leave out nothing but white space."""
    last = 0
    for sentence in split_sentences(text):
        assert sentence.start >= last
        assert not text[last : sentence.start].strip()
        assert sentence.slice(text) == sentence.slice(text).strip()
        last = sentence.end
    assert not text[last:].strip()
