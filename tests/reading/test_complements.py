"""Words of intention and belief with their clause, told by their form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.complements import find_complements
from onrecord.reading.sentences import split_sentences
from onrecord.records import Span
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("complements"))
def test_an_intention_or_belief_is_told_by_its_clause(case: dict[str, Any]) -> None:
    """Cue, clause, and whose it is where the words stand next to it; nothing for words that only look like it."""
    text = case["text"]
    found = [
        {
            "subject": c.subject.slice(text) if c.subject else None,
            "cue": c.cue.slice(text),
            "content": c.content.slice(text),
        }
        for c in find_complements(text, list(split_sentences(text, 0, len(text))))
    ]
    assert found == case["complements"]


_WORDS = st.sampled_from(
    "Lima its plans wants to sell not that fears the a decision is was determined they , . “ ” \n".split(" ")
)


@given(st.lists(_WORDS, max_size=24))
def test_parts_lie_in_one_sentence_apart_from_each_other(words: list[str]) -> None:
    """Whatever the words, subject, cue and clause follow each other inside one sentence."""
    text = " ".join(words)
    sentences = list(split_sentences(text, 0, len(text)))
    for found in find_complements(text, sentences):
        assert any(sentence.contains(found.cue) and sentence.contains(found.content) for sentence in sentences)
        assert found.cue.end <= found.content.start
        assert found.subject is None or found.subject.end <= found.cue.start


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Lima wants to sell.", "think"),
        ("Lima refused to sell.", "deny"),
        ("Its decision to sell stands.", "commit"),
        ("Its request to talk came.", "demand"),
        ("Minsk repeated its threat to close the road.", "threaten"),
        ("There were allegations that he lied.", "accuse"),
        ("There were rumours that he left.", "assert"),
    ],
)
def test_the_word_names_the_act(text: str, act: str) -> None:
    """A wish is thought, a refusal denies, a decision commits, a request demands."""
    (found,) = find_complements(text, list(split_sentences(text, 0, len(text))))
    assert found.act == act


def test_a_clause_without_a_mark_ends_with_a_word_before_the_text_does() -> None:
    """In a text that has lost its punctuation no clause takes the rest of it, which would cost the square of it."""
    text = "its decision to withdraw " * 400
    found = find_complements(text, [Span(0, len(text))])
    assert len(found) == 400
    assert max(len(each.content.slice(text)) for each in found) < 1300
    assert all(text[each.content.end : each.content.end + 1] in ("", " ") for each in found)
    assert all(each.subject is not None and each.subject.slice(text) == "its" for each in found)
