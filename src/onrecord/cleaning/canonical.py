"""
The canonical text of a page, every character of it mapped back to the bytes.

    <p>Rebels &amp;\\n  troops</p><p>fled</p>   ->   "Rebels & troops\\n\\nfled"

White space collapses to one space (mapped to all the white space it stands for),
except in <pre>; an entity is the character it names, mapped to the entity; <br> is
a line break and two of them a new block; blocks are set apart by an empty line.
Breaks that the page has no characters for have width 0. Everything a reader of the
page could see is kept, in the order of the source; code, form controls and
fallbacks are not text.
"""

import re
from dataclasses import dataclass

from onrecord.cleaning.decoding import Decoded
from onrecord.cleaning.elements import BLOCK_TAGS, Element, OpenElements
from onrecord.cleaning.markup import EndTag, StartTag, Text, entities, expand, tokens
from onrecord.records import Run, Span

__all__ = ["Block", "Page", "Written", "canonical_page"]

_SPACE = " \t\n\r\f"
_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_NOTED_TAGS = frozenset({"meta", "link", "time", "html", "base"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that markup sets apart."""

    span: Span
    element: int
    """Index of the innermost block element around it."""
    link_characters: int
    """How many of its characters stand in links."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value that stands in the markup only, and the bytes where it stands."""

    value: str
    raw: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text: what it says, in which blocks, from which bytes."""

    text: str
    runs: tuple[Run, ...]
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]
    noted: tuple[StartTag, ...]
    """Tags that declare something about the page: meta, link, time, html."""
    title: Written | None
    scripts: tuple[Written, ...]
    """JSON-LD scripts, as written."""


def canonical_page(decoded: Decoded) -> Page:
    """Build the canonical text of a decoded page; an empty one where it shows no text."""
    return _Builder(decoded).page()


class _Builder:
    """Feeds on tokens; `_gap` holds white space that is written only if text follows it."""

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self._source = decoded.text
        self._open = OpenElements(is_xml=self._source.lstrip("\ufeff \t\r\n").startswith("<?xml"))
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._is_verbatim = False
        self._length = 0
        self._blocks: list[Block] = []
        self._block_start: int | None = None
        self._block_element = 0
        self._link_characters = 0
        self._gap: list[tuple[int, int]] = []
        self._breaks = 0
        self._noted: list[StartTag] = []
        self._title: Written | None = None
        self._scripts: list[Written] = []

    def page(self) -> Page:
        """Run over the whole source."""
        tag: StartTag | None = None
        for token in tokens(self._source):
            if isinstance(token, StartTag):
                tag = token
                self._start(token)
            elif isinstance(token, EndTag):
                self._end(token)
            elif not self._open.dropped:
                self._text(token)
            elif tag is not None:
                self._note_raw(token, tag)
        self._close_block()
        return Page(
            text="".join(self._pieces),
            runs=tuple(self._runs),
            blocks=tuple(self._blocks),
            elements=tuple(self._open.elements),
            noted=tuple(self._noted),
            title=self._title,
            scripts=tuple(self._scripts),
        )

    def _start(self, tag: StartTag) -> None:
        if tag.name in BLOCK_TAGS:
            self._close_block()
        elif tag.name == "br":
            self._breaks += 1
        if tag.name in _NOTED_TAGS:
            self._noted.append(tag)
        self._open.start(tag)

    def _end(self, tag: EndTag) -> None:
        if tag.name in BLOCK_TAGS:
            self._close_block()
        elif tag.name == "br":
            self._breaks += 1
        self._open.end(tag.name)

    def _note_raw(self, text: Text, tag: StartTag) -> None:
        """Keep the document's title and its JSON-LD, which are no text of the page but say what it is."""
        written = self._source[text.start : text.end]
        raw = self._decoded.raw_span(text.start, text.end)
        if tag.name == "title" and self._title is None and not self._open.is_open("svg"):
            self._title = Written(" ".join(expand(written).split()), raw) if written.strip() else None
        elif tag.name == "script" and "ld+json" in (tag.attributes["type"].value if "type" in tag.attributes else ""):
            self._scripts.append(Written(written, raw))

    def _text(self, text: Text) -> None:
        position = text.start
        if text.has_entities and self._source.find("&", text.start, text.end) >= 0:
            for start, end, characters in entities(self._source, text.start, text.end):
                self._literal(position, start)
                if characters in _SPACE:
                    self._note_gap(start, end)
                else:
                    self._write_entity(start, end, characters)
                position = end
        self._literal(position, text.end)

    def _literal(self, start: int, end: int) -> None:
        """Write source characters, white space between them collapsed."""
        position = start
        for match in _WORDS.finditer(self._source, start, end):
            if position < match.start():
                self._note_gap(position, match.start())
            self._open_for_text(match.start())
            self._write(match.start(), match.end())
            position = match.end()
        if position < end:
            self._note_gap(position, end)

    def _note_gap(self, start: int, end: int) -> None:
        if self._open.is_open("pre") or not self._gap:
            self._gap.append((start, end))

    def _open_for_text(self, position: int) -> None:
        """Settle what stands between the last text and the text that now follows at a position of the source."""
        if self._breaks > 1 and self._block_start is not None:
            self._close_block()
        raw = self._decoded.byte_at(position)
        if self._block_start is None:
            if self._blocks:
                self._put("\n\n", Run(self._length, 2, raw, 0))
            self._block_start = self._length
            self._block_element = self._open.block.index
        elif self._breaks:
            self._put("\n", Run(self._length, 1, raw, 0))
        elif self._open.is_open("pre"):
            for start, end in self._gap:
                self._write(start, end)
        elif self._gap:
            start, end = self._gap[0]
            if self._source[start:end] == " ":
                self._write(start, end)
            else:
                self._put(" ", Run(self._length, 1, self._decoded.byte_at(start), self._bytes_between(start, end)))
        self._gap, self._breaks = [], 0

    def _write(self, start: int, end: int) -> None:
        for run in self._decoded.raw_runs(start, end, self._length):
            self._append(run)
        self._is_verbatim = True
        self._pieces.append(self._source[start:end])
        self._length += end - start
        self._link_characters += (end - start) * (self._open.links > 0)

    def _write_entity(self, start: int, end: int, characters: str) -> None:
        """Write the characters an entity names; where it names two, both map to all of it."""
        self._open_for_text(start)
        raw, width = self._decoded.byte_at(start), self._bytes_between(start, end)
        for character in characters:
            self._put(character, Run(self._length, 1, raw, width))
        self._link_characters += len(characters) * (self._open.links > 0)

    def _bytes_between(self, start: int, end: int) -> int:
        return self._decoded.byte_at(end) - self._decoded.byte_at(start)

    def _put(self, characters: str, run: Run) -> None:
        """Write characters that are not those of the source; their run stays on its own."""
        self._runs.append(run)
        self._is_verbatim = False
        self._pieces.append(characters)
        self._length += len(characters)

    def _append(self, run: Run) -> None:
        """Add a run of source characters, joined to the last one where the two go on in step."""
        last = self._runs[-1] if self._runs and self._is_verbatim else None
        if last and last.width == run.width and last.raw_start + last.length * last.width == run.raw_start:
            self._runs[-1] = Run(last.text_start, last.length + run.length, last.raw_start, run.width)
        else:
            self._runs.append(run)
            self._is_verbatim = True

    def _close_block(self) -> None:
        if self._block_start is not None and self._length > self._block_start:
            span = Span(self._block_start, self._length)
            self._blocks.append(Block(span, self._block_element, self._link_characters))
        self._block_start, self._link_characters, self._gap, self._breaks = None, 0, [], 0
