"""
What matching needs to know of a row: a flat copy, made from one record alone.

    "A strike on Raqqa killed 12 people on Monday"
    ->  EventView(type=ASSAULT, stem="strik", place_name="raqqa", start=end="2017-08-07", stems={kill, people, ...})

A view can be kept beside its row and made again from the record at any time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.ledger.matching.days import first_day, last_day
from onrecord.ledger.matching.kept import kept
from onrecord.ledger.matching.words import content_stems, stem, weight
from onrecord.ledger.tokens import tokens_of, whole, words_in
from onrecord.records import (
    Act,
    Event,
    EventType,
    Factuality,
    Form,
    MentionKind,
    Participant,
    Record,
    Sector,
    SourceKind,
    Span,
    Statement,
)

__all__ = [
    "ActorView",
    "EventView",
    "Party",
    "ReportView",
    "StatementView",
    "actor_views",
    "event_views",
    "report_view",
    "statement_views",
    "story_of",
    "view_of_text",
]

STORY = 40
"""Words that stand for what a report is about."""
LEAD = 80
"""Words of a lead: reports say first what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """An actor of one report."""

    id: str
    report: str
    name: str
    """As in the record: the fullest name of the report, or a phrase."""
    kind: MentionKind
    surfaces: tuple[str, ...] = ()
    """Every phrase of the report that refers to it, once each, sorted."""
    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    office: str | None = None
    rank: str | None = None
    wikidata: str | None = None
    day: str | None = None
    """First day of the report's publication: offices are held for a time."""
    rule: str | None = None
    """The rule that resolved it to the world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event."""

    stems: frozenset[str]
    """Stems of the phrase, and of the actor's name where it is known."""
    country: str | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event of one report."""

    id: str
    report: str
    type: EventType | None
    mode: str | None
    trigger: str
    """The words of the trigger, lower case."""
    stem: str
    """The stem of the word of the trigger that says most."""
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    objects: frozenset[str] = frozenset()
    """Stems of what changes hands or is used."""
    start: str | None = None
    """First day it can have happened."""
    end: str | None = None
    day: str | None = None
    """First day of the report's publication."""
    place: str | None = None
    """Folded name of the place, as resolved, else as written."""
    place_country: str | None = None
    geonameid: int | None = None
    numbers: frozenset[str] = frozenset()
    """Numbers in the sentence, as digits or words."""
    stems: frozenset[str] = frozenset()
    """Stems of the sentence."""
    story: frozenset[str] = frozenset()
    """Stems that the whole report is about."""
    sentence: int = 0
    """Which sentence of the report."""
    factuality: Factuality = Factuality.CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement of one report, and what it says."""

    id: str
    report: str
    act: Act
    form: Form
    source_kind: SourceKind
    speaker: str | None
    """Name of the speaker, as in the record."""
    speaker_stems: frozenset[str]
    speaker_country: str | None
    words: tuple[str, ...]
    """The words of the content, in order, lower case."""
    stems: frozenset[str]
    negated: bool
    """Whether the content says that something is not so."""
    day: str | None = None
    story: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report, as reports of one happening are found."""

    id: str
    day: str | None
    title: frozenset[str]
    """Stems of the title."""
    counts: tuple[tuple[str, int], ...]
    """Stems of the text and how often each stands there, sorted."""
    names: frozenset[str]
    """Stems of words written with a capital inside sentences."""
    lead: frozenset[str] = frozenset()
    """Stems of its first words."""
    numbers: frozenset[str] = frozenset()
    """Numbers of up to three digits: ages, tolls, streets."""


def actor_views(record: Record) -> tuple[ActorView, ...]:
    """Return the actors of a record, in its order."""
    phrases: dict[str, set[str]] = {}
    for mention in record.mentions:
        if mention.actor is not None:
            phrases.setdefault(mention.actor, set()).add(mention.span.slice(record.report.text))
    return tuple(
        ActorView(
            id=actor.id,
            report=record.report.id,
            name=actor.name,
            kind=actor.kind,
            surfaces=tuple(sorted(phrases.get(actor.id, ()))),
            country=actor.country,
            sectors=actor.sectors,
            office=actor.office,
            rank=actor.rank,
            wikidata=actor.wikidata,
            day=first_day(record.report.published.start),
            rule=actor.rule,
        )
        for actor in record.actors
    )


def story_of(record: Record) -> frozenset[str]:
    """Return the stems that a report is about: often there and worth most."""
    counts = Counter(content_stems(_words(record.report.text, _read(record))))
    return frozenset(sorted(counts, key=lambda one: (-counts[one] * weight(one), one))[:STORY])


def event_views(record: Record, story: frozenset[str] | None = None) -> tuple[EventView, ...]:
    """Return the events of a record, in its order; `story` is that of `story_of`, where it is at hand."""
    story = story_of(record) if story is None else story
    return tuple(_event_view(record, event, story) for event in record.events)


