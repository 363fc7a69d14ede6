"""The figures are those of the scorers that lie beside the repository, on records spoilt at random."""

import importlib
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Act, Event, EventDate, EventType, Factuality, Participant, Record, Sector, Span, Statement
from onrecord.records.wire import record_to_json
from onrecord.scoring import figures, judge, read_gold
from onrecord.scoring.gold import GoldParticipant, GoldReport
from tests.scoring.rows import event, record, statement

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="no annotated reports beside the repository")


def _moved(span: Span, draw: random.Random, length: int) -> Span:
    """The span itself, or one whose ends lie a few characters off."""
    if draw.random() < 0.6:
        return span
    start = min(max(span.start + draw.randint(-6, 6), 0), length - 1)
    return Span(start, min(max(span.end + draw.randint(-6, 6), start + 1), length))


def _someone(gold: GoldParticipant, draw: random.Random, length: int) -> Participant | None:
    if gold.span is None or draw.random() < 0.2:
        return None
    sector = Sector(gold.sector) if gold.sector and draw.random() < 0.7 else None
    country = gold.country if draw.random() < 0.7 else "FRA"
    return Participant(span=_moved(gold.span, draw, length), country=country, sector=sector)


def _spoilt(gold: GoldReport, seed: int) -> Record:
    """A record as a mediocre reader would make it of an annotated report."""
    draw, length = random.Random(seed), len(gold.text)  # noqa: S311 - chance, not secrecy
    statements: list[Statement] = []
    for n, s in enumerate(gold.statements or ()):
        if draw.random() < 0.75:
            spans = [[[*_pair(_moved(span, draw, length))] for span in role] for role in (s.source, s.cue, s.content)]
            assert s.source_kind
            assert s.form
            speaker = s.speaker.split()[-1] if s.speaker and draw.random() < 0.8 else None
            act = s.act if s.act and draw.random() < 0.7 else Act.ASSERT
            statements.append(statement(f"p{n}", *spans, speaker=speaker, kind=s.source_kind, form=s.form, act=act))
    events: list[Event] = []
    for n, e in enumerate(gold.events or ()):
        if draw.random() < 0.75:
            people = [[p for each in role if (p := _someone(each, draw, length))] for role in (e.actors, e.recipients)]
            date = EventDate(span=e.date.span, start=e.date.start, end=e.date.end) if e.date else None
            made = event(
                f"q{n}",
                e.type if draw.random() < 0.8 else EventType.CONSULT,
                _pair(_moved(e.trigger, draw, length)),
                *people,
                factuality=e.factuality if e.factuality and draw.random() < 0.7 else Factuality.PROBABLE,
                stated_by=[f"p{draw.randrange(len(statements))}"] if statements and draw.random() < 0.5 else [],
            )
            events.append(replace(made, date=date if draw.random() < 0.7 else None))
    return record(gold.text, statements, events, gold.id)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _shared_table(name: str, rows: dict[str, Any], records: dict[str, Any]) -> dict[str, Any]:
    if str(SHARED / "score") not in sys.path:
        sys.path.append(str(SHARED / "score"))
    table: dict[str, Any] = importlib.import_module(name).score(rows, records)
    return table


@pytest.mark.parametrize("seed", [1, 2])
def test_every_line_is_that_of_the_shared_scorers(seed: int) -> None:
    """Precision, recall and F1 agree to the digit that the shared scorers print, with one report missing."""
    wanted = list(read_gold(GOLD))
    made = {report.id: _spoilt(report, seed + n) for n, report in enumerate(wanted) if n}
    rows = {row["id"]: row for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    records = {key: record_to_json(each) for key, each in made.items()}
    shared = {
        line: row for name in ("attribution", "record") for line, row in _shared_table(name, rows, records).items()
    }
    shown = {f.line: f for f in figures(wanted, [judge(report, made.get(report.id)) for report in wanted])}
    compared = 0
    for line, row in shared.items():
        if isinstance(row, dict):
            figure = shown[line]
            assert (figure.precision, figure.recall) == pytest.approx((row["precision"], row["recall"]), abs=0.051), (
                line
            )
            assert figure.value == pytest.approx(row["f1"], abs=0.051), line
            assert figure.gold == row["gold"], line
            compared += 1
    assert shown["report types, macro F1"].value == pytest.approx(shared["report types, macro F1"], abs=0.101)
    assert compared > 25
