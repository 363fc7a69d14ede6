"""Types from the text of their files, and small records to try them on."""

from pathlib import Path

from onrecord.assembly import vocabulary
from onrecord.eventtypes import OwnType, read_type
from onrecord.eventtypes.definition import marked
from onrecord.records import (
    Event,
    EventId,
    EventType,
    Factuality,
    MentionKind,
    Object,
    Origin,
    Participant,
    Record,
    Report,
    ReportId,
    Sector,
    Span,
    Tense,
    text_digest,
)

__all__ = ["HEAD", "own_type", "record_of"]

HEAD = 'name = "arms transfer"\ndefinition = "Weapons pass from one to another."\n'


def own_type(folder: Path, text: str, name: str = "arms-transfer") -> OwnType:
    """Return the type that a file of this text defines."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return read_type(path, vocabulary().modes)


def record_of(text: str, event: dict[str, object]) -> Record:
    """Return a record of one event, named by the words in double brackets; sentences end at full stops."""
    plain, trigger = marked(text) or (text, Span(0, 1))
    spans = {role: [(_at(plain, each[0]), *each[1:]) for each in event.get(role, [])] for role in _ROLES}  # type: ignore[attr-defined]
    people = {
        role: tuple(
            Participant(span=span, country=country, sector=Sector(sector) if sector else None)
            for span, country, sector in spans[role]
        )
        for role in ("actors", "recipients")
    }
    made = Event(
        id=EventId("e1"),
        type=EventType(event["type"]),
        mode=event.get("mode"),  # type: ignore[arg-type]
        trigger=trigger,
        factuality=Factuality.CERTAIN,
        tense=Tense.PAST,
        score=0.9,
        objects=tuple(Object(span=span, kind=MentionKind(kind)) for span, kind in spans["objects"]),
        **people,
    )
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    report = Report(id=ReportId("r"), sha256=text_digest(plain), text=plain, zones=(), path="-", origin=origin)
    ends = [n + 1 for n, letter in enumerate(plain) if letter == "."]
    sentences = tuple(Span(start, end) for start, end in zip([0, *ends], ends, strict=False))
    return Record(
        report=report, sentences=sentences, mentions=(), actors=(), statements=(), events=(made,), model="made by hand"
    )


_ROLES = ("actors", "recipients", "objects")


def _at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))
