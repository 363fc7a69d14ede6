"""The judge of acts: the labels it is fitted on, and what a fit learns from them."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from training.acts.labels import LETTERS, labelled_readings, labelled_rows, read_letters, read_readings
from training.rows import Row

from onrecord.reading.acts import StatementView
from onrecord.reading.acts.views import dense_parts
from onrecord.reading.labels import ACTS
from onrecord.records import Act

TEXT = "The mayor asked who would pay."
DIGEST = "6622d531cdb98e66"


def _row(statements: int) -> Row:
    spans = {"source": [[0, 9]], "cue": [[10, 15]], "content": [[16, 29]]}
    return Row(id="r", corpus="polnear", text=TEXT, statements=[dict(spans) for _ in range(statements)])


def test_the_labels_that_are_kept_know_every_act() -> None:
    """Each letter of the file means an act or an open label, and no act is without examples."""
    letters = Counter("".join(read_letters().values()))
    assert set(letters) == set(LETTERS)
    assert set(LETTERS.values()) == {None, *Act}


def test_letters_become_acts_in_the_order_of_the_statements() -> None:
    """A report is found by its text; a point leaves a label open; reports without letters are left out."""
    (row,) = labelled_rows([_row(3), Row(id="s", corpus="polnear", text="Nothing.", statements=[])], {DIGEST: "q.m"})
    assert row.statements is not None
    assert [s["act"] for s in row.statements] == [Act.ASK, None, Act.DEMAND]


def test_a_report_with_more_statements_than_letters_is_refused() -> None:
    """A corpus of another make would shift every label."""
    with pytest.raises(ValueError, match="found 2 statements; expected the 1"):
        list(labelled_rows([_row(2)], {DIGEST: "a"}))


def test_a_letter_that_means_nothing_is_refused(tmp_path: Path) -> None:
    """The error names it and says which letters there are."""
    (tmp_path / "labels.tsv").write_text(f"{DIGEST}\taz\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"found the letters 'z'.*expected 'adcmptqk\.'"):
        read_letters(tmp_path / "labels.tsv")


def test_statements_that_were_read_stand_where_they_were_found(tmp_path: Path) -> None:
    """Each has its letter's act and its spans, several of one role as well; a text counts once."""
    (tmp_path / "read.tsv").write_text(f"{DIGEST}\tq 0-9|10-15|16-29,k |10-15|0-9+16-29\n", encoding="utf-8")
    row = Row(id="r", corpus="ewn", text=TEXT)
    (found,) = labelled_readings([row, row], read_readings(tmp_path / "read.tsv"))
    assert found.statements == [
        {"act": Act.ASK, "source": [[0, 9]], "cue": [[10, 15]], "content": [[16, 29]]},
        {"act": Act.THINK, "source": [], "cue": [[10, 15]], "content": [[0, 9], [16, 29]]},
    ]


def test_the_readings_that_are_kept_can_be_read() -> None:
    """None is without a label, and the acts that statements carry most are among them."""
    acts = Counter(each["act"] for some in read_readings().values() for each in some)
    assert set(acts) == set(Act)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("z 0-9|10-15|16-29", "found 'z 0-9|10-15|16-29'"),
        (". 0-9|10-15|16-29", "expected a letter"),
        ("a 0-9|10-15", "spans of source"),
        ("a 9-0|10-15|16-29", "found the span '9-0'"),
        ("a x|10-15|16-29", "found the span 'x'"),
    ],
)
def test_a_reading_that_means_nothing_is_refused(tmp_path: Path, written: str, found: str) -> None:
    """The error says what was found and what was expected."""
    (tmp_path / "read.tsv").write_text(f"{DIGEST}\t{written}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(found)):
        read_readings(tmp_path / "read.tsv")


def test_a_fit_learns_from_words_and_from_the_network() -> None:
    """Traits that go with an act speak for it; where they are silent the network's own head does; rare ones are out."""
    pytest.importorskip("scipy", reason="fitting needs the training extra")
    pytest.importorskip("safetensors", reason="fitting needs the training extra")
    from training.acts.fit import Labelled, fit_weights

    width = 4
    parts = dense_parts(width)
    rng = np.random.default_rng(5)

    def view(traits: dict[str, float], act: int) -> StatementView:
        dense = rng.normal(0, 0.1, parts["cue events"].stop).astype(np.float32)
        dense[act] += 2.0
        return StatementView(traits, dense, (np.array([5, 6, 7]), np.array([1])))

    accuse, deny = ACTS.index("accuse"), ACTS.index("deny")
    seen = [Labelled(f"r{n % 7}", view({"cue begins accus": 1.0}, 0), accuse, n % 2 == 0) for n in range(40)]
    seen += [Labelled(f"r{n % 7}", view({"length": 0.5}, act), act, n % 2 == 0) for n in range(40) for act in (0, deny)]
    seen += [Labelled("r1", view({"word port": 0.35}, 0), accuse, is_more=False)]
    weights = fit_weights(seen, rng.normal(0, 1, (9, 6)), nets=0)
    assert len(weights.units) == 0
    assert "word port" not in weights.rows
    assert weights.width == width
    assert int(weights.scores([view({"cue begins accus": 1.0}, 0)]).argmax()) == accuse
    assert int(weights.scores([view({}, deny)]).argmax()) == deny


def test_hidden_units_tell_what_a_line_cannot() -> None:
    """Of two traits each alone says accuse, both together deny, which no sum of two weights can say."""
    pytest.importorskip("torch", reason="hidden units are taught with the training extra")
    from scipy import sparse
    from training.acts.hidden import UNITS, with_hidden_units

    rng = np.random.default_rng(3)
    traits = rng.integers(0, 2, (6000, 2))
    wanted = (traits[:, 0] ^ traits[:, 1]).astype(np.int64)
    columns = sparse.csr_matrix(np.hstack([traits * 2.0, np.ones((6000, 1)), np.zeros((6000, 1))]))
    weights, units = with_hidden_units(columns, wanted, np.zeros((4, len(ACTS))), nets=2)
    assert weights.shape == (4, len(ACTS) + 2 * UNITS)
    said = columns.toarray() @ weights
    scores = said[:, : len(ACTS)] + np.maximum(said[:, len(ACTS) :], 0) @ units
    assert (scores.argmax(1) == wanted).all()
