"""The figures of the ledger: what the command prints, and the floors of copies."""

import pytest
from evaluation.copy_texts import Found, wire_pairs
from evaluation.corpora import SHARED
from evaluation.ledger import main
from evaluation.report_texts import same_event_reports

with_corpora = pytest.mark.skipif(not SHARED.is_dir(), reason="no annotated reports beside the repository")


def test_an_unknown_measure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no measure ends with 2 and the names there are."""
    assert main(["colour"]) == 2
    assert "no measure colour: expected copies, near" in capsys.readouterr().err


def test_shares_of_nothing_are_zero() -> None:
    """Where nothing was found and nothing was to be found, no share is divided by zero."""
    assert (Found().precision, Found().recall, Found().f1) == (0, 0, 0)


def test_f1_is_the_harmonic_mean() -> None:
    """Three right of four found and six there give F1 0.6."""
    assert Found(right=3, found=4, gold=6).f1 == pytest.approx(0.6)


@with_corpora
def test_copies_of_wire_stories_are_told_apart() -> None:
    """The pairs of wire-copies keep their floor."""
    assert wire_pairs().f1 >= 0.97


@with_corpora
def test_reports_of_the_corpus_are_read_with_what_happened() -> None:
    """Every report of same-event.jsonl becomes a view with its happening, day and words."""
    gold = same_event_reports()
    assert len(gold) == 96
    assert len({happening for _, happening in gold}) == 29
    assert all(view.counts and view.lead for view, _ in gold)
