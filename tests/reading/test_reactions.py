"""Statements whose content only points back, told by their form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.reactions import act_of_cue, find_reactions, is_dismissal, points_back
from onrecord.reading.sentences import split_sentences
from onrecord.records import Span
from tests.casefile import cases


def _sentences(text: str) -> list[Span]:
    return list(split_sentences(text, 0, len(text)))


@pytest.mark.parametrize("case", cases("reactions"))
def test_a_reaction_is_told_by_its_form(case: dict[str, Any]) -> None:
    """Who reacts, the cue, what it points back with, and the act; nothing where the words take it back."""
    text = case["text"]
    found = [
        {
            "subject": r.subject.slice(text) if r.subject else None,
            "cue": r.cue.slice(text),
            "content": r.content.slice(text),
            "act": r.act.value,
        }
        for r in find_reactions(text, _sentences(text))
    ]
    assert found == case["reactions"]


@pytest.mark.parametrize("case", cases("pointing"))
def test_a_content_points_back_by_its_noun_or_pronoun(case: dict[str, Any]) -> None:
    """A bare noun of speech or a pronoun points back; what says something itself does not."""
    assert points_back(case["content"]) == case["noun"]


@pytest.mark.parametrize("case", cases("dismissals"))
def test_what_is_called_untrue_is_denied(case: dict[str, Any]) -> None:
    """A claim that is called false is denied, whatever the cue; calling other things false is not."""
    assert is_dismissal(case["cue"], case["content"]) is case["expected"]


def test_only_cues_of_reaction_have_an_act() -> None:
    """“said” may do anything; “denied” denies."""
    assert act_of_cue("has denied") == "deny"
    assert act_of_cue("acknowledged") == "assert"
    assert act_of_cue("said") is None


_WORDS = st.sampled_from(
    "Kyiv the ministry denied denies rejected by claims accusations a charge which it that , . — was not has Minsk "
    "and of confirmed reports is repeatedly “ ” ? \n".split(" ")
)


@given(st.lists(_WORDS, max_size=24))
def test_spans_lie_in_their_sentence_and_never_share_a_cue(words: list[str]) -> None:
    """Whatever the words, the parts lie in one sentence, apart from each other, and each cue is used once."""
    text = " ".join(words)
    sentences = _sentences(text)
    found = find_reactions(text, sentences)
    for reaction in found:
        parts = [span for span in (reaction.cue, reaction.content, reaction.subject) if span]
        assert any(all(sentence.contains(span) for span in parts) for sentence in sentences)
        assert not any(a.overlaps(b) for n, a in enumerate(parts) for b in parts[n + 1 :])
    assert all(not a.cue.overlaps(b.cue) for n, a in enumerate(found) for b in found[n + 1 :])
