"""
What a check of a record file finds: `events e3k… quote: stored as 'visited', the text has 'visit to'`.
"""

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing found wrong."""

    where: str
    message: str
    is_failure: bool = True
    """False for a note: worth knowing, no fault of the record."""
