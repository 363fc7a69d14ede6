"""Report to reading: who says what, what happened, with exact offsets."""

from onrecord.reading.given import StatementSpans
from onrecord.reading.reader import Reader

__all__ = ["Reader", "StatementSpans"]
