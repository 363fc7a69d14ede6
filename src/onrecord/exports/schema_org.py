"""
The claims of the ledger as schema.org `Claim` in JSON-LD, with where each appears and who makes it.

    {"@type": "Claim", "@id": "urn:onrecord:claim:c4k…", "text": "North Korea sold arms to Russia",
     "firstAppearance": {"@id": "urn:onrecord:report:r1"}, "appearance": [{"@id": …}], "author": [{"name": …}]}

There is no rating and no ClaimReview: a verdict is for people to give.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from onrecord.exports.addresses import page
from onrecord.exports.json_text import known, write_list
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.store import ClaimFilters, FoundAccount, FoundClaim

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("@id, @type, identifier", "The claim."),
    ("text", "The claim, in the words of the account that stands for all."),
    ("disambiguatingDescription", "How it stands, in words: who says so, who denies it."),
    ("keywords", "How it stands, in one word, and the PLOVER type."),
    ("datePublished, temporalCoverage", "Day of the earliest report; when it is said to have happened."),
    ("author", "Who makes the claim, where a source does and not the outlet: a name as the report gives it."),
    ("appearance, firstAppearance", "The reports that carry it, and the earliest of them, as NewsArticle."),
    ("spatialCoverage", "Where it is said to have happened."),
    ("NewsArticle: headline, publisher, datePublished, url", "Of each report."),
    ("citation", "Each quotation of it, as `Quotation` with the report it stands in."),
)
LEFT_OUT = (
    "who denies a claim, as a relation: schema.org has none between claims; the words say it",
    "which accounts are independent; copies; numbers of sources",
    "offsets of quotations",
    "a rating: `claimReviewed` is left for the person who checks",
)
_BEFORE = '{"@context": "https://schema.org", "@graph": [\n'


def write(selection: Selection, target: Target) -> Written:
    """Write one claim for each claim of the ledger."""
    filters = ClaimFilters(confirmed=selection.confirmed, min_score=selection.min_score)
    claims = selection.store.claims.find(filters)
    with target.text() as stream:
        count = write_list(stream, _claims(selection, claims), before=_BEFORE, after="\n]}\n")
    return Written(counts={"claims": count}, left_out={})


def _claims(selection: Selection, claims: Iterator[FoundClaim]) -> Iterator[dict[str, Any]]:
    confirmed = selection.store.claims.confirmed() if selection.confirmed else None
    for claim in claims:
        accounts = selection.store.claims.accounts(claim.id)
        if confirmed is not None:
            accounts = [each for each in accounts if each.row in confirmed]
        urls = {row["report"]: row["url"] for row in selection.store.answers("claim_urls", claim=claim.id)}
        yield _claim(claim, accounts, urls)


def _claim(claim: FoundClaim, accounts: list[FoundAccount], urls: dict[str, str]) -> dict[str, Any]:
    making = [each for each in accounts if each.stance != "deny"]
    dated = [each for each in making if each.published]
    first = min(dated, key=lambda each: (each.published or "", each.report), default=None)
    return {
        "@type": "Claim",
        "@id": f"urn:onrecord:claim:{claim.id}",
        **known(
            identifier=claim.id,
            text=claim.what,
            disambiguatingDescription=claim.standing_words,
            keywords=[claim.standing, *([claim.type] if claim.type else [])],
            datePublished=first.published if first else None,
            temporalCoverage=_interval(claim.date_start, claim.date_end),
            spatialCoverage={"@type": "Place", "name": claim.place} if claim.place else None,
            author=list(_authors([each for each in making if each.stance == "assert"])),
            firstAppearance={"@id": _report_iri(first.report)} if first else None,
            appearance=list(_appearances(making, urls)),
            citation=list(_quotations(making)),
        ),
    }


def _authors(accounts: list[FoundAccount]) -> Iterator[dict[str, Any]]:
    kinds = {"person": "Person", "organization": "Organization", "collective": "Organization"}
    seen = set()
    for account in accounts:
        kind = kinds.get(account.source_kind)
        if kind and account.via and account.speaker_name and account.speaker_name not in seen:
            seen.add(account.speaker_name)
            yield {"@type": kind, "name": account.speaker_name}


def _appearances(accounts: list[FoundAccount], urls: dict[str, str]) -> Iterator[dict[str, Any]]:
    for account in {each.report: each for each in accounts}.values():
        publisher = {"@type": "Organization", "name": account.outlet} if account.outlet else None
        yield {
            "@type": "NewsArticle",
            "@id": _report_iri(account.report),
            **known(
                headline=account.title,
                publisher=publisher,
                datePublished=account.published,
                url=page(urls.get(account.report)),
            ),
        }


def _quotations(accounts: list[FoundAccount]) -> Iterator[dict[str, Any]]:
    for account in accounts:
        if account.quote:
            yield {"@type": "Quotation", "text": account.quote, "isPartOf": {"@id": _report_iri(account.report)}}


def _report_iri(report: str) -> str:
    return f"urn:onrecord:report:{quote(report, safe='', errors='replace')}"


def _interval(start: str | None, end: str | None) -> str | None:
    if start is None or end is None or start == end:
        return start or end
    return f"{start}/{end}"
