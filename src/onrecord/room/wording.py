"""
How dates, numbers and labels are written on a page.

    day("2023-07-27")                          ->   "27 Jul 2023"
    days("2022-11-01", "2022-11-30", "month")  ->   "Nov 2022"
    counted(1, "report")                       ->   "1 report"
    act_word("deny")                           ->   "denies"
"""

import json
from datetime import date

from onrecord.records.labels import ACT_WORDS

__all__ = [
    "act_word",
    "action_word",
    "counted",
    "day",
    "days",
    "factuality_class",
    "factuality_word",
    "month",
    "number",
    "row_word",
    "stance_word",
    "typed",
    "voice_word",
]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FACTUALITY = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "did not happen",
    "PR-": "probably did not happen",
    "PS-": "possibly did not happen",
    "Uu": "left open",
}
_CLASSES = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "not",
    "PR-": "not",
    "PS-": "not",
}
_STANCES = {
    "assert": "asserts",
    "deny": "denies",
    "hedge": "hedges",
    "question": "questions",
    "demand": "demands",
    "plan": "plans",
    "retract": "takes back",
}
_VOICES = {
    "own": "in the outlet's own voice",
    "person": "a person",
    "organization": "an organization",
    "unnamed": "somebody unnamed",
    "collective": "many, together",
    "document": "a document",
    "outlet": "another outlet",
    "none": "nobody named",
}

_ACTIONS = {
    "set": "set",
    "reject": "rejected",
    "confirm": "accepted",
    "merge": "merged",
    "split": "split off",
    "alias": "alias",
    "undo": "undone",
}
_ROWS = {
    "events": "Event",
    "statements": "Statement",
    "actors": "Actor",
    "mentions": "Mention",
    "reports": "Report",
    "claims": "Claim",
}


def day(iso: str | None) -> str:
    """Return a day as people write it; what is no ISO date as it stands, nothing for None."""
    if iso is None:
        return ""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:  # a month or a year, or text of a record made elsewhere
        return month(iso)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def month(iso: str | None) -> str:
    """Return `2023-07` as `Jul 2023`; anything else as it stands."""
    year, _, number_ = (iso or "").partition("-")
    if len(year) == 4 and number_.isdecimal() and number_.isascii() and 1 <= int(number_) <= 12:
        return f"{_MONTHS[int(number_) - 1]} {year}"
    return iso or ""


def days(start: str | None, end: str | None, precision: str | None = None) -> str:
    """Return an interval of days in the words of its precision; nothing where neither end is known."""
    if start is None and end is None:
        return ""
    first, last = start or end or "", end or start or ""
    if precision == "month" and first[:7] == last[:7]:
        return f"{month(first[:7])}, month"
    if precision == "year" and first[:4] == last[:4]:
        return f"{first[:4]}, year"
    if first == last:
        return day(first)
    words = f"{day(first)} to {day(last)}"
    return f"{words}, {precision}" if precision and precision not in ("day", "range") else words


def number(value: int | None) -> str:
    """Return a whole number with its thousands apart."""
    return "" if value is None else f"{value:,}"


def counted(value: int, noun: str, plural: str | None = None) -> str:
    """Return a number and its noun."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def act_word(act: str) -> str:
    """Return what a statement does, as a verb."""
    return ACT_WORDS.get(act, act)


def factuality_word(factuality: str | None) -> str:
    """Return how sure the closest source of an event is."""
    return _FACTUALITY.get(factuality or "", factuality or "")


def factuality_class(factuality: str | None) -> str:
    """Return the line style of an event: certain, probable, possible, not or open."""
    return _CLASSES.get(factuality or "", "open")


def stance_word(stance: str) -> str:
    """Return what an account does with a claim, as a verb."""
    return _STANCES.get(stance, stance)


def voice_word(source_kind: str) -> str:
    """Return who speaks, where no name is known."""
    return _VOICES.get(source_kind, source_kind)


def action_word(action: str) -> str:
    """Return what a correction did, as a word."""
    return _ACTIONS.get(action, action)


def row_word(table: str) -> str:
    """Return what a row of a table is."""
    return _ROWS.get(table, table)


def typed(value: str | None) -> str:
    """Return the JSON of a value of the log for people: the words of spans, `unknown` for null."""
    found = json.loads(value) if value else None
    if isinstance(found, list):
        return " … ".join(str(each.get("quote", "")) for each in found if isinstance(each, dict)) or "none"
    return "unknown" if found is None else str(found)
