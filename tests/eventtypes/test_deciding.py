"""Which events are one of a user's type, and why the others are not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from casefile import cases

from onrecord.assembly import vocabulary
from onrecord.eventtypes import Decider, Labeller
from tests.eventtypes.owned import HEAD, own_type, record_of


@pytest.mark.parametrize("case", cases("own_type_verdicts"))
def test_conditions_decide(case: dict[str, Any], tmp_path: Path) -> None:
    """An event is one of a type where every condition holds; else the first that fails is named."""
    decider = Decider.of(own_type(tmp_path, HEAD + case["type"]), vocabulary())
    record = record_of(case["text"], case["event"])
    verdict = decider.verdict(record.events[0], record)
    assert verdict.is_one is case["is_one"], verdict.reason
    assert (case["reason"] or "") in verdict.reason


def test_a_label_changes_nothing_else(tmp_path: Path) -> None:
    """The labelled record is the same but for the labels, and labelling it again gives the same."""
    types = [own_type(tmp_path, HEAD + 'builds_on = ["AID"]\n', name) for name in ("swap", "arms-transfer")]
    record = record_of("Iran [[sent]] rice.", {"type": "AID"})
    labeller = Labeller(types, vocabulary())
    (labelled,) = labeller([record])
    assert labelled.events[0].own_types == ("swap", "arms-transfer")
    assert replace(labelled, events=record.events) == record
    assert replace(labelled.events[0], own_types=()) == record.events[0]
    assert labeller([labelled]) == [labelled]


def test_the_version_follows_what_decides(tmp_path: Path) -> None:
    """A condition or an example more is another version; a comment, or another folder, is not."""
    text = HEAD + 'builds_on = ["AID"]\n'
    other = tmp_path / "other"
    other.mkdir()

    def version(folder: Path, text: str) -> str:
        return Labeller([own_type(folder, text)], vocabulary()).version

    before = version(tmp_path, text)
    assert version(other, "# a comment\n" + text) == before
    assert version(tmp_path, text + 'triggers = ["send"]\n') != before
    assert version(tmp_path, text + '[examples]\nyes = ["Iran [[sent]] rice."]\n') != before
