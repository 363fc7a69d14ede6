"""
Events in the columns that scripts for ACLED expect: one row an event, however many reports tell of it.

    event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,…
    g4skbccs3ubcc,2022-11-01,2022,1,,,,North Korea,…

Only what a source holds certain or probable, told by the report that is most certain of it. ACLED's own categories are
filled in where PLOVER's type and mode decide them, and else left empty: `plover_type` and `plover_mode` say what it is.
The shape is theirs, the rows are this record's: none comes from ACLED, and their terms forbid to build a rival set.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.exports.cells import write_table
from onrecord.exports.countries import country
from onrecord.exports.days import first_day
from onrecord.exports.outputs import Target
from onrecord.exports.selection import EventStanding, Selection, Written
from onrecord.exports.told import Told, happened, why_not
from onrecord.records import Event, EventDate, EventType, Participant, Precision, Sector

__all__ = ["COLUMNS", "LEFT_OUT", "categories", "write"]

COLUMNS = (
    ("event_id_cnty", "Id of the event across reports; it holds while its tellings do."),
    ("event_date", "First day it may have happened; empty where that is not known to the month."),
    ("year", "Year of the event, where it is one."),
    ("time_precision", "1 day, 2 week, 3 month."),
    ("disorder_type", "ACLED's, where type and mode decide it."),
    ("event_type", "ACLED's, where type and mode decide it."),
    ("sub_event_type", "ACLED's, where type and mode decide it."),
    ("actor1", "Who does it: the first named."),
    ("assoc_actor_1", "The others."),
    ("inter1", "ACLED's kind of actor, where the sector decides it."),
    ("actor2", "To whom it is done: the first named."),
    ("assoc_actor_2", "The others."),
    ("inter2", "ACLED's kind of actor, where the sector decides it."),
    ("interaction", "Both kinds, where both are known."),
    ("civilian_targeting", "Civilian targeting, where an assault is done to civilians."),
    ("iso", "Always empty: the record has letters, in iso3."),
    ("region", "Always empty."),
    ("country", "Name of the country of the place."),
    ("admin1", "The place, where it is a region."),
    ("admin2", "Always empty."),
    ("admin3", "Always empty."),
    ("location", "Name of the place."),
    ("latitude", "Of a city or region; empty for a country, whose middle is no place of an event."),
    ("longitude", "Of a city or region."),
    ("geo_precision", "1 city, 3 region; empty where only the country is known."),
    ("source", "Outlets that tell of it, as ACLED separates them."),
    ("source_scale", "Always empty."),
    ("notes", "The sentence of the telling that stands for all."),
    ("fatalities", "Dead, as that telling states; empty where it does not, which is not zero."),
    ("tags", "How the claim stands: disputed, denied, …"),
    ("timestamp", "Always empty: a record has no hour of upload."),
    ("iso3", "ISO 3166 alpha-3 of the place."),
    ("date_start", "First day it may have happened."),
    ("date_end", "Last day."),
    ("plover_type", "PLOVER type."),
    ("plover_mode", "PLOVER mode."),
    ("factuality", "CT+ or PR+."),
    ("injured", "As stated."),
    ("arrested", "As stated."),
    ("reports", "Reports that tell of it."),
    ("outlets", "Named outlets that tell of it."),
    ("sources", "Original sources that say it happened, at least: copies and agencies count once."),
    ("sources_denying", "Original sources that deny it, at least."),
    ("claim", "Id of the claim."),
    ("event", "Id of the event in the report that stands for all."),
    ("report", "Id of that report."),
    ("start", "Of the words that name the event, in code points of the text of record."),
    ("end", "One past the last."),
)
LEFT_OUT = (
    "events that their source denies, plans, asks about or holds only possible: a row says that it happened",
    "statements: what is said, by whom, and each telling besides the one that stands for all",
    "objects (weapons, goods, money, documents), contexts",
    "coordinates of countries; ACLED's regions, districts, scales of sources and numeric country codes",
)
_TIME_PRECISION = {Precision.DAY: 1, Precision.WEEK: 2, Precision.MONTH: 3}
_GEO_PRECISION = {Precision.CITY: 1, Precision.REGION: 3}
_VIOLENCE = "Political violence"
_REMOTE = "Explosions/Remote violence"
_CATEGORIES: Mapping[tuple[str, str], tuple[str | None, str | None, str | None]] = {
    ("PROTEST", "riot"): ("Demonstrations", "Riots", None),
    ("PROTEST", "demo"): ("Demonstrations", None, None),
    ("ASSAULT", "aerial"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (_VIOLENCE, _REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "suicide-attack"): (_VIOLENCE, _REMOTE, "Suicide bomb"),
    ("ASSAULT", "explosives"): (_VIOLENCE, _REMOTE, None),
}
_INTER = {
    Sector.MIL: "State forces",
    Sector.COP: "State forces",
    Sector.REB: "Rebel group",
    Sector.PRM: "Political militia",
    Sector.CVL: "Civilians",
}


def write(selection: Selection, target: Target) -> Written:
    """Write one row for each event across reports that happened."""
    left_out: Counter[str] = Counter()
    count = write_table(target, [name for name, _ in COLUMNS], _rows(selection, left_out))
    return Written(counts={"events": count}, left_out=left_out)


def categories(type: EventType, mode: str | None) -> tuple[str | None, str | None, str | None]:
    """Return ACLED's disorder type, event type and sub-event type; None for what type and mode leave open."""
    return _CATEGORIES.get((type.value, mode or ""), (None, None, None))


