"""
What processes that read give back: rows for a store, or whole records.

    Answers.ROWS      a build stores them at once        PreparedRecord
    Answers.RECORDS   `onrecord read` shows them         Record

Both travel as one piece of ASCII JSON a report, and a report that could not be read as a Failure.
"""

from collections.abc import Sequence
from enum import StrEnum

from onrecord.pipeline.frames import failure_to_json
from onrecord.pipeline.stages import Pipeline, prepared
from onrecord.records import Failure, RawReport
from onrecord.records.wire import record_to_line
from onrecord.store import prepared_to_json

__all__ = ["Answer", "Answers"]

Answer = tuple[bool, bytes]
"""Whether it failed, and the failure, the prepared record or the record as JSON."""


class Answers(StrEnum):
    """A form of what is given back for each raw report."""

    ROWS = "rows"
    RECORDS = "records"

    def of(self, pipeline: Pipeline, raws: Sequence[RawReport]) -> list[Answer]:
        """Read some raw reports; return the answer for each, in order."""
        if self is Answers.ROWS:
            rows = prepared(pipeline, raws)
            return [_failed(each) if isinstance(each, Failure) else (False, prepared_to_json(each)) for each in rows]
        records = pipeline(raws)
        return [
            _failed(each) if isinstance(each, Failure) else (False, record_to_line(each, complete=True).encode("ascii"))
            for each in records
        ]


def _failed(failure: Failure) -> Answer:
    return True, failure_to_json(failure)
