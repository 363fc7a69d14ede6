"""
Reads a brief as a program reads it: its elements, quotations, references and everything that could lead out of it.

    read_brief(html).quotations  ->  Quotation(report="r1", start=12, end=80, text="…", reference=1), …
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Quotation", "ReadBrief", "as_shown", "read_brief"]

_VOID = {"meta", "br", "hr", "img", "link", "input"}
_LOST = re.compile("[\x00\ud800-\udfff]")


@dataclass
class Quotation:
    """Words of a report in a brief."""

    report: str
    start: int
    end: int
    text: str = ""


@dataclass
class ReadBrief:
    """What is in a brief."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """Tag, name and value of every attribute."""
    ids: list[str] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    """The text of each reference by its id."""
    open_at_end: list[str] = field(default_factory=list)
    text: str = ""
    style: str = ""

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [value for tag, name, value in self.attributes if name == "href"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ReadBrief()
        self._open: list[tuple[str, str]] = []
        self._quotation: tuple[int, Quotation] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.found.tags.append(tag)
        self.found.attributes += [(tag, name, value) for name, value in known.items()]
        if "id" in known:
            self.found.ids.append(known["id"])
        if tag not in _VOID:
            self._open.append((tag, known.get("id", "")))
        if known.get("class") == "quotation":
            quotation = Quotation(known["data-report"], int(known["data-start"]), int(known["data-end"]))
            self.found.quotations.append(quotation)
            self._quotation = (len(self._open), quotation)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag
        if self._quotation and len(self._open) < self._quotation[0]:
            self._quotation = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style":
            self.found.style += data
            return
        self.found.text += data
        if self._quotation:
            self._quotation[1].text += data
        for tag, name in self._open:
            if tag == "li" and name.startswith("ref-"):
                self.found.references[name] = self.found.references.get(name, "") + data

    def close(self) -> None:
        super().close()
        self.found.open_at_end = [tag for tag, _ in self._open]


def read_brief(html: str) -> ReadBrief:
    """Return what is in a brief; an element that is closed wrongly is an AssertionError."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def as_shown(text: str) -> str:
    """Return characters of a report as HTML can hold them."""
    return _LOST.sub("\ufffd", text)
