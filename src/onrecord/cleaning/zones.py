"""
What each passage of a report is.

    Rebels take the town               title
    By Jane Doe                        byline
    Must read                          furniture
    DAMASCUS, Syria — Fighters …       dateline, then body
    More articles                      furniture, and so are the headlines after it

Markup decides where there is markup; the words decide the rest, and overrule markup
only for what is unmistakable: a byline, a credit line, a correction, a set phrase.
Cross-heads inside the report are body.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.cleaning.furniture import is_furniture, opens_furniture
from onrecord.cleaning.passages import Passage
from onrecord.cleaning.phrases import (
    find_byline,
    find_closing_credit,
    find_dateline,
    is_caption,
    is_correction,
    is_credit,
    is_date_line,
)
from onrecord.records import Span, Zone, ZoneKind
from onrecord.records.agencies import AGENCY_MARK

__all__ = ["find_zones", "normal"]

_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_TWO_SENTENCES = re.compile(r"[a-z]{3}[.!?][\"'”’»)]* +[A-Z“\"(]")
_MAX_TITLE_CHARACTERS = 200
_MIN_SHARED_WORDS = 0.6
_MAX_DATELINE_PASSAGES = 3
"""Body paragraphs in which a dateline may open: the first, or after a summary."""
_MAX_HEADLINE_CHARACTERS = 160
_KEPT = re.compile(r"\w+")


def normal(text: str) -> str:
    """Return the words of a line in lower case, for comparing titles that differ in marks and spaces."""
    return " ".join(_KEPT.findall(text.casefold()))


def find_zones(text: str, passages: Sequence[Passage], *, titles: Sequence[str] = (), guess_title: bool) -> list[Zone]:
    """
    Return the zones of a text in order; they do not overlap, white space between them stays outside.

    `titles` are what is declared or given as the title; `guess_title` lets the
    first short line without a full stop be the title where none of them is found.
    """
    passages = [part for passage in passages for part in _without_title(text, passage, titles)]
    title = _title_index(text, passages, titles, guess=guess_title)
    zones: list[Zone] = []
    bodies, in_list = 0, False
    for index, passage in enumerate(passages):
        if index == title:
            zones.append(Zone(kind=ZoneKind.TITLE, span=passage.span))
            continue
        kind = _kind(text, passage)
        line = passage.span.slice(text)
        if kind is ZoneKind.FURNITURE:
            in_list = in_list or (passage.kind is None and opens_furniture(line))
        elif kind is ZoneKind.BODY and in_list and _is_headline(line):
            kind = ZoneKind.FURNITURE
        elif kind is ZoneKind.BODY:
            in_list = False
        if kind is ZoneKind.BODY:
            zones.extend(_body_zones(text, passage.span, may_open=bodies < _MAX_DATELINE_PASSAGES))
            bodies += not passage.is_heading
        else:
            zones.append(Zone(kind=kind, span=passage.span))
    return zones


def _without_title(text: str, passage: Passage, titles: Sequence[str]) -> Iterator[Passage]:
    """Part a title from what follows it on the same line ("Title Posted: Friday, …"); other passages stay whole."""
    line = passage.span.slice(text)
    for title in titles:
        rest = line[len(title) :]
        if title and line.startswith(title) and rest.strip() and is_date_line(rest.strip()):
            end = passage.span.start + len(title)
            start = end + len(rest) - len(rest.lstrip())
            yield Passage(Span(passage.span.start, end), ZoneKind.TITLE)
            yield Passage(Span(start, passage.span.end), ZoneKind.FURNITURE)
            return
    yield passage


def _title_index(text: str, passages: Sequence[Passage], titles: Sequence[str], *, guess: bool) -> int | None:
    """Return which passage is the title: marked, equal to a declared one, or the first that looks like one."""
    marked = next((n for n, passage in enumerate(passages) if passage.kind is ZoneKind.TITLE), None)
    if marked is not None:
        return marked
    known = {normal(title) for title in titles}
    for number, passage in enumerate(passages):
        if passage.kind in (None, ZoneKind.BODY) and normal(passage.span.slice(text)) in known - {""}:
            return number
    if not guess:
        return None
    for number, passage in enumerate(passages):
        line = passage.span.slice(text)
        if passage.kind is ZoneKind.FURNITURE or is_furniture(line) or is_date_line(line):
            continue
        follows = any(
            after.kind in (None, ZoneKind.BODY) and not is_furniture(after.span.slice(text))
            for after in passages[number + 1 :]
        )
        if not follows or not (passage.is_heading or _looks_like_title(line)):
            return None
        return number if not known or any(_are_alike(normal(line), title) for title in known) else None
    return None


def _are_alike(line: str, title: str) -> bool:
    """Whether two titles share most of their words: outlets change headlines after they go out."""
    words, others = set(line.split()), set(title.split())
    return len(words & others) >= _MIN_SHARED_WORDS * min(len(words), len(others))


def _looks_like_title(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE_CHARACTERS
        and not _TWO_SENTENCES.search(line)
        and not is_caption(line)
        and not re.search(r"(?<!\b[A-Z])[.;:,…][\"'”’»)\]]*$", line)
        and "\n" not in line
        and find_byline(line) is None
        and find_dateline(line) is None
        and not is_credit(line)
        and not is_correction(line)
        and bool(_KEPT.search(line))
    )


def _kind(text: str, passage: Passage) -> ZoneKind:
    line = passage.span.slice(text)
    if passage.kind in (ZoneKind.CAPTION, ZoneKind.TITLE):
        return ZoneKind.FURNITURE if passage.kind is ZoneKind.TITLE else ZoneKind.CAPTION
    names = find_byline(line)
    if names is not None:
        is_agency = AGENCY_MARK.fullmatch(line[names[0] : names[1]].removeprefix("The "))
        return ZoneKind.CREDIT if is_agency else ZoneKind.BYLINE
    if is_credit(line):
        return ZoneKind.CREDIT
    if is_correction(line):
        return ZoneKind.CORRECTION
    if passage.kind is not None and passage.kind is not ZoneKind.BODY:
        return passage.kind
    if is_furniture(line) or is_date_line(line) or not _KEPT.search(line):
        return ZoneKind.FURNITURE
    return ZoneKind.CAPTION if is_caption(line) else ZoneKind.BODY


def _is_headline(line: str) -> bool:
    return len(line) <= _MAX_HEADLINE_CHARACTERS and not _SENTENCE_END.search(line)


def _body_zones(text: str, span: Span, *, may_open: bool) -> Iterator[Zone]:
    """Yield the dateline and credit a paragraph may open with, the paragraph itself, and the credit that ends it."""
    paragraph = span.slice(text)
    closing = find_closing_credit(paragraph)
    length = len(paragraph[:closing].rstrip())
    dateline = find_dateline(paragraph) if may_open else None
    start = 0
    if dateline is not None:
        start = dateline.body
        if dateline.place:
            yield Zone(kind=ZoneKind.DATELINE, span=Span(span.start + dateline.place[0], span.start + dateline.end))
        if dateline.credit:
            mark = dateline.credit
            yield Zone(kind=ZoneKind.CREDIT, span=Span(span.start + mark[0], span.start + mark[1]))
    if start < length:
        yield Zone(kind=ZoneKind.BODY, span=Span(span.start + start, span.start + length))
    if closing is not None and closing >= start:
        yield Zone(kind=ZoneKind.CREDIT, span=Span(span.start + closing, span.start + len(paragraph.rstrip())))
