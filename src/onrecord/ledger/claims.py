"""
Claims: what several reports assert, deny, hedge, question, demand or take back.

    event group g1: "supplying" (Kirby), "shipments" (own voice), "shipping" (denied by Pyongyang)
    statement "it never sold a shell", which no event was found in, but which says the same
    ->  one claim with four accounts, disputed

An event group is one claim: that it happened. A group of statements that say the same
joins the claim of the event that its statements hold, where they hold one event; where
they hold none it is a claim of words only. A statement that holds several events is an
account of each of them through the events, and no claim of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.ledger.accounts import OWN_VOICE, Account, Detail, Stance, Telling
from onrecord.ledger.independence import Dependence, Placed, Provenance, Sides, sides
from onrecord.ledger.standing import standing
from onrecord.ledger.words import folded
from onrecord.records import row_id

__all__ = ["Claim", "Tally", "attachment", "claim_of", "tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much there is behind a claim or an event."""

    accounts: int
    reports: int
    outlets: int
    families: int
    """Different texts: the copies of one text count once."""
    sources: int
    sources_own: int
    sources_denying: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim with all its accounts."""

    id: str
    kind: str
    representative: Telling
    """The telling that stands for all: the likeliest of those that say it is so."""
    standing: str
    standing_words: str
    tally: Tally
    placed: tuple[Placed, ...]
    """The accounts, by day of publication."""
    numbers: tuple[int, ...]
    dependences: tuple[Dependence, ...]
    details: tuple[tuple[str, str, int], ...]
    """Field, value and the place of the account that gives it."""


def attachment(holds: Iterable[Sequence[str]], event_group: Mapping[str, str]) -> str | None:
    """
    Return what the statements of a group belong to, from the events that each of them holds.

    The id of an event group; "" for a claim of words only; None where the
    statement stands alone and its several events carry it.
    """
    held = [{event_group[event] for event in each if event in event_group} for each in holds]
    single = Counter(next(iter(each)) for each in held if len(each) == 1)
    if single:
        most = max(single.values())
        return min(group for group, count in single.items() if count == most)
    if len(held) == 1 and held[0]:
        return None
    return ""


def claim_of(tellings: Sequence[Telling], provenances: Mapping[str, Provenance], world: Mapping[str, str]) -> Claim:
    """
    Return the claim that these events and statements form.

    `provenances` has what other reports tell about where each report comes
    from; `world` the actor across reports of each actor of a report.
    """
    events = [each for each in tellings if each.kind == "event"]
    statements = [each for each in tellings if each.kind == "statement"]
    told = _told(events, statements)
    placed = sorted((_placed(account, provenances, world) for account, _ in told), key=_order)
    at = {(each.account.row, each.account.via, each.account.stance): n for n, each in enumerate(placed)}
    found = sides(placed)
    verdict = standing(placed, found)
    given = [
        (detail, at[account.row, account.via, account.stance])
        for account, telling in told
        for detail in telling.details
        if account.stance is not Stance.DENY
    ]
    main = events or statements
    return Claim(
        id=row_id("c", min(each.row for each in main)),
        kind="event" if events else "statement",
        representative=_representative(main, placed),
        standing=verdict.standing.value,
        standing_words=verdict.words,
        tally=_tally(placed, found),
        placed=tuple(placed),
        numbers=found.numbers,
        dependences=found.dependences,
        details=_details(given, world),
    )


def tally(placed: Sequence[Placed]) -> Tally:
    """Return how many reports, outlets, texts and sources there are."""
    return _tally(placed, sides(placed))


def _tally(placed: Sequence[Placed], found: Sides) -> Tally:
    return Tally(
        accounts=len(placed),
        reports=len({each.account.report for each in placed}),
        outlets=len({folded(each.account.outlet) for each in placed if each.account.outlet}),
        families=len({each.provenance.family or each.account.report for each in placed}),
        sources=found.affirming,
        sources_own=found.affirming_own,
        sources_denying=found.denying,
    )


def _told(events: Sequence[Telling], statements: Sequence[Telling]) -> list[tuple[Account, Telling]]:
    """Return each account once: a statement that speaks through an event of the claim does not speak again."""
    told = [(account, each) for each in events for account in each.accounts]
    through = {account.via for account, _ in told}
    mixed = bool(events) or len({each.negated for each in statements}) == 2
    for each in statements:
        if each.row not in through:
            told += [(_turned(account, each.negated and mixed), each) for account in each.accounts]
    unique = {(account.row, account.via, account.stance): (account, telling) for account, telling in told}
    return list(unique.values())


def _turned(account: Account, negated: bool) -> Account:
    """Return an account of a negative as one of the positive: who says "never sold" denies the sale."""
    if not negated or account.source_kind == OWN_VOICE:
        return account
    turned = {Stance.ASSERT: Stance.DENY, Stance.DENY: Stance.ASSERT}
    return replace(account, stance=turned.get(account.stance, account.stance))


def _placed(account: Account, provenances: Mapping[str, Provenance], world: Mapping[str, str]) -> Placed:
    return Placed(
        account=account,
        provenance=provenances.get(account.report, Provenance()),
        world_actor=world.get(account.speaker) if account.speaker else None,
    )


def _details(given: Sequence[tuple[Detail, int]], world: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Return each value under one spelling: "Kim" and "Kim Jong Un" of one actor are one value."""
    spellings: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    keyed = []
    for detail, n in given:
        known = " ".join(sorted({world.get(each, each) for each in detail.actors}))
        key = (detail.field, known or detail.key or folded(detail.value))
        spellings[key][detail.value] += 1
        keyed.append((key, n))
    shown = {key: min(counts, key=lambda each: (-counts[each], each)) for key, counts in spellings.items()}
    return tuple(sorted({(key[0], shown[key], n) for key, n in keyed}))


def _order(placed: Placed) -> tuple[str, str, str, str, str]:
    account = placed.account
    return account.published or "9999", account.report, account.row, account.via or "", account.stance.value


def _representative(tellings: Sequence[Telling], placed: Sequence[Placed]) -> Telling:
    """Return the likeliest telling, one that says it is so before all others, the earliest of equals."""
    stances: dict[str, set[Stance]] = {}
    for each in placed:
        stances.setdefault(each.account.row, set()).add(each.account.stance)

    positive = {each.negated for each in tellings} == {True, False}

    def rank(telling: Telling) -> tuple[bool, bool, float, str, str]:
        says_so = bool(stances.get(telling.row, set()) & {Stance.ASSERT, Stance.PLAN})
        turned = positive and telling.negated
        return turned, not says_so, -telling.score, telling.published or "9999", telling.row

    return min(tellings, key=rank)
