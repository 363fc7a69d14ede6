"""The gate: a score below its floor fails, and a floor moves down only when told to."""

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.gate import Floor, figures, main, pinned, read_floors, shortfalls

SCORES: dict[str, Any] = {
    "parts": {
        "sets": {"PolNeAR dev": {"reports_without_record": 0, "lines": {"cue exact": {"f1": 70.4}}}},
    },
    "seed": {"statements_matched": 25, "checks": [{"name": "the parade", "passed": True}]},
    "speed": {"help_ms": 150, "command": "python -m evaluation.speed"},
    "resolution": {"tasks": {"gold": {"country": 86.2}}, "cost_percent": 6.5},
}


def test_figures_are_named_as_floors_name_them() -> None:
    """Every number of scores.json has a name; words have none."""
    assert figures(SCORES) == {
        "PolNeAR dev: cue exact": 70.4,
        "PolNeAR dev: reports without a record": 0,
        "seed: statements matched": 25,
        "seed: the parade": 1.0,
        "speed: help ms": 150,
        "resolve gold: country": 86.2,
        "resolve: cost percent": 6.5,
    }


@pytest.mark.parametrize(
    ("floor", "figure", "short"),
    [
        (Floor("at_least", 68), 68.0, []),
        (Floor("at_least", 68), 67.9, ["x: 67.9, wanted at least 68"]),
        (Floor("at_most", 200), 200, []),
        (Floor("at_most", 200), 201, ["x: 201, wanted at most 200"]),
    ],
)
def test_a_bound_holds_up_to_its_value(floor: Floor, figure: float, short: list[str]) -> None:
    """The value itself still passes."""
    assert shortfalls({"x": floor}, {"x": figure}) == short


def test_what_was_not_measured_has_not_passed() -> None:
    """A floor without a figure is a shortfall."""
    assert shortfalls({"x": Floor("at_least", 1)}, {}) == ["x: not measured, wanted at least 1"]


def test_pinning_raises_and_does_not_lower() -> None:
    """Floors move up to the whole number reached; limits stay; down only when allowed."""
    floors = {"a": Floor("at_least", 60), "b": Floor("at_least", 60), "c": Floor("at_most", 9)}
    measured = {"a": 64.9, "b": 55.5, "c": 3}
    assert pinned(floors, measured) == {
        "a": Floor("at_least", 64),
        "b": Floor("at_least", 60),
        "c": Floor("at_most", 9),
    }
    assert pinned(floors, measured, allow_lower=True)["b"] == Floor("at_least", 55)


def test_the_command_fails_below_a_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It exits with 1 and names the floor, and passes once that floor is left out."""
    scores, floors = tmp_path / "scores.json", tmp_path / "floors.json"
    scores.write_text(json.dumps(SCORES))
    floors.write_text(json.dumps({"PolNeAR dev: cue exact": {"at_least": 71}, "speed: help ms": {"at_most": 200}}))
    given = ["--scores", str(scores), "--floors", str(floors)]
    with pytest.raises(SystemExit) as stopped:
        main(given)
    assert stopped.value.code == 1
    assert "PolNeAR dev: cue exact: 70.4, wanted at least 71" in capsys.readouterr().err
    main([*given, "--without", "PolNeAR"])
    assert "1 floors hold" in capsys.readouterr().err


@pytest.mark.parametrize(("published", "code"), [("reader-1", None), ("reader-0", 1), (None, 1)])
def test_published_scores_of_another_model_fail(tmp_path: Path, published: str | None, code: int | None) -> None:
    """Scores shown to people must have been made with the model that is shipped."""
    scores, floors, shown = tmp_path / "scores.json", tmp_path / "floors.json", tmp_path / "published.json"
    scores.write_text(json.dumps({"model": "reader-1"}))
    floors.write_text("{}")
    if published:
        shown.write_text(json.dumps({"model": published}))
    given = ["--scores", str(scores), "--floors", str(floors), "--published", str(shown)]
    if code is None:
        main(given)
        return
    with pytest.raises(SystemExit) as stopped:
        main(given)
    assert stopped.value.code == code


def test_a_floor_says_one_thing(tmp_path: Path) -> None:
    """A floor with both bounds is refused."""
    path = tmp_path / "floors.json"
    path.write_text('{"x": {"at_least": 1, "at_most": 2}}')
    with pytest.raises(SystemExit, match="expected one of"):
        read_floors(path)


def test_the_pinned_floors_are_not_below_the_promised_ones() -> None:
    """The floors that were promised stand in floors.json or above it."""
    promised = {
        "PolNeAR dev: source exact": 74,
        "PolNeAR dev: cue exact": 68,
        "PolNeAR dev: content exact": 57,
        "PolNeAR dev: linked half": 58,
        "gold dev: event typed": 50,
        "gold dev: report types, macro F1": 76,
        "seed: statements matched": 24,
        "speed: reports per second": 4,
    }
    floors = read_floors()
    assert {name: floors[name].value for name in promised if floors[name].value < promised[name]} == {}
