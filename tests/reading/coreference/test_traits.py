"""What is known of a phrase from its words."""

from typing import Any

import pytest
from casefile import cases

from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.traits import FORMS, GENDERS, NUMBERS, POSITIONS, stem
from tests.reading.coreference.reports import encoded, phrases_at, seen_of


@pytest.mark.parametrize("case", cases("phrase_traits"))
def test_form_number_and_gender(case: dict[str, Any]) -> None:
    """A phrase is told by its head, its first word and its ending."""
    report = encoded(case["text"])
    start = case["text"].index(case["phrase"])
    head = start + case["phrase"].rindex(case["head"]) if case["head"] != "and" else case["text"].index("and")
    phrases = phrases_at(report, [(head, start, start + len(case["phrase"]))])
    traits = traits_of(seen_of(report), phrases)
    found = [FORMS[traits.form[0]], NUMBERS[traits.number[0]], GENDERS[traits.gender[0]]]
    assert found == case["expected"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ministries", "ministry"), ("attacks", "attack"), ("crisis", "crisis"), ("pass", "pass"), ("us", "us"), ("", "")],
)
def test_stems(word: str, expected: str) -> None:
    """Plural endings go, other s stay."""
    assert stem(word) == expected


def test_phrases_with_one_article_more_are_written_alike() -> None:
    """`The red car` and `a red car` are the same words; `the blue car` shares only its head."""
    text = "The red car, then a red car, then the blue car stopped."
    report = encoded(text)
    places = [
        (text.index(p) + len(p) - 3, text.index(p), text.index(p) + len(p))
        for p in ("The red car", "a red car", "the blue car")
    ]
    traits = traits_of(seen_of(report), phrases_at(report, places))
    assert traits.written[0] == traits.written[1] != traits.written[2]
    assert len(set(traits.stem.tolist())) == 1


def test_each_quotation_has_a_number() -> None:
    """Two phrases in one quotation share its number, the next quotation has another, outside there is none."""
    text = "“Dogs chase cats,” he said. “Birds fly.”"
    report = encoded(text)
    places = [(text.index(w), text.index(w), text.index(w) + len(w)) for w in ("Dogs", "cats", "he", "Birds")]
    quote = traits_of(seen_of(report), phrases_at(report, places)).quote.tolist()
    assert quote[0] == quote[1] > 0
    assert quote[2] == 0
    assert quote[3] not in (0, quote[0])


def test_a_name_and_its_acronym_are_known_to_belong_together() -> None:
    """The initials of a name of several words are compared as a word with what others are written like."""
    text = "The Port Workers Union met. PWU leaders spoke."
    report = encoded(text)
    spans = [
        (text.index("Union"), 0, text.index(" met")),
        (text.index("PWU"), text.index("PWU"), text.index(" leaders")),
    ]
    traits = traits_of(seen_of(report), phrases_at(report, spans))
    assert traits.initials[0] == traits.written[1]
    assert traits.initials[1] == -1


def test_positions() -> None:
    """A modifier stands in the phrase that it modifies, a possessor before its mark, others after their neighbour."""
    text = "Oslo talks ended. The head of Norway’s team spoke to Anna."
    report = encoded(text)
    places = [
        (text.index(head), text.index(phrase), text.index(phrase) + len(phrase))
        for head, phrase in (
            ("Oslo", "Oslo"), ("talks", "Oslo talks"), ("head", "The head of Norway’s team"), ("Norway", "Norway"),
            ("team", "Norway’s team"), ("Anna", "Anna"),
        )
    ]  # fmt: skip
    traits = traits_of(seen_of(report), phrases_at(report, places))
    found = [POSITIONS[position] for position in traits.position]
    assert found == ["modifier", "opening", "opening", "possessor", "after of", "after a preposition"]
