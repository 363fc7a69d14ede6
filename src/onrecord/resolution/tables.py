"""
The tables of facts, loaded once and only read.

    tables.names["kremlin"] -> (Name(surface="Kremlin", kind="metonym", country="RUS", ...),)

Rows are kept as text until they are asked for, so that loading costs milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from onrecord.errors import KnowledgeError
from onrecord.resolution.gazetteer import City, count_lines, find_cities
from onrecord.resolution.own_tables import read_own_names, read_own_places

__all__ = ["Agent", "Country", "Name", "Region", "Tables", "Weapon", "load_tables"]

_LONGEST_NAME = 9
"""Words of the longest name that is looked up."""


@dataclass(frozen=True, slots=True)
class Name:
    """One meaning of one name: a state, a body or a person, and when it held."""

    surface: str
    kind: str
    """name, adjective, demonym, capital, metonym, partial, people, group, organization, outlet, person."""
    country: str
    """ISO 3166 alpha-3, UNO, EUR, IGO, NGO, IMG, MNC; for `people` every candidate, separated by spaces."""
    sectors: tuple[str, ...]
    canonical: str
    office: str
    rank: str
    start: str
    end: str
    source: str

    def holds_on(self, day: str) -> bool:
        """Whether the row is valid on an ISO day."""
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for somebody who acts, with PLOVER's sectors."""

    sectors: tuple[str, ...]
    is_strong: bool
    """Whether it names the sector by itself; else it takes that of the body it belongs to."""
    rank: str


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon, platform or vehicle, and its family."""

    kind: str
    family: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory on the map."""

    iso3: str
    name: str
    capital: str
    latitude: float | None
    longitude: float | None
    geonameid: int
    cow: int | None
    """Number of the Correlates of War project; None for what is no state there."""
    gleditsch_ward: int | None
    """Number of Gleditsch and Ward."""
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province, at its middle point."""

    name: str
    country: str
    code: str
    """The admin1 code of the places in it; empty where they are not told apart."""
    latitude: float | None
    longitude: float | None
    """None where only its country is known."""


class Tables:
    """The lexicon of names, agents, weapons, countries and places; only read once built."""

    __slots__ = (
        *("_names", "_own_places", "agents", "counties", "countries", "digest", "first_words", "openings"),
        *("regions", "weapons"),
    )

    def __init__(self, folder: Path | None = None) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        self._own_places: Mapping[str, tuple[City, ...]] = {}
        self.first_words: dict[str, int] = {}
        """Words of the longest name that begins with a word."""
        self.openings: set[str] = set()
        """The first two words of every longer name: most words of a text open none."""
        self.digest: str | None = None
        """Of the user's own tables; None where there are none."""
        for line in _lines("names.tsv", folder):
            self._add(line.partition("\t")[0], line)
        self.agents = dict(_agent_rows(folder))
        self.weapons = {key: Weapon(kind, family) for key, kind, family, _ in _rows("weapons.tsv", folder)}
        self.countries = {row[0]: _country(row) for row in _rows("countries.tsv", folder)}
        self.regions = {row[0]: _region(row) for row in _rows("regions.tsv", folder)}
        self.counties = {key: frozenset(states.split()) for key, states, _ in _rows("counties.tsv", folder)}

    def _add(self, key: str, line: str) -> None:
        self._names[key].append(line)
        first, _, rest = key.partition(" ")
        length = rest.count(" ") + 2 if rest else 1
        if length > self.first_words.get(first, 0):
            self.first_words[first] = min(length, _LONGEST_NAME)
        if rest:
            self.openings.add(f"{first} {rest.partition(' ')[0]}")

    def with_own(self, names: Path | None = None, places: Path | None = None) -> "Tables":
        """
        Return these tables with a user's own laid over them: CSV files of names and of places.

        A name of theirs replaces every row of ours for it. Raises KnowledgeError with file and line for a bad row.
        """
        if names is None and places is None:
            return self
        own = copy(self)
        own._names = defaultdict(list, self._names)
        own.first_words, own.openings = dict(self.first_words), set(self.openings)
        for key, lines in (read_own_names(names, self.countries) if names else {}).items():
            for form in (key, f"the {key}", key.removeprefix("the ")):
                own._names.pop(form, None)
            for line in lines:
                own._add(key, line)
        own._own_places = read_own_places(places, self.countries) if places else {}
        written = b"\0".join(path.read_bytes() if path else b"" for path in (names, places))
        own.digest = sha256(written).hexdigest()[:16]
        return own

    def names(self, key: str) -> tuple[Name, ...]:
        """Return every meaning of a lookup form; empty where it has none."""
        lines = self._names.get(key)
        return tuple(_parse_name(line) for line in lines) if lines else ()

    def cities(self, key: str) -> tuple[City, ...]:
        """Return the populated places of a lookup form, the largest first; the user's own instead of ours."""
        return self._own_places.get(key) or find_cities(key)

    def sources(self) -> Iterator[str]:
        """Yield the source of each row of the names, as often as it has rows."""
        for lines in self._names.values():
            for line in lines:
                yield line.rpartition("\t")[2]

    def places_count(self) -> int:
        """Return the number of rows of the gazetteer of the package."""
        return count_lines()

    def own_places_count(self) -> int:
        """Return the number of places of the user's own table."""
        return sum(len(cities) for cities in self._own_places.values())

    def has_own_place(self, key: str) -> bool:
        """Whether the user's own table of places holds the lookup form."""
        return key in self._own_places

    def __contains__(self, key: str) -> bool:
        return key in self._names


@lru_cache(maxsize=16384)
def _parse_name(line: str) -> Name:
    _, surface, kind, country, sectors, canonical, office, rank, start, end, source = line.split("\t")
    return Name(surface, kind, country, tuple(sectors.split()), canonical, office, rank, start, end, source)


def _country(row: list[str]) -> Country:
    iso3, _, name, capital, latitude, longitude, geonameid, cow, gleditsch_ward, wikidata = row
    return Country(
        iso3,
        name,
        capital,
        _number(latitude),
        _number(longitude),
        int(geonameid),
        int(cow) if cow else None,
        int(gleditsch_ward) if gleditsch_ward else None,
        wikidata or None,
    )


def _region(row: list[str]) -> Region:
    _, name, country, code, latitude, longitude, _ = row
    return Region(name, country, code, _number(latitude), _number(longitude))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _agent_rows(folder: Path | None) -> list[tuple[str, Agent]]:
    return [
        (key, Agent(tuple(sectors.split()), kind == "strong", rank))
        for key, sectors, kind, rank, _ in _rows("agents.tsv", folder)
    ]


def _lines(name: str, folder: Path | None) -> list[str]:
    source = (folder / name) if folder else files("onrecord.resolution") / "tables" / name
    try:
        text = source.read_text("utf-8")
    except OSError as error:
        raise KnowledgeError(f"the table {name} cannot be read ({error}); install the package again") from error
    return text.rstrip("\n").split("\n")[1:]


def _rows(name: str, folder: Path | None) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name, folder)]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """Return the tables of the package, loaded at the first call."""
    return Tables()
