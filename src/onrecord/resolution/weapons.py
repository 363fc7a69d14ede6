"""
What is used or changes hands, and its family: `122mm “Grad” rockets` -> weapon, 122mm rocket.

The longest name found in the phrase wins; of equals, the one nearest to its head, the last.
"""

from onrecord.resolution.tables import Weapon, load_tables
from onrecord.resolution.words import words_of

__all__ = ["weapon_of"]

_LONGEST = 4
_GENERAL = frozenset(
    {
        "weapons",
        "rocket",
        "missile",
        "artillery",
        "ammunition",
        "road vehicle",
        "ship",
        "aircraft",
        "multiple launch rocket",
    }
)


def weapon_of(text: str) -> Weapon | None:
    """Return kind and family of the weapon, platform or vehicle that a phrase names; None where it names none."""
    tables = load_tables()
    keys = [word.key for word in words_of(text)]
    found: list[tuple[bool, int, int, Weapon]] = []
    for length in range(min(_LONGEST, len(keys)), 0, -1):
        for first in range(len(keys) - length + 1):
            weapon = tables.weapons.get(" ".join(keys[first : first + length]))
            if weapon is not None:
                found.append((weapon.family not in _GENERAL, length, first, weapon))
    return max(found, key=lambda hit: hit[:3])[3] if found else None
