"""Who says that an event happened, and who denies it."""

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


def test_a_denial_of_its_own_content_denies_and_does_not_state() -> None:
    """“denied shelling the bridge”: the denier does not say that it happened."""
    denial = _statement("s5", Act.DENY, _span("denied"), _span("shelling the bridge"))
    (event,) = with_voices([_event("e1", _span("shelling"))], [denial], _TEXT)
    assert event.stated_by == ()
    assert event.denied_by == ("s5",)
