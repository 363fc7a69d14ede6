"""The search for reference cycles: off inside, as it was after."""

import gc

import pytest

from onrecord.cycles import no_looking_for_cycles
from onrecord.memory import give_back


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_is_off_inside_and_as_it_was_after(was_on: bool) -> None:
    """Whatever is raised inside."""
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with pytest.raises(KeyError):
            _fail_inside()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()


def _fail_inside() -> None:
    with no_looking_for_cycles():
        assert not gc.isenabled()
        raise KeyError


def test_memory_is_given_back_as_often_as_one_likes() -> None:
    """Where the system has nothing that does it, nothing is done."""
    give_back()
    give_back()
