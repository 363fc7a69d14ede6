"""
PLOVER's intensities, the numbers that POLECAT carries as `Intensity`: from 10 (aid) to -10 (weapons of mass killing).

    intensity("ASSAULT", "drone")   ->   -9.5
    intensity("ACCUSE", None)       ->   None

From the PLOVER manual, draft 2.0. ACCUSE without a mode is None: the manual prints +3, beside modes that
are all negative.
"""

from onrecord.records import EventType

__all__ = ["intensity"]

_TYPES = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10.0,
    "RETREAT": 6.5,
    "REQUEST": 0.0,
    "REJECT": -2.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "SANCTION": -6.0,
    "MOBILIZE": -5.5,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}
_MODES = {
    "CONSULT": {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    "RETREAT": {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    "ACCUSE": {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    "REJECT": {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    "THREATEN": {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    "PROTEST": {"demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5},
    "SANCTION": {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    "COERCE": {
        "seize": -7,
        "restrict": -7,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7,
        "deport": -7,
        "withhold": -7,
        "misinformation": -6.5,
        "cyber": -7,
    },
    "ASSAULT": {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8,
        "firearms": -9,
        "explosives": -9,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10,
    },
}


def intensity(type: EventType, mode: str | None) -> float | None:
    """Return the number of a type and mode, else that of the type; None where the manual is unsure."""
    found = _MODES.get(type.value, {}).get(mode or "", _TYPES.get(type.value))
    return None if found is None else float(found)
