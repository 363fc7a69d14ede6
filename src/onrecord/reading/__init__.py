"""Report to reading: who says what, what happened, with exact offsets."""

from onrecord.reading.given import StatementSpans
from onrecord.reading.reader import Reader, reader_version

__all__ = ["Reader", "StatementSpans", "reader_version"]
