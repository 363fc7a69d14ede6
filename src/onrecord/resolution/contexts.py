"""
PLOVER's contexts of an event, from who takes part and from plain words near it.

    [The court]JUD convicted …       -> legal
    talks on [nuclear] inspections   -> cbrn

Only words that leave little doubt are listed; an event without any has no context.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.records import EventType, MentionKind, Sector

__all__ = ["contexts_of"]

_BY_SECTOR = {
    Sector.MIL: "military",
    Sector.SPY: "intelligence",
    Sector.JUD: "legal",
    Sector.LEG: "legislative",
    Sector.REF: "migration",
}
_BY_WORD = {
    "military": r"military|troops|airstrikes?|air strikes?|armed forces|soldiers|army|navy",
    "election": r"elections?|electoral|referendum|ballots?|polling stations?",
    "economic": r"tariffs?|trade (?:deal|pact|talks|war)|central bank|export (?:curbs|controls|ban)",
    "legal": r"indict(?:ed|ment)|prosecutors?|lawsuit|court|tribunal|verdict|convicted",
    "terrorism": r"terroris[mt]s?|suicide bomb\w*|counter-?terror\w*",
    "cbrn": r"nuclear (?:weapons?|tests?|warheads?|programme|program|inspections?)|"
    r"chemical (?:weapons?|attacks?)|sarin|chlorine|novichok",
    "cyber": r"cyber-?\w*|hack(?:ed|ers?|ing)|ransomware",
    "migration": r"refugees?|migrants?|displaced people|asylum seekers?",
    "disasters": r"earthquakes?|floods?|hurricanes?|wildfires?|cyclones?|tsunami",
    "health": r"pandemic|epidemic|outbreak|vaccin\w+|cholera|ebola|coronavirus|covid\S*",
    "corruption": r"corruption|bribe\w*|embezzle\w*|money laundering",
    "illegal_drugs": r"drug (?:cartels?|traffick\w+|smuggl\w+)|cocaine|heroin|fentanyl",
    "human_rights": r"human rights",
    "territory": r"annex(?:ed|ation)|disputed (?:territory|islands?|border)|border dispute",
    "environment": r"climate change|carbon emissions|pollution|deforestation",
}  # fmt: skip
_ANY = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BY_WORD.items())})\b")
"""All of them, small letters only: no word is of two contexts, and one walk costs a quarter of fifteen."""


def contexts_of(
    type: EventType, sectors: Iterable[Sector | None], objects: Iterable[MentionKind], sentence: str
) -> tuple[str, ...]:
    """Return the contexts in alphabetical order; `sentence` is the one its trigger stands in."""
    known = [sector for sector in sectors if sector is not None]
    found = {_BY_SECTOR[sector] for sector in known if sector in _BY_SECTOR}
    if set(objects) & {MentionKind.WEAPON, MentionKind.PLATFORM}:
        found.add("military")
    if type is EventType.CONSULT and known and set(known) <= {Sector.GOV, Sector.MIL}:
        found.add("diplomatic")
    return tuple(sorted(found | _named_in(sentence)))


@lru_cache(maxsize=256)
def _named_in(sentence: str) -> frozenset[str]:
    """Return the contexts that words of a sentence name; looked for once, however many events stand in it."""
    return frozenset(match.lastgroup for match in _ANY.finditer(sentence.lower()) if match.lastgroup)
