"""
Turn a toponym into a point on the map, by what else the report names.

`Hostomel` -> 50.57, 30.27, UKR. `Alexandria` in a report that names Louisiana is not the one in Egypt.
A candidate gains from its population, from its country or region being named in the report, and
from other places of the report lying in the same region. A phrase is searched for the toponym it
holds: `the town of Manbij`, `northern Syria`, `the Saudi consulate in Istanbul`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.records import Precision, Span
from onrecord.resolution.gazetteer import City
from onrecord.resolution.surroundings import (
    ALIASES,
    GENERIC,
    Surroundings,
    abbreviated_state,
    region_after,
    state_by_code,
    surroundings_of,
)
from onrecord.resolution.tables import Region, Tables, load_tables
from onrecord.resolution.words import Word, key_of, words_of

__all__ = ["PlaceAnswer", "resolve_place"]

_LONGEST = 4


# Weights set on half a of LGL and GeoWebNews; `python -m evaluation.resolve lgl geowebnews`.
_COUNTRY_WEIGHT, _REGION_WEIGHT, _NEXT_WEIGHT, _CAPITAL_WEIGHT, _NEARBY_WEIGHT = 2.0, 5.0, 12.0, 2.0, 4.0


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


def resolve_place(
    text: str,
    context: str = "",
    span: Span | None = None,
    *,
    surroundings: Surroundings | None = None,
    tables: Tables | None = None,
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
    tables:
        Those to look in; without them, those of the package.
    """
    tables = tables or load_tables()
    words = words_of(text)
    if not words:
        return None
    near = surroundings or (surroundings_of(context, tables) if context else Surroundings())
    after = context[span.end : span.end + 40] if span is not None and span.end <= len(context) else ""
    region = region_after(after, tables)
    if len(words) > 1 and region is None:
        region = region_after(text[words[0].end :], tables) if "," in text else None
    known = tables.names(" ".join(word.key for word in words))
    if len(words) > 1 and known and known[0].kind in ("organization", "group", "outlet"):
        return None  # a body is no place, though a word of its name may be one
    if len(words) > _LONGEST and (state := _state(" ".join(w.key for w in words), words, tables, near)):
        return state
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
    """
    Place a county by its state, which is the one that the report speaks of most of those that have such a county.

    In that state it lies by the town of its name, else by the towns that the report names there: local news
    name what is near. Where the report speaks of no such state, it lies nowhere.
    """
    key = " ".join(word.key for word in words[:-1])
    states = tables.counties.get(key, frozenset())
    if region is not None and region[0] == "USA" and region[1] in states:
        state = region[1]
    else:
        state = max(sorted(states), key=lambda code: near.regions.get(("USA", code), 0), default="")
        if not near.regions.get(("USA", state), 0):
            return None
    town = next((c for c in tables.cities(key) if c.country == "USA" and c.admin1 == state), None)
    middle = (town.latitude, town.longitude) if town else near.middle_of(("USA", state))
    if middle is None:
        return None
    return PlaceAnswer(
        name=" ".join(word.text for word in words),
        country="USA",
        latitude=middle[0],
        longitude=middle[1],
        geonameid=None,
        precision=Precision.REGION,
        rule="county by its town" if town else "county by towns named in its state",
        score=0.5 if town else 0.3,
    )


def _fineness(answer: PlaceAnswer) -> tuple[int, float]:
    return {Precision.CITY: 2, Precision.REGION: 1}.get(answer.precision, 0), answer.score


