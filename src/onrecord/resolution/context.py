"""
The countries that a report speaks of, counted: they decide where a phrase alone cannot.

`Kurdish forces` in a report set `in northern Syria` are Syria's: places count twice, for
what is done somewhere says more of who does it than who is spoken of.
"""

from collections import Counter

from onrecord.resolution.lexicon import find_names
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import phrases, words_of_report

__all__ = ["countries_named"]

_LOCATIVE = phrases(
    "in, across, inside, from, throughout, into, northern, southern, eastern, western, north, south, east, west, "
    "central, near, within"
)
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", ""})


def countries_named(text: str, tables: Tables) -> Counter[str]:
    """Return how often each country is named, by name, adjective or a body of it; a place counts three times."""
    counted: Counter[str] = Counter()
    words = words_of_report(text)
    for hit in find_names(words, tables):
        meaning = hit.meanings[0]
        if meaning.kind in ("people", "person", "outlet", "metonym", "capital") or meaning.country in _INTERNATIONAL:
            continue
        is_place = meaning.kind == "name" and hit.first > 0 and words[hit.first - 1].key in _LOCATIVE
        counted[meaning.country] += 3 if is_place else 1
    return counted
