"""
Lines on pages put together to paragraphs, each character still leading to its page and its box.

    "MOURA (AP) - Rebels took the north-" / "ern town of Moura on Thursday." / "- 1 -" / "The army …"
    ->  "MOURA (AP) - Rebels took the northern town of Moura on Thursday.\\n\\n- 1 -\\n\\nThe army …"

A PDF says where each character stands and nothing of words, paragraphs or columns:
they are inferred from gaps, indents, sizes of type and words. Lines are joined by a
space; a paragraph goes on across columns and pages where its sentence does, and what
is printed on every page steps behind it. Nothing is left out but the hyphens of words
that were divided.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from onrecord.records import Span
from onrecord.records.labels import PublishedBasis
from onrecord.records.report import Fact

__all__ = ["PdfLine", "PdfText", "pdf_text"]

# Set on pages of agencies, ministries and newspapers as word processors and typesetters print them.
_GAP_HEIGHTS = 0.55
"""Space between two lines, in heights of a line beyond what is usual on the page, that sets paragraphs apart."""
_INDENT_SIZES = 0.8
"""Indent of a first line, in sizes of its type."""
_SIZE_SHARE = 0.12
"""Change of size that tells a heading from text."""
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*\Z", re.I)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First parts after which a hyphen is more likely part of the word than of the line.
_COMPOUND = frozenset(
    "anti cease co counter cross eight ex far five four half high long low mid multi near nine non north one over post "
    "pre pro self semi seven short six so south ten three two under vice well".split()
)
_MIN_REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """One line of a page, as the reading process gives it."""

    page: int
    text: str
    first_character: int
    characters: int
    box: tuple[float, float, float, float]
    """Left, bottom, right, top, in points from the lower left corner of the page."""
    size: float
    is_divided: bool


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, and one fact per line that says where it stands."""

    text: str
    facts: tuple[Fact, ...]


def pdf_text(lines: Sequence[PdfLine]) -> PdfText:
    """Put the lines of a document together."""
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    pieces: list[str] = []
    facts: list[Fact] = []
    length = 0
    for number, paragraph in enumerate(_paragraphs(lines)):
        if number:
            pieces.append("\n\n")
            length += 2
        for n, line in enumerate(paragraph):
            pieces.append(line.text)
            span = Span(length, length + len(line.text))
            facts.append(Fact(field="line", basis=PublishedBasis.INFERRED, span=span, rule=_rule(line)))
            length += len(line.text)
            if n + 1 < len(paragraph):
                joint = _joint(line, paragraph[n + 1], words)
                pieces.append(joint)
                length += len(joint)
            elif line.is_divided:
                pieces.append("-")
                length += 1
    return PdfText("".join(pieces), tuple(facts))


def _rule(line: PdfLine) -> str:
    left, bottom, right, top = line.box
    place = f"box {left:.1f} {bottom:.1f} {right:.1f} {top:.1f}"
    return f"pdf:page {line.page} {place} characters {line.first_character}+{line.characters}"


def _joint(line: PdfLine, following: PdfLine, words: Counter[str]) -> str:
    """Return what stands between two lines of a paragraph: a space, a hyphen of the word itself, or nothing."""
    if not line.is_divided:
        return " "
    before, after = _LETTERS_BEFORE.search(line.text), _LETTERS_AFTER.match(following.text)
    if before is None or after is None:
        return "-"
    first, second = before[0].lower(), after[0].lower()
    whole, compound = words[first + second], words[f"{first}-{second}"]
    if whole != compound:
        return "" if whole > compound else "-"
    if after[0][0].isupper() or first in _COMPOUND:
        return "-"
    return ""


def _paragraphs(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the paragraphs; lines that every page has wait until the paragraph they stand in is over."""
    furniture = _furniture(lines)
    gaps = _usual_gaps(lines)
    paragraph: list[PdfLine] = []
    waiting: list[PdfLine] = []
    for n, line in enumerate(lines):
        if n in furniture:
            waiting.append(line)
            continue
        if paragraph and _is_new(paragraph, line, gaps.get(line.page, 0.0)):
            yield paragraph
            yield from ([each] for each in waiting)
            paragraph, waiting = [], []
        paragraph.append(line)
    if paragraph:
        yield paragraph
    yield from ([each] for each in waiting)


def _is_new(paragraph: Sequence[PdfLine], line: PdfLine, usual_gap: float) -> bool:
    """Whether a line begins a paragraph."""
    last = paragraph[-1]
    if last.is_divided:
        return False
    if abs(line.size - last.size) > _SIZE_SHARE * max(line.size, last.size):
        return True
    ends = _SENTENCE_END.search(last.text) is not None
    height = max(last.box[3] - last.box[1], 1.0)
    gap = last.box[1] - line.box[3]
    if line.page != last.page or gap < -height * 1.5 or gap > height * 8:
        # Another page or column: only the sentence tells.
        return ends or not line.text[:1].islower()
    if abs(gap) < height and line.box[0] > last.box[2]:
        return False
    if gap - usual_gap > _GAP_HEIGHTS * height:
        return True
    is_indented = line.box[0] - last.box[0] > _INDENT_SIZES * max(line.size, 1.0)
    if is_indented and ends and len(paragraph) > 1:
        return True
    return ends and last.box[2] < _usual_right(paragraph) - 6 * max(line.size, 1.0)


def _usual_right(paragraph: Sequence[PdfLine]) -> float:
    """Return where the lines of a paragraph end on the right; a last line is shorter."""
    return max(line.box[2] for line in paragraph[-12:])


def _usual_gaps(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Return the usual space between two lines of each page; where lines overlap it is negative."""
    gaps: dict[int, list[float]] = {}
    for last, line in pairwise(lines):
        gap = last.box[1] - line.box[3]
        if last.page == line.page and abs(gap) < 3 * (last.box[3] - last.box[1]):
            gaps.setdefault(line.page, []).append(gap)
    return {page: min(median(found), sorted(found)[len(found) // 3]) for page, found in gaps.items()}


def _furniture(lines: Sequence[PdfLine]) -> set[int]:
    """Return the numbers of the lines at the edges of pages that are page numbers or stand on several pages."""
    edges: set[int] = set()
    for n, line in enumerate(lines):
        is_first = n == 0 or lines[n - 1].page != line.page
        is_last = n + 1 == len(lines) or lines[n + 1].page != line.page
        if is_first or is_last:
            edges.add(n)
    edges |= {n + 1 for n in edges if n + 1 < len(lines) and lines[n + 1].page == lines[n].page}
    repeated = Counter(
        {
            key: len({lines[n].page for n in edges if _key(lines[n]) == key})
            for key in map(_key, (lines[n] for n in edges))
        }
    )
    return {n for n in edges if _PAGE_NUMBER.fullmatch(lines[n].text) or repeated[_key(lines[n])] >= _MIN_REPEATS}


def _key(line: PdfLine) -> str:
    return re.sub(r"\d+", "0", line.text.lower())
