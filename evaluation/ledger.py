"""
How well the ledger tells what is the same: copies, reports of one happening, events across reports.

    python -m evaluation.ledger [copies|near|reports|ecbplus|guardian ...]

Each figure stands beside its floor, and beside a simple rule where the floor asks for more than the
rule gives. ecbplus topics 31 to 35, the odd incidents and `same-event.jsonl` were not seen in tuning;
event-links was, so that `python -m training.ledger cross` prints the figure that counts there.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from evaluation.chains import ChainScore, score_chains
from evaluation.copy_texts import made_copies, wire_pairs
from evaluation.event_texts import GoldEvent, ecb_events, guardian_events
from evaluation.report_texts import GoldReport, incident_reports, same_event_reports
from onrecord.ledger.matching import EventView, group_events, group_reports
from onrecord.ledger.matching.days import day_number

__all__ = ["MEASURES", "main"]


def _copies() -> None:
    """Copies of wire-copies, told from reports of their own."""
    found = wire_pairs()
    print(
        f"wire-copies pairs: F1 {found.f1:.3f} (floor 0.97), precision {found.precision:.3f}, recall {found.recall:.3f}"
    )
    print(f"  {found.gold} copies of Jaccard 0.5 and more; pairs from 0.02 to 0.5 left out")


def _near() -> None:
    """Near-copies made by cutting, moving and editing."""
    results = made_copies()
    right, gold = sum(one.right for one in results.values()), sum(one.gold for one in results.values())
    wrong = sum(one.found - one.right for one in results.values())
    print(f"near-copies: recall {right / gold:.3f} (floor 0.95), {wrong} unrelated pairs called copies")
    for way, found in results.items():
        print(f"  {way}: {found.recall:.3f} of {found.gold}")


def _reports() -> None:
    """Reports of one happening."""
    for name, gold in (
        ("odd incidents of wire-copies", incident_reports(even=False)),
        ("same-event.jsonl", same_event_reports()),
    ):
        score = _scored(gold, group_reports(view for view, _ in gold))
        alone = _scored(gold, [(view.id,) for view, _ in gold])
        print(f"same-event reports, {name}: B-cubed F1 {score.b_cubed.f1 / 100:.3f} (floor 0.80)")
        print(f"  recall {score.b_cubed.recall:.1f} precision {score.b_cubed.precision:.1f}; each alone", end=" ")
        print(f"{alone.b_cubed.f1 / 100:.3f}; {len(gold)} reports")


def _ecbplus() -> None:
    """Events of ecbplus, mentions given."""
    gold = ecb_events(31, 35)
    _print("ecbplus topics 31 to 35", 65, _scored(gold, group_events(view for view, _ in gold)))
    _print("  same words", None, _scored(gold, _grouped(gold, lambda view: view.trigger)))
    _print("  same stem", None, _scored(gold, _grouped(gold, lambda view: view.stem)))
    _print(
        "  same stem, topics given",
        None,
        _scored(gold, _grouped(gold, lambda view: (view.report.split("_")[0], view.stem))),
    )


def _guardian() -> None:
    """Events of event-links, mentions given."""
    gold = guardian_events()
    counts: dict[str, int] = defaultdict(int)
    for _, group in gold:
        counts[group] += 1
    grouped = [(view, group) for view, group in gold if counts[group] > 1]
    for name, events in (("all mentions", gold), ("mentions of groups alone", grouped)):
        _print(f"event-links, {name}", 70, _scored(events, group_events(view for view, _ in events)))
        _print("  same type, actors and week", None, _scored(events, _grouped(events, _week)))


def _week(view: EventView) -> Hashable:
    """Type, who and whom by country and sector, and the week it happened or was told."""
    day = view.start or view.day
    sides = (frozenset((party.country, party.sector) for party in side) for side in (view.actors, view.recipients))
    return (view.type, *sides, day and day_number(day) // 7)


def _grouped(gold: Sequence[GoldEvent], key: Callable[[EventView], Hashable]) -> list[tuple[str, ...]]:
    """Groups of the events that a simple rule gives one key."""
    found: dict[Hashable, list[str]] = defaultdict(list)
    for view, _ in gold:
        found[key(view)].append(view.id)
    return [tuple(group) for group in found.values()]


def _scored(gold: Sequence[GoldEvent] | Sequence[GoldReport], found: Iterable[tuple[str, ...]]) -> ChainScore:
    """The measures of found groups against the gold ones."""
    chains: dict[str, set[str]] = defaultdict(set)
    for view, group in gold:
        chains[group].add(view.id)
    return score_chains(list(chains.values()), [set(group) for group in found])


def _print(name: str, floor: int | None, score: ChainScore) -> None:
    """One line of figures."""
    floored = "" if floor is None else f" (floor {floor})"
    shares = (score.muc, score.b_cubed, score.ceaf_e)
    print(f"{name}: CoNLL F1 {score.conll_f1:.1f}{floored}; MUC, B-cubed, CEAF-e", *(f"{one.f1:.1f}" for one in shares))


MEASURES = {"copies": _copies, "near": _near, "reports": _reports, "ecbplus": _ecbplus, "guardian": _guardian}


def main(arguments: Sequence[str]) -> int:
    """Print the measures asked for, all of them by default; 2 where a name is none of them."""
    unknown = sorted(set(arguments) - set(MEASURES))
    if unknown:
        print(f"no measure {', '.join(unknown)}: expected {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    for name in arguments or MEASURES:
        MEASURES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
