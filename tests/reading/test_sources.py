"""Kinds of source that a phrase's own words settle."""

from typing import Any

import pytest
from hypothesis import given

from onrecord.reading.sources import kind_of_source
from onrecord.records import Mention, MentionId, MentionKind, SourceKind, Span
from tests.casefile import cases
from tests.strategies import texts


@pytest.mark.parametrize("case", cases("sources"))
def test_the_head_of_a_source_says_its_kind(case: dict[str, Any]) -> None:
    """Common words and marks of names decide; everything else is left to the network."""
    mentions = [
        Mention(id=MentionId(f"m{start}"), span=Span(start, end), head=Span(start, end), kind=MentionKind(kind))
        for start, end, kind in case.get("mentions", ())
    ]
    found = kind_of_source(case["text"], [Span(0, len(case["text"]))], mentions)
    assert found == (SourceKind(case["kind"]) if case["kind"] else None)


def test_no_source_is_of_no_kind() -> None:
    """A statement without a source has the kind none."""
    assert kind_of_source("It was said.", [], []) is SourceKind.NONE


@given(texts())
def test_any_phrase_has_a_kind_or_none(text: str) -> None:
    """Whatever the words, the answer is a kind or nothing."""
    if text:
        assert kind_of_source(text, [Span(0, len(text))], []) in {None, *SourceKind}
