"""
Where decoding draws its lines. Set by `python -m training tune` on development parts, kept in `decoder.json`.

A bias is added to the score of every tag but O: above 0 it finds more and is
right less often. A threshold is a chance between 0 and 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from onrecord.errors import ModelError

__all__ = ["Thresholds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The lines of one model."""

    statement_bias: float = 0.0
    """For the flat tags of sources, cues and contents."""
    faint_cue: float = 0.45
    """A word that the flat tags have as no cue may yet be one from this chance on, by the head of cues."""
    statement: float = 0.5
    """A statement is given from this chance on, its cue and what was found around it taken together."""
    nested: float = 0.25
    """The same for a statement inside another's content: one whose content holds an event."""
    content_link: float = 0.3
    """A content belongs to the cue that wants it most, if that wants it this much."""
    source_link: float = 0.3
    """The same for sources."""
    lone_span: float = 0.6
    """A span that only the cue's own view has is kept from this mean chance on."""
    mention_bias: float = 0.0
    """For the tags of mentions."""
    trigger: float = 0.15
    """A word may be part of a trigger from this chance of any event type on."""
    judged: float = 0.35
    """What it may be a trigger of is looked for from this chance on, by network and judge together."""
    event: float = 0.5
    """An event is given from this chance on, its trigger and what was found around it taken together."""
    surest_event: float = 0.5
    """The same for the likeliest event of its type in a report: what a report tells of at all, it tells of once."""
    event_role_bias: float = 0.0
    """For actors, recipients, places and dates, seen from a trigger."""
    role_link: float = 0.15
    """A date or place that is named nearby is the event's from this mean chance on, where the best path has none."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, float]) -> "Thresholds":
        """Read a JSON object; ModelError for a name that this version does not know."""
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise ModelError(f"the reader sets {unknown[0]!r}, which this version of onrecord does not know; update it")
        return cls(**{name: float(value) for name, value in values.items()})