def statement_views(record: Record, story: frozenset[str] | None = None) -> tuple[StatementView, ...]:
    """Return the statements of a record, in its order; `story` as for `event_views`."""
    story = story_of(record) if story is None else story
    return tuple(_statement_view(record, statement, story) for statement in record.statements)


def report_view(record: Record) -> ReportView:
    """Return what a report is about, by the zones that are read."""
    report = record.report
    return view_of_text(
        report.id,
        report.text,
        _read(record),
        record.sentences,
        title=report.title or "",
        day=first_day(report.published.start),
    )


def view_of_text(
    report: str, text: str, read: Sequence[Span], sentences: Sequence[Span], *, title: str, day: str | None
) -> ReportView:
    """Return what a text is about that is not a record yet; `read` are the parts of it that count."""
    tokens = tokens_of(text, read)
    starts = {sentence.start for sentence in sentences}
    names = {one.key for one in tokens if text[one.span.start].isupper() and one.span.start not in starts}
    words = [token.key for token in tokens]
    return ReportView(
        id=report,
        day=day,
        title=frozenset(content_stems(_words(title, whole(title)))),
        lead=frozenset(content_stems(words[:LEAD])),
        counts=tuple(sorted(Counter(content_stems(words)).items())),
        names=frozenset(content_stems(sorted(names))),
        numbers=frozenset(word for word in words if word.isdigit() and len(word) < 4),
    )


def _event_view(record: Record, event: Event, story: frozenset[str]) -> EventView:
    """The view of one event."""
    text = record.report.text
    number, sentence = _sentence(record, event.trigger)
    words = _words(text, (event.trigger,))
    around = _words(text, (sentence,))
    place, date = event.place, event.date
    return EventView(
        id=event.id,
        report=record.report.id,
        type=event.type,
        mode=event.mode,
        trigger=" ".join(words),
        stem=max(map(stem, words), key=lambda one: (weight(one), one), default=""),
        actors=tuple(_party(record, one) for one in event.actors),
        recipients=tuple(_party(record, one) for one in event.recipients),
        objects=frozenset(content_stems(_words(text, (one.span for one in event.objects)))),
        start=first_day(date.start) if date else None,
        end=last_day(date.end) if date else None,
        day=first_day(record.report.published.start),
        place=_folded(place.name or place.span.slice(text)) if place else None,
        place_country=place.country if place else None,
        geonameid=place.geonameid if place else None,
        numbers=frozenset(word for word in around if word.isdigit()),
        stems=_stems_of(around),
        story=story,
        sentence=number,
        factuality=event.factuality,
    )


@kept(1 << 8)
def _stems_of(words: tuple[str, ...]) -> frozenset[str]:
    """The stems of a sentence, in which several events may stand."""
    return frozenset(content_stems(words))


def _party(record: Record, participant: Participant) -> Party:
    """The view of one participant."""
    actor = record.actor(participant.actor)
    words = _words(record.report.text, (participant.span,))
    name = _words(actor.name, whole(actor.name)) if actor else ()
    return Party(
        stems=frozenset(content_stems((*words, *name))), country=participant.country, sector=participant.sector
    )


def _statement_view(record: Record, statement: Statement, story: frozenset[str]) -> StatementView:
    """The view of one statement."""
    speaker = record.actor(statement.speaker)
    source = _words(record.report.text, statement.source)
    name = _words(speaker.name, whole(speaker.name)) if speaker else ()
    words = _words(record.report.text, statement.content)
    return StatementView(
        id=statement.id,
        report=record.report.id,
        act=statement.act,
        form=statement.form,
        source_kind=statement.source_kind,
        speaker=speaker.name if speaker else None,
        speaker_stems=frozenset(content_stems((*source, *name))),
        speaker_country=speaker.country if speaker else None,
        words=words,
        stems=frozenset(content_stems(words)),
        negated=_is_negated(words),
        day=first_day(record.report.published.start),
        story=story,
    )


def _is_negated(words: Sequence[str]) -> bool:
    """Whether the main clause of a content, up to its first subordinate one, is a negative."""
    for place, word in enumerate(words):
        if word in _NEGATIVES or word.endswith("n't"):
            return True
        if place > 2 and word in _OPENERS:
            return False
    return False


_OPENERS = frozenset({"that", "which", "who", "because", "although", "but", "until", "unless", "if", "whether"})
_NEGATIVES = frozenset({"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"})


def _words(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The words inside spans, in the form in which they are compared."""
    return words_in(text, spans)


def _folded(name: str) -> str:
    """A name as places are compared by."""
    return " ".join(word for word in _words(name, whole(name)) if word != "the")


def _sentence(record: Record, span: Span) -> tuple[int, Span]:
    """The sentence a span starts in, and its number; the span itself where it stands in none."""
    for number, sentence in enumerate(record.sentences):
        if sentence.start <= span.start < sentence.end:
            return number, sentence
    return 0, span


def _read(record: Record) -> tuple[Span, ...]:
    """The zones of a report that are read; all of the text where nothing is cut into zones."""
    zones = tuple(zone.span for zone in record.report.zones if zone.kind.is_read)
    return zones or whole(record.report.text)
