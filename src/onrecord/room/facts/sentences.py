"""
The plain sentence that heads a page, made from fields of the record and nothing else.

    who=North Korea, did=supplied, with_what=ammunition, to_whom=Russia, standing=claimed, first_published=2022-11-02
    ->  "North Korea supplied ammunition to Russia, alleged since 2 Nov 2022"

The word for what was done is the report's own. Where it is a verb in a form that can stand
in a sentence, the sentence is built around it; any other word ("parade", "to meet") is set
in quotation marks, with who and to whom beside it, so that no tense and no meaning is added.
"""

import re
from collections.abc import Iterable

from onrecord.room.wording import day, days
from onrecord.store.room.claims import Told

__all__ = [
    "claim_sentence",
    "claim_words",
    "clipped",
    "deed_words",
    "enumerated",
    "listed",
    "standing_since",
    "voices",
    "when_and_where",
]

_LONGEST = 220
"""Characters of words quoted in a head line."""
_IRREGULAR = frozenset(
    "met sold sent gave held fought shot struck hit told led left took broke beat built bought brought came cut "
    "drew drove fell fled flew forbade got hid kept laid lent let lost made paid put ran rose said sank saw set "
    "shook sought spent spoke stole stood swore threw went won withdrew wrote overthrew overran upheld".split()
)
_GIVING = frozenset(
    "supply supplied supplies sell sold sells deliver delivered delivers send sent sends give gave gives provide "
    "provided provides ship shipped ships transfer transferred transfers donate donated donates hand handed hands "
    "lend lent lends offer offered offers grant granted grants export exported exports".split()
)
"""Verbs that take the thing first and whom it goes to after "to"."""
_PRESENT = frozenset(
    "supplies sells delivers sends gives provides donates denies defends promises accuses rejects dismisses refuses "
    "condemns warns threatens urges demands agrees signs visits meets backs fires kills arrests detains invades "
    "bombs shells bans imposes expels withdraws".split()
)
_NO_PAST = frozenset("speed breed bleed greed proceed succeed exceed indeed embed".split())
_ENDINGS = {
    "reported": "reported",
    "claimed": "alleged",
    "disputed": "alleged",
    "planned": "said to be planned",
    "demanded": "demanded",
    "questioned": "asked about",
    "possible": "held possible",
    "retracted": "taken back; told",
}


def claim_sentence(
    told: Told | None, what: str, standing: str, first_published: str | None, first_denied: str | None
) -> str:
    """Return a claim in plain words: what is claimed, and how it stands since when."""
    return f"{claim_words(told, what)}, {standing_since(standing, first_published, first_denied)}"


def claim_words(told: Told | None, what: str) -> str:
    """Return what is claimed in plain words; one that is held together by words only, in these words."""
    return deed_words(told) + when_and_where(told) if told else f"“{clipped(what)}”"


def deed_words(told: Told) -> str:
    """Return who did what to whom, in the words of the report."""
    did = _flat(told.did)
    first = did.split()[0].casefold() if did.split() else ""
    who, whom, goods = (_flat(each) if each else None for each in (told.who, told.to_whom, told.with_what))
    if goods and goods.casefold() in did.casefold():
        goods = None
    if not _is_verb(first):
        words = f"“{did}”" + (f" by {listed(who)}" if who else "") + (f" towards {listed(whom)}" if whom else "")
        return words + (f", with {listed(goods)}" if goods else "")
    subject = _begun(listed(who)) if who else "Somebody not named"
    if first in _GIVING:
        return f"{subject} {did}" + (f" {listed(goods)}" if goods else "") + (f" to {listed(whom)}" if whom else "")
    return f"{subject} {did}" + (f" {listed(whom)}" if whom else "") + (f", with {listed(goods)}" if goods else "")


def when_and_where(told: Told) -> str:
    """Return where and when, as the end of a sentence; empty where the report tells neither."""
    words = f", in {_flat(told.place)}" if told.place else ""
    if told.date_start or told.date_end:
        shown = days(told.date_start, told.date_end, told.date_precision).split(", ")[0]
        if " to " in shown:
            words += f", between {shown.replace(' to ', ' and ')}"
        else:
            words += f", on {shown}" if shown[:1].isdigit() and " " in shown else f", in {shown}"
    return words


def standing_since(standing: str, first_published: str | None, first_denied: str | None) -> str:
    """Return how a claim stands, and since when reports say so."""
    denied = f"denied since {day(first_denied)}" if first_denied else "denied"
    if standing == "denied":
        return denied
    words = _ENDINGS.get(standing, standing) + (f" since {day(first_published)}" if first_published else "")
    return f"{words}, {denied}" if standing == "disputed" else words


def listed(names: str) -> str:
    """Return names that the store joins with semicolons as people list them."""
    return enumerated(_split(names))


def voices(stated_by: str | None, denied_by: str | None, outlet: str | None) -> str:
    """Return in whose voice an event is told; names as `listed` takes them. What a denial alone holds nobody says."""
    says, denies = _split(stated_by or ""), _split(denied_by or "")
    parts = [] if says else [f"in {outlet or 'the outlet'}’s own voice"]
    if not set(says) <= set(denies):
        parts.append(f"said by {enumerated(says)}")
    if denies:
        parts.append(f"denied by {enumerated(denies)}")
    return "; ".join(parts)


def _split(names: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in re.split(r"; ", names) if each.strip()))


def enumerated(names: Iterable[str], most: int = 4) -> str:
    """Return names with commas and a last "and", and how many more there are."""
    known = list(names)
    shown = known[:most] if len(known) > most else known
    if len(known) > most:
        return ", ".join(shown) + f" and {len(known) - most} more"
    return ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + "".join(shown[-1:])


def clipped(words: str, longest: int = _LONGEST) -> str:
    """Return words on one line, cut at a blank with an ellipsis where they are too many."""
    flat = _flat(words)
    if len(flat) <= longest:
        return flat
    return flat[: longest - 1].rsplit(" ", 1)[0] + " …"


def _is_verb(word: str) -> bool:
    """Whether a word is a verb in a form that can follow its subject; any other is quoted as a thing."""
    return (len(word) > 4 and word.endswith("ed") and word not in _NO_PAST) or word in _IRREGULAR or word in _PRESENT


def _begun(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def _flat(words: str) -> str:
    return " ".join(words.split())
