"""
Small reports for the ledger: made of a few sentences that a scripted reader understands, and read by it.

    report("r1", "Moscow accused Kyiv of shelling the port.", outlet="Bugle", published="2024-05-02")
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from scripted import ScriptedCleaner, ScriptedReader, ScriptedResolver, raw_line

from onrecord.bookkeeping import bring_up_to_date
from onrecord.pipeline import Pipeline, build_store
from onrecord.records import Act, Factuality, RawReport, Reading, Report, Span
from onrecord.store import Store

SENTENCES = (
    "Moscow accused Kyiv of shelling the northern grain port.",
    "Kyiv denied that it had shelled the northern grain port.",
    "Kyiv said that the northern grain port was shelled from the sea.",
    "Pyongyang accused Moscow of hiding seven freight trains.",
    "Moscow denied that it was hiding seven freight trains.",
    "Anna Berg said that seven freight trains had left the depot.",
    "Anna Berg denied that seven freight trains had left the depot.",
    "Berg said that the depot at the border was empty.",
    "Jonas Holm said that the depot at the border was not empty.",
    "Holm claimed that the northern grain port would close on Friday.",
)
OUTLETS = (None, "Bugle", "The Bugle", "Harbour Courier", "Gull Rock Gazette")
DAYS = (None, "2024-05-01", "2024-05-02", "2024-05-09")

# Everything that the ledger holds, but for the order in which it was stored.
_TABLES = {
    "sketches": "SELECT report, hex(sketch), family FROM sketches ORDER BY 1",
    "copies": "SELECT * FROM copies ORDER BY 1, 2",
    "shared_sentences": "SELECT * FROM shared_sentences ORDER BY 1, 2, 3",
    "agencies": "SELECT * FROM agencies ORDER BY 1, 2",
    "supersessions": "SELECT * FROM supersessions ORDER BY 1, 2",
    "ledger_rows": "SELECT row, kind, report, naming, takes_back, member_of, view, hex(figures) FROM ledger_rows "
    "LEFT JOIN ledger_views USING (number) ORDER BY 1",
    "ledger_keys": "SELECT key, row FROM ledger_keys JOIN ledger_rows USING (number) ORDER BY 1, 2",
    "links": "SELECT * FROM links ORDER BY 1, 2",
    "world_actors": "SELECT * FROM world_actors ORDER BY 1",
    "event_groups": "SELECT * FROM event_groups ORDER BY 1",
    "claims": "SELECT * FROM claims ORDER BY 1",
    "accounts": "SELECT * FROM accounts ORDER BY 1, 2",
    "dependences": "SELECT * FROM dependences ORDER BY 1, 2, 3",
    "details": "SELECT * FROM details ORDER BY 1, 2, 3, 4",
    "correction_outcomes": "SELECT * FROM correction_outcomes ORDER BY 1, 2, 3",
    "confirmed": "SELECT * FROM confirmed ORDER BY 1",
    "room_events": "SELECT event, happening, day, month, year, dated, type, quad, factuality, voice, standing, outlet, "
    "place, country, precision FROM room_events ORDER BY 1",
    "room_pairs": "SELECT event, doer_row, receiver_row, doer, receiver, room_pairs.happening, room_pairs.type, "
    "room_pairs.month FROM room_pairs JOIN room_events ON room_events.number = room_pairs.number ORDER BY 1, 2, 3",
    "room_sayings": "SELECT * FROM room_sayings ORDER BY 1",
    "room_actors": "SELECT * FROM room_actors ORDER BY 1",
}


def report(id: str, *sentences: str, **given: str | None) -> RawReport:
    """Return a report as a JSON line."""
    known = {name: value for name, value in given.items() if value is not None}
    return raw_line(f"{id}.jsonl:1", id=id, text=" ".join(sentences), **known)


@st.composite
def newsrooms(draw: st.DrawFn, most: int = 5) -> list[RawReport]:
    """Return a few reports that share sentences, outlets and days; some of them carry the same text."""
    texts = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=most))
    if draw(st.booleans()):
        texts.append([*texts[0], draw(st.sampled_from(SENTENCES))])
    return [
        report(f"r{n}", *text, outlet=draw(st.sampled_from(OUTLETS)), published=draw(st.sampled_from(DAYS)))
        for n, text in enumerate(texts)
    ]


class OtherReader(ScriptedReader):
    """Another model: it misses some rows, cuts triggers otherwise and holds other things likely."""

    def __call__(self, items: Sequence[Report], /) -> list[Reading]:
        return [_otherwise(reading) for reading in super().__call__(items)]


def _otherwise(reading: Reading) -> Reading:
    kept = tuple(each for n, each in enumerate(reading.statements) if n % 3 != 1)
    ids = {each.id for each in kept}
    statements = tuple(replace(each, act=Act.THINK if each.act is Act.ASSERT else each.act, score=0.6) for each in kept)
    events = tuple(
        replace(
            each,
            trigger=Span(each.trigger.start, each.trigger.end - 2),
            factuality=Factuality.PROBABLE,
            denied_by=tuple(denial for denial in each.denied_by if denial in ids),
        )
        for n, each in enumerate(reading.events)
        if n % 3 != 2
    )
    return replace(reading, statements=statements, events=events, model="other sha256:1")


def pipeline(version: str = "1", *, other: bool = False) -> Pipeline:
    """Return cleaning, reading and resolution by rules; the other one reads otherwise."""
    reader = OtherReader("other") if other else ScriptedReader(version)
    return Pipeline((ScriptedCleaner(), reader, ScriptedResolver()))


def build(path: Path, raws: Iterable[RawReport], *, read_by: Pipeline | None = None, batch_reports: int = 64) -> None:
    """Build a record of the reports and bring its ledger up to date."""
    with Store(path, "w") as store:
        build_store(store, read_by or pipeline(), list(raws))
        bring_up_to_date(store, batch_reports=batch_reports)


def ledger_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the ledger of a record holds."""
    with Store(path) as store:
        return {table: list(store.sql(question).rows) for table, question in _TABLES.items()}


def problems(path: Path) -> list[str]:
    """Return what a check of the record finds wrong."""
    with Store(path) as store:
        return [f"{each.where}: {each.message}" for each in store.verify() if each.is_failure]
