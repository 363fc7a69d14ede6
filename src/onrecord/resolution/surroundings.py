"""
What a report names, as far as it tells which place of a name is meant.

A report that names Tyler, Longview and Texas speaks of Paris in Texas: its countries, its states and
provinces, and the squares of one degree that its towns may lie in are counted, each name of n places giving 1/n.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.resolution.gazetteer import City
from onrecord.resolution.tables import Region, Tables, load_tables
from onrecord.resolution.words import Word, phrases, words_of, words_of_report

__all__ = [
    "ALIASES",
    "GENERIC",
    "Surroundings",
    "abbreviated_state",
    "region_after",
    "state_by_code",
    "surroundings_of",
]


def _pairs(listed: str) -> dict[str, str]:
    return {short: full for short, _, full in (pair.strip().partition("=") for pair in listed.split(","))}


_ABBREVIATED = _pairs(
    "ala=AL, ariz=AZ, ark=AR, calif=CA, colo=CO, conn=CT, del=DE, fla=FL, ga=GA, ill=IL, ind=IN, kan=KS, ky=KY, "
    "la=LA, md=MD, mass=MA, mich=MI, minn=MN, miss=MS, mo=MO, mont=MT, neb=NE, nev=NV, nh=NH, nj=NJ, nm=NM, "
    "ny=NY, nc=NC, nd=ND, okla=OK, ore=OR, pa=PA, ri=RI, sc=SC, sd=SD, tenn=TN, tex=TX, vt=VT, va=VA, wash=WA, "
    "wva=WV, wis=WI, wyo=WY, dc=DC"
)
ALIASES = _pairs(
    "L.A.=los angeles, LA=los angeles, D.C.=washington, DC=washington, NYC=new york city, N.Y.C.=new york city, "
    "Philly=philadelphia, Vegas=las vegas"
)
GENERIC = phrases(
    "north, south, east, west, northern, southern, eastern, western, central, city, town, village, province, "
    "district, county, region, state, area, coast, border, river, lake, sea, mount, mountain, island, islands, "
    "the, of, in, near, new, old, street, road, avenue, university, airport, hospital, march, may, june, police, "
    "church, school, president, minister, government, party, army, center, centre, valley, peninsula, atlantic, "
    "pacific, bank, george, st, saint, square, park, hall, chapel, theatre, theater, club, hotel, station, "
    "market, fort, port, middle, colony, medical, international, national"
)


_FAR = 20_000
"""Characters of a report that are looked at: what comes later no longer tells places apart."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report names that places can be near to."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)
    cells: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How much of what is named may lie in a square of one degree: a name of n places gives each 1/n."""
    towns: dict[tuple[str, str], Counter[tuple[float, float]]] = field(default_factory=dict)
    """The points of the towns that the report may name in a region, each with its share."""
    named: Counter[str] = field(default_factory=Counter)
    """How often each name of a country stands in the report, by lookup form."""

    def nearby(self, latitude: float, longitude: float) -> float:
        """Return how much of what the report names may lie within about a degree."""
        row, column = round(latitude), round(longitude)
        return sum(self.cells.get((row + i, column + j), 0) for i in (-1, 0, 1) for j in (-1, 0, 1))

    def apart_from(self, key: str, country: str) -> float:
        """Return how much else than a name of it speaks of a country."""
        return self.countries[country] - self.named[key]

    def middle_of(self, region: tuple[str, str]) -> tuple[float, float] | None:
        """Return the middle of the towns that the report may name in a region; None where it names none."""
        towns = self.towns.get(region)
        if not towns:
            return None
        share = towns.total()
        return (
            round(sum(latitude * n for (latitude, _), n in towns.items()) / share, 3),
            round(sum(longitude * n for (_, longitude), n in towns.items()) / share, 3),
        )


@lru_cache(maxsize=64)
def surroundings_of(context: str, tables: Tables | None = None) -> Surroundings:
    """Count the countries, regions and towns that a report names, those of one candidate and states first."""
    tables, found = tables or load_tables(), Surroundings()
    text = context
    words = words_of_report(text)
    words = words[: bisect_left(words, _FAR, key=lambda word: word.start)] if len(text) > _FAR else words
    at = 0
    while at < len(words):
        at += _count(words, at, text, tables, found) if words[at].is_capitalised else 1
    return found


def _count(words: Sequence[Word], at: int, text: str, tables: Tables, found: Surroundings) -> int:
    """Add what the name at a word may be to the surroundings; return how many words it takes."""
    for length in range(min(3, len(words) - at), 0, -1):
        run = words[at : at + length]
        if not run[-1].is_capitalised:
            continue
        key = " ".join(word.key for word in run)
        follows = words[at + length].key if at + length < len(words) else ""
        if follows in ("county", "parish") and key in tables.counties:
            _count_county(tables.counties[key], found)
            return length + 1
        dotted = text[run[-1].end : run[-1].end + 1] == "." or run[-1].text.count(".") > 0
        if _count_region(tables.regions.get(key) or (abbreviated_state(run) if dotted else None), key, tables, found):
            return length
        names = (
            [n for n in tables.names(key) if n.kind in ("name", "adjective", "demonym", "capital")]
            if key in tables
            else []
        )
        if names and not (names[0].surface.isupper() and not run[0].text.replace(".", "").isupper()):
            found.countries[names[0].country] += 1
            found.named[key] += 1
            return length
        cities = tables.cities(key) if key not in GENERIC and len(key) > 3 else ()
        if cities and (length > 1 or cities[0].population > 5000):
            _count_cities(cities, found)
            return length
    return 1


def _count_region(region: Region | None, key: str, tables: Tables, found: Surroundings) -> bool:
    if region is None or any(n.kind == "name" and n.country != region.country for n in tables.names(key)):
        return False
    if region.country:
        found.countries[region.country] += 1
        found.named[key] += 1
        found.regions[region.country, region.code] += 3
    return True


def _count_county(states: Collection[str], found: Surroundings) -> None:
    """A county speaks for each state that has one of its name, the less the more there are."""
    found.countries["USA"] += 1
    for state in states:
        found.regions["USA", state] += 2 / len(states)  # type: ignore[assignment]


def _count_cities(cities: Sequence[City], found: Surroundings) -> None:
    share = 1.0 / len(cities)
    for city in cities[:20]:
        region = (city.country, city.admin1)
        found.regions[region] += share  # type: ignore[assignment]
        found.countries[city.country] += share * 0.5  # type: ignore[assignment]
        found.cells[round(city.latitude), round(city.longitude)] += share  # type: ignore[assignment]
        points = found.towns.setdefault(region, Counter())
        points[city.latitude, city.longitude] += share  # type: ignore[assignment]


def abbreviated_state(words: Sequence[Word]) -> Region | None:
    """Calif., N.Y., La.: but L.A. is a city."""
    written = " ".join(word.text for word in words)
    key = "".join(word.key for word in words)
    code = _ABBREVIATED.get(key)
    if code is None or not words[0].is_capitalised or written in ALIASES:
        return None
    if len(key) == 2 and "." not in written and (len(words) > 1 or written.isupper()):
        return None
    return state_by_code(code)


@lru_cache(maxsize=64)
def state_by_code(code: str) -> Region | None:
    """Return the state of the United States with a postal code; None where there is none."""
    return next(
        (region for region in load_tables().regions.values() if region.country == "USA" and region.code == code), None
    )


def region_after(after: str, tables: Tables) -> tuple[str, str] | None:
    """The state or country that follows a comma: `, La.` -> (USA, LA); `, Egypt` -> (EGY, '')."""
    trimmed = after.lstrip()
    if not trimmed.startswith(","):
        return None
    words = [word for word in words_of(trimmed[1:]) if word.start < 30][:3]
    for length in range(min(3, len(words)), 0, -1):
        key = " ".join(word.key for word in words[:length])
        if not words[0].is_capitalised:
            return None
        named = tables.regions.get(key)
        if named is not None:
            return named.country, named.code
        if (
            length == 1
            and words[0].text.replace(".", "").isupper()
            and len(key) == 2
            and key.upper() in _ABBREVIATED.values()
        ):
            return "USA", key.upper()
        if key in _ABBREVIATED:
            return "USA", _ABBREVIATED[key]
        name = next((n for n in tables.names(key) if n.kind == "name"), None)
        if name is not None:
            return name.country, ""
    return None
