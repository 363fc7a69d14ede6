"""
A claim and its accounts for people: who says so, who denies it, through whom, and what is one source.

    c4k…  DISPUTED  AID: North Korea supplied arms Russia
        said by White House; denied by North Korea
        8 accounts in 6 reports, 3 outlets, 4 texts; at least 4 sources say so, at least 1 denies it
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onrecord.bookkeeping import ClaimSheet, Drift, open_ledger
from onrecord.cli.options import store_path
from onrecord.cli.output import Talk, counted, visible
from onrecord.store import FoundAccount, FoundClaim, Store

__all__ = ["account_lines", "claim_lines", "drift_lines", "echo", "opened", "sheet_lines", "source_lines"]

_STANCES = {
    "assert": "says so",
    "deny": "denies it",
    "hedge": "holds it possible",
    "question": "asks",
    "demand": "demands it",
    "plan": "plans it",
    "retract": "takes it back",
}


def opened(path: Path | None, talk: Talk) -> Store:
    """Open the record named, or that of the current folder, with its ledger up to date."""
    where = store_path(path)
    with Store(where) as store:
        pending = store.claims.pending()
    if pending:
        talk.say(f"bringing the ledger of {where} up to date: {counted(pending, 'report')} …")
    return open_ledger(where)


def claim_lines(claim: FoundClaim) -> Iterator[str]:
    """Yield a claim for a list: what, how it stands, how much there is behind it."""
    day = claim.date_start if claim.date_end in (None, claim.date_start) else f"{claim.date_start} to {claim.date_end}"
    kind = f"{claim.type} [{claim.own_types}]" if claim.own_types else claim.type
    what = f"{kind}: {claim.what}" if kind else f"“{claim.what}”"
    yield _flat("  ".join(part for part in (claim.id, claim.standing.upper(), day, claim.place, what) if part))
    yield _flat(f"    {claim.standing_words}")
    counts = [counted(claim.accounts, "account"), f"in {counted(claim.reports, 'report')}"]
    counts.append(f"of {counted(claim.outlets, 'named outlet')}, {counted(claim.families, 'text')}")
    behind = []
    if claim.sources:
        behind.append(f"at least {counted(claim.sources, 'source')} for it")
    if claim.sources_denying:
        behind.append(f"at least {claim.sources_denying} against")
    first = f"; first reported {claim.first_published}" if claim.first_published else ""
    yield "    " + " ".join(counts) + ("; " if behind else "") + ", ".join(behind) + first


def sheet_lines(sheet: ClaimSheet, drifts: list[Drift]) -> Iterator[str]:
    """Yield a claim with its accounts and what they differ on."""
    yield from claim_lines(sheet.claim)
    yield ""
    for account, note in zip(sheet.accounts, sheet.notes, strict=True):
        yield from account_lines(account, note)
    differing = sheet.differing
    if differing:
        yield ""
        yield "Accounts differ on"
    for field, values in differing.items():
        for value, accounts in values.items():
            givers = ", ".join(dict.fromkeys(_giver(each) for each in accounts))
            yield _flat(f"  {field:<9} {value} — {givers}")
    if drifts:
        yield ""
        yield "One quotation in other words"
    for drift in drifts:
        yield from drift_lines(drift)


def account_lines(account: FoundAccount, note: str | None) -> Iterator[str]:
    """Yield an account: day, who, stance, through whom, the very words."""
    chain = " ← ".join(account.chain) or account.title or account.path
    who = account.speaker_name if account.via else f"{account.outlet or 'the outlet, not named,'} in its own voice"
    head = f"  {account.published or 'no date':<10}  {who or 'somebody not named'} {_STANCES[account.stance]}"
    yield _flat(head + (f"   [{note}]" if note else ""))
    if account.quote:
        yield _flat(f"              “{account.quote}”")
    yield _flat(f"              {chain}   ({account.row}, report {account.report}, source {account.source})")


def source_lines(sheet: ClaimSheet) -> Iterator[str]:
    """Yield who counts as a source of a claim, and why other accounts do not count beside them."""
    sides: dict[tuple[str, int], list[FoundAccount]] = {}
    for account in sheet.accounts:
        side = {"assert": "for", "plan": "for", "deny": "against"}.get(account.stance, "neither for nor against")
        sides.setdefault((side, account.source), []).append(account)
    reasons = {each.ordinal_b: each for each in sheet.dependences}
    for (side, number), accounts in sorted(sides.items(), key=lambda each: (_SIDES.index(each[0][0]), each[0][1])):
        yield f"Source {number} {side}"
        for account in accounts:
            reason = reasons.get(account.ordinal)
            why = "counts"
            if reason is not None:
                other = sheet.accounts[reason.ordinal_a]
                why = f"not beside {_giver(other)}, {other.published or 'no date'}: {reason.reason}"
                why += f" ({reason.evidence})" if reason.evidence else ""
            yield _flat(f"  {account.published or 'no date':<10}  {_giver(account)}: {why}   ({account.row})")


_SIDES = ("for", "against", "neither for nor against")


def drift_lines(drift: Drift) -> Iterator[str]:
    """Yield the words on which two reports of one quotation differ."""
    yield _flat(
        f"  {drift.first.speaker_name}: {_report(drift.first)} / {_report(drift.second)}, {drift.share:.0%} alike"
    )
    changes = []
    for first, second in drift.words:
        changes.append(f"{first} → {second}" if first and second else f"−{first}" if first else f"+{second}")
    yield _flat("      " + ", ".join(changes))


def _report(account: FoundAccount) -> str:
    return account.outlet or account.title or account.report


def _giver(account: FoundAccount) -> str:
    if account.via:
        return f"{account.speaker_name or 'somebody not named'} (in {_report(account)})"
    return _report(account)


def _flat(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return " " * indent + " ".join(visible(line).split("\n"))


def echo(lines: Iterable[str]) -> int:
    """Write lines to standard output; return how many."""
    written = list(lines)
    for line in written:
        click.echo(line)
    return len(written)
