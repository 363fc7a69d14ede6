"""
Turn a toponym into a point on the map, by what else the report names.

`Hostomel` -> 50.57, 30.27, UKR. `Alexandria` in a report that names Louisiana is not the one in Egypt.
A candidate gains from its population, from its country or region being named in the report, and
from other places of the report lying in the same region. A phrase is searched for the toponym it
holds: `the town of Manbij`, `northern Syria`, `the Saudi consulate in Istanbul`.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records import Precision, Span
from onrecord.resolution.gazetteer import City, find_cities
from onrecord.resolution.tables import Region, Tables, load_tables
from onrecord.resolution.words import Word, key_of, phrases, words_of

__all__ = ["PlaceAnswer", "Surroundings", "resolve_place", "surroundings_of"]

_LONGEST = 4


def _pairs(listed: str) -> dict[str, str]:
    return {short: full for short, _, full in (pair.strip().partition("=") for pair in listed.split(","))}


_ABBREVIATED = _pairs(
    "ala=AL, ariz=AZ, ark=AR, calif=CA, colo=CO, conn=CT, del=DE, fla=FL, ga=GA, ill=IL, ind=IN, kan=KS, ky=KY, "
    "la=LA, md=MD, mass=MA, mich=MI, minn=MN, miss=MS, mo=MO, mont=MT, neb=NE, nev=NV, nh=NH, nj=NJ, nm=NM, "
    "ny=NY, nc=NC, nd=ND, okla=OK, ore=OR, pa=PA, ri=RI, sc=SC, sd=SD, tenn=TN, tex=TX, vt=VT, va=VA, wash=WA, "
    "wva=WV, wis=WI, wyo=WY, dc=DC"
)
_ALIASES = _pairs(
    "L.A.=los angeles, LA=los angeles, D.C.=washington, DC=washington, NYC=new york city, N.Y.C.=new york city, "
    "Philly=philadelphia, Vegas=las vegas"
)
# Weights set on half a of LGL and GeoWebNews; `python -m evaluation.resolve lgl geowebnews`.
_COUNTRY_WEIGHT, _REGION_WEIGHT, _NEXT_WEIGHT, _CAPITAL_WEIGHT = 2.0, 5.0, 12.0, 2.0
_GENERIC = phrases(
    "north, south, east, west, northern, southern, eastern, western, central, city, town, village, province, "
    "district, county, region, state, area, coast, border, river, lake, sea, mount, mountain, island, islands, "
    "the, of, in, near, new, old, street, road, avenue, university, airport, hospital, march, may, june, police, "
    "church, school, president, minister, government, party, army, center, centre, valley, peninsula, atlantic, "
    "pacific, bank, george, st, saint, square, park, hall, chapel, theatre, theater, club, hotel, station, "
    "market, fort, port, middle, colony, medical, international, national"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """A point, how fine it is, and the rule that chose it."""

    name: str
    country: str | None
    """ISO 3166 alpha-3; None for what spans several countries."""
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    precision: Precision
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report names that places can be near to."""

    countries: Counter[str]
    regions: Counter[tuple[str, str]]


def resolve_place(
    text: str, context: str = "", span: Span | None = None, *, surroundings: Surroundings | None = None
) -> PlaceAnswer | None:
    """
    Return where a toponym lies, or None where no table knows it.

    Parameters
    ----------
    text:
        The toponym, or a phrase that holds one.
    context:
        The whole report; what it names decides between places of one name.
    span:
        Where the toponym stands in the context: "Alexandria, La." is decided by what follows it.
    surroundings:
        Of the context, where the caller has them already.
    """
    tables = load_tables()
    words = words_of(text)
    if not words:
        return None
    near = surroundings or (surroundings_of(context) if context else Surroundings(Counter(), Counter()))
    after = context[span.end : span.end + 40] if span is not None and span.end <= len(context) else ""
    region = _region_after(after, tables)
    if len(words) > 1 and region is None:
        region = _region_after(text[words[0].end :], tables) if "," in text else None
    whole = _one(words, near, region, tables, whole=True) if len(words) <= _LONGEST else None
    if whole is not None:
        return whole
    if words[-1].key in ("county", "parish"):
        return _county(words, near, region, tables)
    found = [a for first, last in _runs(words) if (a := _one(words[first:last], near, region, tables, whole=False))]
    return max(found, key=_fineness, default=None)


