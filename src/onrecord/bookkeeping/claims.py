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
from onrecord.ledger.independence import Provenance
from onrecord.store.ledger import LedgerRow, LedgerTables

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
    """The groups around what was touched, looked up once each."""

    def __init__(self, tables: LedgerTables) -> None:
        self._tables = tables
        self.members: dict[str, list[str]] = {}
        self.rows: dict[str, LedgerRow] = {}
        self.tellings: dict[str, Telling] = {}
        self._attached: dict[str, str | None] = {}
        self._holders: dict[str, set[str]] = {}

    def load(self, groups: Iterable[str]) -> list[str]:
        """Look up groups and their rows; return those that there are."""
        wanted = set(groups)
        missing = wanted - self.members.keys()
        if missing:
            found = self._tables.rows.members(missing)
            self.members |= {group: found.get(group, []) for group in missing}
            rows = self._tables.rows.get(row for group in found.values() for row in group)
            self.rows |= rows
            self.tellings |= {key: telling_of(row) for key, row in rows.items() if row.kind != "actor"}
        return sorted(group for group in wanted if self.members[group])

    def held_groups(self, statement_group: str) -> str | None:
        """Return what a group of statements is attached to."""
        if statement_group not in self._attached:
            holds = [self.tellings[row].holds for row in self.members[statement_group]]
            events = self._tables.rows.get(event for each in holds for event in each)
            groups = {key: row.member_of for key, row in events.items()}
            self._attached[statement_group] = attachment(holds, groups)
        return self._attached[statement_group]

    def holders(self, event_group: str) -> set[str]:
        """Return the groups of the statements that state or deny an event of the group."""
        if event_group not in self._holders:
            accounts = (each for row in self.members[event_group] for each in self.tellings[row].accounts)
            found = self._tables.rows.get({each.via for each in accounts if each.via})
            self._holders[event_group] = {row.member_of for row in found.values()}
        return self._holders[event_group]


def form_claims(tables: LedgerTables, touched: Touched, merged: Iterable[tuple[str, str]]) -> int:
    """
    Form again every claim that something touched; return how many there are of them now.

    `merged` are pairs of rows whose claims a correction made one.
    """
    pairs = sorted(merged)
    scene = _Scene(tables)
    claims = touched.claims | tables.claims.of_rows(touched.rows)
    groups = set(scene.load(touched.groups | _groups(tables, touched.rows)))
    while True:
        claims |= tables.claims.of_rows(row for group in groups for row in scene.members[group])
        wider = set(groups) | _groups(tables, tables.claims.rows_of(claims))
        for group in scene.load(wider):
            wider |= _around(scene, group)
        wider |= _groups(tables, _partners(pairs, (row for group in scene.load(wider) for row in scene.members[group])))
        wider = set(scene.load(wider))
        if wider == groups:
            break
        groups = wider
    tables.claims.drop(claims)
    return _store(tables, scene, groups, pairs)


def _groups(tables: LedgerTables, rows: Iterable[str]) -> set[str]:
    return {row.member_of for row in tables.rows.get(rows).values() if row.kind != "actor"}


def _around(scene: _Scene, group: str) -> set[str]:
    """Return what has to be formed together with a group: the event it is attached to, statements attached to it."""
    scene.load([group])
    if _is_event_group(group):
        holders = scene.load(scene.holders(group))
        return {each for each in holders if scene.held_groups(each) == group}
    target = scene.held_groups(group)
    return {target} if target else set()


def _is_event_group(group: str) -> bool:
    return group.startswith("g")


def _partners(pairs: list[tuple[str, str]], rows: Iterable[str]) -> set[str]:
    known = set(rows)
    return {b for a, b in pairs if a in known} | {a for a, b in pairs if b in known}


def _store(tables: LedgerTables, scene: _Scene, groups: set[str], pairs: list[tuple[str, str]]) -> int:
    """Write the claims that the groups form."""
    homes: dict[str, str] = {}
    for group in sorted(groups):
        target = group if _is_event_group(group) else scene.held_groups(group)
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
    for some in tellings.values():
        if some:
            _write(tables, claim_of(some, provenances, world), scene)
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
    return provenances, {key: row.member_of for key, row in tables.rows.get(actors).items()}


def _write(tables: LedgerTables, claim: Claim, scene: _Scene) -> None:
    accounts = [
        {
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
        for each, number in zip(claim.placed, claim.numbers, strict=True)
    ]
    dependences = [
        {"ordinal_a": each.a, "ordinal_b": each.b, "reason": each.reason, "evidence": each.evidence}
        for each in claim.dependences
    ]
    details = [{"field": field, "value": value, "ordinal": n} for field, value, n in claim.details]
    tables.claims.put(_claim_row(claim), accounts, dependences, details)
    tables.claims.put_event_groups(_event_group_rows(claim, scene))


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
            groups.setdefault(scene.rows[key].member_of, []).append(scene.tellings[key])
    for group, tellings in groups.items():
        rows = {each.row for each in tellings}
        behind = tally([each for each in claim.placed if each.account.row in rows])
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
