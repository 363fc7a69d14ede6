"""
What a file that holds others hands out: each a file of a kind of its own, with what is known of it.

    issue.epub        ->  Part("issue.epub!/ch1.xhtml", HTML, given=Given(outlet="The Weekly"))
    pages.warc.gz     ->  Part("pages.warc.gz!/512 https://…", HTML, facts=(where it was captured,))
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from onrecord.errors import SkipReason
from onrecord.intake.kinds import FileKind, Packing
from onrecord.records import Failure, Given, RawReport
from onrecord.records.report import Fact

__all__ = ["STAGE", "Attached", "Found", "Part", "failure", "told"]

STAGE = "intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file found inside another, unpacked."""

    path: str
    kind: FileKind
    body: bytes
    packing: Packing = Packing.NONE
    given: Given = field(default_factory=Given)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file beside the one at hand, named by it: what a catalogue such as Zotero's says of its files."""

    path: str
    """Of the entry that names it."""
    name: str
    """As the entry names the file: relative to the catalogue, or absolute."""
    given: Given


Found = Iterator[RawReport | Failure]
"""What every reader of this package yields in the end."""


def failure(path: str, reason: SkipReason, message: str, *, sha256: str | None = None) -> Failure:
    """Return the failure of an input that intake could not read."""
    return Failure(path=path, stage=STAGE, reason=reason, message=message, sha256=sha256)


def told(raw: RawReport | Failure, given: Given, facts: tuple[Fact, ...] = ()) -> RawReport | Failure:
    """Add to a report what the file around it tells; what the report brought itself stays."""
    if isinstance(raw, Failure):
        return raw
    known = {each.name: getattr(raw.given, each.name) for each in fields(Given)}
    added = {name: value if value is not None else getattr(given, name) for name, value in known.items()}
    return replace(raw, given=Given(**added), facts=(*raw.facts, *facts))
