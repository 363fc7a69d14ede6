"""
The history of a claim: who came first, who followed, when the denial came, who changed position.

    2022-09-22  the ministry          deny      denied before anybody was on record with it
    2022-11-02  John Kirby            assert    first to say so
    2022-11-08  the ministry          deny
    2022-12-22  Yevgeny Prigozhin     deny      first said so, on 2022-12-01
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.ledger.accounts import AFFIRMING, DENYING, Stance

__all__ = ["Voice", "notes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An account, as far as a history needs it."""

    speaker: str | None
    """Who speaks, the same across reports; None where that is not known."""
    stance: Stance
    published: str | None
    source: int
    """Number of its original source."""


def notes(voices: Sequence[Voice]) -> list[str | None]:
    """Return what is worth saying of each account of a claim, given by day; None where nothing is."""
    said: list[str | None] = []
    sides: dict[str, str | None] = {}
    positions: dict[str, tuple[Stance, str | None]] = {}
    sources: set[tuple[str, int]] = set()
    for voice in voices:
        side = "affirm" if voice.stance in AFFIRMING else "deny" if voice.stance in DENYING else voice.stance.value
        note = None
        former = positions.get(voice.speaker or "")
        if former and _opposed(former[0], voice.stance):
            note = f"changes position: {former[0].value} on {former[1] or 'an unknown day'}"
        elif side not in sides:
            note = {"affirm": "first to say so", "deny": "first to deny it"}.get(side)
            if side == "deny" and "affirm" not in sides:
                note = "denies it before anybody is on record with it"
        elif (side, voice.source) in sources and side in ("affirm", "deny"):
            note = "not a source of its own"
        sides.setdefault(side, voice.published)
        sources.add((side, voice.source))
        if voice.speaker:
            positions[voice.speaker] = (voice.stance, voice.published)
        said.append(note)
    return said


def _opposed(before: Stance, now: Stance) -> bool:
    return (before in AFFIRMING and now in DENYING) or (before in DENYING and now in AFFIRMING)
