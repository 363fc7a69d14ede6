"""
Which accounts of a claim are independent of each other, and why the others are not.

    four outlets carry one story of an agency      ->  one source: same family, same agency
    three outlets quote Brig. Ryder                ->  one source: same speaker
    "officials said", in two reports               ->  one source: unnamed and possibly the same

An account has one origin: the speaker it is attributed to, else the agency credited,
else the outlet. Two accounts of one side (those who say so, those who deny it, the
rest) depend on each other where their origins share a key; what hangs together so, at
any number of steps, is one source. The number of sources is therefore a lower bound:
"at least". Definitions and limits: docs/method/independence.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.ledger.accounts import AFFIRMING, DENYING, OWN_VOICE, Account
from onrecord.ledger.words import folded
from onrecord.records import SourceKind

__all__ = ["Dependence", "Placed", "Provenance", "Sides", "sides"]

OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP"})
"""Sectors whose members speak for one institution of their country. Legislators and judges speak for themselves."""

_VAGUE = frozenset({SourceKind.UNNAMED.value, SourceKind.COLLECTIVE.value, SourceKind.NONE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What other reports tell about where a report comes from."""

    family: str | None = None
    """The family of copies it belongs to."""
    agencies: tuple[str, ...] = ()
    """Agencies that the report as a whole comes from."""
    corrected: bool = False
    """Whether another report stands in its place."""
    passages: tuple[tuple[int, str], ...] = ()
    """Where its sentences begin that copies of it carry as well, each with a name that all of them share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An account together with its place in the world: where its report comes from, who its speaker is."""

    account: Account
    provenance: Provenance = Provenance()
    world_actor: str | None = None
    """The speaker across reports."""

    @property
    def is_own(self) -> bool:
        """Whether the outlet says so in its own voice."""
        return self.account.source_kind == OWN_VOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Two accounts that do not count beside each other."""

    a: int
    """Place of the first among the accounts."""
    b: int
    reason: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sources of a claim."""

    numbers: tuple[int, ...]
    """For each account the number of its source within its side, from 1."""
    dependences: tuple[Dependence, ...]
    affirming: int
    """Sources that say it is so or will be, at least."""
    affirming_own: int
    """Of these, how many are outlets or agencies in their own voice."""
    denying: int


def sides(placed: Sequence[Placed]) -> Sides:
    """Return the sources of the accounts of one claim, which are given in a fixed order."""
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for n, each in enumerate(placed):
        parts[_side(each)].append(n)
    numbers = [0] * len(placed)
    dependences: list[Dependence] = []
    counts: dict[str, int] = {}
    own = 0
    for side, members in parts.items():
        found = list(_dependences(placed, members))
        dependences += found
        sources = _components(members, found)
        counts[side] = len(sources)
        for number, source in enumerate(sources, 1):
            for n in source:
                numbers[n] = number
            own += side == "affirm" and any(placed[n].is_own for n in source)
    return Sides(
        numbers=tuple(numbers),
        dependences=tuple(sorted(dependences, key=lambda each: (each.a, each.b))),
        affirming=counts.get("affirm", 0),
        affirming_own=own,
        denying=counts.get("deny", 0),
    )


def _side(placed: Placed) -> str:
    stance = placed.account.stance
    return "affirm" if stance in AFFIRMING else "deny" if stance in DENYING else "else"


def _dependences(placed: Sequence[Placed], members: Sequence[int]) -> Iterator[Dependence]:
    """Yield a star for each key: the first account that has it, and each later one. One reason a pair."""
    firsts: dict[tuple[str, str], tuple[int, str]] = {}
    seen: set[tuple[int, int]] = set()
    for n in members:
        for kind, key, reason, evidence in _keys(placed[n]):
            first, first_reason = firsts.setdefault((kind, key), (n, reason))
            if first != n and (first, n) not in seen:
                seen.add((first, n))
                shared = reason if reason == first_reason else "outlet citing outlet"
                yield Dependence(a=first, b=n, reason=shared, evidence=evidence)
    yield from _vague(placed, members, seen)
    yield from _passages(placed, members, seen)


