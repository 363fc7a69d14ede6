"""
A reader of the room, and a browser's reading of a page: its text and marks, character for character.

    with visitor(path) as visit:
        page = read_page(visit.get("/reports/r1").text)
        page.text, page.marks["s1", "cue"]
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.room.access import Access
from onrecord.room.app import build_app
from onrecord.store import Input, Store

__all__ = ["ReadPage", "put", "read_page", "visitor"]

_VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "path"}


@contextmanager
def visitor(path: Path, access: Access | None = None) -> Iterator[TestClient]:
    """Give a client of the room of a record, as a browser on this computer."""
    app = build_app(path, access=access or Access())
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def put(path: Path, *records: object) -> None:
    """Store records as they are."""
    with Store(path, "w") as store:
        store.begin("1")
        for record in records:
            store.add(record, Input(path=record.report.path))
        store.finish()


@dataclass
class ReadPage:
    """What stands in the text of a report's page."""

    text: str = ""
    marks: dict[tuple[str, str], str] = field(default_factory=lambda: defaultdict(str))
    """Row and part -> the characters of all pieces, in order."""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    """Every element of the page."""


def read_page(html: str) -> ReadPage:
    """Return what a browser's document holds: line ends normalised first, then character references."""
    parser = _Parser()
    parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    parser.close()
    return parser.page


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ReadPage()
        self._open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, (tag, self._open[-3:])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any("text" in (attrs.get("class") or "").split() for _, attrs in self._open):
            return
        self.page.text += data
        for key in {(attrs["data-row"], attrs["data-part"]) for _, attrs in self._open if "data-part" in attrs}:
            self.page.marks[key] += data
