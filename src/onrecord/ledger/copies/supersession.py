"""
Which version stands: corrections, updates and withdrawals that say so.

    "Correction, Aug. 2: An earlier version of this report said that ..."   correction
    "UPDATES with comment from ministry"                                    update
    "The story has been withdrawn."                                         withdrawal

A report supersedes another only where it carries such a notice, tells the same story
in the same outlet or of the same agency, and is not the older of the two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ledger.copies.credits import CreditRole, agencies_of
from onrecord.ledger.copies.overlaps import Overlap, Reuse
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.records import Report, Span, ZoneKind

__all__ = ["Notice", "NoticeKind", "Supersession", "notices_of", "supersedes"]


class NoticeKind(StrEnum):
    """What a report says about its earlier version."""

    CORRECTION = "correction"
    UPDATE = "update"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Where a report says that it corrects, updates or withdraws an earlier version."""

    kind: NoticeKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersession:
    """The newer report stands in place of the older one."""

    newer: str
    older: str
    kind: NoticeKind
    span: Span
    """The notice, in the newer report."""


_NOTICES = (
    (
        NoticeKind.WITHDRAWAL,
        re.compile(
            r"(?i)\b(?:this|the) (?:story|report|article) (?:has been|was|is) (?:withdrawn|retracted|removed)\b"
            r"|\b(?:retraction|withdrawn|kill notice)\s*:|^(?:\W*)(?:RETRACTED|WITHDRAWN)\b"
        ),
    ),
    (
        NoticeKind.CORRECTION,
        re.compile(
            r"(?i)\b(?:correction|corrected|corrects|corrected version|clarification)\b\s*(?:,[^:.\n]{0,40})?[:—–-]"
            r"|\((?:amended|corrected|corrects[^)]{0,60})\)"
            r"|\b(?:an )?(?:earlier|previous|prior|original) versions? of (?:this|the) (?:report|story|article)\b"
            r"|\b(?:this|the) (?:report|story|article) (?:has been|was) (?:amended|corrected)\b"
            r"|\bcorrects? (?:to|that|the|spelling|day|date|name|figure|number|title)\b"
        ),
    ),
    (
        NoticeKind.UPDATE,
        re.compile(
            r"\bUPDATE(?: ?\d{1,2})?\s*[:—–-]|\bUPDATES?\b(?= with\b|:)|\((?:[Uu]pdated?|[Uu]pdates [^)]{0,60})\)"
            r"|(?i:\bthis (?:story|report|article) has been updated\b)|\b[Uu]pdated\s*:|\bLast updated\b"
        ),
    ),
)
_HEAD = 160
"""Characters of a body's edges where a notice may stand; further in, a report speaks of others' corrections."""
TITLES_ALIKE = 0.6
"""Shared words of all words of two titles, from which they head one story."""


def notices_of(report: Report) -> tuple[Notice, ...]:
    """Return the notices of a report about its own earlier version, in text order."""
    found: dict[Span, Notice] = {}
    for place in _places(report):
        for kind, pattern in _NOTICES:
            match = pattern.search(report.text, place.start, place.end)
            if match is not None:
                found.setdefault(place, Notice(kind=kind, span=_sentence(report.text, place, match.start())))
                break
    for zone in report.zones:
        if zone.kind is ZoneKind.CORRECTION:
            found.setdefault(zone.span, Notice(kind=NoticeKind.CORRECTION, span=zone.span))
    return tuple(sorted(found.values(), key=lambda notice: notice.span))


def supersedes(newer: Report, older: Report, overlap: Overlap) -> Supersession | None:
    """
    Return the supersession of the older report by the newer one; None where nothing says so.

    `overlap` is that of their sketches. Of two versions that both carry a notice the later published
    stands; where the days are the same or unknown, the one with more notices.
    """
    notices, others = notices_of(newer), notices_of(older)
    if not notices or newer.id == older.id or not _same_maker(newer, older):
        return None
    if overlap.reuse is not Reuse.COPY and not (overlap.reuse is Reuse.PARTIAL and _same_title(newer, older)):
        return None
    first, second = older.published.start or "", newer.published.start or ""
    if first and second and first > second:
        return None
    if (not first or not second or first == second) and len(notices) <= len(others):
        return None
    gravest = min(notices, key=lambda notice: (list(NoticeKind).index(notice.kind), notice.span))
    return Supersession(newer=newer.id, older=older.id, kind=gravest.kind, span=gravest.span)


def _places(report: Report) -> Iterator[Span]:
    """Where a notice may stand: correction zones, titles, credits, and the edges of the body."""
    last = max((zone.span.end for zone in report.zones if zone.kind is ZoneKind.BODY), default=0)
    seen_body = False
    for zone in report.zones:
        if zone.kind in (ZoneKind.CORRECTION, ZoneKind.TITLE, ZoneKind.CREDIT, ZoneKind.DATELINE):
            yield zone.span
        elif zone.kind is ZoneKind.BODY:
            if not seen_body:
                yield Span(zone.span.start, min(zone.span.end, zone.span.start + _HEAD))
            elif zone.span.end == last:
                yield Span(max(zone.span.start, zone.span.end - 2 * _HEAD), zone.span.end)
            seen_body = True


def _sentence(text: str, zone: Span, at: int) -> Span:
    """The line around a place, inside its zone."""
    start = max(text.rfind("\n", zone.start, at) + 1, zone.start)
    end = text.find("\n", at, zone.end)
    return Span(start, end if end > at else zone.end)


def _same_maker(newer: Report, older: Report) -> bool:
    """Whether both come from one outlet, one page or one agency."""
    if newer.url and newer.url == older.url:
        return True
    if newer.outlet and older.outlet:
        return newer.outlet.casefold() == older.outlet.casefold()
    return bool(_makers(newer) & _makers(older))


def _makers(report: Report) -> set[str]:
    """The agencies whose report it is."""
    return {credit.agency for credit in agencies_of(report) if credit.role is CreditRole.AUTHOR}


def _same_title(newer: Report, older: Report) -> bool:
    """Whether both have titles of nearly the same words."""
    ours, theirs = _title(newer), _title(older)
    return bool(ours | theirs) and len(ours & theirs) / len(ours | theirs) >= TITLES_ALIKE


def _title(report: Report) -> set[str]:
    """The words of a title."""
    title = report.title or ""
    return {token.key for token in tokens_of(title, whole(title))}