def _passages(placed: Sequence[Placed], members: Sequence[int], seen: set[tuple[int, int]]) -> Iterator[Dependence]:
    """
    Tie what a copy attributes to what the text attributed before, whoever was taken for its source.

    The same sentence first, else the same family. Only what nothing ties yet to an
    earlier account: a text may quote two sources, and its copies quote the same two.
    """
    tied = {b for _, b in seen}
    firsts: dict[tuple[str, str], int] = {}
    for n in members:
        family = placed[n].provenance.family
        if family is None:
            continue
        passage = dict(placed[n].provenance.passages).get(placed[n].account.sentence or 0)
        known = [("sentence", passage)] if passage is not None else []
        known += [] if placed[n].is_own else [("family", family)]
        for kind, key in known:
            first = firsts.setdefault((kind, key), n)
            if n not in tied and placed[first].account.report != placed[n].account.report:
                tied.add(n)
                reason = "same sentence of one text" if kind == "sentence" else "same family of copies"
                yield Dependence(a=first, b=n, reason=reason, evidence=family)


def _keys(placed: Placed) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield what an account's origin is known by: kind of key, key, reason, what to show."""
    account = placed.account
    if account.source_kind in _VAGUE:
        yield "report", account.report, "unnamed, in the same report", None
        return
    if placed.is_own:
        yield "report", account.report, "same report", None
        if placed.provenance.family:
            yield "family", placed.provenance.family, "same family of copies", placed.provenance.family
        for agency in placed.provenance.agencies:
            yield "publisher", folded(agency), "same agency", agency
        if account.outlet and not placed.provenance.agencies:
            yield "publisher", folded(account.outlet), "same outlet", account.outlet
        if not account.outlet and not placed.provenance.agencies:
            yield "unknown", "", "outlets not known and possibly the same", None
        return
    name = account.speaker_name or ""
    if account.source_kind == SourceKind.OUTLET.value:
        yield "publisher", folded(name), "outlet cited", name
        return
    if placed.world_actor:
        yield "speaker", placed.world_actor, "same speaker", name
    if name:
        yield "name", f"{folded(name)}|{account.country or ''}", "same speaker", name
    for sector in account.sectors:
        if account.country and sector in OFFICIAL:
            yield "institution", f"{account.country} {sector}", "same institution", f"{account.country} {sector}"


def _vague(placed: Sequence[Placed], members: Sequence[int], seen: set[tuple[int, int]]) -> Iterator[Dependence]:
    """
    Tie each unnamed source to one that it may be the same as: a named one, else another unnamed one.

    One tie each, so that an unnamed source never makes two named ones the same.
    """
    attributed = [n for n in members if not placed[n].is_own]
    vague = [n for n in attributed if placed[n].account.source_kind in _VAGUE]
    named = [n for n in attributed if placed[n].account.source_kind not in {*_VAGUE, SourceKind.OUTLET.value}]
    # Those of a known country first: one of an unknown country may be the same as any of them.
    others = sorted(vague, key=lambda n: (placed[n].account.country is None, n))
    for place, n in enumerate(others):
        beside = next((other for other in named if _may_be_same(placed[n], placed[other])), None)
        reason = "unnamed, and possibly the one who is named"
        if beside is None:
            beside = next((other for other in others[:place] if _may_be_same(placed[n], placed[other])), None)
            reason = "unnamed and possibly the same"
        if beside is not None and (pair := (min(n, beside), max(n, beside))) not in seen:
            seen.add(pair)
            yield Dependence(a=pair[0], b=pair[1], reason=reason, evidence=placed[n].account.speaker_name)


def _may_be_same(vague: Placed, other: Placed) -> bool:
    """Whether nothing tells them apart: a country known of both tells."""
    return len({vague.account.country, other.account.country} - {None}) < 2


def _components(members: Sequence[int], dependences: Sequence[Dependence]) -> list[list[int]]:
    """Return what hangs together, each in order, by first member."""
    root = {n: n for n in members}

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for each in dependences:
        a, b = find(each.a), find(each.b)
        root[max(a, b)] = min(a, b)
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for n in members:
        parts[find(n)].append(n)
    return [parts[n] for n in sorted(parts)]
