"""The plain sentence that heads a page."""

from typing import Any

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from onrecord.room.facts.sentences import claim_sentence, clipped, enumerated, voices
from onrecord.store.room.claims import Told

_UNKNOWN: dict[str, Any] = {
    "row": "e1",
    "type": "CONSULT",
    "mode": None,
    "who": None,
    "to_whom": None,
    "with_what": None,
    "place": None,
    "date_start": None,
    "date_end": None,
    "date_precision": None,
    "factuality": "CT+",
    "tense": "past",
}


@pytest.mark.parametrize("case", cases("plain_sentences"))
def test_a_claim_is_told_in_one_plain_sentence(case: dict[str, Any]) -> None:
    """The sentence is made from the fields of the claim."""
    told = Told(**{**_UNKNOWN, **case["told"]}) if "told" in case else None
    made = claim_sentence(told, case.get("what", ""), case["standing"], case.get("first"), case.get("denied"))
    assert made == case["sentence"]


@given(st.text(alphabet="ab \n", max_size=60), st.integers(2, 40))
def test_cut_words_end_between_words(words: str, longest: int) -> None:
    """A head line is at most as long as asked for and one blank, on one line, and begins with the words themselves."""
    made = clipped(words, longest)
    assert "\n" not in made
    assert " ".join(words.split()).startswith(made.removesuffix(" …").rstrip())
    assert len(made) <= longest + 2


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"),
    ],
)
def test_names_are_listed_as_people_list_them(names: list[str], words: str) -> None:
    """The last of few names has an "and" before it; of many, the rest is counted."""
    assert enumerated(names) == words


@pytest.mark.parametrize(
    ("stated_by", "denied_by", "words"),
    [
        (None, None, "in the outlet’s own voice"),
        ("Ryder; Lankov", None, "said by Ryder and Lankov"),
        ("Ryder", "Pyongyang", "said by Ryder; denied by Pyongyang"),
        (None, "Pyongyang", "in the outlet’s own voice; denied by Pyongyang"),
        ("Pyongyang", "Pyongyang", "denied by Pyongyang"),
    ],
)
def test_whose_voice_an_event_is_in(stated_by: str | None, denied_by: str | None, words: str) -> None:
    """The outlet's, a source's, or nobody's: what a denial alone holds is said by none."""
    assert voices(stated_by, denied_by, None) == words
