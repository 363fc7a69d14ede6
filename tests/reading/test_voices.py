"""Who says that an event happened, and who denies it."""

from typing import Any

import pytest

from onrecord.reading.voices import with_voices
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
from tests.casefile import cases

_TEXT = "Kyiv accused Minsk of shelling the bridge, accusations Minsk denied. Aid arrived, the UN said officials said."


def _span(quote: str, after: int = 0) -> Span:
    start = _TEXT.index(quote, after)
    return Span(start, start + len(quote))


def _statement(id: str, act: Act, cue: Span, *content: Span) -> Statement:
    return Statement(
        id=StatementId(id), source=(), cue=(cue,), content=content, source_kind=SourceKind.NONE, form=Form.INDIRECT,
        act=act, score=1.0,
    )  # fmt: skip


def _event(id: str, trigger: Span) -> Event:
    return Event(
        id=EventId(id), type=EventType.ASSAULT, mode=None, trigger=trigger, factuality=Factuality.CERTAIN,
        tense=Tense.PAST, score=1.0,
    )  # fmt: skip


_ACCUSES = _statement("s1", Act.ACCUSE, _span("accused"), _span("of shelling the bridge"))
_DENIES = _statement("s2", Act.DENY, _span("denied"), _span("accusations"))


def test_a_denial_that_points_back_denies_the_events_of_the_accusation() -> None:
    """“accusations Minsk denied” denies the shelling, which the accuser states."""
    (event,) = with_voices([_event("e1", _span("shelling"))], [_ACCUSES, _DENIES], _TEXT)
    assert event.stated_by == ("s1",)
    assert event.denied_by == ("s2",)


def test_the_act_of_accusing_is_in_the_outlets_own_voice() -> None:
    """A trigger outside all contents is stated by nobody but the outlet."""
    (event,) = with_voices([_event("e1", _span("accused"))], [_ACCUSES, _DENIES], _TEXT)
    assert event.stated_by == event.denied_by == ()


def test_the_innermost_statement_states_the_event() -> None:
    """Of two contents that hold the event, the smaller counts."""
    outer = _statement("s3", Act.ASSERT, _span("officials said"), _span("Aid arrived, the UN said"))
    inner = _statement("s4", Act.ASSERT, _span("said"), _span("Aid arrived"))
    (event,) = with_voices([_event("e1", _span("arrived"))], [outer, inner], _TEXT)
    assert event.stated_by == ("s4",)


def test_what_a_denial_alone_holds_is_in_the_denier_s_words() -> None:
    """“denied shelling the bridge”: the outlet does not say so either, and the denier says that it is not so."""
    denial = _statement("s5", Act.DENY, _span("denied"), _span("shelling the bridge"))
    (event,) = with_voices([_event("e1", _span("shelling"))], [denial], _TEXT)
    assert event.stated_by == ("s5",)
    assert event.denied_by == ("s5",)


@pytest.mark.parametrize("case", cases("answers"))
def test_a_reaction_answers_what_its_noun_stands_for(case: dict[str, Any]) -> None:
    """Each event has the statements that state it and those that deny it, the latter also by pointing back at it."""
    text = case["text"]
    at = 0
    statements = []
    for n, row in enumerate(case["statements"]):
        place = {}
        # The parts of a statement stand together, and statements follow each other.
        for part in ("source", "cue", "content"):
            start = text.index(row[part], at) if row[part] in text[at:] else text.index(row[part])
            place[part] = Span(start, start + len(row[part]))
        at = place["source"].end
        statements.append(
            Statement(
                id=StatementId(f"s{n}"), source=(place["source"],), cue=(place["cue"],), content=(place["content"],),
                source_kind=SourceKind.PERSON, form=Form.INDIRECT, act=Act(row["act"]), score=1.0,
            )
        )  # fmt: skip
    events = []
    for trigger, _, _, *kind in case["events"]:
        start = text.index(trigger)
        events.append(
            Event(
                id=EventId(trigger), type=EventType(*kind or ["ASSAULT"]), mode=None,
                trigger=Span(start, start + len(trigger)), factuality=Factuality.CERTAIN, tense=Tense.PAST, score=1.0,
            )
        )  # fmt: skip
    found = {e.id: (list(e.stated_by), list(e.denied_by)) for e in with_voices(events, statements, text)}
    assert found == {e[0]: ([f"s{n}" for n in e[1]], [f"s{n}" for n in e[2]]) for e in case["events"]}
