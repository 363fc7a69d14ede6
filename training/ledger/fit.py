"""
Fit the scorers of events and of reports, and write them into the package as numbers.

    python -m training.ledger events     ecbplus topics 1 to 30 and event-links   ->  tables/events.json
    python -m training.ledger cross      event-links alone, each pair scored by trees that saw neither of its reports
    python -m training.ledger reports    the even incidents of wire-copies        ->  tables/reports.json

Pairs that are not one are many and mostly easy: a fixed draw of them is kept, each weighed for those
left out. ecbplus topics 31 to 35, the odd incidents and `same-event.jsonl` are never seen here.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from evaluation.chains import score_chains
from evaluation.event_texts import GoldEvent, ecb_events, guardian_events
from evaluation.report_texts import incident_reports

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching import EventView
from onrecord.ledger.matching.features import EVENT_FEATURES, pair_features
from onrecord.ledger.matching.links import candidate_pairs
from onrecord.ledger.matching.reports import REPORT_FEATURES, report_features, report_keys
from training.ledger.boosting import fit_trees
from training.ledger.tables import TABLES

__all__ = ["cross_fit", "fit_events", "fit_reports"]

LAST_TOPIC = 30
KEPT_ECB, KEPT_GUARDIAN, KEPT_REPORTS = 0.04, 0.08, 0.3
"""Share kept of the pairs that are not one."""
ECB_WEIGHT = 0.3
"""What a pair of ecbplus counts beside one of event-links, whose kind of events the record holds."""
FOLDS = 4


@dataclass(frozen=True)
class Pairs:
    """Pairs of views, given by their places; arrays of one row a pair."""

    places: np.ndarray
    same: np.ndarray
    weights: np.ndarray


def fit_events() -> None:
    """Write `events.json`."""
    ecb, guardian = ecb_events(1, LAST_TOPIC), guardian_events()
    ours, theirs = _ecb_pairs(ecb), _typed_pairs(guardian, KEPT_GUARDIAN)
    rows = np.concatenate([_rows(ecb, ours), _rows(guardian, theirs)])
    same = np.concatenate([ours.same, theirs.same])
    weights = np.concatenate([ours.weights * ECB_WEIGHT, theirs.weights])
    text, _ = fit_trees(rows, same, EVENT_FEATURES, weights=weights)
    (TABLES / "events.json").write_text(text + "\n", encoding="utf-8")
    print(f"events: {len(rows)} pairs, {int(same.sum())} the same, {len(text) // 1000} kB")


def cross_fit() -> None:
    """Print the CoNLL F1 on event-links of trees that saw neither report of a pair, by line."""
    guardian = guardian_events()
    pairs = _typed_pairs(guardian, 1.0)
    rows = _rows(guardian, pairs)
    ecb = ecb_events(1, LAST_TOPIC)
    extra = _ecb_pairs(ecb)
    extra_rows = _rows(ecb, extra)
    reports = sorted({view.report for view, _ in guardian})
    fold = np.array([reports.index(view.report) % FOLDS for view, _ in guardian])[pairs.places]
    drawn = pairs.same | (np.random.default_rng(5).random(len(rows)) < KEPT_GUARDIAN)
    scores = np.zeros(len(rows))
    for low in range(FOLDS):
        for high in range(low, FOLDS):
            judged = (np.sort(fold, axis=1) == (low, high)).all(axis=1)
            seen = drawn & ~np.isin(fold, (low, high)).any(axis=1)
            _, trees = fit_trees(
                np.concatenate([rows[seen], extra_rows]),
                np.concatenate([pairs.same[seen], extra.same]),
                EVENT_FEATURES,
                weights=np.concatenate([np.where(pairs.same[seen], 1, 1 / KEPT_GUARDIAN), extra.weights * ECB_WEIGHT]),
            )
            scores[judged] = trees.scores(rows[judged])
    _print_lines(guardian, pairs, scores)


def _print_lines(gold: Sequence[GoldEvent], pairs: Pairs, scores: np.ndarray) -> None:
    """The CoNLL F1 of groups formed at several lines."""
    names = [view.id for view, _ in gold]
    chains: dict[str, set[str]] = defaultdict(set)
    for view, group in gold:
        chains[group].add(view.id)
    links = {
        tuple(sorted((names[a], names[b]))): float(score)
        for (a, b), score in zip(pairs.places, scores, strict=True)
        if score >= 0.05
    }
    for line in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        found = [set(group) for group in groups(names, links, line=line)]  # type: ignore[arg-type]
        score = score_chains(list(chains.values()), found)
        print(f"line {line}: CoNLL {score.conll_f1:.2f}", flush=True)


def fit_reports() -> None:
    """Write `reports.json`."""
    gold = incident_reports(even=True)
    happening = {view.id: name for view, name in gold}
    rng = random.Random(3)  # noqa: S311 - a draw of examples
    rows, same = [], []
    for first, second in candidate_pairs([view for view, _ in gold], report_keys):
        one = happening[first.id] == happening[second.id]
        if one or rng.random() < KEPT_REPORTS:
            rows.append(report_features(first, second))
            same.append(one)
    labels = np.array(same)
    weights = np.where(labels, 1.0, 1 / KEPT_REPORTS)
    text, _ = fit_trees(np.array(rows), labels, REPORT_FEATURES, weights=weights, max_iter=80)
    (TABLES / "reports.json").write_text(text + "\n", encoding="utf-8")
    print(f"reports: {len(rows)} pairs, {int(labels.sum())} the same, {len(text) // 1000} kB")


def _ecb_pairs(gold: Sequence[GoldEvent]) -> Pairs:
    """Pairs of one topic."""
    topics: dict[str, list[int]] = defaultdict(list)
    for place, (view, _) in enumerate(gold):
        topics[view.report.split("_")[0]].append(place)
    return _drawn(gold, KEPT_ECB, [pair for block in topics.values() for pair in combinations(block, 2)])


def _typed_pairs(gold: Sequence[GoldEvent], kept: float) -> Pairs:
    """Pairs of one type or of one word."""
    views = [view for view, _ in gold]
    pairs = combinations(range(len(gold)), 2)
    return _drawn(gold, kept, (p for p in pairs if _comparable(views[p[0]], views[p[1]])))


def _comparable(first: EventView, second: EventView) -> bool:
    """Whether two events are of one type or told with one word."""
    return first.type is second.type or first.stem == second.stem


def _drawn(gold: Sequence[GoldEvent], kept: float, pairs: Iterable[tuple[int, int]]) -> Pairs:
    """All pairs that are one, and a draw of those that are not."""
    rng = random.Random(3)  # noqa: S311 - a draw of examples
    names = [group for _, group in gold]
    places = [(a, b) for a, b in pairs if names[a] == names[b] or kept >= 1 or rng.random() < kept]
    same = np.array([names[a] == names[b] for a, b in places])
    return Pairs(np.array(places), same, np.where(same, 1.0, 1 / kept))


def _rows(gold: Sequence[GoldEvent], pairs: Pairs) -> np.ndarray:
    """What the scorer sees of the pairs."""
    return pair_features([view for view, _ in gold], pairs.places.tolist())
