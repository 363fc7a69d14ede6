"""Quotations that go on after their cue's sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.continued import with_continued_quotations
from onrecord.reading.quotes import form_of
from onrecord.records import Act, SourceKind, Span, Statement, StatementId
from tests.casefile import cases


def _statement(text: str, row: dict[str, Any], id: str) -> Statement:
    def span(quote: str) -> Span:
        start = text.index(quote, row.get("after", 0) if quote not in row["content"] else 0)
        return Span(start, start + len(quote))

    content = tuple(span(quote) for quote in row["content"])
    return Statement(
        id=StatementId(id), source=(span(row["source"]),), cue=(span(row["cue"]),), content=content,
        source_kind=SourceKind.PERSON, form=form_of(text, content), act=Act.ASSERT, score=0.9,
    )  # fmt: skip


@pytest.mark.parametrize("case", cases("continued"))
def test_speech_that_goes_on_belongs_to_its_statement(case: dict[str, Any]) -> None:
    """A quotation that nobody else claims and that nothing separates from a statement is one more span of it."""
    text = case["text"]
    statements = [_statement(text, row, f"s{n}") for n, row in enumerate(case["statements"])]
    found = with_continued_quotations(statements, text, [Span(0, len(text))])
    assert [[span.slice(text) for span in s.content] for s in found] == case["content"]
    assert [s.form.value for s in found] == case["form"]


@given(st.text(alphabet="ab .,\n\"“”«»'", max_size=60))
def test_any_text_after_a_statement_is_safe(rest: str) -> None:
    """Whatever follows, spans lie within the text and no two of one content overlap."""
    head = "“Yes,” he said"
    text = head + rest
    statement = _statement(head, {"source": "he", "cue": "said", "content": ["“Yes,”"]}, "s1")
    (found,) = with_continued_quotations([statement], text, [Span(0, len(text))])
    assert all(0 <= span.start < span.end <= len(text) for span in found.content)
    assert all(a.end <= b.start for a, b in zip(found.content, found.content[1:], strict=False))