def _county(
    words: Sequence[Word], near: Surroundings, region: tuple[str, str] | None, tables: Tables
) -> PlaceAnswer | None:
    """A county is placed by the town of its name in a state that has such a county and that the report speaks of."""
    key = " ".join(word.key for word in words[:-1])
    states = tables.counties.get(key, frozenset())
    towns = [c for c in find_cities(key) if c.country == "USA" and c.admin1 in states]
    named = [c for c in towns if near.regions.get(("USA", c.admin1), 0) >= 1 or region == ("USA", c.admin1)]
    if not named:
        return None
    best = max(named, key=lambda city: _weight(city, near, region, tables))
    return PlaceAnswer(
        name=" ".join(word.text for word in words),
        country="USA",
        latitude=best.latitude,
        longitude=best.longitude,
        geonameid=None,
        precision=Precision.REGION,
        rule="county by its town",
        score=0.5,
    )


def _fineness(answer: PlaceAnswer) -> tuple[int, float]:
    return {Precision.CITY: 2, Precision.REGION: 1}.get(answer.precision, 0), answer.score


def _runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Every run of words that could be a name, longest first, then left to right."""
    runs = []
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if run[0].is_capitalised and run[-1].is_capitalised and not (length == 1 and run[0].key in _GENERIC):
                runs.append((first, first + length))
    return runs or ([(0, len(words))] if len(words) <= _LONGEST else [])


def _one(
    words: Sequence[Word], near: Surroundings, region: tuple[str, str] | None, tables: Tables, *, whole: bool
) -> PlaceAnswer | None:
    key = " ".join(word.key for word in words)
    alias = _ALIASES.get(words[0].text) if len(words) == 1 else None
    cities = find_cities(alias or key)
    in_region = region is not None and any(c.country == region[0] and region[1] in ("", c.admin1) for c in cities)
    state_or_province = tables.regions.get(key) or _abbreviated_state(words)
    if state_or_province is not None and not in_region and not _is_country_namesake(key, near):
        return PlaceAnswer(
            name=state_or_province.name,
            country=state_or_province.country or None,
            latitude=state_or_province.latitude,
            longitude=state_or_province.longitude,
            geonameid=None,
            precision=Precision.REGION,
            rule="region by name",
            score=0.9,
        )
    state = None if in_region else _state(key, words, tables, near)
    if state is not None:
        return state
    if len(key) <= 4 and alias is None and words[0].text.isupper():
        return None
    if not whole:
        cities = tuple(c for c in cities if _stands_out(c, key, near))
    if not cities:
        return None
    return _best_city(cities, near, region, tables)


def _best_city(
    cities: Sequence[City], near: Surroundings, region: tuple[str, str] | None, tables: Tables
) -> PlaceAnswer:
    ranked = sorted(cities, key=lambda city: -_weight(city, near, region, tables))
    city = ranked[0]
    margin = _weight(city, near, region, tables) - (
        _weight(ranked[1], near, region, tables) if len(ranked) > 1 else 0.0
    )
    rule = (
        "next region"
        if region
        else "context"
        if near.countries.get(city.country)
        else "largest"
        if len(ranked) > 1
        else "only one"
    )
    return PlaceAnswer(
        name=city.name,
        country=city.country,
        latitude=city.latitude,
        longitude=city.longitude,
        geonameid=city.geonameid,
        precision=Precision.CITY,
        rule=rule,
        score=round(1 / (1 + math.exp(-margin)), 3),
    )


def _is_country_namesake(key: str, near: Surroundings) -> bool:
    """Georgia in a report that names the country's neighbours more than American places is the country."""
    return key == "georgia" and near.countries["USA"] <= near.countries["GEO"]


def _stands_out(city: City, key: str, near: Surroundings) -> bool:
    """Whether a name inside a longer phrase may be this town: large, or in a region that the report speaks of."""
    if key in _GENERIC:
        return False
    return (
        city.population >= 50_000
        or near.regions.get((city.country, city.admin1), 0) >= 1
        or near.countries.get(city.country, 0) >= 2
    )


def _abbreviated_state(words: Sequence[Word]) -> Region | None:
    """Calif., N.Y., La.: but L.A. is a city."""
    written = " ".join(word.text for word in words)
    key = "".join(word.key for word in words)
    code = _ABBREVIATED.get(key)
    if code is None or not words[0].is_capitalised or written in _ALIASES:
        return None
    if len(key) == 2 and "." not in written and (len(words) > 1 or written.isupper()):
        return None
    return _by_code(code)


