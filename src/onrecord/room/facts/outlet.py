"""
All that the page of an outlet says: its own voice and the borrowed one, its agencies, whom it does not name.

    outlet_facts(store, "Harbour Courier")
    ->  "Harbour Courier has 2 reports, of 2 Nov 2022 and 28 Jul 2023; of 40 events it tells 24 in its own voice"
"""

from dataclasses import dataclass

from onrecord.room.facts.paging import Part, part
from onrecord.room.wording import counted, day, voice_word
from onrecord.store import Store
from onrecord.store.room.actors import Named
from onrecord.store.room.outlets import (
    OutletHead,
    OutletReport,
    Voices,
    outlet_agencies,
    outlet_carriers,
    outlet_head,
    outlet_kinds,
    outlet_reports,
    outlet_shares,
    outlet_speakers,
    outlet_unnamed,
    outlet_voices,
)

__all__ = ["REPORTS", "OutletFacts", "Share", "outlet_facts", "outlet_rows"]

REPORTS = 40
"""Reports on one page."""
_MOST = 15
_MOST_ROWS = 20_000
"""Rows of the page as CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole."""

    name: str
    count: int
    of: int
    per_cent: int
    """Rounded; 0 of an empty whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFacts:
    """An outlet as it is shown."""

    name: str
    sentence: str
    head: OutletHead
    voices: Voices
    shares: tuple[Share, ...]
    """Of its events, those in its own voice and on the word of a source; of its reports, those from an agency as a
    whole; of its statements, those of a source not named."""
    kinds: tuple[Share, ...]
    """Of its statements: from a person, an organization, …"""
    agencies: tuple[Named, ...]
    carriers: tuple[Named, ...]
    speakers: tuple[Named, ...]
    unnamed_words: tuple[Named, ...]
    same_texts: tuple[Named, ...]
    reports: tuple[OutletReport, ...]
    part: Part


def outlet_facts(store: Store, name: str, *, page: int = 1) -> OutletFacts | None:
    """Return an outlet or agency by its name, exactly as reports write it; None where there is none."""
    head = store.look_up(outlet_head, name)
    if head is None:
        return None
    shown = part(head.reports, page, REPORTS)
    voices = store.look_up(outlet_voices, name)
    told = voices.own + voices.borrowed
    return OutletFacts(
        name=name,
        sentence=_sentence(head, voices),
        head=head,
        voices=voices,
        shares=(
            _share("events in its own voice", voices.own, told),
            _share("events on the word of a source", voices.borrowed, told),
            _share("reports from an agency", voices.wire, head.reports),
            _share("statements of a source not named", voices.unnamed, voices.statements),
        ),
        kinds=tuple(
            _share(voice_word(each.name), each.count, voices.statements) for each in store.look_up(outlet_kinds, name)
        ),
        agencies=tuple(store.look_up(outlet_agencies, name, _MOST)),
        carriers=tuple(store.look_up(outlet_carriers, name, _MOST)),
        speakers=tuple(store.look_up(outlet_speakers, name, _MOST)),
        unnamed_words=tuple(store.look_up(outlet_unnamed, name, _MOST)),
        same_texts=tuple(store.look_up(outlet_shares, name, _MOST)),
        reports=tuple(store.look_up(outlet_reports, name, shown.skip, shown.size)),
        part=shown,
    )


def outlet_rows(store: Store, name: str) -> list[OutletReport]:
    """Return the reports of an outlet."""
    return store.look_up(outlet_reports, name, 0, _MOST_ROWS)


def _share(name: str, count: int, of: int) -> Share:
    return Share(name=name, count=count, of=of, per_cent=round(100 * count / of) if of else 0)


def _sentence(head: OutletHead, voices: Voices) -> str:
    parts = []
    if head.reports:
        words = f"{head.name} has {counted(head.reports, 'report')}"
        if head.first:
            words += f", {day(head.first)} to {day(head.last)}" if head.last != head.first else f", {day(head.first)}"
        parts.append(words)
        told = voices.own + voices.borrowed
        if told:
            parts.append(f"of {counted(told, 'event')} it tells {voices.own:,} in its own voice")
    if head.carried_by:
        begun = "" if parts else f"{head.name}: "
        verb = "comes" if head.carried_by == 1 else "come"
        parts.append(f"{begun}{counted(head.carried_by, 'report')} of others {verb} from it")
    return "; ".join(parts)
