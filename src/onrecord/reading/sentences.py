"""
Sentence borders by rule.

    He met Gen. Ryder in St. Louis. “We agreed,” he said. -> two sentences

Sentences tile the words of a text: none overlap, none is lost, and every border
is either a line break or white space after a full stop, so a border never
cuts a quotation's closing mark off its sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.records import Span

__all__ = ["sentences_with", "split_sentences"]

_BREAK = re.compile(r"\s*\n\s*\n\s*|\r\n\s*\r\n\s*|\s*\u2029\s*")
_STOP = re.compile(r"([.!?\u2026]+)([\"'\u201d\u2019)\]\u00bb]*)(\s+)(?=[\"'\u201c\u2018(\[\u00ab\u2013\u2014-]*\w)")
_LINE = re.compile(r"\s*\n\s*")

# Abbreviations that a name or a number follows; a stop after them ends no sentence.
_TITLES = frozenset(
    """mr mrs ms dr prof gen col lt maj capt sgt cpl pvt cmdr adm brig sen rep gov pres hon rev fr st sr jr mt ft
    no nos vol vs etc al fig sec supt insp det messrs mx v ave blvd rd approx est dept univ""".split()
)
# Abbreviations that may end a sentence too; the next word decides (a capital after them is taken as a name).
_DOTTED = re.compile(r"(?:^|[\s(\u201c\"])(?:[A-Za-z]\.)+$")
_MONTHS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of `text[start:end]` as spans without outer white space, in order."""
    end = len(text) if end is None else end
    spans = []
    for lo, hi in _pieces(text, start, end, _BREAK):
        wrapped = _is_hard_wrapped(text[lo:hi])
        for line_lo, line_hi in [(lo, hi)] if wrapped else _pieces(text, lo, hi, _LINE):
            spans.extend(_sentences_of_line(text, line_lo, line_hi))
    return spans


def _pieces(text: str, start: int, end: int, border: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts, last = [], start
    for match in border.finditer(text, start, end):
        cuts.append((last, match.start()))
        last = match.end()
    cuts.append((last, end))
    return [(lo, hi) for lo, hi in cuts if lo < hi]


def _is_hard_wrapped(paragraph: str) -> bool:
    """Whether line breaks inside a paragraph are the layout's: many lines of like length, most without a stop."""
    lines = [line.strip() for line in paragraph.split("\n")]
    if len(lines) < 3:
        return False
    body = lines[:-1]
    open_ended = sum(1 for line in body if line and line[-1] not in '.!?:\u201d"')
    return min(map(len, body)) >= 40 and max(map(len, body)) <= 100 and open_ended * 2 >= len(body)


def _sentences_of_line(text: str, start: int, end: int) -> list[Span]:
    spans, last = [], start
    for match in _STOP.finditer(text, start, end):
        if _ends_sentence(text, last, match):
            spans.append(_trimmed(text, last, match.end(2)))
            last = match.end()
    spans.append(_trimmed(text, last, end))
    return [span for span in spans if span is not None]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 3].lstrip("\"'\u201c\u2018([\u00ab\u2013\u2014-")[:1]
    if match.group(1) != "." or match.group(2):
        # “Why?” he asked: a small letter after a closing mark goes on with the sentence.
        return not following.islower()
    before = text[max(start, match.start() - 24) : match.start()]
    word = re.split(r"[\s(\u201c\"\u2018'-]", before)[-1].casefold()
    if word in _TITLES or following.islower():
        return False
    if word in _MONTHS:
        return not following.isdigit()
    # A single capital is an initial (J. Smith); U.S. before a capital goes on more often than not.
    return not _DOTTED.search(before + ".")


def sentences_with(
    pattern: re.Pattern[str], text: str, sentences: Sequence[Span], *, meant: re.Pattern[str] | None = None
) -> Iterator[Span]:
    """
    Yield the sentences, given in text order, in which a match of the pattern begins; the text is walked once.

    `meant` has to match at the same place; what is quick to find may so be told from what is meant.
    """
    if not sentences:
        return
    found = (match.start() for match in pattern.finditer(text, sentences[0].start, sentences[-1].end))
    places = [at for at in found if meant is None or meant.match(text, at)]
    for sentence in sentences:
        at = bisect_left(places, sentence.start)
        if at < len(places) and places[at] < sentence.end:
            yield sentence
