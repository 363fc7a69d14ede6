"""
Event types of the user's own, as labels beside PLOVER's: `arms-transfer` on an AID or a COOPERATE.

    onrecord-types/arms-transfer.toml   ->   OwnType(slug="arms-transfer", …)
    Labeller([own_type], vocabulary)(records)   ->   the same records, some events with own_types=("arms-transfer",)
"""

from onrecord.eventtypes.deciding import Decider, Verdict
from onrecord.eventtypes.definition import Base, Condition, Example, OwnType, Vocabulary, slug_of
from onrecord.eventtypes.files import read_folder, read_type
from onrecord.eventtypes.labelling import Labeller
from onrecord.eventtypes.scorer import LEAST_EXAMPLES, LEAST_RIGHT, Scorer, held_out_scores, share_right
from onrecord.eventtypes.writing import type_text

__all__ = [
    "LEAST_EXAMPLES",
    "LEAST_RIGHT",
    "Base",
    "Condition",
    "Decider",
    "Example",
    "Labeller",
    "OwnType",
    "Scorer",
    "Verdict",
    "Vocabulary",
    "held_out_scores",
    "read_folder",
    "read_type",
    "share_right",
    "slug_of",
    "type_text",
]
