"""
PLOVER's boundary rules that words decide, applied after the network.

    halted exports -> SANCTION, not CONCEDE      lifted the curfew -> CONCEDE, not COERCE
    a military parade -> MOBILIZE, not PROTEST

The manual draws some borders between types by what the verb acts on. Where verb and
object stand together in the text, the rule is surer than the network; it changes the
type alone, and only from one of the types that the network confuses it with.
"""

import re
from dataclasses import dataclass

from onrecord.records import EventType, Span

__all__ = ["bounded_type"]

_GAP = r"(?:\s+[\w’'-]+){0,4}?\s+"
_MATERIAL = (
    r"(?:exports?|imports?|trade|sales?|shipments?|deliver(?:y|ies)|supplies|aid|assistance|funding|payments?|loans?|"
    r"cooperation|diplomatic\s+(?:ties|relations)|ties|flights)\b"
)
_MEASURES = r"(?:sanctions?|ban|curfew|blockade|embargo|restrictions?|curbs?|state\s+of\s+emergency|siege|tariffs?)\b"
_FORCES = r"(?:troops|forces|soldiers|army|units|fighters|warships)\b"


@dataclass(frozen=True, slots=True)
class _Border:
    """Trigger and what follows it; the type it makes; the types it corrects."""

    pattern: re.Pattern[str]
    type: EventType
    over: frozenset[EventType]


def _border(trigger: str, follows: str, type: EventType, *over: EventType) -> _Border:
    pattern = re.compile(rf"(?:{trigger})(?:{_GAP}|\s+){follows}" if follows else rf"(?:{trigger})\b", re.IGNORECASE)
    return _Border(pattern, type, frozenset(over))


_T = EventType
_BORDERS = (
    _border(
        r"halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|cut(?:s|ting)?(?:\s+off)?|stop(?:s|ped|ping)?|freez(?:es|ing)|froze|"
        r"block(?:s|ed|ing)?|sever(?:s|ed|ing)?|end(?:s|ed|ing)?|discontinu(?:es|ed|ing)",
        _MATERIAL, _T.SANCTION, _T.CONCEDE, _T.RETREAT, _T.COERCE, _T.REJECT,
    ),
    _border(
        r"lift(?:s|ed|ing)?|eas(?:es|ed|ing)|relax(?:es|ed|ing)?|remov(?:es|ed|ing)",
        _MEASURES, _T.CONCEDE, _T.COERCE, _T.SANCTION, _T.RETREAT, _T.AGREE,
    ),
    _border(r"impos(?:es|ed|ing)", r"(?:sanctions?|tariffs?|embargo)\b", _T.SANCTION, _T.COERCE, _T.THREATEN),
    _border(r"withdr(?:aws?|ew|awing|awn)|pull(?:s|ed|ing)?\s+out", _FORCES, _T.RETREAT, _T.CONCEDE, _T.MOBILIZE),
    _border(r"(?:military|army)\s+parades?|parades?", "", _T.MOBILIZE, _T.PROTEST, _T.COOPERATE),
)  # fmt: skip
_MILITARY = re.compile(r"\b(?:military|army|troops|missiles?|soldiers|weapons|armed)\b", re.IGNORECASE)
_NEAR_CHARACTERS = 60


def bounded_type(text: str, trigger: Span, type: EventType) -> EventType:
    """Return the type that the manual's borders give the trigger where it stands; the same one where none applies."""
    for border in _BORDERS:
        if type not in border.over or not border.pattern.match(text, trigger.start, trigger.end + _NEAR_CHARACTERS):
            continue
        around = text[max(trigger.start - _NEAR_CHARACTERS, 0) : trigger.end + _NEAR_CHARACTERS]
        if border.type is EventType.MOBILIZE and not _MILITARY.search(around):
            continue  # a parade of marchers stays what it is
        return border.type
    return type
