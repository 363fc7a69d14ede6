"""
FollowTheMoney entities, one a line, for Aleph, OpenAleph and the `ftm` commands.

    {"id": "r1", "schema": "Article", "properties": {"title": ["…"], "publishedAt": ["2023-07-28"], …}}
    {"id": "w4k…", "schema": "Person", "properties": {"name": ["Sergei Shoigu"], "country": ["ru"]}}
    {"id": "e4k…", "schema": "Event", "properties": {"name": ["Russia CONSULT North Korea"], "involved": ["w4k…"], …}}
    {"id": "m4k…", "schema": "Mention", "properties": {"document": ["r1"], "resolved": ["w4k…"], "name": ["Shoigu"]}}
    {"id": "s4k…", "schema": "Note", "properties": {"description": ["“…”"], "entity": ["r1", "w4k…"]}}

Actors are those across reports, so that one person is one entity. Lines of one id are parts of one entity and are
merged as usual: `ftm aggregate`.
"""

import re
from collections.abc import Iterator
from typing import Any

from onrecord.exports.addresses import page
from onrecord.exports.countries import country
from onrecord.exports.json_text import line
from onrecord.exports.offsets import fragment
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, WorldActor, Written
from onrecord.exports.told import Told
from onrecord.records import Event, Mention, MentionKind, Participant, Record, Statement, text_digest

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("Article", "title, author, publisher, publishedAt, sourceUrl, language, fileName; bodyText with `--full-text`."),
    ("Person, Organization, LegalEntity", "name, alias (as this report says), country, wikidataId, position."),
    (
        "Event",
        "name, summary (the sentence), startDate, endDate, location, country, involved, organizer, proof, notes.",
    ),
    ("Mention", "document, name, resolved, detectedSchema, contextCountry."),
    ("Note", "What a statement says, tied to the report and to who says it; notes: act, form, place in the text."),
)
LEFT_OUT = (
    "who claims or denies an event, as fields: an Event has none; the notes say it in words",
    "to whom it is done: `involved` holds both sides, `organizer` who does it",
    "offsets, as fields: the notes have them as char=start,end of the text of record",
    "mentions that are no names: pronouns and descriptions without a capital letter",
    "coordinates of places; contexts; objects; probabilities",
    "what the ledger says: claims, sources, copies",
)
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,198}[0-9a-zA-Z])?")
_SCHEMATA = {"person": "Person", "organization": "Organization"}
_PRONOUNS = frozenset(
    "i you he she it we they me him her us them his its our their who whom this that these those some both all".split()
)
_ACTORS = frozenset({MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.GROUP, MentionKind.NATIONALITY})


def write(selection: Selection, target: Target) -> Written:
    """Write the entities of each report."""
    count = 0
    with target.text() as stream:
        for record in selection.records():
            worlds = selection.world_actors(record.report.id)
            for entity in _entities(record, worlds, full_text=selection.full_text):
                stream.write(line(entity) + "\n")
                count += 1
    return Written(counts={"entities": count}, left_out={})


def _entities(record: Record, worlds: dict[str, WorldActor], *, full_text: bool) -> Iterator[dict[str, Any]]:
    yield _article(record, full_text=full_text)
    for actor in record.actors:
        world = worlds.get(actor.id)
        if world is not None:
            yield _entity(
                world.id,
                _schema(world),
                name=world.name,
                alias=actor.name if actor.name != world.name else None,
                country=_codes(world.country or actor.country),
                wikidataId=world.wikidata,
                **({"position": actor.office} if _schema(world) == "Person" else {}),
            )
    yield from (_mention(record, each, worlds) for each in record.mentions if _is_name(record, each))
    yield from (_event(Told(record, event), worlds) for event in record.events)
    yield from (_note(record, statement, worlds) for statement in record.statements)


