"""
Ranks of offices, ordered, so that the level of two delegations can be compared.

    Russia sent its defense minister, China a vice chairman -> minister against deputy: Russia's stands higher
"""

__all__ = ["LEVELS", "RANKS", "compare_ranks"]

LEVELS = {
    "head of state": 1,
    "head of government": 2,
    "minister": 3,
    "deputy": 4,
    "governor": 4,
    "commander": 4,
    "legislator": 4,
    "envoy": 5,
    "head": 5,
    "director": 5,
    "adviser": 6,
    "spokesperson": 6,
    "official": 7,
}
"""Level of each rank, 1 the highest, after the order of precedence of visits; equal levels are not told apart."""

RANKS = (*LEVELS, "leader")
"""Every rank of the tables. A leader, of a party or an armed group, has no level among offices of state."""


def compare_ranks(one: str | None, other: str | None) -> int | None:
    """Return 1 where one rank stands above another, -1 below, 0 beside it; None where either has no level."""
    if one not in LEVELS or other not in LEVELS:
        return None
    first, second = LEVELS[one], LEVELS[other]
    return (first < second) - (first > second)