@lru_cache(maxsize=64)
def _by_code(code: str) -> Region | None:
    return next(
        (region for region in load_tables().regions.values() if region.country == "USA" and region.code == code), None
    )


def _state(key: str, words: Sequence[Word], tables: Tables, near: Surroundings) -> PlaceAnswer | None:
    """The country of a name, adjective or demonym; seats of government are places by their own name."""
    for name in tables.names(key):
        if name.kind not in ("name", "adjective", "demonym"):
            continue
        if key == "georgia" and near.countries["USA"] > near.countries["GEO"] + 1:
            return None
        if name.surface.isupper() and not words[0].text.replace(".", "").isupper():
            continue
        country = tables.countries.get(name.country)
        if country is None or _is_city_of(name.canonical, key, name.country):
            continue
        return PlaceAnswer(
            name=country.name,
            country=country.iso3,
            latitude=country.latitude,
            longitude=country.longitude,
            geonameid=country.geonameid,
            precision=Precision.COUNTRY,
            rule=f"country by {name.kind}",
            score=0.95,
        )
    return None


def _is_city_of(canonical: str, key: str, country: str) -> bool:
    """Whether the name of a part of a country (Dubai, Hong Kong) is that of a large town there."""
    cities = find_cities(key)
    return bool(cities) and cities[0].country == country and cities[0].population > 300_000 and key_of(canonical) != key


def _weight(city: City, near: Surroundings, region: tuple[str, str] | None, tables: Tables) -> float:
    weight = math.log(city.population + 10) / 1.5
    weight += _COUNTRY_WEIGHT * math.log1p(near.countries.get(city.country, 0))
    weight += _REGION_WEIGHT * math.log1p(near.regions.get((city.country, city.admin1), 0))
    country = tables.countries.get(city.country)
    if country is not None and country.capital == city.name:
        weight += _CAPITAL_WEIGHT
    if region is not None and region[0] == city.country and region[1] in ("", city.admin1):
        weight += _NEXT_WEIGHT
    return weight


def _region_after(after: str, tables: Tables) -> tuple[str, str] | None:
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


@lru_cache(maxsize=64)
def surroundings_of(context: str) -> Surroundings:
    """Count the countries and regions that a report names, places of one candidate and states first."""
    tables = load_tables()
    countries: Counter[str] = Counter()
    regions: Counter[tuple[str, str]] = Counter()
    text = context[:20_000]
    words = [word for start in range(0, len(text), 900) for word in words_of(text[start : start + 900], start)]
    at = 0
    while at < len(words):
        at += _count(words, at, text, tables, countries, regions) if words[at].is_capitalised else 1
    return Surroundings(countries, regions)


def _count(
    words: Sequence[Word],
    at: int,
    text: str,
    tables: Tables,
    countries: Counter[str],
    regions: Counter[tuple[str, str]],
) -> int:
    for length in range(min(3, len(words) - at), 0, -1):
        run = words[at : at + length]
        if not run[-1].is_capitalised:
            continue
        key = " ".join(word.key for word in run)
        dotted = text[run[-1].end : run[-1].end + 1] == "." or run[-1].text.count(".") > 0
        named = tables.regions.get(key) or (_abbreviated_state(run) if dotted else None)
        if named is not None and not any(n.kind == "name" and n.country != named.country for n in tables.names(key)):
            if named.country:
                countries[named.country] += 1
                regions[named.country, named.code] += 3
            return length
        names = (
            [n for n in tables.names(key) if n.kind in ("name", "adjective", "demonym", "capital")]
            if length <= 3
            else []
        )
        if names and not (names[0].surface.isupper() and not run[0].text.replace(".", "").isupper()):
            countries[names[0].country] += 1
            return length
        cities = find_cities(key) if key not in _GENERIC and len(key) > 3 else ()
        if cities and (length > 1 or cities[0].population > 5000):
            share = 1.0 / len(cities)
            for city in cities[:20]:
                regions[city.country, city.admin1] += share if len(cities) > 1 else 1  # type: ignore[assignment]
                countries[city.country] += share * 0.5  # type: ignore[assignment]
            return length
    return 1
