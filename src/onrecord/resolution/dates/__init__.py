"""
News dates to intervals: "late last month" in a report of 4 August 2023 -> 2023-07-21 to 2023-07-31.

An answer keeps the precision of the words: its ends are ISO days, months
(`2022-11`) or years (`2014`), never finer than what is said. An expression
that names no time ("recently", "three years"), or a relative one in a report
without a date, gets no answer.
"""

from onrecord.resolution.dates.grammar import resolve_date
from onrecord.resolution.dates.intervals import Interval, day_bounds
from onrecord.resolution.dates.narrative import resolve_dates

__all__ = ["Interval", "day_bounds", "resolve_date", "resolve_dates"]
