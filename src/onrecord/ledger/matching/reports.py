"""
Reports of one happening, whoever wrote them.

    "Teen charged in school shooting" (28 Jan)  –  "Police arrest 17-year-old after shooting" (29 Jan)
    ->  0.84: names and numbers in common, one day apart
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import fsum, log1p, nan, sqrt

import numpy as np

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import days_between, days_said
from onrecord.ledger.matching.links import CANDIDATE, Link, candidate_pairs, scores_of
from onrecord.ledger.matching.trees import shipped_trees
from onrecord.ledger.matching.views import ReportView
from onrecord.ledger.matching.words import shared_weight, weight

__all__ = [
    "REPORT_FEATURES",
    "group_reports",
    "link_reports",
    "report_features",
    "report_keys",
    "report_link",
    "report_links",
]

LINE = 0.5
"""Mean score from which two groups of reports are one; set on one half of the incidents of wire-copies."""
KEYS = 8
DECIMALS = 4
"""Numbers are rounded, so that no line of a tree runs between two roundings of one number."""
BEST = 6
RARE = 0.6
"""Worth of a name from which sharing it says something."""
FAR = 400
"""Days beyond which it makes no difference how far two reports lie apart."""

REPORT_FEATURES = (
    *("words", "words_contained", "title", "lead", "lead_in_text", "names", "best_names", "rare_shared"),
    *("days_apart", "numbers", "numbers_known", "shorter"),
)
"""Names of the numbers that the scorer sees."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A report with its words weighed: made once, compared many times."""

    view: ReportView
    worth: dict[str, float]
    stems: frozenset[str]
    length: float
    best: frozenset[str]
    """The six names that it says most about."""


def report_keys(view: ReportView) -> tuple[str, ...]:
    """Return the keys under which a report is looked up: its words and names that are worth most, two at a time."""
    worth = _worth(view)
    best = sorted(worth, key=lambda one: (-worth[one], one))[:KEYS]
    names = sorted(view.names, key=lambda one: (-worth.get(one, 0.0), one))[:KEYS]
    return tuple(" ".join(pair) for pair in combinations(sorted({*best, *names}), 2))


def report_features(first: ReportView, second: ReportView) -> tuple[float, ...]:
    """Return the numbers of a pair of reports, in the order of `REPORT_FEATURES`; the sides may be swapped."""
    return _features(_weighed(first), _weighed(second))


def _features(one: _Weighed, other: _Weighed) -> tuple[float, ...]:
    """The numbers of a pair."""
    first, second = one.view, other.view
    product = fsum(one.worth[stem] * other.worth[stem] for stem in one.worth.keys() & other.worth.keys())
    shorter = min(one.length, other.length)
    apart = days_between(first.day, second.day)
    leads = [shared_weight(first.lead, other.stems), shared_weight(second.lead, one.stems)]
    figures = first.numbers & second.numbers
    fewer = min(len(first.numbers), len(second.numbers))
    numbers = (
        product / (one.length * other.length),
        product / shorter**2,
        shared_weight(first.title, second.title),
        shared_weight(first.lead, second.lead),
        sum(leads) / 2,
        shared_weight(first.names, second.names),
        len(one.best & other.best) / BEST,
        fsum(worth**2 for stem in first.names & second.names if (worth := weight(stem)) > RARE),
        nan if apart is None else log1p(min(apart, FAR)),
        len(figures) / (fewer or 1),
        float(fewer),
        shorter,
    )
    return tuple(round(number, DECIMALS) for number in numbers)


def report_link(first: ReportView, second: ReportView) -> Link | None:
    """Return the link of two reports; None where nothing ties them. Symmetric."""
    return next(iter(link_reports([(first, second)])), None)


def link_reports(pairs: Iterable[tuple[ReportView, ReportView]]) -> tuple[Link, ...]:
    """Return the links worth keeping of the given pairs: the same as one by one, and faster."""
    sorted_pairs = [(first, second) if first.id < second.id else (second, first) for first, second in pairs]
    distinct = [(first, second) for first, second in sorted_pairs if first.id != second.id]
    if not distinct:
        return ()
    views = {view.id: view for pair in distinct for view in pair}
    weighed = {name: _weighed(view) for name, view in views.items()}
    rows = np.array([_features(weighed[first.id], weighed[second.id]) for first, second in distinct])
    scores = shipped_trees("reports", REPORT_FEATURES).scores(rows)
    return tuple(
        Link(first=first.id, second=second.id, score=round(float(score), 6), reasons=_reasons(first, second))
        for (first, second), score in zip(distinct, scores, strict=True)
        if score >= CANDIDATE
    )


def report_links(views: Iterable[ReportView]) -> tuple[Link, ...]:
    """Return all links worth keeping between the reports, by ids."""
    return link_reports(candidate_pairs(views, report_keys))


def group_reports(views: Iterable[ReportView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the groups of reports of one happening, single ones included; the same for any order of the views."""
    known = tuple(views)
    found = report_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _reasons(first: ReportView, second: ReportView) -> tuple[str, ...]:
    """What speaks for it."""
    found = []
    for label, shared in (("names", first.names & second.names), ("words of the title", first.title & second.title)):
        if shared:
            best = sorted(shared, key=lambda one: (-weight(one), one))[:5]
            found.append(f"{label} in common: {', '.join(best)}")
    apart = days_between(first.day, second.day)
    if apart is not None:
        found.append("published the same day" if not apart else f"published {days_said(apart)}")
    return tuple(found)


def _weighed(view: ReportView) -> _Weighed:
    """A report with its words weighed."""
    worth = _worth(view)
    best = sorted(view.names, key=lambda one: (-worth.get(one, 0.0), one))[:BEST]
    return _Weighed(
        view, worth, frozenset(worth), sqrt(fsum(value**2 for value in worth.values())) or 1.0, frozenset(best)
    )


def _worth(view: ReportView) -> dict[str, float]:
    """Each stem with what it is worth to the report: often there, rare elsewhere."""
    return {stem: (1 + log1p(count - 1)) * weight(stem) for stem, count in view.counts}
