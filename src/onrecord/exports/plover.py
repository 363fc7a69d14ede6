"""
Events in the fields of the PLOVER manual, one JSON object a line.

    {"id": "e4skbccs3ubcc", "date": "2023-07-27", "actor": [{"entity_text": "Kim Jong Un", "code": "PRK",
     "sector": ["GOV"]}], "recipient": […], "event": ["CONSULT"], "mode": ["visit"], "context": ["diplomatic"],
     "quad_code": 1, "event_scale": 4.0, "event_text": ["hosted"], "text_info": {"start": 31, "end": 37}, …}
"""

from collections.abc import Iterator
from typing import Any

from onrecord.exports.days import first_day, last_day
from onrecord.exports.intensities import intensity
from onrecord.exports.json_text import known, line
from onrecord.exports.outputs import Target
from onrecord.exports.selection import EventStanding, Selection, Written
from onrecord.exports.told import Told
from onrecord.records import Event, EventPlace, Factuality, Participant, Precision, Record, Tense

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("id", "Id of the event."),
    ("has_event", "Always true."),
    (
        "date, enddate",
        "First and last day it may have happened; absent where unknown, which the manual does not foresee.",
    ),
    (
        "actor, recipient",
        "Lists: code (country), sector, entity_text, identifier_id (Wikidata), identifier_text, office.",
    ),
    ("event", "PLOVER type, as a list of one."),
    ("mode", "PLOVER mode, and the manual's auxiliary modes: future, negation."),
    ("context", "PLOVER contexts."),
    ("quad_code", "1 to 4."),
    ("event_scale", "PLOVER's intensity for type and mode."),
    ("event_text", "The words that name the event."),
    ("event_loc", "Place: extracted_place, resolved_place, geonameid, lat, lon, country_code, resolution (4, 2 or 1)."),
    ("size", "dead, injured, arrested."),
    ("link", "Id of the event across reports: lines that share it tell of one event."),
    ("text", "The sentence; with `--full-text` the whole text."),
    ("text_info", "start and end of the words that name the event, in code points of the text of record."),
    ("cite_info", "publication, title, url, language, date of the report and its id."),
    ("coder, comment", "The model; factuality, who says so and who denies it."),
)
LEFT_OUT = (
    "statements: who says and who denies stand in the comment, not what they say",
    "objects (weapons, goods, money, documents)",
    "claims, sources and copies of the ledger; `link` ties the lines of one event",
)
_RESOLUTION = {Precision.CITY: 4, Precision.REGION: 2, Precision.COUNTRY: 1}
_NEGATIVE = (Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT)


def write(selection: Selection, target: Target) -> Written:
    """Write one line for each event of each report."""
    count = 0
    with target.text() as stream:
        for record in selection.records():
            for fields in _events(record, selection.standings(record.report.id), full_text=selection.full_text):
                stream.write(line(fields) + "\n")
                count += 1
    return Written(counts={"events": count}, left_out={})


def _events(record: Record, standings: dict[str, EventStanding], *, full_text: bool) -> Iterator[dict[str, Any]]:
    report = record.report
    for event in record.events:
        told = Told(record, event)
        standing = standings.get(event.id)
        yield known(
            id=event.id,
            has_event=True,
            date=first_day(event.date.start) if event.date else None,
            enddate=last_day(event.date.end) if event.date else None,
            actor=[_entity(told, each) for each in event.actors],
            recipient=[_entity(told, each) for each in event.recipients],
            event=[event.type.value],
            mode=_modes(event),
            context=list(event.contexts),
            quad_code=event.quad,
            event_scale=intensity(event.type, event.mode),
            event_text=[told.quote(event.trigger)],
            event_loc=_location(told, event.place) if event.place else None,
            size=known(dead=event.size.dead, injured=event.size.injured, arrested=event.size.arrested),
            link=standing.event_group if standing else None,
            text=report.text if full_text else told.quote(told.sentence),
            text_info={"start": event.trigger.start, "end": event.trigger.end},
            cite_info=known(
                corpus=report.id,
                title=report.title,
                publication=report.outlet,
                url=report.url,
                language=report.language,
                date=report.published.start,
            ),
            coder=record.model,
            comment=_comment(told),
        )


def _entity(told: Told, participant: Participant) -> dict[str, Any]:
    actor = told.actor(participant)
    return known(
        code=participant.country,
        sector=[each.value for each in told.sectors(participant)],
        entity_text=told.quote(participant.span),
        identifier_id=actor.wikidata if actor else None,
        identifier_text=actor.name if actor else None,
        office=actor.office if actor else None,
    )


def _modes(event: Event) -> list[str]:
    auxiliary = ["future"] if event.tense is Tense.FUTURE else []
    auxiliary += ["negation"] if event.factuality in _NEGATIVE else []
    return [*([event.mode] if event.mode else []), *auxiliary]


def _location(told: Told, place: EventPlace) -> dict[str, Any]:
    return known(
        extracted_place=told.quote(place.span),
        resolved_place=place.name,
        geonameid=place.geonameid,
        lat=place.latitude,
        lon=place.longitude,
        country_code=place.country,
        resolution=_RESOLUTION.get(place.precision) if place.precision else None,
    )


def _comment(told: Told) -> str:
    event = told.event
    said, denied = told.voices(event.stated_by), told.voices(event.denied_by)
    parts = [
        f"factuality {event.factuality.value}",
        "said by " + "; ".join(said) if said else "in the outlet's own voice",
    ]
    return ". ".join([*parts, *(["denied by " + "; ".join(denied)] if denied else [])])
