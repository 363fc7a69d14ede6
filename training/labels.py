"""
From the corpora's own labels to the reader's, partial where the corpus is partial.

A corpus that marks nine classes says of an unmarked word only that it is none of
those nine. Such a word may still be a weapon; the loss therefore sums the
probability of every label that the corpus leaves open.
"""

import numpy as np

from onrecord.reading.labels import MENTION_TAGS

__all__ = [
    "GUARANTEED",
    "MENTION_TARGETS",
    "MODE_ALIASES",
    "PHRASE_TAGS",
    "PROP_TAGS",
    "SIDE_TAGS",
    "mention_masks",
    "opened_mentions",
]


def _bio(names: list[str]) -> tuple[str, ...]:
    return ("O", *(f"{prefix}-{name}" for name in names for prefix in "BI"))


# Helping tasks: their heads are trained and left out of the export.
PROP_TAGS = _bio(["ARG0", "ARG1", "ARG2", "ARGX", "ARGM-TMP", "ARGM-LOC", "ARGM"])
PHRASE_TAGS = _bio(
    ["person", "place", "organization", "object", "event", "time", "substance", "animal", "plant", "abstract"]
)
SIDE_TAGS = _bio(["S", "T", "R"])

# Spellings of modes in the training labels that PLOVER's manual has under another name.
MODE_ALIASES = {
    "ban": "restrict",
    "misinform": "misinformation",
    "assassinate": "targeted",
    "chemical": "unconventional",
}

# Kinds that no corpus tells apart from others or from nothing; the reader never gives them by itself.
# Left open for unmarked words they took all the chance of O (training/LOG.md, 9).
_UNTAUGHT = frozenset({"group", "law"})

# Kinds that an unmarked word of the corpus is taken to be none of. ewn marks no weapons and quantities; re3d does,
# and says what is none of them. Vehicles, platforms and documents are too few there to hold their own against
# the open words of ewn: left open, one name in ten became a platform.
GUARANTEED: dict[str, frozenset[str]] = {
    "ewn": _UNTAUGHT
    | {"vehicle", "platform", "document"}
    | {"person", "organization", "place", "facility", "nationality", "date", "money", "other"},
    "re3d": frozenset(tag[2:] for tag in MENTION_TAGS if tag != "O"),
}

# Corpus label -> the reader's kinds it may stand for.
MENTION_TARGETS: dict[str, tuple[str, ...]] = {
    "ewn:Person": ("person",),
    "ewn:Organization": ("organization",),
    "ewn:Location": ("place",),
    "ewn:Facility": ("facility",),
    "ewn:NORP": ("nationality",),
    "ewn:Date": ("date",),
    "ewn:Money": ("money",),
    "ewn:Product": ("other", "weapon", "vehicle", "platform"),
    "ewn:Misc": ("other",),
    "re3d:Person": ("person",),
    "re3d:Organisation": ("organization",),
    "re3d:Location": ("place", "facility"),
    "re3d:Nationality": ("nationality",),
    "re3d:Temporal": ("date",),
    "re3d:Money": ("money",),
    "re3d:Quantity": ("quantity",),
    "re3d:Weapon": ("weapon",),
    "re3d:Vehicle": ("vehicle",),
    "re3d:MilitaryPlatform": ("platform",),
    "re3d:DocumentReference": ("document",),
    "re3d:Coordinate": ("place",),
    "re3d:CommsIdentifier": ("other",),
}


def mention_masks() -> tuple[dict[str, int], np.ndarray]:
    """Return target name -> row, and a boolean array [targets, tags] of the tags each target allows."""
    index = {tag: i for i, tag in enumerate(MENTION_TAGS)}
    rows: dict[str, int] = {}
    masks: list[np.ndarray] = []
    for corpus, guaranteed in GUARANTEED.items():
        unmarked = np.array([tag == "O" or tag[2:] not in guaranteed for tag in MENTION_TAGS])
        rows[f"{corpus}:O"] = len(masks)
        masks.append(unmarked)
        for label, kinds in MENTION_TARGETS.items():
            if label.startswith(corpus):
                for prefix in ("B-", "I-"):
                    allowed = np.zeros(len(MENTION_TAGS), dtype=bool)
                    allowed[[index[prefix + kind] for kind in kinds]] = True
                    rows[prefix + label] = len(masks)
                    masks.append(allowed)
    return rows, np.array(masks)


def opened_mentions(targets: np.ndarray) -> np.ndarray:
    """
    Let a mention that a window's border cuts begin anew.

    targets [words] are rows of `mention_masks`; the row of words inside a mention follows that of its first word.
    """
    if len(targets) and int(targets[0]) in _INSIDES:
        targets = targets.copy()
        targets[0] -= 1
    return targets


_INSIDES = frozenset(row for name, row in mention_masks()[0].items() if name.startswith("I-"))
