"""
Why accounts do not count beside others, in words.

    Dependence(reason="same agency", evidence="Crosswind News Agency") three times
    ->  "3 accounts are in reports of one agency, Crosswind News Agency"

What counts as a source, and why the number is a lower bound: docs/method/independence.md.
"""

from collections.abc import Iterable

from onrecord.room.facts.sentences import enumerated
from onrecord.room.wording import counted, day
from onrecord.store import FoundClaim
from onrecord.store.ledger import FoundDependence
from onrecord.store.room.claims import Voiced

__all__ = ["behind", "giver", "independence", "reason_words", "reports_and_texts"]

# Reason of the ledger -> one account, several accounts; {} is what they share.
_REASONS = {
    "same report": ("tells it again in the same report", "tell it again in the same report"),
    "same family of copies": (
        "is in a copy of a text that counts already",
        "are in copies of a text that counts already",
    ),
    "same sentence of one text": (
        "stands in the same sentence of a copied text",
        "stand in the same sentence of a copied text",
    ),
    "same agency": ("is in a report of the same agency{}", "are in reports of the same agency{}"),
    "same outlet": ("is of the same outlet{}", "are of the same outlet{}"),
    "outlets not known and possibly the same": (
        "is in a report whose outlet is not known, possibly the same",
        "are in reports whose outlets are not known, possibly the same",
    ),
    "outlet citing outlet": ("cites the other outlet{}", "cite the other outlet{}"),
    "outlet cited": ("cites the same outlet{}", "cite the same outlet{}"),
    "same speaker": ("comes from the same speaker{}", "come from the same speaker{}"),
    "same institution": ("comes from the same institution{}", "come from the same institution{}"),
    "unnamed, in the same report": (
        "is of an unnamed source in the same report",
        "are of unnamed sources in one report",
    ),
    "unnamed and possibly the same": (
        "is of an unnamed source, possibly the same",
        "are of unnamed sources, possibly the same",
    ),
    "unnamed, and possibly the one who is named": (
        "is of an unnamed source, possibly the one who is named",
        "are of unnamed sources, possibly those who are named",
    ),
}
_SHARED = frozenset({"same agency", "same outlet", "outlet citing outlet", "outlet cited", "same speaker"})


def behind(claim: FoundClaim) -> str:
    """Return what carries a claim and what is behind it, in one line."""
    outlets = counted(claim.outlets, "named outlet") if claim.outlets else "outlets not named"
    carried = f"Carried by {outlets} in {reports_and_texts(claim.reports, claim.families)}"
    sides = []
    if claim.sources:
        sides.append(f"at least {counted(claim.sources, 'independent source')} for it")
    if claim.sources_denying:
        sides.append(f"at least {claim.sources_denying} against")
    return carried + ("; " + ", ".join(sides) if sides else "")


def reports_and_texts(reports: int, texts: int) -> str:
    """Return a number of reports, and of how many different texts where some carry the same one."""
    words = counted(reports, "report")
    if texts == reports:
        return words
    return f"{words} that carry one text" if texts == 1 else f"{words} with {texts} different texts"


def independence(claim: FoundClaim, dependences: Iterable[FoundDependence]) -> tuple[str, ...]:
    """Return how the number of sources came about, a sentence each."""
    lines = []
    if claim.sources:
        own = f", {claim.sources_own} of them in own voice" if claim.sources_own else ""
        lines.append(f"At least {counted(claim.sources, 'independent source')} for it{own}.")
    if claim.sources_denying:
        lines.append(f"At least {counted(claim.sources_denying, 'independent source')} against it.")
    tied: dict[str, dict[int, FoundDependence]] = {}
    for each in dependences:
        tied.setdefault(each.reason, {}).setdefault(each.ordinal_b, each)
    for reason, of in sorted(tied.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        shared = enumerated(dict.fromkeys(each.evidence for each in of.values() if each.evidence), 3)
        lines.append(f"{counted(len(of), 'account')} {reason_words(reason, shared or None, len(of))}.")
    if not tied and max(claim.sources, claim.sources_denying) > 1:
        lines.append("No two accounts of one side are known to have the same origin.")
    if lines:
        lines.append("“At least”: accounts that may have one origin count once.")
    return tuple(lines)


def reason_words(reason: str, evidence: str | None, count: int = 1) -> str:
    """Return why an account, or several, does not count beside another."""
    one, many = _REASONS.get(reason, (f"is not independent: {reason}", f"are not independent: {reason}"))
    shared = f", {evidence}" if evidence and reason in _SHARED else ""
    return (one if count == 1 else many).replace("{}", shared)


def giver(account: Voiced) -> str:
    """Return who gives an account, and where."""
    outlet = account.outlet or account.agency or "an outlet not named"
    who = outlet if account.is_own else f"{account.speaker_name or 'somebody not named'} in {outlet}"
    return who + (f" of {day(account.published)}" if account.published else "")
