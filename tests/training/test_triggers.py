"""The judge of triggers: the labels it is fitted on, and what a fit learns from them."""

import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from training.rows import Row
from training.triggers.labels import labelled_reports, read_labels

from onrecord.reading.trigger_judge import ANSWERS, FILE, TriggerViews, open_trigger_judge
from onrecord.reading.trigger_words import Clue
from onrecord.records import EventType, Span

TEXT = "The army fired at the convoy."
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
TYPES = tuple(EventType)


def test_the_labels_that_are_kept_know_every_type() -> None:
    """Words stand in order and apart, each type has examples, and words that only look like triggers are there too."""
    labels = read_labels()
    for listed in labels.values():
        spans = [span for span, _ in listed]
        assert all(one.end <= other.start for one, other in pairwise(spans))
    counts = Counter(kind for listed in labels.values() for _, kind in listed)
    assert set(counts) == {None, *EventType}
    assert min(counts.values()) >= 20


def _file(path: Path, listed: str, digest: str = DIGEST) -> Path:
    path.write_text(f"{digest}\t{listed}\n", encoding="utf-8")
    return path


def test_a_report_is_found_by_its_text_and_once(tmp_path: Path) -> None:
    """Rows of several corpora may hold one text; reports without labels are left out."""
    rows = [Row(id=name, corpus="c", text=text) for name, text in (("a", "Nothing."), ("b", TEXT), ("c", TEXT))]
    labels = read_labels(_file(tmp_path / "labels.tsv", "9-14 ASSAULT,22-28 -"))
    ((row, listed),) = labelled_reports(rows, labels)
    assert row.id == "b"
    assert listed == [(Span(9, 14), EventType.ASSAULT), (Span(22, 28), None)]


@pytest.mark.parametrize("listed", ["9-14 FIRED", "14-9 ASSAULT", "9 ASSAULT", "a-b -", ""])
def test_a_label_that_means_nothing_is_refused(tmp_path: Path, listed: str) -> None:
    """The error names it and says what was expected."""
    with pytest.raises(ValueError, match=r"found the label .*; expected START-END and a type, or '-' for none"):
        read_labels(_file(tmp_path / "labels.tsv", listed))


def test_a_digest_cut_short_is_refused(tmp_path: Path) -> None:
    """A report would be found by chance."""
    with pytest.raises(ValueError, match="found 'abc'; expected 16 digits"):
        read_labels(_file(tmp_path / "labels.tsv", "9-14 -", digest="abc"))


def test_a_label_beyond_the_text_is_refused(tmp_path: Path) -> None:
    """A corpus of another make would shift every label."""
    labels = read_labels(_file(tmp_path / "labels.tsv", "9-14 ASSAULT,90-94 -"))
    with pytest.raises(ValueError, match=f"b: found a label beyond its {len(TEXT)} characters"):
        list(labelled_reports([Row(id="b", corpus="c", text=TEXT)], labels))


def test_a_fit_learns_from_words_and_from_the_network(tmp_path: Path) -> None:
    """A clue that goes with none speaks against an event, else the network's types hold; the file says the same."""
    pytest.importorskip("sklearn", reason="fitting needs the training extra")
    from training.triggers.fit import Labelled, fit_judge, save_trigger_judge

    rng = np.random.default_rng(5)

    def views(kind: EventType, clues: tuple[str, ...]) -> TriggerViews:
        shares = np.full((1, len(TYPES)), 0.02, dtype=np.float32)
        shares[0, TYPES.index(kind)] = 0.7
        even = np.full((1, len(TYPES)), 1 / len(TYPES), dtype=np.float32)
        own: list[Clue] = [(clue, 1.0) for clue in clues]
        vectors = rng.normal(0, 1, (1, 4)).astype(np.float32)
        return TriggerViews([own], np.array([0.8], np.float32), shares, even, shares, vectors)

    seen = [Labelled(f"r{n % 5}", views(kind, ()), TYPES.index(kind)) for n in range(40) for kind in TYPES[:4]]
    seen += [
        Labelled(f"r{n % 5}", views(kind, ("after 0 bread",)), ANSWERS - 1) for n in range(20) for kind in TYPES[:4]
    ]
    judge = fit_judge(seen)
    save_trigger_judge(tmp_path / FILE, judge)
    for table in (judge, open_trigger_judge(tmp_path / FILE)):
        for kind in TYPES[:4]:
            assert TYPES[int(table.chances(views(kind, ()))[0].argmax())] == kind
            assert int(table.chances(views(kind, ("after 0 bread",)))[0].argmax()) == ANSWERS - 1
