"""
The label sets of the network, in the order of its output columns.

The manifest of a model pins their digest: a model trained with other labels is
refused at load.
"""

import hashlib

from onrecord.records import Act, EventType, Factuality, MentionKind, SourceKind, Tense

__all__ = [
    "ACTS",
    "CUE_TAGS",
    "EVENT_ROLES",
    "EVENT_ROLE_TAGS",
    "FACTUALITIES",
    "MENTION_TAGS",
    "MODES",
    "MODE_NAMES",
    "PREDICATE_TYPES",
    "SOURCE_KINDS",
    "STATEMENT_ROLE_TAGS",
    "STATEMENT_TAGS",
    "TENSES",
    "TRIGGER_TAGS",
    "labels_digest",
]


def _bio(names: list[str]) -> tuple[str, ...]:
    return ("O", *(f"{prefix}-{name}" for name in names for prefix in "BI"))


STATEMENT_TAGS = _bio(["source", "cue", "content"])
"""One tag a word over the whole report."""
CUE_TAGS = _bio(["cue"])
"""One tag a word, learnt outside contents only, so that it speaks of cues inside a content too."""
STATEMENT_ROLE_TAGS = _bio(["source", "content"])
"""One tag a word, seen from one cue."""
TRIGGER_TAGS = _bio([t.value for t in EventType])
EVENT_ROLES = ("actor", "recipient", "object", "place", "date")
EVENT_ROLE_TAGS = _bio(list(EVENT_ROLES))
"""One tag a word, seen from one trigger."""
MENTION_TAGS = _bio([k.value for k in MentionKind])
SOURCE_KINDS = tuple(k.value for k in SourceKind)
ACTS = tuple(a.value for a in Act)
FACTUALITIES = tuple(f.value for f in Factuality)
TENSES = tuple(t.value for t in Tense)

MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""PLOVER's modes by type; a mode of another type is never given."""


PREDICATE_TYPES = 2 + len(EventType)
"""What a predicate may be: 0 a cue, 1 to 16 a trigger of that event type, 17 any other (training only)."""
MODE_NAMES = ("none", *sorted({mode for modes in MODES.values() for mode in modes}))
"""Columns of the mode head; decoding chooses among those of the event's type."""


def labels_digest() -> str:
    """Return the SHA-256 of every label in order."""
    parts = [
        *STATEMENT_TAGS,
        *CUE_TAGS,
        *STATEMENT_ROLE_TAGS,
        *TRIGGER_TAGS,
        *EVENT_ROLE_TAGS,
        *MENTION_TAGS,
        *SOURCE_KINDS,
    ]
    parts += [*ACTS, *FACTUALITIES, *TENSES, *(f"{t}:{m}" for t, modes in MODES.items() for m in modes)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
