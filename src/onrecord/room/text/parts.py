"""
A text in parts that a page can hold, each made of blocks.

    zones title 0-56, body 58-900, a line of five million characters
    ->   part 1: [title 0-56][body 58-900][body 902-24902], part 2: [body 24902-48902], …

Blocks tile the text: the characters between two zones belong to the block before. Where a
part ends follows from text and zones alone, so the same characters are always in the same part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.store.room.report import ZoneSpan

__all__ = ["PART_CHARACTERS", "Block", "Part", "part_of", "parts"]

PART_CHARACTERS = 24_000
"""About four thousand words: a long report in one part, and a page that a browser lays out at once."""
_PART_BLOCKS = 400
_SPACE = re.compile(r"\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of one zone, or of the characters before the first."""

    kind: str
    start: int
    end: int
    """Where its own characters end."""
    until: int
    """Where the next block begins: what lies between are line breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one page shows of a text."""

    number: int
    """From 1."""
    start: int
    end: int
    blocks: tuple[Block, ...]


def parts(text: str, zones: Sequence[ZoneSpan]) -> tuple[Part, ...]:
    """Return the parts of a text, at least one, which tile it."""
    found: list[Part] = []
    blocks: list[Block] = []
    for block in _blocks(text, zones):
        full = blocks and (block.end - blocks[0].start > PART_CHARACTERS or len(blocks) >= _PART_BLOCKS)
        if full:
            found.append(_part(len(found) + 1, blocks))
            blocks = []
        blocks.append(block)
    found.append(_part(len(found) + 1, blocks))
    return tuple(found)


def part_of(found: Sequence[Part], character: int) -> Part:
    """Return the part that holds a character; the last one for a character beyond the end."""
    return next((part for part in found if character < part.end), found[-1])


def _part(number: int, blocks: Sequence[Block]) -> Part:
    start, end = (blocks[0].start, blocks[-1].until) if blocks else (0, 0)
    return Part(number=number, start=start, end=end, blocks=tuple(blocks))


def _blocks(text: str, zones: Sequence[ZoneSpan]) -> Iterator[Block]:
    zones = _apart(text, zones)
    if zones and zones[0].start > 0:
        zones = [ZoneSpan("furniture", 0, zones[0].start), *zones]
    elif not zones and text:
        zones = [ZoneSpan("body", 0, len(text))]
    nexts = [*(zone.start for zone in zones[1:]), len(text)]
    for zone, after in zip(zones, nexts, strict=False):
        start = zone.start
        while zone.end - start > PART_CHARACTERS:
            cut = _cut(text, start)
            yield Block(kind=zone.kind, start=start, end=cut, until=cut)
            start = cut
        yield Block(kind=zone.kind, start=start, end=zone.end, until=after)


def _apart(text: str, zones: Sequence[ZoneSpan]) -> list[ZoneSpan]:
    """Return zones that do not overlap; those of a record made elsewhere may."""
    apart: list[ZoneSpan] = []
    at = 0
    for zone in sorted(zones, key=lambda zone: (zone.start, zone.end)):
        start, end = max(at, zone.start), min(zone.end, len(text))
        if start < end:
            apart.append(ZoneSpan(zone.kind, start, end))
            at = end
    return apart


def _cut(text: str, start: int) -> int:
    """Return where to cut a long stretch: after the last space that leaves it short enough, else in mid-word."""
    most = start + PART_CHARACTERS
    spaces = [match.end() for match in _SPACE.finditer(text, most - 400, most)]
    return spaces[-1] if spaces else most
