"""
The stage that turns readings into records.

A reading's statements have sources and its events participants, dates and places, as spans. Here each
source and participant gets an actor, each date an interval, each place a point, and each of these
the rule that set it; what no rule decides stays None.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.cycles import no_looking_for_cycles
from onrecord.records import (
    Actor,
    ActorId,
    DateBasis,
    Event,
    EventDate,
    EventPlace,
    EventType,
    Mention,
    MentionId,
    MentionKind,
    Object,
    Participant,
    Precision,
    Reading,
    Record,
    Sector,
    SourceKind,
    Span,
    Statement,
    Tense,
    changed,
    row_id,
)
from onrecord.resolution.ambiguous import settle_reference
from onrecord.resolution.clusters import Cluster, Linked
from onrecord.resolution.codes import record_country
from onrecord.resolution.context import countries_named
from onrecord.resolution.contexts import contexts_of
from onrecord.resolution.coordination import conjuncts, coordinated_states
from onrecord.resolution.dates import Interval, resolve_dates
from onrecord.resolution.linking import cluster
from onrecord.resolution.names_in_report import actor_kind, actor_name
from onrecord.resolution.places import resolve_place
from onrecord.resolution.references import Form, Reference, name_before, read_reference
from onrecord.resolution.shared_dates import share_dates
from onrecord.resolution.surroundings import Surroundings, surroundings_of
from onrecord.resolution.tables import Tables, load_tables
from onrecord.resolution.tenses import tense_around
from onrecord.resolution.voices import voices_of
from onrecord.resolution.weapons import weapon_of
from onrecord.resolution.world import Worldly, world_of, world_of_phrase

__all__ = ["RESOLVER_VERSION", "Resolver"]

RESOLVER_VERSION = "5"
_PRESENT = frozenset({"now", "currently", "at present", "right now", "at the moment", "presently", "these days"})
_BY_FORCE = frozenset({EventType.ASSAULT, EventType.MOBILIZE})
_WAGED = frozenset({"war", "wars", "aggression", "campaign", "adventure"})
"""What a government wages; what its armed forces do has other words (gold half a: 6 of 7 and 6 of 7)."""
_NEAR = 600
"""Characters back within which a sector goes on being that of the same country."""
_ACTING = frozenset(
    {MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.GROUP, MentionKind.PLACE, MentionKind.NATIONALITY}
)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Readings to records; pure, so that running it again gives the same rows."""

    tables: Tables
    name: str = "resolve"
    version: str = RESOLVER_VERSION

    @classmethod
    def load(cls, *, names: Path | None = None, places: Path | None = None) -> "Resolver":
        """
        Return the stage with the tables of the package, and over them a user's own: CSV files of names and places.

        Raises KnowledgeError where ours are missing or damaged, or a row of theirs cannot be used.
        """
        tables = load_tables().with_own(names, places)
        return cls(tables, version=f"{RESOLVER_VERSION}+{tables.digest}") if tables.digest else cls(tables)

    def __call__(self, readings: Sequence[Reading], /) -> list[Record]:
        """Return one record per reading, in order."""
        with no_looking_for_cycles():
            return [self.resolve(reading) for reading in readings]

    def resolve(self, reading: Reading, chains: Sequence[Sequence[Span]] = ()) -> Record:
        """
        Return the record of one reading.

        `chains` are the phrases that a reader of coreference holds to be the same, as spans of the text: the
        first evidence for whom pronouns and descriptions refer to. Without it, and for names, rules decide.
        """
        return _Report(reading, self.tables, chains).record()


