"""
What the reader finds in one report, and the same rows once they are resolved.

A `Reading` holds rows whose world-facing fields (actor, country, date interval,
coordinates, …) are still None. Resolution wraps it into a `Record`: new rows of
the same classes with those fields set, and the actors. Nothing is mutated.
"""

from dataclasses import dataclass, field
from typing import NewType

from onrecord.records.labels import (
    Act,
    DateBasis,
    EventType,
    Factuality,
    Form,
    MentionKind,
    Precision,
    Sector,
    SourceKind,
    Tense,
)
from onrecord.records.report import Report
from onrecord.records.span import Span

__all__ = [
    "Actor",
    "ActorId",
    "Event",
    "EventDate",
    "EventId",
    "EventPlace",
    "Mention",
    "MentionId",
    "Object",
    "Participant",
    "Reading",
    "Record",
    "Size",
    "Statement",
    "StatementId",
]

MentionId = NewType("MentionId", str)
ActorId = NewType("ActorId", str)
StatementId = NewType("StatementId", str)
EventId = NewType("EventId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When it happens: an inclusive interval of ISO days, and how it is known."""

    span: Span | None = None
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    basis: DateBasis | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase that names or refers to something."""

    id: MentionId
    span: Span
    head: Span
    """The word or name that carries the mention."""
    kind: MentionKind
    score: float = 0.0
    """Calibrated probability that span and kind are right."""
    actor: ActorId | None = None
    """Set by resolution: whom it refers to."""
    rule: str | None = None
    """Set by resolution: the rule that linked it to its actor."""
    date: EventDate | None = None
    """Set by resolution: the days that a date names; None for other kinds and for what is not resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution relation: somebody says, writes, thinks, intends or knows something."""

    id: StatementId
    source: tuple[Span, ...]
    """Who says it; empty where none is expressed."""
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    """What is said; several spans where speech is interrupted."""
    source_kind: SourceKind
    form: Form
    act: Act
    score: float
    parent: StatementId | None = None
    """The statement inside whose content this one stands."""
    speaker: ActorId | None = None
    addressee: ActorId | None = None
    date: EventDate | None = None
    speaker_rule: str | None = None
    """The rule that set `speaker`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who does it, or to whom it is done."""

    span: Span
    actor: ActorId | None = None
    country: str | None = None
    """ISO 3166 alpha-3, or IGO, NGO, IMG."""
    sector: Sector | None = None
    score: float = 0.0
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What changes hands or is used."""

    span: Span
    kind: MentionKind
    family: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """Where it happens."""

    span: Span
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    precision: Precision | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Numbers of people the event touched, as stated."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A PLOVER event, as one mention in one report tells it."""

    id: EventId
    type: EventType
    mode: str | None
    trigger: Span
    factuality: Factuality
    tense: Tense
    score: float
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    objects: tuple[Object, ...] = ()
    place: EventPlace | None = None
    date: EventDate | None = None
    stated_by: tuple[StatementId, ...] = ()
    """Innermost statements whose content holds the event; empty means the outlet's own voice."""
    denied_by: tuple[StatementId, ...] = ()
    """Statements of the same report that deny it."""
    size: Size = field(default_factory=Size)
    own_types: tuple[str, ...] = ()
    """Types that the user defined and that this event is one of, beside PLOVER's; absent where there are none."""

    @property
    def quad(self) -> int:
        """PLOVER's quad class, 1 to 4."""
        return self.type.quad


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who a report speaks of: its mentions, and what the tables know of it on the day."""

    id: ActorId
    name: str
    """The fullest name the report gives, or the canonical name of a table."""
    kind: MentionKind
    mentions: tuple[MentionId, ...] = ()
    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    office: str | None = None
    rank: str | None = None
    wikidata: str | None = None
    rule: str | None = None
    """The rule that resolved it to the world; None where nothing did."""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader found; world-facing fields are None."""

    report: Report
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    model: str
    """Model name and digest, e.g. `reader-2026.11 sha256:…`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A reading resolved: who, where and when."""

    report: Report
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    model: str

    def quote(self, *spans: Span) -> str:
        """Return the characters the spans point at, an ellipsis between two."""
        return " … ".join(span.slice(self.report.text) for span in spans)

    def actor(self, id: ActorId | None) -> Actor | None:
        """Return the actor of that id; None for None or an id of another report."""
        return next((actor for actor in self.actors if actor.id == id), None)
