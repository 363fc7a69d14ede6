"""The figures of resolution: written where the gate looks for them, for all tasks or not at all."""

import json
from pathlib import Path

import pytest
from evaluation import resolve
from evaluation.cost import reports_of
from evaluation.gate import figures, read_floors
from evaluation.tasks import TASKS, timex_interval


def test_every_floor_of_resolution_is_of_a_task_that_is_measured() -> None:
    """A floor `resolve TASK: field` names a task of the command, so that it can be met."""
    named = [name.removeprefix("resolve ").partition(":")[0] for name in read_floors() if name.startswith("resolve ")]
    assert named
    assert set(named) <= set(TASKS)


def test_figures_are_written_beside_those_there_are(tmp_path: Path) -> None:
    """A second run without a cost keeps the cost measured before; both figures have the names of floors."""
    path = tmp_path / "scores.json"
    resolve._write(path, {"gold": {"country": 80.0}}, 6.5)
    resolve._write(path, {"gold": {"country": 86.0}}, None)
    named = figures(json.loads(path.read_text(encoding="utf-8")))
    assert named == {"resolve gold: country": 86.0, "resolve: cost percent": 6.5}


def test_the_figures_of_some_tasks_are_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of one task, or of half the reports, never stand in scores.json."""
    for asked in (["gold"], ["--half", "a"]):
        with pytest.raises(SystemExit):
            resolve.main([*asked, "--output", str(tmp_path / "scores.json")])
    assert "name no task and no half" in capsys.readouterr().err


def test_cost_is_measured_on_reports_with_their_date() -> None:
    """Rows become reports with the day they were published on."""
    (raw,) = reports_of([{"id": "r1", "text": "Kenya met Somalia.", "published": "2023-08-04"}])
    assert (raw.body, raw.given.published) == (b"Kenya met Somalia.", "2023-08-04")


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("1989-W44", (True, {"start": "1989-10-30", "end": "1989-11-05"})),
        ("1989-Q3", (True, {"start": "1989-07", "end": "1989-09"})),
        ("1998-02-13T14:35", (True, {"start": "1998-02-13", "end": "1998-02-13"})),
        ("PRESENT_REF", (True, None)),
        ("1989-XX", (False, None)),
    ],
)
def test_a_value_of_timeml_is_an_interval(value: str, interval: tuple[bool, dict[str, str] | None]) -> None:
    """A TIMEX value is read as the ends that an answer is compared with."""
    assert timex_interval(value) == interval
