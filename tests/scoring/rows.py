"""Small records and annotated reports for the tests of scoring."""

from collections.abc import Sequence

from onrecord.records import (
    Act,
    Actor,
    ActorId,
    Event,
    EventId,
    EventType,
    Factuality,
    Form,
    MentionKind,
    Origin,
    Participant,
    Record,
    Report,
    ReportId,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
    text_digest,
)

__all__ = ["event", "record", "statement"]


def record(text: str, statements: Sequence[Statement] = (), events: Sequence[Event] = (), name: str = "r") -> Record:
    """A record of these rows; each speaker `a:Name` is an actor of that name."""
    speakers = sorted({s.speaker for s in statements if s.speaker})
    origin = Origin(sha256="", media_type="application/json", encoding="utf-8", size_bytes=0)
    report = Report(id=ReportId(name), sha256=text_digest(text), text=text, zones=(), path="-", origin=origin)
    actors = tuple(Actor(id=each, name=each[2:], kind=MentionKind.PERSON) for each in speakers)
    return Record(
        report=report, sentences=(), mentions=(), actors=actors, statements=tuple(statements), events=tuple(events),
        model="made by hand",
    )  # fmt: skip


def statement(
    name: str,
    source: Sequence[Sequence[int]],
    cue: Sequence[Sequence[int]],
    content: Sequence[Sequence[int]],
    score: float = 0.5,
    speaker: str | None = None,
    kind: SourceKind = SourceKind.PERSON,
    form: Form = Form.INDIRECT,
    act: Act = Act.ASSERT,
) -> Statement:
    """A statement of spans given as pairs."""
    spans = [tuple(Span(*pair) for pair in role) for role in (source, cue, content)]
    return Statement(
        id=StatementId(name), source=spans[0], cue=spans[1], content=spans[2], source_kind=kind, form=form, act=act,
        score=score, speaker=ActorId(f"a:{speaker}") if speaker else None,
    )  # fmt: skip


def event(
    name: str,
    type: EventType,
    trigger: Sequence[int],
    actors: Sequence[Participant] = (),
    recipients: Sequence[Participant] = (),
    factuality: Factuality = Factuality.CERTAIN,
    stated_by: Sequence[str] = (),
    score: float = 0.5,
) -> Event:
    """An event of spans given as pairs."""
    return Event(
        id=EventId(name), type=type, mode=None, trigger=Span(*trigger), factuality=factuality, tense=Tense.PAST,
        score=score, actors=tuple(actors), recipients=tuple(recipients),
        stated_by=tuple(StatementId(each) for each in stated_by),
    )  # fmt: skip
