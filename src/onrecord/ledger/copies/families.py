"""
Families: the reports that carry one story, however many steps lie between two of them.

    the agency's story  =  the Gazette's cut  =  the Courier's cut of the cut   ->  one family of three
"""

from collections.abc import Iterable

from onrecord.ledger.grouping import components

__all__ = ["families"]


def families(copies: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """
    Return the families that pairs of copies make: report ids sorted, families by their first.

    A report in no pair is in no family. The order of pairs and of their sides is of no consequence.
    """
    pairs = sorted({(min(pair), max(pair)) for pair in copies})
    return components({report for pair in pairs for report in pair}, pairs)
