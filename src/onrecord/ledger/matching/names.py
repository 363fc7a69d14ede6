"""
The parts of a person's name, so that two namings can be held against each other.

    "Brig. Gen. Patrick S. Ryder"  ->  given patrick s, family ryder
    "Mr. Shoigu"                   ->  family shoigu
    "Kim Jong Un"                  ->  kim jong un, family kim or un: the country decides

Titles and offices before a name are not part of it.
"""

import re
from dataclasses import dataclass

__all__ = ["PersonName", "agree", "person_name"]

_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?")
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady dame prof professor gen general lt lieutenant col colonel maj major brig
    brigadier capt captain adm admiral sgt sergeant cpl corporal sen senator rep representative gov governor
    president premier prime vice deputy minister secretary king queen prince princess sheikh sheik shaikh emir sultan
    imam ayatollah
    mullah pope bishop archbishop cardinal father rev reverend rabbi judge justice chancellor ambassador envoy mayor
    chairman chairwoman chair director chief commander marshal spokesman spokeswoman spokesperson foreign defence
    defense interior state former then late the a an acting supreme leader first lady crown officer constable
    detective inspector sheriff attorney congressman congresswoman mp mep""".split()
)
_JOINED = frozenset("al el bin ibn abu abd abdul ben von van de der den di da del la le du st".split())
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN", "HKG", "MAC", "SGP", "KHM"})
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without titles, in lower case; the last part is the family name unless the country says otherwise."""

    parts: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether it has more than one part."""
        return len(self.parts) > 1


def person_name(name: str) -> PersonName | None:
    """Return the parts of a name; None where a phrase holds no name (no word with a capital but titles)."""
    parts: list[str] = []
    for match in _WORD.finditer(name):
        word = match[0].rstrip(".")
        key = re.sub(r"['’]s$|['’]$", "", word).casefold().replace("’", "'")
        if key in _TITLES and not parts:
            continue
        if word[0].isupper() and key not in _SUFFIX:
            parts += key.replace(".", " ").split()
        elif key in _JOINED:
            parts.append(key)
        elif parts and key not in _SUFFIX:
            break
    if parts and parts[-1] in _TITLES:
        return None  # "Russian Defence Minister": an office with capitals
    while parts and parts[-1] in _JOINED:
        parts.pop()
    parts = [part for part in parts if part not in _JOINED or len(parts) == 1]
    return PersonName(tuple(parts)) if parts else None


def agree(first: PersonName, second: PersonName, country: str | None) -> str | None:
    """
    Return how two names agree: "full", "family" (one of them is a single name), "initial"; None where they do not.

    Two full names with other given names are two persons, whatever else they share.
    """
    if first.parts == second.parts:
        return "full" if first.is_full else "family"
    if first.is_full and second.is_full:
        return _full(first, second, country)
    single, full = (first, second) if not first.is_full else (second, first)
    if not full.is_full:
        return None
    family = {full.parts[-1]}
    if country in _FAMILY_FIRST or (len(full.parts) == 3 and all(len(part) <= 5 for part in full.parts)):
        family.add(full.parts[0])
    return "family" if single.parts[0] in family else None


def _full(first: PersonName, second: PersonName, country: str | None) -> str | None:
    """How two names of several parts agree."""
    ours, theirs = first.parts, second.parts
    if set(ours) == set(theirs):
        return "full" if country in _FAMILY_FIRST or (sorted(ours) == sorted(theirs) and len(ours) > 2) else None
    if ours[-1] != theirs[-1]:
        inside = set(ours) < set(theirs) or set(theirs) < set(ours)
        return "full" if inside and ours[0] == theirs[0] and min(len(ours), len(theirs)) > 1 else None
    if ours[0] == theirs[0] and (min(len(ours), len(theirs)) == 2 or _middles(ours[1:-1], theirs[1:-1])):
        return "full"
    if ours[0][0] == theirs[0][0] and (len(ours[0]) == 1 or len(theirs[0]) == 1):
        return "initial"
    return None


def _middles(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether middle names can be those of one person: an initial stands for a name."""
    return all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(ours, theirs, strict=False))
