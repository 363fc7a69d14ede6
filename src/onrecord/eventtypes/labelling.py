"""
The stage that gives events the types that a user defined.

    Event(type=AID, trigger="shipped", …)   ->   Event(type=AID, …, own_types=("arms-transfer",))
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from onrecord.eventtypes.deciding import Decider
from onrecord.eventtypes.definition import OwnType, Vocabulary
from onrecord.records import Event, Record
from onrecord.records.codec import encode

__all__ = ["Labeller"]

_VERSION = "1"
"""Changes when the same files may give other labels."""


class Labeller:
    """A stage of the pipeline, the last: records in, records with own types out."""

    name = "types"

    def __init__(self, types: Sequence[OwnType], vocabulary: Vocabulary) -> None:
        """Make every type ready to decide."""
        self._deciders = tuple(Decider.of(own, vocabulary) for own in types)

    @property
    def version(self) -> str:
        """The version of the rules and a digest of what the files say, so that a change of them is read anew."""
        # Where the files lie, and on which lines, decides nothing.
        types = [replace(each.own, path="", examples=()) for each in self._deciders]
        examples = [
            [(one.text, encode(one.trigger), one.is_one) for one in each.own.examples] for each in self._deciders
        ]
        shown = json.dumps([[_plain(own) for own in types], examples], sort_keys=True)
        return f"{_VERSION}-{hashlib.sha256(shown.encode()).hexdigest()[:12]}"

    def __call__(self, items: Sequence[Record], /) -> list[Record]:
        """Return each record with the labels its events earn."""
        return [
            replace(record, events=tuple(self._labelled(each, record) for each in record.events)) for record in items
        ]

    def _labelled(self, event: Event, record: Record) -> Event:
        slugs = tuple(each.own.slug for each in self._deciders if each.verdict(event, record).is_one)
        return replace(event, own_types=slugs)


def _plain(own: OwnType) -> list[object]:
    conditions = [[part, encode(condition)] for part, condition in own.conditions]
    return [own.slug, [str(base) for base in own.builds_on], list(own.triggers), conditions, own.scorer]
