"""What a statement does, where its cue says so."""

from typing import Any

import pytest

from onrecord.reading.acts import act_of_words
from tests.casefile import cases


@pytest.mark.parametrize("case", cases("acts"))
def test_a_telling_cue_names_the_act(case: dict[str, Any]) -> None:
    """The last telling word of a cue names the act; a neutral cue leaves it to the network."""
    assert act_of_words(case["cue"]) == case["act"]
