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
from onrecord.resolution.tables import Tables, load_tables
from onrecord.resolution.words import Word, words_of

__all__ = ["PlaceAnswer", "Surroundings", "resolve_place", "surroundings_of"]

_LONGEST = 4
_ABBREVIATED = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL", "ga": "GA",
    "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN",
    "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "nh": "NH", "nj": "NJ", "nm": "NM", "ny": "NY",
    "nc": "NC", "nd": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "ri": "RI", "sc": "SC", "sd": "SD", "tenn": "TN",
    "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wva": "WV", "wis": "WI", "wyo": "WY", "dc": "DC",
}  # fmt: skip
# Weights set on half a of LGL and GeoWebNews; `python -m evaluation.resolve lgl geowebnews`.
_COUNTRY_WEIGHT, _REGION_WEIGHT, _NEXT_WEIGHT, _CAPITAL_WEIGHT = 2.0, 3.0, 12.0, 2.0
_GENERIC = frozenset(
    "north south east west northern southern eastern western central city town village province district county region state "
    "area coast border river lake sea mount mountain island islands the of in near new old street road avenue university "
    "airport hospital march may june police church school president minister government party army".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """A point, how fine it is, and the rule that chose it."""

    name: str
    country: str
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
    best: PlaceAnswer | None = None
    for first, last in _runs(words):
        answer = _one(words[first:last], near, region, tables, whole=last - first == len(words))
        if answer is not None and (best is None or _fineness(answer) > _fineness(best)):
            best = answer
            if last - first == len(words):
                break
    return best


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
    state = _state(key, words, tables, near, region)
    us_state = tables.regions.get(key) or _abbreviated_state(words, tables)
    cities = find_cities(key)
    if us_state is not None and not (cities and region is not None) and not _is_big_namesake(us_state, cities, near):
        _, name, country, admin1, latitude, longitude, _, _ = us_state
        del admin1
        return PlaceAnswer(
            name=name, country=country, latitude=float(latitude), longitude=float(longitude), geonameid=None,
            precision=Precision.REGION, rule="region by name", score=0.9,
        )  # fmt: skip
    if state is not None:
        return state
    if not cities:
        return None
    ranked = sorted(cities, key=lambda city: -_weight(city, near, region, tables))
    city = ranked[0]
    if not whole and city.population < 1000 and not near.countries.get(city.country):
        return None
    margin = _weight(city, near, region, tables) - (_weight(ranked[1], near, region, tables) if len(ranked) > 1 else 0.0)
    rule = "next region" if region else "context" if near.countries.get(city.country) else "largest" if len(ranked) > 1 else "only one"
    return PlaceAnswer(
        name=city.name, country=city.country, latitude=city.latitude, longitude=city.longitude, geonameid=city.geonameid,
        precision=Precision.CITY, rule=rule, score=round(1 / (1 + math.exp(-margin)), 3),
    )  # fmt: skip


def _is_big_namesake(us_state: Sequence[str], cities: Sequence[City], near: Surroundings) -> bool:
    """New York and Washington are cities first; Georgia with no other American place is the country."""
    key = us_state[0]
    if key in ("new york", "washington"):
        return bool(cities)
    return key == "georgia" and near.countries["GEO"] > near.countries["USA"]


def _abbreviated_state(words: Sequence[Word], tables: Tables) -> list[str] | None:
    code = _ABBREVIATED.get("".join(word.key for word in words))
    if code is None or not words[0].is_capitalised:
        return None
    return next((row for row in tables.regions.values() if row[3] == code), None)


def _state(
    key: str, words: Sequence[Word], tables: Tables, near: Surroundings, region: tuple[str, str] | None
) -> PlaceAnswer | None:
    """The country of a name, adjective or demonym; seats of government are places by their own name."""
    for name in tables.names(key):
        if name.kind not in ("name", "adjective", "demonym") or region is not None:
            continue
        if key == "georgia" and near.countries["USA"] > near.countries["GEO"] + 1:
            return None
        if name.surface.isupper() and not words[0].text.replace(".", "").isupper():
            continue
        country = tables.countries.get(name.country)
        if country is None:
            continue
        cities = find_cities(key)
        if name.kind == "name" and key_is_part(name.canonical, name.surface) and cities and cities[0].country == name.country:
            break
        return PlaceAnswer(
            name=country.name, country=country.iso3, latitude=country.latitude, longitude=country.longitude,
            geonameid=country.geonameid, precision=Precision.COUNTRY, rule=f"country by {name.kind}", score=0.95,
        )  # fmt: skip
    return None


def key_is_part(canonical: str, surface: str) -> bool:
    """Whether a name is that of a part of the country (Crimea, Scotland), not one of its own names."""
    return canonical.lower()[:4] != surface.lower().removeprefix("the ")[:4] and not surface.replace(".", "").isupper()


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
        row = tables.regions.get(key)
        if row is not None:
            return "USA", row[3]
        if length == 1 and words[0].text.replace(".", "").isupper() and len(key) == 2 and key.upper() in _ABBREVIATED.values():
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
    words: Sequence[Word], at: int, text: str, tables: Tables, countries: Counter[str], regions: Counter[tuple[str, str]]
) -> int:
    for length in range(min(3, len(words) - at), 0, -1):
        run = words[at : at + length]
        if not run[-1].is_capitalised:
            continue
        key = " ".join(word.key for word in run)
        row = tables.regions.get(key) or (_abbreviated_state(run, tables) if text[run[-1].end : run[-1].end + 1] == "." or length == 2 else None)
        if row is not None:
            countries["USA"] += 1
            regions["USA", row[3]] += 3
            return length
        names = [n for n in tables.names(key) if n.kind in ("name", "adjective", "demonym", "capital")] if length <= 3 else []
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
