"""
How a claim stands, in plain words, by a rule that can be looked up. Never a score of truth.

    two outlets in their own voice, nobody denies   ->  reported: "reported in own voice by 2 independent outlets"
    the Pentagon says so, the Kremlin denies it     ->  disputed: "said by the Pentagon; denied by the Kremlin"

The first line that fits decides:

    retracted    an outlet takes it back, and no report still says so
    disputed     somebody says so and somebody denies it
    denied       somebody denies it, nobody says so
    reported     an outlet or agency says so in its own voice
    claimed      only sources say so
    planned      only of what is yet to come
    demanded     only asked for
    questioned   only asked about
    possible     only held possible or likely
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ledger.accounts import Stance
from onrecord.ledger.independence import Placed, Sides
from onrecord.ledger.words import folded

__all__ = ["Standing", "Verdict", "standing"]

_MOST_NAMES = 3


class Standing(StrEnum):
    """How a claim stands."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    DENIED = "denied"
    PLANNED = "planned"
    DEMANDED = "demanded"
    QUESTIONED = "questioned"
    POSSIBLE = "possible"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A standing and the sentence that says it."""

    standing: Standing
    words: str


def standing(placed: Sequence[Placed], found: Sides) -> Verdict:
    """Return how a claim with these accounts and sources stands."""
    by: dict[Stance, list[Placed]] = {stance: [] for stance in Stance}
    for each in placed:
        by[each.account.stance].append(each)
    said, denied = by[Stance.ASSERT] + by[Stance.PLAN], by[Stance.DENY]
    if by[Stance.RETRACT] and all(each.provenance.corrected for each in said):
        verdict = Verdict(standing=Standing.RETRACTED, words=f"retracted by {_names(by[Stance.RETRACT])}")
    elif said and denied:
        verdict = Verdict(standing=Standing.DISPUTED, words=f"said by {_names(said)}; denied by {_names(denied)}")
    elif denied:
        verdict = Verdict(standing=Standing.DENIED, words=f"denied by {_names(denied)}")
    elif by[Stance.ASSERT]:
        verdict = _asserted(by[Stance.ASSERT], found)
    elif by[Stance.PLAN]:
        verdict = Verdict(standing=Standing.PLANNED, words=f"planned, according to {_names(by[Stance.PLAN])}")
    else:
        verdict = _left_open(by)
    words = verdict.words
    if by[Stance.RETRACT] and verdict.standing is not Standing.RETRACTED:
        words += f"; taken back by {_names(by[Stance.RETRACT])}"
    elif verdict.standing is not Standing.RETRACTED and said and all(each.provenance.corrected for each in said):
        words += "; only in reports that were corrected since"
    return Verdict(standing=verdict.standing, words=words)


def _asserted(said: Sequence[Placed], found: Sides) -> Verdict:
    own = [each for each in said if each.is_own]
    if own:
        known = {each.account.outlet for each in own} - {None}
        count = max(found.affirming_own, 1)
        if count == 1:
            words = f"reported in own voice by {_names(own)}"
            words += ", which is one source" if len(known) > 1 else ""
        else:
            words = f"reported in own voice by {count} independent outlets: {_names(own)}"
        return Verdict(standing=Standing.REPORTED, words=words)
    if found.affirming <= 1:
        return Verdict(standing=Standing.CLAIMED, words=f"claimed by one side: {_names(said)}")
    words = f"claimed by {found.affirming} independent sources: {_names(said)}"
    return Verdict(standing=Standing.CLAIMED, words=words)


def _left_open(by: dict[Stance, list[Placed]]) -> Verdict:
    if by[Stance.DEMAND]:
        return Verdict(standing=Standing.DEMANDED, words=f"demanded by {_names(by[Stance.DEMAND])}")
    if by[Stance.QUESTION]:
        return Verdict(standing=Standing.QUESTIONED, words=f"asked by {_names(by[Stance.QUESTION])}")
    return Verdict(standing=Standing.POSSIBLE, words=f"held possible by {_names(by[Stance.HEDGE])}")


def _names(placed: Iterable[Placed]) -> str:
    """Return who gives the accounts, the first few by name."""
    by_actor: dict[str, str] = {}
    for each in placed:
        by_actor.setdefault(each.world_actor or folded(_name(each)), _name(each))
    names = list(by_actor.values())
    shown = names[:_MOST_NAMES]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _name(placed: Placed) -> str:
    account = placed.account
    if placed.is_own:
        return account.outlet or (
            placed.provenance.agencies[0] if placed.provenance.agencies else "an outlet not named"
        )
    return account.speaker_name or "somebody not named"
