"""
Reports of one happening, whoever wrote them.

    "Teen charged in school shooting" (28 Jan)  –  "Police arrest 17-year-old after shooting" (29 Jan)
    ->  0.84: names and numbers in common, one day apart
"""

from collections.abc import Iterable

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import days_between
from onrecord.ledger.matching.links import Link, candidate_pairs, linked, scores_of
from onrecord.ledger.matching.views import ReportView
from onrecord.ledger.matching.words import shared_weight, weight

__all__ = ["group_reports", "report_keys", "report_link", "report_links"]

LINE = 0.5
"""Mean score from which two groups of reports are one."""
KEYS = 12


def report_keys(view: ReportView) -> tuple[str, ...]:
    """Return the keys under which a report is looked up: its words that are worth most."""
    worth = {stem: count * weight(stem) for stem, count in view.counts}
    return tuple(sorted(sorted(worth, key=lambda one: (-worth[one], one))[:KEYS]))


def report_link(first: ReportView, second: ReportView) -> Link | None:
    """Return the link of two reports; None where nothing ties them. Symmetric."""
    low, high = sorted((first, second), key=lambda view: view.id)
    if low.id == high.id:
        return None
    score = shared_weight(frozenset(dict(low.counts)), frozenset(dict(high.counts)))
    apart = days_between(low.day, high.day)
    if apart is not None and apart > 30:
        score /= 2
    shared = sorted(low.names & high.names, key=lambda one: (-weight(one), one))[:5]
    reasons = (f"names in common: {', '.join(shared)}",) if shared else ()
    return Link(first=low.id, second=high.id, score=min(1.0, score), reasons=reasons)


def report_links(views: Iterable[ReportView]) -> tuple[Link, ...]:
    """Return all links worth keeping between the reports, by ids."""
    return linked(candidate_pairs(views, report_keys), report_link)


def group_reports(views: Iterable[ReportView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the groups of reports of one happening, single ones included; the same for any order of the views."""
    known = tuple(views)
    found = report_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)
