"""Faults of a record as a whole: wherever a span stands that leaves the text, it is found and named."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from record_strategies import records

from onrecord.records import Record, Span
from onrecord.records.faults import record_faults


def with_each_span_moved(value: Any, beyond: int) -> Iterator[Any]:
    """Yield copies of a value, in each of which one of its spans ends beyond the text; bytes of the file aside."""
    if isinstance(value, Span):
        yield Span(value.start, beyond)
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from ((*value[:n], moved, *value[n + 1 :]) for moved in with_each_span_moved(part, beyond))
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in ("raw", "runs"):
                part = getattr(value, each.name)
                yield from (replace(value, **{each.name: moved}) for moved in with_each_span_moved(part, beyond))


@settings(max_examples=25)
@given(records())
def test_a_sound_record_has_no_fault(record: Record) -> None:
    """A record whose spans lie in its text and whose ids are its own is found sound."""
    assert list(record_faults(record)) == []


@settings(max_examples=15)
@given(records(), st.integers(1, 50))
def test_a_span_that_leaves_the_text_is_named(record: Record, further: int) -> None:
    """Whichever span is moved beyond the end of the text, one fault is found, which says so."""
    beyond = len(record.report.text) + further
    for moved in with_each_span_moved(record, beyond):
        (fault,) = record_faults(moved)
        assert f"{beyond}) leaves a text of {len(record.report.text)} characters" in fault
