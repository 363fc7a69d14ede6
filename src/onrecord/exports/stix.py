"""
A STIX 2.1 bundle: identities, locations, reports, notes of what happened and of who says what, opinions of who denies.

    {"type": "note", "content": "Russia ASSAULT: “…”", "confidence": 88, "object_refs": ["identity--…", "location--…"],
     "external_references": [{"source_name": "Harbour Courier", "url": "https://…", "external_id": "e4k…#char=31,37"}]}

STIX has no event and no statement: both are notes, told apart by their labels. A denial is an opinion on the note of
the event, `disagree`, with the denier as its author. Ids are made from ids of the record, so that a second export is
the same; `created` is when the record was built. Confidence is the probability in per cent, on no named scale.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from onrecord.exports.addresses import page
from onrecord.exports.countries import country
from onrecord.exports.days import first_day, last_day
from onrecord.exports.json_text import known, write_list
from onrecord.exports.offsets import fragment
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, WorldActor, Written
from onrecord.exports.told import Told
from onrecord.records import EventPlace, Record, Span, Statement

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("identity", "An actor across reports: name, identity_class, Wikidata as external reference."),
    ("location", "A place: name, country (alpha-2), latitude and longitude."),
    ("note, label event", "Who, what, to whom and the sentence; refers to identities and location; confidence."),
    ("note, label statement", "What is said; authors: who says so; refers to the speaker's identity; confidence."),
    ("opinion", "disagree: a statement of the same report that denies the event of the note."),
    ("report", "Title, day and what of the bundle it tells of, for reports with a day of publication."),
    ("external_references", "Outlet, URL, and the id of the row with its place in the text, `e4k…#char=31,37`."),
)
LEFT_OUT = (
    "events as objects with fields: date, mode, contexts, factuality and tense stand as labels of a note",
    "statements and events that refer to no actor and no place: a note must refer to an object",
    "reports without a day of publication: `published` is required, and none is invented",
    "places without a country and without coordinates: a location must have one",
    "mentions, sentences, copies, and which sources are independent",
)
_OURS = uuid.UUID("6f6e7263-0000-5000-8000-000000000001")
"""Name space of the ids: the letters of the record's own file type."""
_CLASSES = {"person": "individual", "organization": "organization", "group": "group", "nationality": "class"}


def write(selection: Selection, target: Target) -> Written:
    """Write one bundle; every object stands in it once."""
    left_out = {"statements and events without an actor or a place": 0, "reports without a day of publication": 0}
    built = selection.store.status().built or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    created = built.replace("Z", ".000Z") if "." not in built else built
    bundle = f"bundle--{uuid.uuid5(_OURS, 'bundle ' + created)}"

    def objects() -> Iterator[dict[str, Any]]:
        written: set[str] = set()
        for record in selection.records():
            for each in _Objects(record, selection.world_actors(record.report.id), created, left_out).all():
                if each["id"] not in written:
                    written.add(each["id"])
                    yield each

    with target.text() as stream:
        before = f'{{"type": "bundle", "id": "{bundle}", "objects": [\n'
        count = write_list(stream, objects(), before=before, after="\n]}\n")
    return Written(counts={"objects": count}, left_out=left_out)


