"""
What is known about the report itself, each field with its evidence and basis.

    title      TITLE zone "Rebels take the town"            declared, span in the text
    published  <meta article:published_time>                declared, bytes of the page
    credit     "(AP)" after the dateline                    declared, span in the text

What the caller or the JSON line gives comes first, then what the report declares,
then its address, then its dateline. A value without evidence is None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onrecord.cleaning.dates import DayRange, date_in_url, find_dates, parse_date
from onrecord.cleaning.declared import Candidate, Declared
from onrecord.cleaning.phrases import find_byline, find_dateline, is_date_line
from onrecord.cleaning.zones import normal
from onrecord.records import Fact, Given, Published, PublishedBasis, Span, Zone, ZoneKind
from onrecord.records.agencies import AGENCY_MARK, agency_of

__all__ = ["About", "find_facts"]

_LABELLED = re.compile(r"\W*(?:first )?(?:posted|published|date|issued)\b", re.I)
_HEAD_BODIES = 3
"""Body zones up to which a date line still belongs to the head of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Values of the fields, with the facts that bear them out."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credit: str | None = None
    published: Published = field(default_factory=Published)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A value and the fact that goes with it."""

    value: str
    fact: Fact


def find_facts(text: str, zones: Sequence[Zone], declared: Declared, given: Given, published: str | None) -> About:
    """Settle each field; `published` is the caller's date for reports that declare none."""
    url = _first("url", given.url, declared.urls)
    outlet = _first("outlet", given.outlet, declared.outlets) or _outlet_of(url)
    # Templates name the outlet as the author of every page; that is no byline.
    people = [c for c in declared.authors if outlet is None or normal(c.value) != normal(outlet.value)]
    found = {
        "title": _title(text, zones, declared, given),
        "url": url,
        "outlet": outlet,
        "byline": _byline(text, zones) or _first("byline", None, people),
        "dateline": _dateline(text, zones),
        "credit": _credit(text, zones, declared),
    }
    when, fact = _published(text, zones, declared, given, url.value if url else None, published)
    facts = [entry.fact for entry in found.values() if entry] + ([fact] if fact else [])
    values = {name: entry.value if entry else None for name, entry in found.items()}
    return About(**values, published=when, facts=tuple(facts))


def _first(name: str, given: str | None, candidates: Sequence[Candidate]) -> _Found | None:
    if given and given.strip():
        return _Found(given, Fact(field=name, basis=PublishedBasis.GIVEN, rule="given"))
    for candidate in candidates:
        if candidate.value:
            fact = Fact(field=name, basis=PublishedBasis.DECLARED, raw=candidate.raw, rule=candidate.rule)
            return _Found(candidate.value, fact)
    return None


def _zone_of(zones: Sequence[Zone], kind: ZoneKind) -> Zone | None:
    return next((zone for zone in zones if zone.kind is kind), None)


def _title(text: str, zones: Sequence[Zone], declared: Declared, given: Given) -> _Found | None:
    zone = _zone_of(zones, ZoneKind.TITLE)
    if given.title and given.title.strip():
        span = zone.span if zone and normal(zone.span.slice(text)) == normal(given.title) else None
        return _Found(given.title, Fact(field="title", basis=PublishedBasis.GIVEN, span=span, rule="given"))
    if zone is None:
        return _first("title", None, declared.titles)
    value = zone.span.slice(text)
    same = next((c for c in declared.titles if normal(c.value) == normal(value)), None)
    is_declared = bool(same or declared.titles)
    return _Found(
        " ".join(value.split()),
        Fact(
            field="title",
            basis=PublishedBasis.DECLARED if is_declared else PublishedBasis.INFERRED,
            span=zone.span,
            raw=same.raw if same else None,
            rule=same.rule if same else "zone:title",
        ),
    )


def _outlet_of(url: _Found | None) -> _Found | None:
    """Take the host of the address for the outlet's name where nothing names it."""
    if url is None:
        return None
    try:
        host = urlsplit(url.value).hostname
    except ValueError:
        # An address given from outside need not be one that can be parsed.
        return None
    if not host:
        return None
    fact = Fact(field="outlet", basis=PublishedBasis.URL, raw=url.fact.raw, rule="url:host")
    return _Found(host.removeprefix("www."), fact)


def _byline(text: str, zones: Sequence[Zone]) -> _Found | None:
    for zone in zones:
        names = find_byline(zone.span.slice(text)) if zone.kind is ZoneKind.BYLINE else None
        if names:
            span = Span(zone.span.start + names[0], zone.span.start + names[1])
            fact = Fact(field="byline", basis=PublishedBasis.DECLARED, span=span, rule="zone:byline")
            return _Found(span.slice(text), fact)
    return None


