"""
Actors across reports, from the namings that mean one actor: each report's actor follows its naming.

    "Shoigu" (RUS) and "Sergei Shoigu" (RUS) are one cluster of namings   ->   w3…: whoever reports call either

What corrections say of single actors comes on top: they are tied to other actors, or taken out.
"""

from collections.abc import Iterable, Mapping

from onrecord.bookkeeping.corrections import Ties
from onrecord.bookkeeping.sameness import Regrouped, tied_groups
from onrecord.ledger.grouping import components
from onrecord.store.ledger import LedgerTables

__all__ = ["drop_unused", "regroup_actors"]


def drop_unused(tables: LedgerTables, namings: Iterable[str], *, line: float) -> set[str]:
    """Delete those of the namings that no report uses any longer; return the namings that were tied to them."""
    gone = tables.rows.unused(namings)
    tied = tables.rows.linked(gone, line=line)
    clusters = set(tables.rows.groups_of(gone).values())
    beside = {row for some in tables.rows.members(clusters).values() for row in some}
    tables.rows.drop(gone)
    return (tied | beside) - set(gone)


def regroup_actors(tables: LedgerTables, rows: Iterable[str], namings: Iterable[str], tied: Ties) -> Regrouped:
    """
    Put these actors, and all that are called by namings of the same clusters, into their groups.

    `namings` are others whose cluster changed or lost a report.
    """
    listed = tables.rows.namings_of(rows)
    clusters = tables.rows.members(
        set(tables.rows.groups_of({*namings, *(naming for naming in listed.values() if naming)}).values())
    )
    alone = {row for row, naming in listed.items() if naming is None}
    corrected = _corrected(tables, tied)
    changed = _put(tables, {each: some for each, some in clusters.items() if each not in corrected.values()})
    concerned = {each for each in clusters if each in corrected.values()} | alone
    changed |= _put_corrected(tables, concerned, corrected, tied)
    moved = tables.rows.groups_of(changed)
    tables.rows.set_groups(changed)
    return Regrouped(rows=frozenset(changed), groups=frozenset({*moved.values(), *changed.values()}))


def _corrected(tables: LedgerTables, tied: Ties) -> dict[str, str]:
    """The actors that corrections speak of, each with the cluster of its naming, or itself where it has none."""
    spoken = {row for a, b, _ in tied.together for row in (a, b)}
    spoken |= {row for these, those in tied.apart for row in (*these, *those)}
    namings = tables.rows.namings_of(spoken)
    clusters = tables.rows.groups_of(naming for naming in namings.values() if naming)
    return {row: clusters[naming] if naming else row for row, naming in namings.items()}


def _put(tables: LedgerTables, clusters: Mapping[str, list[str]]) -> dict[str, str]:
    """The actors of clusters that no correction speaks of and that are not in their group as yet, with the group."""
    first = tables.rows.first_named(naming for some in clusters.values() for naming in some)
    wanted: dict[str, str] = {}
    for some in clusters.values():
        used = [naming for naming in some if naming in first]
        if used:
            wanted |= dict.fromkeys(used, "w" + min(first[naming] for naming in used)[1:])
    return {row: wanted[naming] for row, naming, _ in tables.rows.named_otherwise(wanted)}


def _put_corrected(
    tables: LedgerTables, concerned: set[str], corrected: Mapping[str, str], tied: Ties
) -> dict[str, str]:
    """The groups of actors that hang together with some clusters or single actors through corrections."""
    forced = [(a, b) for a, b, _ in tied.together if a in corrected and b in corrected]
    parts = components({*concerned, *corrected.values()}, [(corrected[a], corrected[b]) for a, b in forced])
    reached = {each for part in parts if concerned & set(part) for each in part}
    namings = tables.rows.members(each for each in reached if each.startswith("m"))
    called = tables.rows.named(naming for some in namings.values() for naming in some)
    found = [tuple(sorted(row for naming in some for row in called.get(naming, ()))) for some in namings.values()]
    found = [group for group in found if group] + [(each,) for each in reached if not each.startswith("m")]
    inside = {row for group in found for row in group}
    ends = [(a, b) for a, b in forced if a in inside and b in inside]
    wanted = {row: "w" + group[0][1:] for group in tied_groups(found, ends, tied) for row in group}
    before = tables.rows.groups_of(wanted)
    return {row: group for row, group in wanted.items() if before[row] != group}