class _Report:
    """The work on one reading."""

    def __init__(self, reading: Reading, tables: Tables, chains: Sequence[Sequence[Span]] = ()) -> None:
        self.chains = chains
        self.reading = reading
        self.text = reading.report.text
        self.id = reading.report.id
        self.published = reading.report.published.start
        self.tables = tables
        self.kinds = {mention.span: mention.kind for mention in reading.mentions}
        self.sources = {span: True for statement in reading.statements for span in statement.source}
        self.conjuncts = self._conjuncts()
        self.links = self._links()
        self.context = countries_named(self.text, tables)
        self.worlds: dict[int, Worldly] = {}
        self.actor_ids: dict[int, ActorId] = {}
        self.dates = self._dates()

    def _links(self) -> dict[Span, Linked]:
        spans = set(self.sources)
        spans |= {m.span for m in self.reading.mentions if m.kind in _ACTING}
        spans |= {p.span for event in self.reading.events for p in (*event.actors, *event.recipients)}
        spans |= {name for span in spans if (name := name_before(self.text, span)) and not _overlaps(name, spans)}
        spans |= {part for parts in self.conjuncts.values() for part in parts}
        inside = [span for span in sorted(spans, key=lambda s: (s.start, -s.end)) if span.end <= len(self.text)]
        references = [
            settle_reference(
                read_reference(self.text, span, self.published, self.tables), self.text, self._surroundings
            )
            for span in inside
        ]
        linked = cluster(
            references,
            set(self.sources),
            self.text,
            voices=voices_of(self.reading.statements, inside),
            chains=self.chains,
        )
        return {link.reference.span: link for link in linked}

    def _conjuncts(self) -> dict[Span, tuple[Span, ...]]:
        """The parts of each participant that is several actors."""
        spans = {p.span for event in self.reading.events for p in (*event.actors, *event.recipients)}
        cut = {s: conjuncts(self.text, s, self.published, self.tables) for s in spans if s.end <= len(self.text)}
        return {span: parts for span, parts in cut.items() if parts}

    def _surroundings(self) -> Surroundings:
        """What the report names beside a place; worked out where a place or an ambiguous name asks for it."""
        return surroundings_of(self.text, self.tables)

    def _dates(self) -> dict[Span, Interval]:
        """When each date of the report means; the tense of its event decides where the words near it do not."""
        tenses: dict[Span, Tense | None] = {m.span: None for m in self.reading.mentions if m.kind is MentionKind.DATE}
        tenses |= {s.date.span: None for s in self.reading.statements if s.date is not None and s.date.span}
        for event in self.reading.events:
            if event.date is not None and event.date.span is not None:
                tenses[event.date.span] = event.tense if event.tense in (Tense.PAST, Tense.FUTURE) else None
        spans = [span for span in tenses if span.end <= len(self.text)]
        return resolve_dates(
            self.text, spans, self.published, lambda span: tense_around(self.text, span) or tenses[span]
        )

    def world(self, found: Cluster) -> Worldly:
        """What the tables know of a cluster, worked out once."""
        key = id(found)
        if key not in self.worlds:
            self.worlds[key] = world_of(found, self.context, self.tables)
        return self.worlds[key]

    def actor_id(self, found: Cluster) -> ActorId:
        """The id of a cluster: of its first phrase in the text."""
        key = id(found)
        if key not in self.actor_ids:
            self.actor_ids[key] = ActorId(row_id("a", self.id, min(r.span for r in found.references)))
        return self.actor_ids[key]

    def record(self) -> Record:
        """Return the record of the reading."""
        reading = self.reading
        mentions = self._mentions()
        return Record(
            report=reading.report,
            sentences=reading.sentences,
            mentions=mentions,
            actors=self._actors(mentions),
            statements=tuple(self._statement(statement) for statement in reading.statements),
            events=share_dates([self._event(event) for event in reading.events], self.text),
            model=reading.model,
        )

    def _mentions(self) -> tuple[Mention, ...]:
        """The reader's mentions, linked, and one for each source or participant that it has no mention for."""
        linked = [
            changed(m, actor=self.actor_id(link.cluster), rule=link.rule)
            if (link := self.links.get(m.span))
            else m
            if m.kind is not MentionKind.DATE
            else changed(m, date=self._date_of(m))
            for m in self.reading.mentions
        ]
        seen = {mention.span for mention in linked}
        for span, link in self.links.items():
            if span not in seen:
                linked.append(
                    Mention(
                        id=MentionId(row_id("m", self.id, span)),
                        span=span,
                        head=_head(link.reference),
                        kind=actor_kind(link.cluster, self.kinds),
                        score=link.score,
                        actor=self.actor_id(link.cluster),
                        rule=link.rule,
                    )
                )
        return tuple(sorted(linked, key=lambda mention: mention.span))

    def _actors(self, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
        by_actor: dict[ActorId, list[MentionId]] = {}
        for mention in mentions:
            if mention.actor is not None:
                by_actor.setdefault(mention.actor, []).append(mention.id)
        clusters = {self.actor_id(link.cluster): link.cluster for link in self.links.values()}
        actors = []
        for key, found in clusters.items():
            world = self.world(found)
            actors.append(
                Actor(
                    id=key,
                    name=actor_name(found),
                    kind=actor_kind(found, self.kinds),
                    mentions=tuple(by_actor.get(key, ())),
                    country=world.country,
                    sectors=world.sectors,
                    office=world.office,
                    rank=world.rank,
                    wikidata=next((r.answer.wikidata for r in found.references if r.answer.wikidata), None)
                    if found.form is Form.STATE
                    else None,
                    rule=world.rule,
                    score=world.score,
                )
            )
        return tuple(actors)

    def _statement(self, statement: Statement) -> Statement:
        link = next((self.links[span] for span in statement.source if span in self.links), None)
        date = self._date(statement.date) if statement.date is not None else None
        if link is None:
            return changed(statement, date=date)
        kind = statement.source_kind
        if kind is SourceKind.NONE:
            return changed(statement, date=date)
        return changed(statement, speaker=self.actor_id(link.cluster), speaker_rule=link.rule, date=date)

    def _event(self, event: Event) -> Event:
        waged = event.trigger.slice(self.text).lower().split()[-1:]
        by_force = event.type in _BY_FORCE and not _WAGED & set(waged)
        # a reader may hand over one phrase once for each of its actors: no participant twice
        actors = tuple(dict.fromkeys(part for p in event.actors for part in self._participants(p, by_force)))
        recipients = tuple(dict.fromkeys(part for p in event.recipients for part in self._participants(p, False)))
        place = self._place(event.place) if event.place is not None else None
        actors, recipients = (tuple(_of_place(p, place) for p in side) for side in (actors, recipients))
        sectors = [p.sector for p in (*actors, *recipients)]
        kinds = [thing.kind for thing in event.objects]
        return changed(
            event,
            contexts=contexts_of(event.type, sectors, kinds, self._sentence(event.trigger)),
            actors=actors,
            recipients=recipients,
            objects=tuple(self._object(thing) for thing in event.objects),
            place=place,
            date=self._date(event.date) if event.date is not None else None,
        )

    def _sentence(self, span: Span) -> str:
        return next((s.slice(self.text) for s in self.reading.sentences if s.contains(span)), "")

    def _participants(self, participant: Participant, uses_force: bool) -> Iterator[Participant]:
        """Each actor of a phrase: cut where the parts stand by themselves, else once for each state in it."""
        parts = self.conjuncts.get(participant.span)
        if parts:
            yield from (self._participant(changed(participant, span=part), uses_force) for part in parts)
            return
        found = self._participant(participant, uses_force)
        link = self.links.get(participant.span)
        states = coordinated_states(participant.span.slice(self.text), self.tables) if link else ()
        for country in states:
            yield changed(found, country=record_country(country), rule=f"{found.rule}; one of {len(states)} states")
        if not states:
            yield found

    def _participant(self, participant: Participant, uses_force: bool) -> Participant:
        """A state that fights does so by its armed forces; a seat of government named for it is its government."""
        link = self.links.get(participant.span)
        if link is None:
            return participant
        owner = self.world(link.owner) if link.owner is not None else Worldly()
        world = world_of_phrase(
            link, self.context, self.world(link.cluster), owner, lambda sector: self._before(link, sector), self.tables
        )
        sectors = world.sectors
        is_state = link.reference.form is Form.STATE or link.reference.answer.kind == "state"
        is_seat = any(word in (link.reference.answer.rule or "") for word in ("metonym", "capital"))
        if uses_force and is_state and not is_seat and sectors[:1] in ((Sector.GOV,), (Sector.CVL,)):
            sectors = (Sector.MIL,)
        return changed(
            participant,
            actor=self.actor_id(link.cluster),
            country=world.country,
            sector=sectors[0] if sectors else None,
            score=link.score,
            rule=f"{link.rule}; {world.rule or 'no rule'}",
        )

    def _before(self, link: Linked, sector: Sector) -> str | None:
        """The country of the last phrase before this one, within a few sentences, that is of the sector."""
        at = link.reference.span.start
        for span, other in sorted(self.links.items(), reverse=True):
            if at - _NEAR < span.start < at and other.reference.form is not Form.PRONOUN:
                world = self.world(other.cluster)
                if world.country is not None and world.sectors[:1] == (sector,):
                    return world.country
        return None

    def _object(self, thing: Object) -> Object:
        weapon = weapon_of(thing.span.slice(self.text))
        return changed(thing, family=weapon.family) if weapon is not None else thing

    def _place(self, place: EventPlace) -> EventPlace:
        found = resolve_place(
            place.span.slice(self.text), self.text, place.span, surroundings=self._surroundings(), tables=self.tables
        )
        if found is None:
            return place
        return changed(
            place,
            name=found.name,
            country=record_country(found.country),
            latitude=found.latitude,
            longitude=found.longitude,
            geonameid=found.geonameid,
            precision=found.precision,
            rule=found.rule,
        )

    def _date(self, date: EventDate) -> EventDate:
        found = self.dates.get(date.span) if date.span is not None else None
        if found is None:
            return self._present(date)
        return changed(
            date, start=found.start, end=found.end, precision=found.precision, basis=found.basis, rule=found.rule
        )

    def _date_of(self, mention: Mention) -> EventDate | None:
        """The days that a mention of a date names, whether or not an event has it."""
        found = self._date(EventDate(span=mention.span))
        return found if found.start is not None else None

    def _present(self, date: EventDate) -> EventDate:
        """What goes on `now` goes on in the month of publication."""
        if date.span is None or self.published is None or len(self.published) < 7:
            return date
        if date.span.slice(self.text).lower() not in _PRESENT:
            return date
        month = self.published[:7]
        return changed(
            date, start=month, end=month, precision=Precision.MONTH, basis=DateBasis.PUBLICATION, rule="present"
        )


_ON_THE_SPOT = frozenset({Sector.CVL, Sector.REF, Sector.COP, Sector.JUD, Sector.REB})


def _of_place(participant: Participant, place: EventPlace | None) -> Participant:
    """Residents, courts, police and rebels without a country are of the one where the event took place."""
    if participant.country is not None or participant.sector not in _ON_THE_SPOT:
        return participant
    if place is None or place.country is None:
        return participant
    return changed(participant, country=place.country, rule=f"{participant.rule}; where it happened")


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _head(reference: Reference) -> Span:
    """The name in the phrase, or its last word."""
    written = reference.text
    if reference.name and (at := written.find(reference.name)) >= 0:
        return Span(reference.span.start + at, reference.span.start + at + len(reference.name))
    last = written.rstrip(" .,;:'\"’”").rfind(" ") + 1
    return (
        Span(reference.span.start + last, reference.span.end) if reference.form is not Form.PRONOUN else reference.span
    )
