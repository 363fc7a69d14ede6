"""The standing of an event in words."""

import pytest

from onrecord.cli.standing import standing
from onrecord.records import Factuality, Tense


@pytest.mark.parametrize(
    ("stated_by", "denied_by", "words"),
    [
        ((), (), "in the Post's own voice"),
        (("Ryder",), (), "claimed by Ryder"),
        (("Ryder", "Lankov", "Ryder"), ("Pyongyang",), "claimed by Ryder, Lankov; denied by Pyongyang"),
        ((), ("Pyongyang",), "in the Post's own voice; denied by Pyongyang"),
        (("Pyongyang",), ("Pyongyang",), "denied by Pyongyang"),
    ],
)
def test_whose_voice_an_event_is_in(stated_by: tuple[str, ...], denied_by: tuple[str, ...], words: str) -> None:
    """The outlet's, a source's, or nobody's: what a denial alone holds is claimed by none."""
    assert standing(Factuality.CERTAIN, Tense.PAST, stated_by, denied_by, "the Post") == words


def test_what_is_planned_or_doubtful_is_said_to_be() -> None:
    """Tense and factuality follow the voices."""
    assert standing(Factuality.CERTAIN, Tense.FUTURE, ("Ryder",), (), None) == "claimed by Ryder; planned"
    assert standing(Factuality.POSSIBLE, Tense.PAST, (), (), None) == "in the outlet's own voice; possible"