def _rows(selection: Selection, left_out: Counter[str]) -> Iterator[list[object]]:
    for record in selection.records():
        standings = selection.standings(record.report.id)
        for event in record.events:
            standing = standings.get(event.id)
            if standing is None or not standing.stands_for_all:
                continue
            if not happened(event):
                left_out[why_not(event)] += 1
                continue
            fields = _fields(Told(record, event), standing, selection)
            yield [fields.get(name) for name, _ in COLUMNS]


def _fields(told: Told, standing: EventStanding, selection: Selection) -> dict[str, Any]:
    event, report = told.event, told.record.report
    disorder, kind, sub_kind = categories(event.type, event.mode)
    inter1, inter2 = _inter(told, event.actors), _inter(told, event.recipients)
    doers, done_to = told.names(event.actors), told.names(event.recipients)
    outlets = (row["outlet"] for row in selection.store.claims.rows("group_members", standing.event_group))
    return {
        "event_id_cnty": standing.event_group,
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": doers[0] if doers else None,
        "assoc_actor_1": "; ".join(doers[1:]),
        "inter1": inter1,
        "actor2": done_to[0] if done_to else None,
        "assoc_actor_2": "; ".join(done_to[1:]),
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
        "civilian_targeting": _civilian_targeting(event, inter2),
        "source": "; ".join(dict.fromkeys(outlet for outlet in outlets if outlet)),
        "notes": told.quote(told.sentence),
        "fatalities": event.size.dead,
        "tags": standing.standing,
        "plover_type": event.type.value,
        "plover_mode": event.mode,
        "factuality": event.factuality.value,
        "injured": event.size.injured,
        "arrested": event.size.arrested,
        "reports": standing.reports,
        "outlets": standing.outlets,
        "sources": standing.sources,
        "sources_denying": standing.sources_denying,
        "claim": standing.claim,
        "event": event.id,
        "report": report.id,
        "start": event.trigger.start,
        "end": event.trigger.end,
        **_when(event.date),
        **_where(told),
    }


def _when(date: EventDate | None) -> dict[str, object]:
    if date is None or date.start is None:
        return {"date_end": date.end if date else None}
    precision = _TIME_PRECISION.get(date.precision) if date.precision else None
    return {
        "event_date": first_day(date.start) if precision else None,
        "year": date.start[:4] if date.end is not None and date.start[:4] == date.end[:4] else None,
        "time_precision": precision,
        "date_start": date.start,
        "date_end": date.end,
    }


def _where(told: Told) -> dict[str, object]:
    place = told.event.place
    if place is None:
        return {}
    codes = country(place.country)
    precision = _GEO_PRECISION.get(place.precision) if place.precision else None
    return {
        "country": codes.name if codes else place.country,
        "admin1": place.name if place.precision is Precision.REGION else None,
        "location": told.place_name,
        "latitude": place.latitude if precision else None,
        "longitude": place.longitude if precision else None,
        "geo_precision": precision,
        "iso3": place.country,
    }


def _inter(told: Told, participants: Sequence[Participant]) -> str | None:
    """Return ACLED's word for the first participant; None where its first sector does not decide it."""
    sectors = told.sectors(participants[0]) if participants else []
    return _INTER.get(sectors[0]) if sectors else None


def _civilian_targeting(event: Event, inter2: str | None) -> str | None:
    return "Civilian targeting" if event.type.value == "ASSAULT" and inter2 == "Civilians" else None
