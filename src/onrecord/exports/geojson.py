"""
Events with a place as GeoJSON points (RFC 7946): each event once, with its quotation, its day and how it stands.

    {"type": "Feature", "id": "g4skbccs3ubcc", "geometry": {"type": "Point", "coordinates": [125.754, 39.034]},
     "properties": {"type": "CONSULT", "place": "Pyongyang", "precision": "city", "standing": "reported", …}}
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from onrecord.exports.json_text import known, write_list
from onrecord.exports.outputs import Target
from onrecord.exports.selection import EventStanding, Selection, Written
from onrecord.exports.told import Told

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("id", "Id of the event across reports."),
    ("geometry", "A point, longitude first; of a region or a country, its middle: see `precision`."),
    ("title", "Who, what, to whom."),
    ("type, mode, quad, contexts", "PLOVER."),
    ("who, to_whom", "Names."),
    ("place, country, geonameid, precision", "Of the place; precision is city, region or country."),
    ("date_start, date_end, date_precision", "When."),
    ("factuality, tense", "Of the telling that stands for all: not every point happened."),
    ("stated_by, denied_by", "Who says so and who denies it in that report."),
    ("dead, injured, arrested", "As stated."),
    ("standing, standing_words, claim", "How the claim stands across reports."),
    ("reports, outlets, sources, sources_denying", "How much there is behind it."),
    ("sentence, start, end", "The sentence, and the words that name the event in code points of the text of record."),
    ("event, report, outlet, published, report_title, url", "The telling that stands for all."),
)
LEFT_OUT = (
    "events without coordinates: a map has no place for them",
    "statements and mentions; tellings besides the one that stands for all",
    "objects (weapons, goods, money, documents)",
)


def write(selection: Selection, target: Target) -> Written:
    """Write one feature for each event across reports that has coordinates."""
    left_out: Counter[str] = Counter()
    with target.text() as stream:
        count = write_list(
            stream,
            _features(selection, left_out),
            before='{"type": "FeatureCollection", "features": [\n',
            after="\n]}\n",
        )
    return Written(counts={"events": count}, left_out=left_out)


def _features(selection: Selection, left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for record in selection.records():
        standings = selection.standings(record.report.id)
        for event in record.events:
            standing, place = standings.get(event.id), event.place
            if standing is None or not standing.stands_for_all:
                continue
            if place is None or place.latitude is None or place.longitude is None:
                left_out["events without coordinates"] += 1
                continue
            yield {
                "type": "Feature",
                "id": standing.event_group,
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": _properties(Told(record, event), standing),
            }


def _properties(told: Told, standing: EventStanding) -> dict[str, Any]:
    event, report, place, date = told.event, told.record.report, told.event.place, told.event.date
    return known(
        title=told.summary,
        type=event.type.value,
        mode=event.mode,
        quad=event.quad,
        contexts=list(event.contexts),
        who=told.names(event.actors),
        to_whom=told.names(event.recipients),
        place=told.place_name,
        country=place.country if place else None,
        geonameid=place.geonameid if place else None,
        precision=place.precision.value if place and place.precision else None,
        date_start=date.start if date else None,
        date_end=date.end if date else None,
        date_precision=date.precision.value if date and date.precision else None,
        factuality=event.factuality.value,
        tense=event.tense.value,
        stated_by=told.voices(event.stated_by),
        denied_by=told.voices(event.denied_by),
        dead=event.size.dead,
        injured=event.size.injured,
        arrested=event.size.arrested,
        standing=standing.standing,
        standing_words=standing.standing_words,
        claim=standing.claim,
        reports=standing.reports,
        outlets=standing.outlets,
        sources=standing.sources,
        sources_denying=standing.sources_denying,
        sentence=told.quote(told.sentence),
        start=event.trigger.start,
        end=event.trigger.end,
        event=event.id,
        report=report.id,
        outlet=report.outlet,
        published=report.published.start,
        report_title=report.title,
        url=report.url,
    )
