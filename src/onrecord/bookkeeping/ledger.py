"""
The ledger of a store, as it is asked and corrected.

    with onrecord.Store("news.record") as store:
        ledger = onrecord.Ledger(store)
        for claim in ledger.claims(who="North Korea", standing="disputed"):
            print(claim.what, "--", claim.standing_words)
            for account in ledger.claim(claim.id).accounts:
                print("   ", account.published, account.stance, account.speaker_name or account.outlet)
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.bookkeeping.fixes import Fixer
from onrecord.bookkeeping.update import bring_up_to_date
from onrecord.errors import StoreError
from onrecord.ledger.accounts import Stance
from onrecord.ledger.history import Voice, notes
from onrecord.ledger.quotes import align
from onrecord.records import Span
from onrecord.store import Store
from onrecord.store.ledger import ClaimFilters, FoundAccount, FoundClaim, FoundDependence, FoundDetail

__all__ = ["ClaimSheet", "Drift", "Ledger", "open_ledger"]

_LONGEST = 400
"""Words of a span of a quotation; speeches are not compared word by word."""
_SAME_QUOTE = 0.6
"""Words in common of all words of both, from which two quotations of one speaker are one utterance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSheet:
    """A claim with all there is to it."""

    claim: FoundClaim
    accounts: tuple[FoundAccount, ...]
    notes: tuple[str | None, ...]
    """For each account, what it is in the history of the claim."""
    dependences: tuple[FoundDependence, ...]
    details: tuple[FoundDetail, ...]

    @property
    def differing(self) -> dict[str, dict[str, list[FoundAccount]]]:
        """Return the fields on which accounts differ: each value with the accounts that give it."""
        found: dict[str, dict[str, list[FoundAccount]]] = {}
        for detail in self.details:
            found.setdefault(detail.field, {}).setdefault(detail.value, []).append(self.accounts[detail.ordinal])
        return {field: values for field, values in found.items() if len(values) > 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One quotation as two reports carry it, and the words on which they differ."""

    first: FoundAccount
    second: FoundAccount
    words: tuple[tuple[str | None, str | None], ...]
    """The word of the first and that of the second; None where one has none."""
    share: float
    """Words in common of all words of both, 0 to 1."""


class Ledger:
    """What several reports say together."""

    def __init__(self, store: Store) -> None:
        """Take an open store; `bring_up_to_date` has to have run on it since the last build."""
        self.store = store

    def claims(self, filters: ClaimFilters | None = None, **given: Any) -> Iterator[FoundClaim]:
        """Yield the claims that pass the filters, those of most reports first; names are those of `ClaimFilters`."""
        yield from self.store.claims.find(filters or ClaimFilters(**given))

    def claim(self, id: str) -> ClaimSheet:
        """Return a claim with its accounts, by its id or that of one of its rows, or by the beginning of one."""
        asked = self.store.claims
        claim = asked.claim(self.store.locate(id)[1])
        accounts = tuple(asked.accounts(claim.id))
        voices = [
            Voice(
                speaker=each.world_actor or each.speaker_name or (f"outlet {each.outlet}" if each.outlet else None),
                stance=Stance(each.stance),
                published=each.published,
                source=each.source,
            )
            for each in accounts
        ]
        return ClaimSheet(
            claim=claim,
            accounts=accounts,
            notes=tuple(notes(voices)),
            dependences=tuple(asked.dependences(claim.id)),
            details=tuple(asked.details(claim.id)),
        )

    def drifts(self, sheet: ClaimSheet) -> list[Drift]:
        """Return the quotations of one speaker that two reports carry in other words."""
        quoted = [each for each in sheet.accounts if each.via and each.world_actor]
        found = []
        for n, first in enumerate(quoted):
            for second in quoted[n + 1 :]:
                if first.world_actor == second.world_actor and first.report != second.report:
                    drift = self._drift(first, second)
                    if drift is not None:
                        found.append(drift)
        return found

    def _drift(self, first: FoundAccount, second: FoundAccount) -> Drift | None:
        texts, spans = [], []
        for each in (first, second):
            record = self.store.record(each.report)
            statement = next((row for row in record.statements if row.id == each.via), None)
            if statement is None or statement.form == "indirect":
                return None
            texts.append(record.report.text)
            spans.append(statement.content)
        if (
            max(len(span.slice(text).split()) for text, some in zip(texts, spans, strict=True) for span in some)
            > _LONGEST
        ):
            return None
        aligned = align(texts[0], spans[0], texts[1], spans[1])
        if aligned.share < _SAME_QUOTE or not aligned.drift:
            return None
        words = tuple((_word(texts[0], pair.first), _word(texts[1], pair.second)) for pair in aligned.drift)
        return Drift(first=first, second=second, words=words, share=aligned.share)

    def actors(self, name: str) -> list[dict[str, Any]]:
        """Return the actors across reports of that name, Wikidata id or id, those of most reports first."""
        return self.store.claims.rows("find_world_actors", name)

    def months(self, actor: str, other: str | None = None) -> list[dict[str, Any]]:
        """
        Return how many different events an actor had a part in, by month, direction and quad class.

        With another actor, only those between the two. Raises `StoreError` for a name that nobody has.
        """
        ids = [self._ids(each) for each in (actor, other) if each is not None]
        lists = [json.dumps(each) for each in ids]
        return self.store.claims.rows("event_months", lists[0], lists[1] if other is not None else None)

    def _ids(self, name: str) -> list[str]:
        ids = [each["id"] for each in self.actors(name)]
        if not ids:
            raise StoreError(f"{self.store.path} knows no actor {name!r}; they are in the table world_actors")
        return ids

    def families(self, report_or_family: str | None = None) -> list[dict[str, Any]]:
        """Return the reports that carry the text of others, by family."""
        return self.store.claims.rows("family_reports", report_or_family)

    def overlaps(self, report: str) -> list[dict[str, Any]]:
        """Return the reports that share text with one report."""
        return self.store.claims.rows("report_overlaps", report)

    def outlets(self) -> list[dict[str, Any]]:
        """Return each outlet with its reports, copies and agencies."""
        return self.store.claims.rows("outlets")

    def uncertain(self, most: int, table: str | None = None) -> list[dict[str, Any]]:
        """Return the least certain events and statements that nobody has judged: in_table, id, report and score."""
        return self.store.claims.rows("uncertain_rows", most, table)

    def members(self, group: str) -> list[dict[str, Any]]:
        """Return the rows of reports that an actor or an event across reports is made of."""
        return self.store.claims.rows("group_members", group)

    def links(self, group: str) -> list[dict[str, Any]]:
        """Return why these rows are one: each link with its score and reasons."""
        found = self.store.claims.rows("group_links", group)
        return [{**each, "reasons": json.loads(each["reasons"]) or [_WEAK]} for each in found]

    def fixer(self, *, author: str | None = None, reason: str | None = None) -> Fixer:
        """Return what makes corrections; the store must be open for writing."""
        return Fixer(self.store, author=author, reason=reason)


_WEAK = "too weak to join two by itself: it counts in the mean of a group"


def open_ledger(path: str | Path) -> Store:
    """Return a store, open for reading, whose ledger is brought up to date where it was not."""
    store = Store(path)
    if not store.claims.pending():
        return store
    store.close()
    with Store(path, "w") as writable:
        bring_up_to_date(writable)
    return Store(path)


def _word(text: str, span: Span | None) -> str | None:
    return span.slice(text) if span else None
