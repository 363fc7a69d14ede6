"""
Resolution: from what a report says to whom, when and where it means.

`Resolver` turns readings into records. The three functions answer single questions:
`resolve_actor("Russia's defense minister")`, `resolve_date("last week", "2023-08-04")`,
`resolve_place("Paris", context, span)`.
"""

from onrecord.resolution.actors import ActorAnswer
from onrecord.resolution.ambiguous import resolve_actor
from onrecord.resolution.dates import Interval, day_bounds, resolve_date, resolve_dates
from onrecord.resolution.lookup import FoundRow, TableSummary, look_up, summaries
from onrecord.resolution.places import PlaceAnswer, resolve_place
from onrecord.resolution.ranks import RANKS, compare_ranks
from onrecord.resolution.resolver import RESOLVER_VERSION, Resolver
from onrecord.resolution.tables import Tables, load_tables
from onrecord.resolution.tenses import tense_around

__all__ = [
    "RANKS",
    "RESOLVER_VERSION",
    "ActorAnswer",
    "FoundRow",
    "Interval",
    "PlaceAnswer",
    "Resolver",
    "TableSummary",
    "Tables",
    "compare_ranks",
    "day_bounds",
    "load_tables",
    "look_up",
    "resolve_actor",
    "resolve_date",
    "resolve_dates",
    "resolve_place",
    "summaries",
    "tense_around",
]
