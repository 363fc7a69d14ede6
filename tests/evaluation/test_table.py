"""The table in the README is made from the scores, and only from them."""

import pytest
from evaluation.gate import Floor
from evaluation.table import ABSENT, COSTS_ABSENT, between, render, render_costs

SCORES = {
    "model": "reader-0 sha256:00",
    "parts": {
        "date": "2026-01-02",
        "sets": {
            "PolNeAR dev": {
                "reports": 84,
                "labelled_by": "people",
                "lines": {
                    name: {"f1": 70.44, "low": 68.0, "high": 72.5}
                    for name in ("source exact", "cue exact", "content exact", "linked half")
                },
            }
        },
    },
    "seed": {"statements_matched": 30, "statements_gold": 46, "checks": [{"passed": True}, {"passed": False}]},
    "speed": {
        "cores": 2,
        "reports": 199,
        "words_per_report": 955,
        "reports_per_second": 5.25,
        "peak_mb": 612,
        "second_run_seconds": 1.2,
        "help_ms": 140,
    },
}


def test_rows_give_score_interval_and_floor() -> None:
    """One line per shown score, with its interval and, where one is pinned, its floor."""
    lines = render(SCORES, {"PolNeAR dev: cue exact": Floor("at_least", 68)}).splitlines()
    assert "| PolNeAR dev | cue exact | 70.4 | 68.0 – 72.5 | 68 |" in lines
    assert "| PolNeAR dev | source exact | 70.4 | 68.0 – 72.5 |  |" in lines


def test_the_page_says_who_made_the_labels_and_which_model_was_measured() -> None:
    """Figures are never quoted without labels' origin, model, date, speed and the model report."""
    table = render(SCORES, {})
    for wanted in ("labels by people", "reader-0 sha256:00", "2026-01-02", "30 of 46", "1 of 2 checks", "612 MB"):
        assert wanted in table


def test_without_scores_the_page_says_so() -> None:
    """Nothing measured gives a sentence, not an empty table."""
    assert render(None, {}) == ABSENT


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    """Text before and after the markers stays, and a second rendering changes nothing."""
    page = "above\n<!-- scores:begin -->\nold\n<!-- scores:end -->\nbelow\n"
    once = between(page, "new")
    assert once == "above\n<!-- scores:begin -->\nnew\n<!-- scores:end -->\nbelow\n"
    assert between(once, "new") == once


@pytest.mark.parametrize("page", ["", "<!-- scores:begin -->", "<!-- scores:end --> <!-- scores:begin -->"])
def test_a_page_without_its_markers_is_refused(page: str) -> None:
    """A lost marker is an error, so that a table cannot vanish unseen."""
    with pytest.raises(SystemExit, match="expected one"):
        between(page, "new")


def test_where_time_goes_is_shown_in_shares() -> None:
    """Each step has its share, the whole its milliseconds; nothing is shown before it was measured."""
    costs = {
        "command": "python -m evaluation.costs",
        "reports": 40,
        "milliseconds": {"encoder": 133.8, "decoding": 66.2},
        "percent": {"encoder": 66.9, "decoding": 33.1},
    }
    lines = render_costs({"costs": costs}).splitlines()
    assert lines[0] == "| encoder | decoding |"
    assert lines[2] == "| 67 % | 33 % |"
    assert lines[4].startswith("Shares of 200 ms a report")
    assert render_costs({}) == render_costs(None) == COSTS_ABSENT
