"""
Days of the record, which may be months or years, as whole days for formats that know nothing else.

    first_day("2022-11")   ->   "2022-11-01"
    last_day("2022-11")    ->   "2022-11-30"

Both together say no more than the record does: an interval from the one to the other.
"""

import calendar
import re

__all__ = ["first_day", "last_day"]

_PARTS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def first_day(written: str | None) -> str | None:
    """Return the first day of a year, a month or a day in ISO 8601; None for what is none of these."""
    parts = _PARTS.fullmatch(written or "")
    return f"{parts[1]}-{parts[2] or '01'}-{parts[3] or '01'}" if parts else None


def last_day(written: str | None) -> str | None:
    """Return the last day of a year, a month or a day in ISO 8601; None for what is none of these."""
    parts = _PARTS.fullmatch(written or "")
    if parts is None:
        return None
    year, month = int(parts[1]), int(parts[2] or 12)
    if not year or not 1 <= month <= 12:
        return None
    day = parts[3] or f"{calendar.monthrange(year, month)[1]:02}"
    return f"{parts[1]}-{month:02}-{day}"
