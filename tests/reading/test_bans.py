"""Cues that forbid."""

from typing import Any

import pytest

from onrecord.reading.bans import forbids
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("bans"))
def test_a_cue_forbids_by_its_verb(case: dict[str, Any]) -> None:
    """The verb, with helping words before it; not where another verb takes it back."""
    assert forbids(case["cue"]) is case["expected"]
