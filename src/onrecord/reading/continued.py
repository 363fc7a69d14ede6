"""
Quotations that go on after their cue's sentence.

    “They need to be tried,” [he]source [said]cue. “Holding them is no answer.”
                                                    └ one more span of the same content

A quotation that follows a statement with nothing but stops and space between them, and that no other
statement claims, is what the same speaker says. It ends with its closing mark; where a new paragraph opens with a
mark before the old one closed, the quotation runs on into it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.quotes import form_of
from onrecord.records import Span, Statement

__all__ = ["with_continued_quotations"]

_OPENS = {"\u201c": "\u201d", "\u00ab": "\u00bb", '"': '"'}
_BETWEEN = re.compile(r"[\s.,;:!?]*")
_MOST_CHARACTERS = 2000


def with_continued_quotations(statements: Sequence[Statement], text: str, read: Sequence[Span]) -> list[Statement]:
    """Return the statements with the quotations that follow them; `read` are the stretches of text that are read."""
    taken = [span for s in statements for span in (*s.content, *s.cue, *s.source)]
    out = []
    for statement in statements:
        quotation = _following(statement, text, read) if statement.parent is None else None
        claimed = quotation is not None and any(
            span.start < quotation.end and quotation.start < span.end for span in taken
        )
        if quotation is None or claimed or _is_cued(quotation, statements, text):
            out.append(statement)
        else:
            content = (*statement.content, quotation)
            taken.append(quotation)
            out.append(replace(statement, content=content, form=form_of(text, content)))
    return out


def _following(statement: Statement, text: str, read: Sequence[Span]) -> Span | None:
    """The quotation right after all that a statement consists of, if one opens there."""
    quoted = any(text[span.start] in _OPENS for span in statement.content)
    last = max(span.end for span in (*statement.content, *statement.cue, *statement.source))
    start = _BETWEEN.match(text, last).end()  # type: ignore[union-attr]  # an empty match is a match
    zone = next((z for z in read if z.start <= last <= z.end), None)
    if zone is None or start >= zone.end or text[start] not in _OPENS or not set(".:\n") & set(text[last:start]):
        return None
    if not quoted and "\n" in text[last:start]:
        return None
    close = text.find(_OPENS[text[start]], start + 1, min(zone.end, start + _MOST_CHARACTERS))
    if close < 0 or close - start < 2:
        return None
    return Span(start, close + 1)


def _is_cued(quotation: Span, statements: Sequence[Statement], text: str) -> bool:
    """Whether the sentence goes on after the quotation: then a cue of its own may follow."""
    after = text[quotation.end : quotation.end + 2]
    if text[quotation.end - 2] not in ".!?\u2026" and not after.startswith((".", "\n")) and after.strip():
        return True
    return any(0 <= s.cue[0].start - quotation.end < 40 and s.cue[0].start > quotation.end for s in statements) and (
        text[quotation.end - 2] in ","
    )
