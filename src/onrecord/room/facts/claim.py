"""
All that the page of a claim says, and the brief about it.

    claim_facts(store, "c4k…")
    ->  "North Korea supplied ammunition to Russia, alleged since 2 Nov 2022, denied since 8 Nov 2022"
        asserts …, denies …, independence in words, differing details, quote drift, history
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ledger.accounts import Stance
from onrecord.ledger.history import Voice, notes
from onrecord.room.facts.accounts import SIDES, Side, entries, sides
from onrecord.room.facts.details import FieldOfClaim, details
from onrecord.room.facts.drift import QuoteDrift, drifts, quoting
from onrecord.room.facts.history import Line, Moment, line
from onrecord.room.facts.independence import behind, independence
from onrecord.room.facts.sentences import claim_sentence, claim_words
from onrecord.room.wording import day
from onrecord.store import FoundClaim, Store
from onrecord.store.ledger import FoundAccount
from onrecord.store.room.claims import Told, Voiced, claim_of, deed, deeds, event_group_of, quoted_spans, voiced
from onrecord.store.room.passages import passages, texts

__all__ = ["LINES", "ClaimFacts", "claim_facts", "claim_rows", "worded"]

LINES = 30
"""Lines of a side on one page."""
_MOST_QUOTING = 40
"""Accounts whose quotations are compared on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """A claim as it is shown."""

    id: str
    sentence: str
    """The claim in plain words, made from its fields."""
    claim: FoundClaim
    told: Told | None
    """The event of the account that stands for all; None for a claim of words only."""
    event: str | None
    """The event across reports that it is about."""
    behind: str
    sides: tuple[Side, ...]
    independence: tuple[str, ...]
    differing: tuple[FieldOfClaim, ...]
    agreed: tuple[FieldOfClaim, ...]
    drifts: tuple[QuoteDrift, ...]
    history: Line
    page: int
    pages: int


def claim_facts(store: Store, id: str, *, page: int = 1, size: int = LINES) -> ClaimFacts | None:
    """
    Return a claim, found by its id or that of one of its rows, with some lines of each side.

    None where the record has no such claim.
    """
    whole = store.look_up(claim_of, id)
    if whole is None:
        return None
    claim = store.claims.claim(whole)
    accounts = store.look_up(voiced, claim.id)
    told = store.look_up(deed, claim.row)
    remarks = _notes(accounts)
    shown = entries(accounts, page=page, size=size)
    dependences = store.claims.dependences(claim.id)
    found = sides(
        accounts,
        remarks,
        dependences,
        store.look_up(passages, (each.row for each in shown)),
        page=page,
        size=size,
    )
    fields = details(store.claims.details(claim.id), accounts)
    return ClaimFacts(
        id=claim.id,
        sentence=claim_sentence(told, claim.what, claim.standing, claim.first_published, claim.first_denied),
        claim=claim,
        told=told,
        event=store.look_up(event_group_of, claim.row),
        behind=behind(claim),
        sides=found,
        independence=independence(claim, dependences),
        differing=tuple(each for each in fields if each.differs),
        agreed=tuple(each for each in fields if not each.differs),
        drifts=_drifts(store, accounts),
        history=_history(accounts, remarks),
        page=max((side.part.page for side in found), default=1),
        pages=max((side.part.pages for side in found), default=1),
    )


def claim_rows(store: Store, id: str) -> list[FoundAccount]:
    """Return all accounts of the claim of that id with the words that give them."""
    return store.claims.accounts(id)


def worded(store: Store, claims: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return claims in plain words by their ids: of each the id, the row that stands for it, and the claim's words."""
    listed = list(claims)
    told = store.look_up(deeds, (row for _, row, _ in listed))
    return {claim: claim_words(told.get(row), what) for claim, row, what in listed}


def _notes(accounts: Sequence[Voiced]) -> dict[int, str]:
    """Return what is worth saying of an account in the history of the claim, by its ordinal."""
    voices = [
        Voice(
            speaker=each.world_actor or each.speaker_name or (f"outlet {each.outlet}" if each.outlet else None),
            stance=Stance(each.stance),
            published=each.published,
            source=each.source,
        )
        for each in accounts
    ]
    told = zip(accounts, map(_plainly, notes(voices)), strict=True)
    return {account.ordinal: note for account, note in told if note}


_CHANGED = re.compile(r"changes position: (\w+) on ([\d-]+)?")
_BEFORE = {"assert": "had said so", "plan": "had said it would be", "deny": "had denied it"}


def _plainly(note: str | None) -> str | None:
    """Return a note of the history in plain words; what follows from the sources shown is no news."""
    changed = _CHANGED.match(note or "")
    if changed:
        before = _BEFORE.get(changed[1], changed[1])
        return f"{before} on {day(changed[2])}" if changed[2] else f"{before} on a day not known"
    return None if note == "not a source of its own" else note


def _drifts(store: Store, accounts: Sequence[Voiced]) -> tuple[QuoteDrift, ...]:
    """Return how quotations differ between reports; those of the first reports are looked at."""
    candidates = quoting(accounts)
    spans = store.look_up(quoted_spans, [each.via for each in candidates if each.via])
    quoted = [each for each in candidates if each.via in spans][:_MOST_QUOTING]
    if len(quoted) < 2:
        return ()
    return drifts(quoted, spans, store.look_up(texts, {each.report for each in quoted}))


def _history(accounts: Sequence[Voiced], remarks: Mapping[int, str]) -> Line:
    moments = []
    for account in accounts:
        note = remarks.get(account.ordinal)
        who = account.outlet or "an outlet not named" if account.is_own else account.speaker_name
        what = f"{who or 'somebody not named'}: {note}" if note else None
        moments.append(Moment(day=account.published, lane=SIDES[account.stance], what=what))
    return line(moments, dict.fromkeys(SIDES.values()))
