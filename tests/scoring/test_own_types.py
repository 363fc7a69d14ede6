"""Events of a user's own types against annotated ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.records import EventType, Span
from onrecord.scoring import read_gold
from onrecord.scoring.events import count_own
from onrecord.scoring.gold import GoldOwnEvent
from tests.scoring.rows import event

TEXT = "Iran sent drones and sold rockets to both."


def own(start: int, end: int, *slugs: str) -> GoldOwnEvent:
    """An annotated event of own types."""
    return GoldOwnEvent(id=f"g{start}", own_types=slugs, trigger=Span(start, end))


def test_an_event_is_right_where_the_triggers_touch() -> None:
    """Each event is paired once, whatever its PLOVER type; other own types and events without one do not count."""
    sent, sold, other = (
        replace(event(f"e{n}", "AID", [start, start + 4]), own_types=slugs)
        for n, (start, slugs) in enumerate([(5, ("arms",)), (21, ()), (26, ("arms", "swap"))])
    )
    gold = [own(5, 16, "arms"), own(21, 25, "arms", "swap")]
    count = count_own("arms", gold, [sent, sold, other], TEXT)
    assert (count.correct, count.predicted, count.gold) == (1, 2, 2)
    twice = [sent, replace(sent, id="e9")]
    assert count_own("arms", gold, twice, TEXT).correct == 1


def written(folder: Path, *events: dict[str, object]) -> Path:
    """A file of one annotated report."""
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": TEXT, "events": list(events)}) + "\n")
    return path


def test_rows_of_own_types_alone_say_nothing_of_plover(tmp_path: Path) -> None:
    """Events of own types stand apart; where no event has a PLOVER type, the file does not speak of PLOVER."""
    arms = {"id": "e1", "type": "arms", "trigger": [5, 9]}
    (report,) = read_gold(written(tmp_path, arms), ["arms"])
    assert report.events is None
    assert report.own_events == (GoldOwnEvent(id="e1", own_types=("arms",), trigger=Span(5, 9)),)
    both = {"id": "e2", "type": "AID", "own_types": ["arms"], "trigger": [21, 25]}
    (report,) = read_gold(written(tmp_path, arms, both), ["arms"])
    assert [each.type for each in report.events or ()] == [EventType.AID]
    assert [each.id for each in report.own_events] == ["e1", "e2"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "alms"}, "$.events[0].type: found 'alms'; expected a type of PLOVER's or one of your own: arms"),
        ({"type": "AID", "own_types": ["alms"]}, "$.events[0].own_types: found 'alms'; expected your own types: arms"),
        ({"trigger": [5, 99]}, "trigger: found [5, 99]; expected a span of a text of 42 characters"),
    ],
)
def test_a_row_that_cannot_be_judged_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    """A type that nobody defined, or a trigger outside the text, is refused with the line of the file."""
    path = written(tmp_path, {"id": "e1", "type": "arms", "trigger": [5, 9], **change})
    with pytest.raises(GoldError) as refused:
        list(read_gold(path, ["arms"]))
    assert f"{path}:1: " in str(refused.value)
    assert message in str(refused.value)
