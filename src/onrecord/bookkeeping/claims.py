"""
Forms anew the claims that something touched, and leaves all others as they are.

    an event joined group g3  ->  the claim of g3, and of the statements that hold its events, is formed again

What a claim looks like depends on its rows, their reports' families and credits, and
the actors across reports alone; so forming some claims again gives what forming all
of them would.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.bookkeeping.texts import passages
from onrecord.bookkeeping.views import telling_of
from onrecord.ledger.accounts import Telling
from onrecord.ledger.claims import Claim, attachment, claim_of, tally
from onrecord.ledger.grouping import components
from onrecord.ledger.independence import Dependence, Provenance
from onrecord.store.ledger import LedgerTables

__all__ = ["Touched", "form_claims"]


@dataclass(slots=True)
class Touched:
    """What an update came upon; it grows while the update goes on."""

    rows: set[str] = field(default_factory=set)
    """Events and statements that are new, gone, or in another group than before."""
    groups: set[str] = field(default_factory=set)
    """Groups of events and of statements that lost or won a row."""
    claims: set[str] = field(default_factory=set)
    """Claims to form again for other reasons: a family, a credit, a speaker changed."""


class _Scene:
    """The groups around what was touched, looked up once each, many at a time."""

    def __init__(self, tables: LedgerTables, told: Mapping[str, Telling]) -> None:
        self._tables = tables
        self._told = told
        self.members: dict[str, list[str]] = {}
        self.group_of: dict[str, str] = {}
        self.tellings: dict[str, Telling] = {}
        self._attached: dict[str, str | None] = {}
        self._holders: dict[str, set[str]] = {}

    def load(self, groups: Iterable[str]) -> set[str]:
        """Look up groups and their rows; return those that there are."""
        wanted = set(groups)
        missing = wanted - self.members.keys()
        if missing:
            found = self._tables.rows.members(missing)
            self.members |= {group: found.get(group, []) for group in missing}
            self.group_of |= {row: group for group, some in found.items() for row in some}
            rows = [row for some in found.values() for row in some]
            self.tellings |= {row: self._told[row] for row in rows if row in self._told}
            stored = self._tables.rows.get(row for row in rows if row not in self._told)
            self.tellings |= {key: telling_of(row) for key, row in stored.items()}
        return {group for group in wanted if self.members[group]}

    def held_groups(self, statement_groups: Iterable[str]) -> dict[str, str | None]:
        """Return what each of these groups of statements is attached to."""
        wanted = self.load(statement_groups)
        missing = wanted - self._attached.keys()
        holds = {each: [self.tellings[row].holds for row in self.members[each]] for each in missing}
        events = self._tables.rows.groups_of({event for some in holds.values() for each in some for event in each})
        self._attached |= {each: attachment(some, events) for each, some in holds.items()}
        return {each: self._attached[each] for each in wanted}

    def holders(self, event_groups: Iterable[str]) -> dict[str, set[str]]:
        """Return the groups of the statements that state or deny an event of each group."""
        wanted = self.load(event_groups)
        missing = wanted - self._holders.keys()
        vias = {
            group: {each.via for row in self.members[group] for each in self.tellings[row].accounts if each.via}
            for group in missing
        }
        found = self._tables.rows.groups_of({via for some in vias.values() for via in some})
        self._holders |= {group: {found[via] for via in some if via in found} for group, some in vias.items()}
        return {group: self._holders[group] for group in wanted}


def form_claims(
    tables: LedgerTables, touched: Touched, merged: Iterable[tuple[str, str]], told: Mapping[str, Telling]
) -> int:
    """
    Form again every claim that something touched; return how many there are of them now.

    `merged` are pairs of rows whose claims a correction made one; `told` the tellings that are at hand.
    """
    pairs = sorted(merged)
    scene = _Scene(tables, told)
    claims = touched.claims | tables.claims.of_rows(touched.rows)
    groups = scene.load(touched.groups | _groups(tables, touched.rows | tables.claims.rows_of(claims)))
    looked_at: set[str] = set()
    while fresh := groups - looked_at:
        looked_at |= fresh
        found = tables.claims.of_rows(row for group in fresh for row in scene.members[group]) - claims
        claims |= found
        wider = scene.load(fresh | _groups(tables, tables.claims.rows_of(found)))
        wider |= _around(scene, wider)
        rows = (row for group in scene.load(wider) for row in scene.members[group])
        groups |= scene.load(wider | _groups(tables, _partners(pairs, rows)))
    tables.claims.drop(claims)
    return _store(tables, scene, groups, pairs)


def _groups(tables: LedgerTables, rows: Iterable[str]) -> set[str]:
    return {group for group in tables.rows.groups_of(rows).values() if group[0] in "gt"}


def _around(scene: _Scene, groups: Iterable[str]) -> set[str]:
    """Return what is formed together with groups: the events they are attached to, statements attached to them."""
    listed = set(groups)
    events = {group for group in listed if _is_event_group(group)}
    holders = scene.holders(events)
    held = scene.held_groups({*(listed - events), *(each for some in holders.values() for each in some)})
    found = {each for group, some in holders.items() for each in some if held.get(each) == group}
    return found | {target for group in listed - events if (target := held.get(group))}


def _is_event_group(group: str) -> bool:
    return group.startswith("g")


def _partners(pairs: list[tuple[str, str]], rows: Iterable[str]) -> set[str]:
    known = set(rows)
    return {b for a, b in pairs if a in known} | {a for a, b in pairs if b in known}


def _store(tables: LedgerTables, scene: _Scene, groups: set[str], pairs: list[tuple[str, str]]) -> int:
    """Write the claims that the groups form."""
    held = scene.held_groups(group for group in groups if not _is_event_group(group))
    homes: dict[str, str] = {}
    for group in sorted(groups):
        target = group if _is_event_group(group) else held[group]
        if target is not None:
            homes[group] = target or group
    group_of = {row: group for group in homes for row in scene.members[group]}
    merges = [(homes[group_of[a]], homes[group_of[b]]) for a, b in pairs if a in group_of and b in group_of]
    parts = components(set(homes.values()), merges)
    part_of = {home: n for n, part in enumerate(parts) for home in part}
    rows: dict[int, list[str]] = {n: [] for n in range(len(parts))}
    for group, home in homes.items():
        rows[part_of[home]] += scene.members[group]
    tellings = {n: [scene.tellings[row] for row in sorted(some)] for n, some in rows.items()}
    provenances, world = _context(tables, [each for some in tellings.values() for each in some])
    claims = [claim_of(some, provenances, world) for some in tellings.values() if some]
    tables.claims.put(
        [_claim_row(claim) for claim in claims],
        [row for claim in claims for row in _account_rows(claim)],
        [{"claim": claim.id, **_dependence_row(each)} for claim in claims for each in claim.dependences],
        [
            {"claim": claim.id, "field": field, "value": value, "ordinal": n}
            for claim in claims
            for field, value, n in claim.details
        ],
    )
    tables.claims.put_event_groups(row for claim in claims for row in _event_group_rows(claim, scene))
    return len(tellings)


def _context(tables: LedgerTables, tellings: Iterable[Telling]) -> tuple[Mapping[str, Provenance], Mapping[str, str]]:
    """Return where each report comes from, and the actor across reports of each actor of a report."""
    listed = list(tellings)
    reports = {each.report for each in listed}
    families, agencies = tables.copies.families(reports), tables.copies.agencies(reports)
    corrected, shared = tables.copies.superseded(reports), passages(tables, set(families.values()))
    provenances = {
        report: Provenance(
            family=families.get(report),
            agencies=tuple(agencies.get(report, ())),
            corrected=report in corrected,
            passages=shared.get(report, ()),
        )
        for report in reports
    }
    actors = {account.speaker for each in listed for account in each.accounts if account.speaker}
    actors |= {actor for each in listed for detail in each.details for actor in detail.actors}
    return provenances, tables.rows.groups_of(actors)


def _account_rows(claim: Claim) -> Iterable[dict[str, Any]]:
    for ordinal, (each, number) in enumerate(zip(claim.placed, claim.numbers, strict=True)):
        yield {
            "claim": claim.id,
            "ordinal": ordinal,
            "row": each.account.row,
            "report": each.account.report,
            "via": each.account.via,
            "stance": each.account.stance.value,
            "factuality": each.account.factuality.value if each.account.factuality else None,
            "source_kind": each.account.source_kind,
            "speaker": each.account.speaker,
            "world_actor": each.world_actor,
            "speaker_name": each.account.speaker_name,
            "chain": json.dumps(each.account.chain),
            "published": each.account.published,
            "source": number,
        }


def _dependence_row(each: Dependence) -> dict[str, Any]:
    return {"ordinal_a": each.a, "ordinal_b": each.b, "reason": each.reason, "evidence": each.evidence}


def _claim_row(claim: Claim) -> dict[str, Any]:
    main, behind = claim.representative, claim.tally
    days = [each.account.published for each in claim.placed if each.account.published]
    denials = [
        each.account.published for each in claim.placed if each.account.stance == "deny" and each.account.published
    ]
    return {
        "id": claim.id,
        "kind": claim.kind,
        "type": main.type,
        "what": main.what,
        "who": main.who,
        "to_whom": main.to_whom,
        "place": main.place,
        "date_start": main.date_start,
        "date_end": main.date_end,
        "row": main.row,
        "report": main.report,
        "standing": claim.standing,
        "standing_words": claim.standing_words,
        **{name: getattr(behind, name) for name in _TALLIES},
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
        "first_denied": min(denials, default=None),
        "score": main.score,
    }


_TALLIES = ("accounts", "reports", "outlets", "families", "sources", "sources_own", "sources_denying")


def _event_group_rows(claim: Claim, scene: _Scene) -> Iterable[dict[str, Any]]:
    groups: dict[str, list[Telling]] = {}
    for key in sorted({each.account.row for each in claim.placed}):
        if scene.tellings[key].kind == "event":
            groups.setdefault(scene.group_of[key], []).append(scene.tellings[key])
    for group, tellings in groups.items():
        rows = {each.row for each in tellings}
        part = [each for each in claim.placed if each.account.row in rows]
        behind = claim.tally if len(part) == len(claim.placed) else tally(part)
        first = tellings[0]
        yield {
            "id": group,
            "claim": claim.id,
            "type": first.type,
            "quad": first.quad,
            "date_start": min((each.date_start for each in tellings if each.date_start), default=None),
            "date_end": max((each.date_end for each in tellings if each.date_end), default=None),
            "mentions": len(tellings),
            **{name: getattr(behind, name) for name in ("reports", "outlets", "families", "sources")},
        }
