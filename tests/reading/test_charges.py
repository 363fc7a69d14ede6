"""What accusations and denials are about."""

from typing import Any

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.charges import with_charges
from onrecord.records import (
    Act,
    Event,
    EventId,
    EventType,
    Factuality,
    Form,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
)

_TEXT = "The council accused the rebels of feeding the town and shelling the port."
_LEAST = 0.2


def _span(quote: str) -> Span:
    start = _TEXT.index(quote)
    return Span(start, start + len(quote))


def _event(trigger: str, score: float = 1.0) -> Event:
    return Event(
        id=EventId("e" + trigger), type=EventType.AID, mode=None, trigger=_span(trigger), factuality=Factuality.CERTAIN,
        tense=Tense.PAST, score=score,
    )  # fmt: skip


def _statement(act: Act, content: str) -> Statement:
    return Statement(
        id=StatementId("s1"), source=(_span("The council"),), cue=(_span("accused"),), content=(_span(content),),
        source_kind=SourceKind.UNNAMED, form=Form.INDIRECT, act=act, score=0.5,
    )  # fmt: skip


@pytest.mark.parametrize("row", cases("charges"))
def test_an_accusation_or_a_denial_is_of_its_likeliest_event(row: dict[str, Any]) -> None:
    """Where it holds none; what is given stays, and what was faint carries its own chance."""
    faint = [(chance, _event(trigger, 0.7)) for chance, trigger in row["faint"]]
    kept = with_charges([_event(t) for t in row["given"]], faint, [_statement(Act(row["act"]), row["content"])], _LEAST)
    assert [event.trigger.slice(_TEXT) for event in kept] == row["found"]
    chances = {event.id: chance for chance, event in faint}
    assert all(
        event.score == (1.0 if event.trigger.slice(_TEXT) in row["given"] else chances[event.id]) for event in kept
    )


@given(
    st.lists(st.sampled_from(["feeding", "shelling"]), unique=True), st.lists(st.sampled_from(list(Act)), max_size=3)
)
def test_nothing_is_given_twice_and_nothing_is_taken_away(given_first: list[str], acts: list[Act]) -> None:
    """Two statements about one event give it once."""
    faint = [(0.3, _event(trigger)) for trigger in ("feeding", "shelling")]
    statements = [_statement(act, "the rebels of feeding the town and shelling the port") for act in acts]
    kept = [event.id for event in with_charges([_event(t) for t in given_first], faint, statements, _LEAST)]
    assert len(set(kept)) == len(kept)
    assert {"e" + trigger for trigger in given_first} <= set(kept)
