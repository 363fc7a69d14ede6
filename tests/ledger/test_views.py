"""Views and sketches of any record: one a row, the same every time, whatever the text holds."""

from hypothesis import given, settings
from record_strategies import records

from onrecord.ledger.copies import agencies_of, notices_of, read_spans, shared_sentences, sketch
from onrecord.ledger.matching import (
    actor_links,
    actor_views,
    event_links,
    event_views,
    report_view,
    statement_links,
    statement_views,
)
from onrecord.records import Record

bounded = settings(derandomize=True, max_examples=8, deadline=None)


@bounded
@given(records())
def test_every_row_has_a_view(record: Record) -> None:
    """Each actor, event and statement has one view of its id, the report one of its own."""
    assert [view.id for view in actor_views(record)] == [actor.id for actor in record.actors]
    assert [view.id for view in event_views(record)] == [event.id for event in record.events]
    assert [view.id for view in statement_views(record)] == [statement.id for statement in record.statements]
    assert report_view(record).id == record.report.id
    assert event_views(record) == event_views(record)


@bounded
@given(records())
def test_links_of_any_record_are_made(record: Record) -> None:
    """Strange words, dates and ids make no link fail, and every link joins two rows in order."""
    links = (
        *actor_links(actor_views(record)),
        *event_links(event_views(record)),
        *statement_links(statement_views(record)),
    )
    assert all(link.first < link.second and 0 <= link.score <= 1 for link in links)


@bounded
@given(records())
def test_evidence_of_copies_lies_in_the_text(record: Record) -> None:
    """Credits, notices and shared sentences of any report are spans of its text."""
    text = record.report.text
    spans = [
        *(credit.span for credit in agencies_of(record.report)),
        *(notice.span for notice in notices_of(record.report)),
        *(shared.first for shared in shared_sentences(record, record)),
    ]
    assert all(span.end <= len(text) for span in spans)
    assert sketch(text, read_spans(record.report)) == sketch(text, read_spans(record.report))