def _dateline(text: str, zones: Sequence[Zone]) -> _Found | None:
    """Return the place of the first dateline; its day is evidence of the date of publication."""
    zone = _zone_of(zones, ZoneKind.DATELINE)
    if zone is None:
        return None
    place = _dateline_part(text, zone, zones, "place") or zone.span
    return _Found(
        place.slice(text), Fact(field="dateline", basis=PublishedBasis.DATELINE, span=place, rule="zone:dateline")
    )


def _dateline_part(text: str, zone: Zone, zones: Sequence[Zone], part: str) -> Span | None:
    body = next((other for other in zones if other.kind is ZoneKind.BODY and other.span.start >= zone.span.end), None)
    parsed = find_dateline(text[zone.span.start : body.span.end if body else len(text)])
    offsets = (parsed.place if part == "place" else parsed.day) if parsed else None
    return Span(zone.span.start + offsets[0], zone.span.start + offsets[1]) if offsets else None


def _credit(text: str, zones: Sequence[Zone], declared: Declared) -> _Found | None:
    for zone in zones:
        if zone.kind not in (ZoneKind.CREDIT, ZoneKind.BYLINE):
            continue
        match = AGENCY_MARK.search(text, zone.span.start, zone.span.end)
        name = agency_of(match[0]) if match else None
        if match and name:
            span = Span(match.start(), match.end())
            fact = Fact(field="credit", basis=PublishedBasis.DECLARED, span=span, rule=f"zone:{zone.kind}")
            return _Found(name, fact)
    for candidate in declared.authors:
        name = agency_of(candidate.value)
        if name:
            fact = Fact(field="credit", basis=PublishedBasis.DECLARED, raw=candidate.raw, rule=candidate.rule)
            return _Found(name, fact)
    return None


def _published(
    text: str, zones: Sequence[Zone], declared: Declared, given: Given, url: str | None, fallback: str | None
) -> tuple[Published, Fact | None]:
    """Return the date from the best evidence there is, with the fact; unknown where there is none."""
    for days, basis, span, raw, rule in _evidence(text, zones, declared, given, url, fallback):
        fact = Fact(field="published", basis=basis, span=span, raw=raw, rule=rule)
        return Published(start=days.start, end=days.end, basis=basis, span=span), fact
    return Published(), None


def _evidence(
    text: str, zones: Sequence[Zone], declared: Declared, given: Given, url: str | None, fallback: str | None
) -> Iterator[tuple[DayRange, PublishedBasis, Span | None, Span | None, str]]:
    if given.published and (days := parse_date(given.published)):
        yield days, PublishedBasis.GIVEN, None, None, "given"
    for candidate in declared.published:
        if days := parse_date(candidate.value):
            yield days, PublishedBasis.DECLARED, None, candidate.raw, candidate.rule
    for span, days in _visible_dates(text, zones):
        yield days, PublishedBasis.DECLARED, span, None, "text:date-line"
    if fallback and (days := parse_date(fallback)):
        yield days, PublishedBasis.GIVEN, None, None, "given:published"
    if url and (dated := date_in_url(url)):
        yield dated[2], PublishedBasis.URL, None, None, "url:path"
    zone = _zone_of(zones, ZoneKind.DATELINE)
    day = _dateline_part(text, zone, zones, "day") if zone else None
    if day and (days := parse_date(day.slice(text))):
        yield days, PublishedBasis.DATELINE, day, None, "zone:dateline"


def _visible_dates(text: str, zones: Sequence[Zone]) -> Iterator[tuple[Span, DayRange]]:
    """
    Yield the dates of date lines and bylines, but not the date of a later change.

    In the head of the report any date line counts; after it only one that says it
    is the date of publication, since lists of other reports carry dates too.
    """
    bodies = 0
    for zone in zones:
        bodies += zone.kind is ZoneKind.BODY
        line = zone.span.slice(text)
        is_dated = is_date_line(line) and (bodies <= _HEAD_BODIES or _LABELLED.match(line))
        if zone.kind not in (ZoneKind.BYLINE, ZoneKind.FURNITURE) or not (is_dated or zone.kind is ZoneKind.BYLINE):
            continue
        for start, end, days in find_dates(line):
            before = line[max(start - 40, 0) : start].lower()
            changed = max(before.rfind("updat"), before.rfind("modif"), before.rfind("edited"))
            if changed < 0 or max(before.rfind("publish"), before.rfind("posted")) > changed:
                yield Span(zone.span.start + start, zone.span.start + end), days
