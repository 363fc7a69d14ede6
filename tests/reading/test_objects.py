"""Things that change hands, and numbers of people: by rule, from the trigger's own sentence."""

from typing import Any

import pytest

from onrecord.reading.objects import with_objects_and_sizes
from onrecord.records import (
    Event,
    EventId,
    EventType,
    Factuality,
    Mention,
    MentionId,
    MentionKind,
    Span,
    Tense,
)
from tests.casefile import cases


def _event(text: str, quote: str, type: EventType) -> Event:
    start = text.index(quote)
    return Event(
        id=EventId(quote), type=type, mode=None, trigger=Span(start, start + len(quote)),
        factuality=Factuality.CERTAIN, tense=Tense.PAST, score=1.0,
    )  # fmt: skip


@pytest.mark.parametrize("case", cases("sizes"))
def test_sizes(case: dict[str, Any]) -> None:
    """Dead, injured, arrested."""
    text = case["text"]
    event = _event(text, case["trigger"], EventType(case["type"]))
    (sized,) = with_objects_and_sizes([event], [], [Span(0, len(text))], text)
    assert [sized.size.dead, sized.size.injured, sized.size.arrested] == case["expected"]


def test_a_thing_belongs_to_the_nearest_event_that_can_have_one() -> None:
    """Of two events in a sentence, the nearer one that moves things gets the weapon; other sentences get none."""
    text = "Envoys met as Minsk supplied rockets to the rebels. Police arrested two men."
    events = [
        _event(text, "met", EventType.CONSULT),
        _event(text, "supplied", EventType.AID),
        _event(text, "arrested", EventType.COERCE),
    ]
    at = text.index("rockets")
    rockets = Mention(
        id=MentionId("m"), span=Span(at, at + 7), head=Span(at, at + 7), kind=MentionKind.WEAPON, score=1.0
    )
    stop = text.index(".") + 1
    out = with_objects_and_sizes(events, [rockets], [Span(0, stop), Span(stop + 1, len(text))], text)
    assert [[o.span.slice(text) for o in e.objects] for e in out] == [[], ["rockets"], []]