class _Objects:
    """The objects of one report."""

    def __init__(self, record: Record, worlds: dict[str, WorldActor], created: str, left_out: dict[str, int]) -> None:
        self._record = record
        self._worlds = worlds
        self._created = created
        self._left_out = left_out

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield every object, those that others refer to first."""
        refs: list[str] = []
        for each in self._parts():
            refs.append(each["id"])
            yield each
        published = first_day(self._record.report.published.start)
        if published is None or published != last_day(self._record.report.published.end or published):
            self._left_out["reports without a day of publication"] += 1
        elif refs:
            yield self._report(published, list(dict.fromkeys(refs)))

    def _parts(self) -> Iterator[dict[str, Any]]:
        for world in {each.id: each for each in self._worlds_named()}.values():
            yield self._identity(world)
        notes: set[str] = set()
        for event in self._record.events:
            if event.place is not None and (location := self._location(event.place)):
                yield location
            note = self._event(Told(self._record, event))
            if note is not None:
                notes.add(event.id)
                yield note
        for statement in self._record.statements:
            note = self._statement(statement)
            if note is not None:
                yield note
        known_statements = {each.id: each for each in self._record.statements}
        for event in self._record.events:
            if event.id in notes:
                yield from (self._opinion(event.id, known_statements[key]) for key in event.denied_by)

    def _worlds_named(self) -> Iterator[WorldActor]:
        yield from (self._worlds[actor.id] for actor in self._record.actors if actor.id in self._worlds)

    def _identity(self, world: WorldActor) -> dict[str, Any]:
        reference = {"source_name": "Wikidata", "external_id": world.wikidata} if world.wikidata else None
        return self._object(
            "identity",
            world.id,
            name=world.name,
            identity_class=_CLASSES.get(world.kind, "unknown"),
            labels=[world.country] if world.country else None,
            external_references=[reference] if reference else None,
        )

    def _location(self, place: EventPlace) -> dict[str, Any] | None:
        codes = country(place.country)
        if not codes and (place.latitude is None or place.longitude is None):
            return None
        return self._object(
            "location",
            self._place_key(place),
            name=self._place_name(place),
            country=codes.iso2 if codes else None,
            latitude=place.latitude if place.longitude is not None else None,
            longitude=place.longitude if place.latitude is not None else None,
        )

    def _place_name(self, place: EventPlace) -> str:
        return place.name or place.span.slice(self._record.report.text)

    def _place_key(self, place: EventPlace) -> str:
        if place.geonameid is not None:
            return f"geonames {place.geonameid}"
        return f"{self._place_name(place)}|{place.country}|{place.latitude}|{place.longitude}"

    def _event(self, told: Told) -> dict[str, Any] | None:
        event = told.event
        refs = self._identities(each.actor for each in (*event.actors, *event.recipients))
        if event.place is not None and self._location(event.place):
            refs.append(_id("location", self._place_key(event.place)))
        if not refs:
            self._left_out["statements and events without an actor or a place"] += 1
            return None
        date = event.date
        labels = [
            "event",
            event.type.value,
            event.mode,
            f"factuality {event.factuality.value}",
            f"tense {event.tense.value}",
        ]
        labels += [f"date {date.start or ''}/{date.end or ''}"] if date and (date.start or date.end) else []
        return self._object(
            "note",
            event.id,
            abstract=told.summary,
            content=f"{told.summary}: “{told.quote(told.sentence)}”",
            authors=told.voices(event.stated_by) or None,
            labels=[each for each in labels if each],
            object_refs=refs,
            confidence=round(event.score * 100),
            external_references=[self._reference(event.id, (event.trigger,))],
        )

    def _statement(self, statement: Statement) -> dict[str, Any] | None:
        refs = self._identities((statement.speaker, statement.addressee))
        if not refs:
            self._left_out["statements and events without an actor or a place"] += 1
            return None
        speaker = self._record.actor(statement.speaker)
        return self._object(
            "note",
            statement.id,
            abstract=f"{speaker.name}: {statement.act.value}" if speaker else statement.act.value,
            content=f"“{self._record.quote(*statement.content)}”",
            authors=[speaker.name] if speaker else None,
            labels=["statement", f"act {statement.act.value}", f"form {statement.form.value}"],
            object_refs=refs,
            confidence=round(statement.score * 100),
            external_references=[self._reference(statement.id, statement.content)],
        )

    def _opinion(self, event: str, statement: Statement) -> dict[str, Any]:
        speaker = self._record.actor(statement.speaker)
        author = speaker.name if speaker else self._record.quote(*statement.source)
        return self._object(
            "opinion",
            f"{statement.id} denies {event}",
            explanation=f"“{self._record.quote(*statement.content)}”",
            authors=[author] if author else None,
            opinion="disagree",
            object_refs=[_id("note", event)],
            external_references=[self._reference(statement.id, statement.content)],
        )

    def _report(self, published: str, refs: list[str]) -> dict[str, Any]:
        report = self._record.report
        return self._object(
            "report",
            report.id,
            name=report.title or report.id,
            published=f"{published}T00:00:00.000Z",
            object_refs=refs,
            external_references=[self._reference(report.id, ())],
        )

    def _identities(self, actors: Iterable[str | None]) -> list[str]:
        found = (_id("identity", self._worlds[each].id) for each in actors if each in self._worlds)
        return list(dict.fromkeys(found))

    def _reference(self, row: str, spans: tuple[Span, ...]) -> dict[str, Any]:
        report = self._record.report
        place = f"#{';'.join(fragment(span) for span in spans)}" if spans else ""
        return known(
            source_name=report.outlet or report.path,
            url=page(report.url),
            external_id=f"{row}{place}",
            description=f"text of record: sha256 {report.sha256}",
        )

    def _object(self, type: str, key: str, **fields: object) -> dict[str, Any]:
        return {
            "type": type,
            "spec_version": "2.1",
            "id": _id(type, key),
            "created": self._created,
            "modified": self._created,
            **known(**fields),
        }


def _id(type: str, key: str) -> str:
    return f"{type}--{uuid.uuid5(_OURS, f'{type} {key}'.encode('utf-8', 'replace').decode())}"
