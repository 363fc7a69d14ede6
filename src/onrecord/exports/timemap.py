"""
Forensic Architecture's TimeMap: a folder with the files it reads, events, sources and associations.

    events.json         [{"id": "g4…", "description": "…", "date": "07/27/2023", "latitude": "39.034", …}]
    sources.json        {"r1": {"id": "r1", "title": "…", "url": "…", "paths": []}, …}
    associations.json   [{"id": "CONSULT", "title": "Consult", "mode": "FILTER", "filter_paths": ["Type", "CONSULT"]}]

Everything is text there, numbers too, and days are written MM/DD/YYYY (its setting DATE_FMT). Only events with a day
and a place: what is known less finely would stand on the map as if it were exact.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from onrecord.exports.addresses import page
from onrecord.exports.json_text import known, line, write_list
from onrecord.exports.outputs import Target
from onrecord.exports.report_facts import report_facts
from onrecord.exports.selection import EventStanding, Selection, Written
from onrecord.exports.told import Told, happened, why_not
from onrecord.records import Event, EventDate, EventType, Precision

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("events.json: id", "Id of the event across reports."),
    ("description", "The sentence of the telling that stands for all, and how the claim stands."),
    ("date, time", "The day, MM/DD/YYYY; time is empty."),
    ("location, latitude, longitude", "The place, a city or a region, as text."),
    ("category", "PLOVER's quad class in words."),
    ("associations", "PLOVER type, and how the claim stands, as filters."),
    ("sources", "Ids of the reports that tell of it."),
    ("sources.json: id, title, url, date, author, type", "Of each report that is a source; `paths` is empty."),
    ("associations.json: id, title, mode, filter_paths", "The filters and categories."),
)
LEFT_OUT = (
    "events that their source denies, plans, asks about or holds only possible",
    "events without a day or without a city or region",
    "statements: what is said, and by whom",
    "actors, as anything but words of the description",
)
_QUADS = {1: "Verbal cooperation", 2: "Material cooperation", 3: "Verbal conflict", 4: "Material conflict"}
_STANDINGS = (
    *("reported", "claimed", "disputed", "denied", "planned", "demanded", "questioned", "possible", "retracted"),
)


def write(selection: Selection, target: Target) -> Written:
    """Write the three files."""
    left_out: Counter[str] = Counter()
    used: set[str] = set()
    with target.within("events.json").text() as stream:
        events = write_list(stream, _events(selection, left_out, used))
    with target.within("sources.json").text() as stream:
        sources = _write_sources(selection, used, stream)
    with target.within("associations.json").text() as stream:
        write_list(stream, _associations())
    return Written(counts={"events": events, "sources": sources}, left_out=left_out)


def _events(selection: Selection, left_out: Counter[str], used: set[str]) -> Iterator[dict[str, Any]]:
    for record in selection.records():
        standings = selection.standings(record.report.id)
        for event in record.events:
            standing = standings.get(event.id)
            if standing is None or not standing.stands_for_all:
                continue
            reason = _reason(event)
            if reason is not None:
                left_out[reason] += 1
                continue
            reports: list[str] = [record.report.id]
            if not selection.confirmed:
                rows = selection.store.claims.rows("group_members", standing.event_group)
                reports = list(dict.fromkeys(row["report"] for row in rows))
            used.update(reports)
            yield _event(Told(record, event), standing, reports)


def _reason(event: Event) -> str | None:
    """Return why an event is not shown; None where it is."""
    if not happened(event):
        return why_not(event)
    if _day(event.date) is None:
        return "events without a day"
    place = event.place
    if place is None or place.latitude is None or place.precision not in (Precision.CITY, Precision.REGION):
        return "events without a city or region"
    return None


def _event(told: Told, standing: EventStanding, reports: list[str]) -> dict[str, Any]:
    event, place = told.event, told.event.place
    words = f" ({standing.standing_words})" if standing.standing_words else ""
    return {
        "id": standing.event_group,
        "description": told.quote(told.sentence) + words,
        "date": _day(event.date) or "",
        "time": "",
        "location": told.place_name or "",
        "latitude": str(place.latitude) if place else "",
        "longitude": str(place.longitude) if place else "",
        "category": _QUADS[event.quad],
        "associations": [event.type.value, *([standing.standing] if standing.standing in _STANDINGS else [])],
        "sources": reports,
    }


def _day(when: EventDate | None) -> str | None:
    if when is None or when.precision is not Precision.DAY or when.start is None or when.start != when.end:
        return None
    return date.fromisoformat(when.start).strftime("%m/%d/%Y")


def _write_sources(selection: Selection, used: set[str], stream: IO[str]) -> int:
    """Write the reports that events name, by id."""
    stream.write("{")
    count = 0
    for report in report_facts(selection):
        if report["id"] in used:
            stream.write((",\n" if count else "\n") + line(report["id"]) + ": " + line(_source(report)))
            count += 1
    stream.write("\n}\n")
    return count


def _source(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": report["id"],
        "title": report["title"] or report["id"],
        "paths": [],
        "type": "report",
        **known(
            url=page(report["url"]), author=report["byline"], date=report["published_start"], affil_s=report["outlet"]
        ),
    }


def _associations() -> Iterator[dict[str, Any]]:
    for kind in EventType:
        yield {
            "id": kind.value,
            "title": kind.value.capitalize(),
            "desc": "",
            "mode": "FILTER",
            "filter_paths": ["Type", kind.value.capitalize()],
        }
    for standing in _STANDINGS:
        yield {
            "id": standing,
            "title": standing.capitalize(),
            "desc": "",
            "mode": "FILTER",
            "filter_paths": ["Standing", standing.capitalize()],
        }
    for quad in _QUADS.values():
        yield {"id": quad, "title": quad, "desc": "", "mode": "CATEGORY", "filter_paths": []}
