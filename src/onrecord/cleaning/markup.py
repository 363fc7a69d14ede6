"""
Cut a page into text, tags and the rest, by position.

    <p class=lead>Rebels &amp; troops<br>   ->   tag p, text "Rebels ", entity, text " troops", tag br

The rules are those of the HTML Standard's tokenizer as far as they decide what is
text ("Tokenization", 13.2.5): a `<` that no letter follows is text, a comment that
is never closed runs to the end, scripts end at their own end tag only. Every token
is a range of the source. Each character is looked at a bounded number of times, so
a page of any shape takes time in proportion to its length.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

__all__ = ["Attribute", "EndTag", "StartTag", "Text", "entities", "expand", "tokens"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Value of an attribute as written (entities not expanded) and where it stands."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class StartTag:
    """`<name …>` at `[start, end)`; names of tag and attributes in lower case."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    is_closed: bool = False
    """Whether it ends in `/>`."""


@dataclass(frozen=True, slots=True)
class EndTag:
    """`</name>` at `[start, end)`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters between tags."""

    start: int
    end: int
    has_entities: bool = True
    """False in CDATA, script and style, where `&amp;` is five characters."""


_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*|=[^\s/>=]*)(\s*=\s*)?")
_SPACE_OR_SLASH = re.compile(r"[\s/]*")
_UNQUOTED = re.compile(r"[^\s>]*")
_ENTITY = re.compile(r"&(?:#[0-9]{1,32};?|#[xX][0-9a-fA-F]{1,32};?|[a-zA-Z][a-zA-Z0-9]{0,31};?)")
_SPECIAL = re.compile(r"<(?=[a-zA-Z/!?])")

RAW_TEXT = frozenset({"script", "style", "noscript", "iframe", "noembed", "noframes", "xmp", "title", "textarea"})
"""Elements whose content is no markup; it ends at the end tag of the same name only."""
_EXPANDED_RAW = frozenset({"title", "textarea"})
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW_TEXT}


def tokens(source: str) -> Iterator[StartTag | EndTag | Text]:
    """Yield the tags and the text of a page in order; comments, doctypes and instructions are passed over."""
    return _Tokenizer(source).run()


def entities(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, characters)` of each entity in a stretch of text; unknown names are left as they are."""
    for match in _ENTITY.finditer(source, start, end):
        written = match[0]
        if written[1] != "#":
            name = _known_name(written[1:])
            if name is None:
                continue
            written = "&" + name
        characters = unescape(written)
        if characters and characters != written:
            yield match.start(), match.start() + len(written), characters


def _known_name(written: str) -> str | None:
    """Return the longest known entity name that the letters begin with (`amp` in `&ampere`)."""
    if written in html5:
        return written
    for length in range(min(len(written), 6), 1, -1):
        # Names that need no semicolon have 2 to 6 letters ("gt", "thorn", "Aacute").
        if written[:length] in html5:
            return written[:length]
    return None


def expand(value: str) -> str:
    """Return the value of an attribute with its entities expanded."""
    return unescape(value) if "&" in value else value


class _Tokenizer:
    """One pass over a source; `_found` keeps where each delimiter stands next, -1 for nowhere."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: dict[str, int] = {}
        self._missing: set[str] = set()

    def run(self) -> Iterator[StartTag | EndTag | Text]:
        """Yield the tags and the text between them, in order of the source."""
        source, position, text_start = self._source, 0, 0
        while match := _SPECIAL.search(source, position):
            start = match.start()
            token, position = self._markup(start)
            if token is None and position == start:
                position = start + 1
                continue
            if text_start < start:
                yield Text(text_start, start)
            text_start = position
            if token is None:
                continue
            yield token
            if isinstance(token, StartTag) and token.name in RAW_TEXT and not token.is_closed:
                stop = self._raw_end(token.name, position)
                if stop is not None:
                    if position < stop:
                        yield Text(position, stop, has_entities=token.name in _EXPANDED_RAW)
                    position = text_start = stop
        if text_start < len(source):
            yield Text(text_start, len(source))

    def _markup(self, start: int) -> tuple[StartTag | EndTag | Text | None, int]:
        """Return the token at a `<` and where it ends; no token for what is passed over."""
        source = self._source
        if source.startswith("<!--", start):
            return None, self._comment_end(start)
        if source.startswith("<![CDATA[", start):
            stop = self._find("]]>", start + 9)
            stop = len(source) if stop < 0 else stop
            text = Text(start + 9, stop, has_entities=False) if start + 9 < stop else None
            return text, min(stop + 3, len(source))
        if source[start + 1] == "/" and (name := _TAG_NAME.match(source, start + 2)):
            _, stop, _ = self._attributes(name.end())
            return EndTag(start, stop, name[0].lower()), stop
        if source[start + 1] in "!?/":
            stop = self._find(">", start)
            return None, len(source) if stop < 0 else stop + 1
        name = _TAG_NAME.match(source, start + 1)
        if name is None:
            return None, start
        attributes, stop, is_closed = self._attributes(name.end())
        return StartTag(start, stop, name[0].lower(), attributes, is_closed), stop

    def _comment_end(self, start: int) -> int:
        if self._source.startswith((">", "->"), start + 4):
            return self._source.index(">", start + 4) + 1
        ends = [(stop, mark) for mark in ("-->", "--!>") if (stop := self._find(mark, start + 4)) >= 0]
        stop, mark = min(ends, default=(len(self._source), ""))
        return stop + len(mark)

    def _find(self, mark: str, start: int) -> int:
        """Find a delimiter; positions only grow, so no stretch of the source is searched twice for it."""
        found = self._found.get(mark, 0)
        if 0 <= found < start or mark not in self._found:
            found = self._found[mark] = self._source.find(mark, start)
        return found

    def _attributes(self, position: int) -> tuple[dict[str, Attribute], int, bool]:
        """Read up to the `>` of a tag; return attributes, the end of the tag, whether it is self-closing."""
        source = self._source
        found: dict[str, Attribute] = {}
        while True:
            gap = _SPACE_OR_SLASH.match(source, position)
            after = gap.end() if gap else position
            if after >= len(source):
                return found, len(source), False
            if source[after] == ">":
                return found, after + 1, source[after - 1] == "/"
            match = _ATTRIBUTE.match(source, after)
            if match is None:
                return found, len(source), False
            name, position = match[1].lower(), match.end()
            value = Attribute(match.end(1), match.end(1), "")
            if match[2]:
                value, position = self._value(position)
            found.setdefault(name, value)

    def _value(self, position: int) -> tuple[Attribute, int]:
        source = self._source
        quote = source[position : position + 1]
        if quote and quote in "\"'":
            stop = self._find(quote, position + 1)
            stop = len(source) if stop < 0 else stop
            return Attribute(position + 1, stop, source[position + 1 : stop]), min(stop + 1, len(source))
        match = _UNQUOTED.match(source, position)
        stop = match.end() if match else position
        return Attribute(position, stop, source[position:stop]), stop

    def _raw_end(self, name: str, position: int) -> int | None:
        """Return where the content of a raw element ends; None to read on as markup where it is never closed."""
        if name in self._missing:
            return None
        match = _RAW_ENDS[name].search(self._source, position)
        if match:
            return match.start()
        self._missing.add(name)
        return len(self._source) if name in ("script", "style") else None
