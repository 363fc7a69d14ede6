"""
The reader and resolver in this process, for what has no command of its own: labels at given spans, bare mentions.
"""

from dataclasses import dataclass
from functools import cached_property

from onrecord.reading import Reader
from onrecord.records import Origin, Published, Report, ReportId, Span, Zone, ZoneKind, text_digest
from onrecord.resolution import Resolver

__all__ = ["Loaded", "report_of"]


@dataclass(frozen=True)
class Loaded:
    """Loaded when first asked for, once."""

    threads: int | None = None

    @cached_property
    def reader(self) -> Reader:
        """The shipped reader."""
        return Reader.load(threads=self.threads)

    @cached_property
    def resolver(self) -> Resolver:
        """The shipped resolver."""
        return Resolver.load()


def report_of(key: str, text: str, published: str | None = None) -> Report:
    """Return a text as a report all of which is read: sets of sentences have no furniture to leave out."""
    origin = Origin(sha256="", media_type="application/json", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),) if text else ()
    return Report(
        id=ReportId(key), sha256=text_digest(text), text=text, zones=zones, path=key, origin=origin,
        published=Published(start=published, end=published),
    )  # fmt: skip
