"""
Events in the columns of POLECAT, one row an event of a report, separated by tabs.

    Event ID       Event Date  Event Type  Event Mode  Intensity  Quad Code            Contexts    Actor Name   …
    e4skbccs3ubcc  2023-07-27  CONSULT     visit       4.0        VERBAL COOPERATION   diplomatic  Kim Jong Un  …

An event with two actors and a recipient is two rows, as there: one for each pair.
"""

from collections.abc import Iterator
from itertools import product

from onrecord.exports.cells import write_table
from onrecord.exports.countries import country
from onrecord.exports.intensities import intensity
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.told import Told
from onrecord.records import EventPlace, MentionKind, Participant, Precision, Record

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

_SIDES = (
    ("Name", "Name of the {side}."),
    ("Country", "Name of its country."),
    ("COW", "Number of its country in the Correlates of War project."),
    ("Sector", "Its first PLOVER sector."),
    ("Sectors", "All its PLOVER sectors."),
    ("Title", "Office or rank."),
    ("Name Raw", "The words of the report."),
    ("Wikipedia ID", "Always empty: the record knows Wikidata, which has columns of its own."),
)


def _side(side: str) -> tuple[tuple[str, str], ...]:
    named = {"Sector": f"Primary {side} Sector", "Wikipedia ID": f"Wikipedia {side} ID"}
    return tuple((named.get(name, f"{side} {name}"), meaning.format(side=side.lower())) for name, meaning in _SIDES)


COLUMNS = (
    ("Event ID", "Id of the event."),
    ("Event Date", "The day; empty where the report leaves more than one open."),
    ("Event Type", "PLOVER type."),
    ("Event Mode", "PLOVER mode."),
    ("Intensity", "PLOVER's number for type and mode."),
    ("Quad Code", "VERBAL or MATERIAL, COOPERATION or CONFLICT."),
    ("Contexts", "PLOVER contexts, separated by semicolons."),
    *_side("Actor"),
    *_side("Recipient"),
    ("Placename", "Name of the place."),
    ("City", "The same where it is a city."),
    ("District", "Always empty."),
    ("Province", "The same where it is a region."),
    ("Country", "Name of the country of the place."),
    ("Latitude", "Of the place; the middle of a country where no more is known."),
    ("Longitude", "Of the place."),
    ("GeoNames ID", "Of the place."),
    ("Raw Placename", "The words of the report."),
    ("Feature Type", "How fine the place is known: city, region or country."),
    ("Source", "Outlet."),
    ("Publication Date", "First day the report may have been published."),
    ("Story People", "People that the report names."),
    ("Story Organizations", "Organizations that the report names."),
    ("Story Locations", "Places that the report names."),
    ("Language", "Of the report."),
    ("Version", "Model that read it."),
    ("Date Start", "First day it may have happened."),
    ("Date End", "Last day."),
    ("Factuality", "FactBank's value from the view of the closest source: CT- is no event."),
    ("Tense", "past, present, future or none."),
    ("Stated By", "Who says so; empty where the outlet does in its own voice."),
    ("Denied By", "Who denies it in the same report."),
    ("Actor Wikidata", "Wikidata id."),
    ("Recipient Wikidata", "Wikidata id."),
    ("Event Text", "The sentence."),
    ("Report", "Id of the report."),
    ("Start", "Of the words that name the event, in code points of the text of record."),
    ("End", "One past the last."),
)
LEFT_OUT = (
    "statements: who says and who denies stand as names, not what they say",
    "COW numbers of bodies that are no state, districts and Wikipedia ids: the record has none",
    "what the ledger says: which rows tell of one event, claims, sources, copies",
)
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def write(selection: Selection, target: Target) -> Written:
    """Write one row for each pair of actor and recipient of each event."""
    rows = (row for record in selection.records() for row in _rows(record))
    count = write_table(target, [name for name, _ in COLUMNS], rows, delimiter="\t")
    return Written(counts={"rows": count}, left_out={})


def _rows(record: Record) -> Iterator[list[object]]:
    story = [_named(record, kind) for kind in (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE)]
    report = record.report
    for event in record.events:
        told = Told(record, event)
        for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
            date = event.date
            is_day = date is not None and date.precision is Precision.DAY and date.start == date.end
            yield [
                event.id,
                date.start if date and is_day else None,
                event.type.value,
                event.mode,
                intensity(event.type, event.mode),
                _QUADS[event.quad],
                ";".join(event.contexts),
                *_participant(told, actor),
                *_participant(told, recipient),
                *_place(told, event.place),
                report.outlet,
                report.published.start,
                *story,
                report.language,
                record.model,
                date.start if date else None,
                date.end if date else None,
                event.factuality.value,
                event.tense.value,
                "; ".join(told.voices(event.stated_by)),
                "; ".join(told.voices(event.denied_by)),
                _wikidata(told, actor),
                _wikidata(told, recipient),
                told.quote(told.sentence),
                report.id,
                event.trigger.start,
                event.trigger.end,
            ]


def _participant(told: Told, participant: Participant | None) -> list[object]:
    if participant is None:
        return [None] * len(_SIDES)
    actor, codes = told.actor(participant), country(participant.country)
    sectors = told.sectors(participant)
    return [
        told.name(participant),
        codes.name if codes else participant.country,
        codes.cow if codes else None,
        sectors[0].value if sectors else None,
        ";".join(sectors),
        (actor.office or actor.rank) if actor else None,
        told.quote(participant.span),
        None,
    ]


def _wikidata(told: Told, participant: Participant | None) -> str | None:
    actor = told.actor(participant) if participant else None
    return actor.wikidata if actor else None


def _place(told: Told, place: EventPlace | None) -> list[object]:
    if place is None:
        return [None] * 10
    codes = country(place.country)
    return [
        told.place_name,
        place.name if place.precision is Precision.CITY else None,
        None,
        place.name if place.precision is Precision.REGION else None,
        codes.name if codes else place.country,
        place.latitude,
        place.longitude,
        place.geonameid,
        told.quote(place.span),
        place.precision.value if place.precision else None,
    ]


def _named(record: Record, kind: MentionKind) -> str:
    found = (mention.span.slice(record.report.text) for mention in record.mentions if mention.kind is kind)
    return ";".join(dict.fromkeys(found))
