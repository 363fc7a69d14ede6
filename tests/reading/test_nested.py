"""Which statements inside another's content are given."""

import pytest

from onrecord.reading.nested import stands_inside
from onrecord.records import (
    Act,
    Event,
    EventId,
    EventType,
    Factuality,
    Form,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
)

_TEXT = "Officials believed the port was shelled. They spoke of the port."


def _span(quote: str) -> Span:
    start = _TEXT.index(quote)
    return Span(start, start + len(quote))


def _statement(source: str | None, cue: str, content: str) -> Statement:
    return Statement(
        id=StatementId("s1"), source=(_span(source),) if source else (), cue=(_span(cue),), content=(_span(content),),
        source_kind=SourceKind.UNNAMED, form=Form.INDIRECT, act=Act.THINK, score=0.5,
    )  # fmt: skip


_SHELLED = Event(
    id=EventId("e1"), type=EventType.ASSAULT, mode=None, trigger=_span("shelled"), factuality=Factuality.CERTAIN,
    tense=Tense.PAST, score=1.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "cue", "content", "given"),
    [
        ("Officials", "believed", "the port was shelled", True),
        (None, "believed", "the port was shelled", False),
        ("Officials", "believed", "the port was", False),
        ("Officials", "of", "the port was shelled", False),
    ],
    ids=["whole", "nobody speaks", "nothing happens", "no cue of its own"],
)
def test_an_inner_statement_needs_a_source_a_cue_and_an_event(
    source: str | None, cue: str, content: str, given: bool
) -> None:
    """A source, a cue with a word of its own, and an event in its content: all three are asked for."""
    assert stands_inside(_statement(source, cue, content), [_SHELLED], _TEXT) is given
