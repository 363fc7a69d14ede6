"""Sets that no shared scorer judges: what counts as right, and how their lines look."""

import pytest
from evaluation.aims import Aim, read_aims, rows
from evaluation.entities import judged, named_entities
from evaluation.gate import Floor, figures
from evaluation.sets import count_lines, described, value_line
from evaluation.table import ABOVE_ABSENT, render_above

from onrecord.records import Mention, MentionId, MentionKind, Span
from onrecord.scoring.counts import Count, f1_of


def mention(start: int, end: int, kind: MentionKind, score: float = 0.5) -> Mention:
    """A mention of these borders."""
    span = Span(start, end)
    return Mention(id=MentionId(f"m{start}"), span=span, head=span, kind=kind, score=score)


def test_kinds_are_mapped_down_to_the_nine_classes() -> None:
    """A group is an organization, `other` may be a product, a quantity is not judged, a wrong border is wrong."""
    gold = [((0, 4), "Person"), ((5, 9), "Organization"), ((10, 14), "Product"), ((20, 24), "Money")]
    found = [
        mention(0, 4, MentionKind.PERSON, 0.9),
        mention(5, 9, MentionKind.GROUP),
        mention(10, 14, MentionKind.OTHER),
        mention(20, 23, MentionKind.MONEY, 0.4),
        mention(30, 34, MentionKind.QUANTITY),
        mention(40, 44, MentionKind.WEAPON),
    ]
    lines = named_entities([(gold, found)])["lines"]
    assert lines["mention"] | {"low": 0, "high": 0} == {
        "f1": 75.0, "precision": 75.0, "recall": 75.0, "gold": 4, "low": 0, "high": 0,
    }  # fmt: skip
    assert lines["mention, Product"]["f1"] == 100.0
    assert lines["mention, Money"]["precision"] == 0.0
    assert judged([(gold, found)]) == [[(0.9, True), (0.5, True), (0.5, True), (0.4, False)]]


def test_a_weapon_counts_only_where_the_set_has_a_product() -> None:
    """The set marks no weapons as such, so one by itself is neither right nor wrong."""
    found = [mention(0, 4, MentionKind.WEAPON), mention(8, 9, MentionKind.WEAPON)]
    assert judged([([((0, 4), "Product")], found)]) == [[(0.5, True)]]


def test_lines_have_figures_and_intervals() -> None:
    """Counts give F1, other measures a value; one report has no interval."""
    reports = [{"x": Count(1, 1, 2)}, {"x": Count(2, 2, 2)}]
    line = count_lines(reports, {"x": f1_of("x")})["x"]
    assert line["f1"] == pytest.approx(85.7, abs=0.05)
    assert line["low"] is not None
    value = value_line([[1.0]], lambda drawn: sum(map(sum, drawn)), 1)
    assert value == {"value": 1.0, "gold": 1, "low": None, "high": None}


def test_the_gate_sees_values_as_it_sees_f1() -> None:
    """A mean error has a name for floors, with its words as they are."""
    entry = described("p", "mean absolute error", "people", 2, {"error": value_line([[0.5]], lambda _: 0.5, 1)})
    assert figures({"parts": {"sets": {"UW dev": entry}}})["UW dev: error"] == 0.5


def test_aims_say_how_far_a_figure_is() -> None:
    """Reached, between, below and not measured are told apart, for both directions."""
    more = Aim("f1", Floor("at_least", 70), Floor("at_least", 80))
    less = Aim("error", Floor("at_most", 0.5), Floor("at_most", 0.3))
    assert [more.standing(figure) for figure in (None, 60, 75, 80)] == [
        "not measured", "below", "floor reached", "aim reached",
    ]  # fmt: skip
    assert [less.standing(figure) for figure in (0.6, 0.4, 0.3)] == ["below", "floor reached", "aim reached"]
    assert rows([more], {"f1": 75})[-1] == "| f1 | 75 | 70 | 80 | floor reached |"


def test_every_aim_of_the_reader_has_a_floor_at_or_below_it() -> None:
    """In the file of aims a floor is never harder than its aim."""
    aims = read_aims()
    assert len(aims) > 25
    for aim in aims:
        assert aim.floor.holds(aim.aim.value), aim.name


def test_what_each_score_leaves_is_a_table() -> None:
    """A row per kind and line; without figures the page says so."""
    above = {"events": [{"line": 0.5, "rows": 40, "right": 0.75, "kept": 0.6}]}
    table = render_above({"parts": {"sets": {"calibration": {"above_each_score": above}}}})
    assert "| events | 0.5 | 40 | 75 | 60 |" in table
    assert render_above(None) == ABOVE_ABSENT
