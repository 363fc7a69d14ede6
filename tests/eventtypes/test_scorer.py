"""The judge made of examples: what it learns, and when it has no say."""

from pathlib import Path

from onrecord.assembly import vocabulary
from onrecord.eventtypes import LEAST_EXAMPLES, Decider, Example, Scorer, held_out_scores, share_right
from onrecord.records import Span
from tests.eventtypes.owned import HEAD, own_type, record_of

WEAPONS = (
    "rockets",
    "missiles",
    "tanks",
    "artillery",
    "rifles",
    "ammunition",
    "mortars",
    "bombs",
    "shells",
    "grenades",
)
FOOD = ("bread", "rice", "wheat", "milk", "medicine", "water", "food", "blankets", "tents", "clothes")


def examples() -> list[Example]:
    """Ten sentences of weapons and ten of other things, the same but for that."""
    return [
        Example(text=f"They sent {word} there.", trigger=Span(5, 9), is_one=words is WEAPONS)
        for words in (WEAPONS, FOOD)
        for word in words
    ]


def test_examples_that_differ_in_meaning_are_told_apart() -> None:
    """A judge fitted to weapons against food is right on words that it has not seen."""
    scorer = Scorer.fit(examples(), vocabulary())
    assert scorer is not None
    assert scorer.score("They sent weapons there.", Span(5, 9)) > 0.5
    assert scorer.score("They sent flour there.", Span(5, 9)) < 0.5


def test_the_same_examples_give_the_same_weights() -> None:
    """Fitting is exact: the same examples, in any order, give the same weights."""
    first, second = (Scorer.fit(each, vocabulary()) for each in (examples(), examples()[::-1]))
    assert first is not None
    assert second is not None
    assert abs(first.weights - second.weights).max() < 1e-5


def test_too_few_examples_decide_nothing() -> None:
    """With fewer than ten of either sort there is no judge."""
    few = examples()[1:]
    assert sum(each.is_one for each in few) == LEAST_EXAMPLES - 1
    assert Scorer.fit(few, vocabulary()) is None
    assert held_out_scores(few, vocabulary()) is None


def test_examples_that_cannot_be_told_apart_decide_nothing() -> None:
    """Where held-out examples are right no more often than by luck there is no judge, however many there are."""
    mixed = [Example(text=each.text, trigger=each.trigger, is_one=n % 2 == 0) for n, each in enumerate(examples())]
    scores = held_out_scores(mixed, vocabulary())
    assert scores is not None
    assert share_right(mixed, scores) < 0.7
    assert Scorer.fit(mixed, vocabulary()) is None


def test_the_judge_decides_where_conditions_leave_it_open(tmp_path: Path) -> None:
    """With examples enough, an event that fits every condition still has to be like them, unless switched off."""
    quoted = [[f'"They [[sent]] {word} there."' for word in words] for words in (WEAPONS, FOOD)]
    lists = f"[examples]\nyes = [{', '.join(quoted[0])}]\nno = [{', '.join(quoted[1])}]\n"
    record = record_of("They [[sent]] flour there.", {"type": "AID"})
    judged = Decider.of(own_type(tmp_path, HEAD + 'builds_on = ["AID"]\n' + lists), vocabulary())
    verdict = judged.verdict(record.events[0], record)
    assert not verdict.is_one
    assert verdict.reason.startswith("unlike the examples")
    free = Decider.of(own_type(tmp_path, HEAD + 'builds_on = ["AID"]\nscorer = false\n' + lists), vocabulary())
    assert free.verdict(record.events[0], record).is_one
