"""
Whose report it is: the agencies that a text names as its makers or its sources.

    "By Ana Ruiz, Associated Press"        author
    "KYIV (Reuters) -"                     author
    "Reuters contributed to this report"   contributor
    "the general told Agence France-Presse" cited

A report an agency wrote is that agency's account wherever it is printed; one that cites
an agency rests on it for what is cited. Each credit keeps the characters that say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import Report, Span, ZoneKind
from onrecord.records.agencies import AGENCY, AGENCY_MARK, agency_of, may_name_agency

__all__ = ["Credit", "CreditRole", "agencies_of"]


class CreditRole(StrEnum):
    """What part an agency has in a report."""

    AUTHOR = "author"
    """Credit line, byline or dateline: the report is the agency's."""
    CONTRIBUTOR = "contributor"
    """"with Reuters", "AP contributed to this report": parts of it are."""
    CITED = "cited"
    """"told AFP", "Reuters reported": the report rests on it for something it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One agency that a report names, and where."""

    agency: str
    """Canonical name."""
    role: CreditRole
    span: Span


_SHARED = re.compile(
    rf"(?i:\bwith (?:(?:additional |further )?(?:reporting|material|files|reports|input) (?:by|from) )?(?:the )?)"
    rf"(?P<with>{AGENCY})(?![\w-])"
    rf"|(?P<gave>{AGENCY})(?i:,? (?:\w+ ){{0,6}}contributed (?:to this (?:report|story|article)|reporting))"
    rf"|(?i:contributed to by (?:the )?)(?P<by>{AGENCY})(?![\w-])"
)
_SAID = (
    r"(?i:told|tells|informed|(?:in )?an interview with|(?:speaking|spoke|speaks|talking|statement|said) to"
    r"|according to|as reported by|reported by|cited by|quoted by|seen by|reviewed by|obtained by|interviewed by)"
)
_CITED = re.compile(
    rf"{_SAID} (?:(?i:the |a reporter (?:of|for|from) |news agency |agency )){{0,2}}(?P<told>{AGENCY})(?![\w-])"
    rf"|(?<![\w-])(?P<says>{AGENCY})(?i: news agency)? (?i:reported|reports|said|says|quoted|cited|wrote|learned"
    r"|has learned|has reported|calculated|counted|tall(?:y|ied))\b"
)
_AUTHOR_ZONES = (ZoneKind.CREDIT, ZoneKind.BYLINE, ZoneKind.DATELINE)


def agencies_of(report: Report) -> tuple[Credit, ...]:
    """Return the agencies a report names, one credit for each agency and role, in text order; none where none is."""
    found: dict[tuple[str, CreditRole], Credit] = {}
    for credit in sorted(_credits(report), key=lambda credit: (credit.span, credit.role)):
        found.setdefault((credit.agency, credit.role), credit)
    return tuple(found.values())


def _credits(report: Report) -> Iterator[Credit]:
    """Every credit of a report, repeated ones too."""
    for zone in report.zones:
        if zone.kind in _AUTHOR_ZONES:
            shared = [match.span() for match in _SHARED.finditer(report.text, zone.span.start, zone.span.end)]
            for match in AGENCY_MARK.finditer(report.text, zone.span.start, zone.span.end):
                inside = any(start <= match.start() < end for start, end in shared)
                role = CreditRole.CONTRIBUTOR if inside else CreditRole.AUTHOR
                yield from _credit(match[0], Span(match.start(), match.end()), role)
        else:
            yield from _matches(report, zone.span, _SHARED, CreditRole.CONTRIBUTOR)
        if zone.kind.is_read:
            yield from _matches(report, zone.span, _CITED, CreditRole.CITED)


def _matches(report: Report, zone: Span, pattern: re.Pattern[str], role: CreditRole) -> Iterator[Credit]:
    """Credits that a pattern finds in a zone, under any of its names."""
    if not may_name_agency(zone.slice(report.text)):
        return
    for match in pattern.finditer(report.text, zone.start, zone.end):
        name = next(name for name, text in match.groupdict().items() if text)
        yield from _credit(match[name], Span(match.start(name), match.end(name)), role)


def _credit(text: str, span: Span, role: CreditRole) -> Iterator[Credit]:
    """The credit that a mark stands for; none where it names no agency."""
    agency = agency_of(text)
    if agency is not None:
        yield Credit(agency=agency, role=role, span=span)