def _article(record: Record, *, full_text: bool) -> dict[str, Any]:
    report = record.report
    return _entity(
        _report_id(record),
        "Article",
        fileName=report.path,
        title=report.title,
        author=report.byline,
        publisher=report.outlet,
        publishedAt=report.published.start,
        sourceUrl=page(report.url),
        language={"en": "eng"}.get(report.language or ""),
        bodyText=report.text if full_text else None,
        notes=f"report {report.id}; text sha256 {report.sha256}; read by {record.model}",
    )


def _is_name(record: Record, mention: Mention) -> bool:
    """Whether a mention names somebody: others compare mentions by name, where a pronoun would be everybody's."""
    words = mention.span.slice(record.report.text)
    is_named = any(letter.isupper() for letter in words) and words.casefold() not in _PRONOUNS
    return mention.kind in _ACTORS and is_named


def _mention(record: Record, mention: Mention, worlds: dict[str, WorldActor]) -> dict[str, Any]:
    world = worlds.get(mention.actor or "")
    return _entity(
        mention.id,
        "Mention",
        document=_report_id(record),
        name=mention.span.slice(record.report.text),
        resolved=world.id if world else None,
        detectedSchema=_SCHEMATA.get(mention.kind.value, "LegalEntity"),
        contextCountry=_codes(world.country) if world else None,
    )


def _event(told: Told, worlds: dict[str, WorldActor]) -> dict[str, Any]:
    event, report = told.event, told.record.report
    doers, done_to = _ids(event.actors, worlds), _ids(event.recipients, worlds)
    return _entity(
        event.id,
        "Event",
        name=told.summary,
        summary=told.quote(told.sentence),
        startDate=event.date.start if event.date else None,
        endDate=event.date.end if event.date else None,
        location=told.place_name,
        country=_codes(event.place.country) if event.place else None,
        organizer=doers,
        involved=list(dict.fromkeys([*doers, *done_to])),
        proof=_report_id(told.record),
        publisher=report.outlet,
        sourceUrl=page(report.url),
        recordId=event.id,
        keywords=[event.type.value, *([event.mode] if event.mode else []), event.factuality.value],
        notes=_event_notes(told, event),
    )


def _event_notes(told: Told, event: Event) -> str:
    said, denied = told.voices(event.stated_by), told.voices(event.denied_by)
    parts = [fragment(event.trigger), "said by " + "; ".join(said) if said else "in the outlet's own voice"]
    return "; ".join([*parts, *(["denied by " + "; ".join(denied)] if denied else [])])


def _note(record: Record, statement: Statement, worlds: dict[str, WorldActor]) -> dict[str, Any]:
    speaker = worlds.get(statement.speaker or "")
    source = speaker.name if speaker else record.quote(*statement.source)
    places = " ".join(fragment(span) for span in statement.content)
    return _entity(
        statement.id,
        "Note",
        name=f"{source or '(not named)'}: {statement.act.value}",
        description=record.quote(*statement.content),
        entity=[_report_id(record), *([speaker.id] if speaker else [])],
        publisher=record.report.outlet,
        sourceUrl=page(record.report.url),
        notes=f"{statement.act.value}, {statement.form.value}; {places}",
    )


def _report_id(record: Record) -> str:
    """Return the id of a report, or what of it is allowed as one: others see letters, digits, dots and dashes only."""
    key = record.report.id
    return key if _ID.fullmatch(key) else f"r-{text_digest(key)[:24]}"


def _ids(participants: tuple[Participant, ...], worlds: dict[str, WorldActor]) -> list[str]:
    found = (worlds[each.actor].id for each in participants if each.actor in worlds)
    return list(dict.fromkeys(found))


def _schema(world: WorldActor) -> str:
    return _SCHEMATA.get(world.kind, "LegalEntity")


def _codes(iso3: str | None) -> str | None:
    codes = country(iso3)
    return codes.iso2.lower() if codes else None


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """Return an entity; every property is a list, and one that says nothing is absent."""
    listed = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in listed.items() if any(values)}}