def _runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Every run of words that could be a name, longest first, then left to right."""
    runs = []
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if run[0].is_capitalised and run[-1].is_capitalised and not (length == 1 and run[0].key in GENERIC):
                runs.append((first, first + length))
    return runs or ([(0, len(words))] if len(words) <= _LONGEST else [])


def _one(
    words: Sequence[Word], near: Surroundings, region: tuple[str, str] | None, tables: Tables, *, whole: bool
) -> PlaceAnswer | None:
    key = " ".join(word.key for word in words)
    if tables.has_own_place(key):
        return replace(_best_city(tables.cities(key), near, region, tables), rule="own table")
    alias = ALIASES.get(words[0].text) if len(words) == 1 else None
    cities = tables.cities(alias or key)
    in_region = region is not None and any(c.country == region[0] and region[1] in ("", c.admin1) for c in cities)
    state_or_province = tables.regions.get(key) or abbreviated_state(words) or _coded_state(words, near, whole)
    if state_or_province is not None and state_or_province.latitude is None and cities:
        state_or_province = None
    if (
        state_or_province is not None
        and not in_region
        and not _is_country_namesake(key, near)
        and not (state_or_province.country and _is_town_instead(key, state_or_province.country, near, tables))
    ):
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


def _coded_state(words: Sequence[Word], near: Surroundings, whole: bool) -> Region | None:
    """The state of a postal code, `NJ`, where the report speaks of the United States more than of others."""
    code = words[0].text
    if not whole or len(words) != 1 or len(code) != 2 or not code.isupper() or code in ALIASES:
        return None
    others = max((n for country, n in near.countries.items() if country != "USA"), default=0)
    return state_by_code(code) if near.countries["USA"] > others else None


def _is_country_namesake(key: str, near: Surroundings) -> bool:
    """Georgia in a report that names the country's neighbours more than American places is the country."""
    return key == "georgia" and near.countries["USA"] <= near.apart_from(key, "GEO")


def _is_town_instead(key: str, country: str, near: Surroundings, tables: Tables) -> bool:
    """
    Whether a country's name is a town's here: Lebanon in a report of Ohio, Jordan in one of Minnesota.

    Nothing else in the report speaks of the country, and a town of the name lies in a region it speaks of twice.
    """
    if near.apart_from(key, country) > 0:
        return False
    return any(near.regions.get((c.country, c.admin1), 0) >= 2 for c in tables.cities(key) if c.country != country)


def _stands_out(city: City, key: str, near: Surroundings) -> bool:
    """Whether a name inside a longer phrase may be this town: large, or in a region that the report speaks of."""
    if key in GENERIC:
        return False
    return (
        city.population >= 50_000
        or near.regions.get((city.country, city.admin1), 0) >= 1
        or near.countries.get(city.country, 0) >= 2
    )


def _state(key: str, words: Sequence[Word], tables: Tables, near: Surroundings) -> PlaceAnswer | None:
    """The country of a name, adjective or demonym; seats of government are places by their own name."""
    for name in tables.names(key):
        if name.kind not in ("name", "adjective", "demonym"):
            continue
        if name.kind == "name" and _is_town_instead(key, name.country, near, tables):
            return None
        if name.surface.isupper() and not words[0].text.replace(".", "").isupper():
            continue
        country = tables.countries.get(name.country)
        if country is None or _is_city_of(name.canonical, key, name.country, tables):
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


def _is_city_of(canonical: str, key: str, country: str, tables: Tables) -> bool:
    """Whether the name of a part of a country (Dubai, Hong Kong) is that of a large town there."""
    cities = tables.cities(key)
    return bool(cities) and cities[0].country == country and cities[0].population > 300_000 and key_of(canonical) != key


def _weight(city: City, near: Surroundings, region: tuple[str, str] | None, tables: Tables) -> float:
    weight = math.log(city.population + 10) / 1.5
    weight += _COUNTRY_WEIGHT * math.log1p(near.countries.get(city.country, 0))
    weight += _REGION_WEIGHT * math.log1p(near.regions.get((city.country, city.admin1), 0))
    weight += _NEARBY_WEIGHT * math.log1p(near.nearby(city.latitude, city.longitude))
    country = tables.countries.get(city.country)
    if country is not None and country.capital == city.name:
        weight += _CAPITAL_WEIGHT
    if region is not None and region[0] == city.country and region[1] in ("", city.admin1):
        weight += _NEXT_WEIGHT
    return weight
