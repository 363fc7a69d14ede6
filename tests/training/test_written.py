"""Documents with chains marked in their text, by cases; those that are there; and where a mistake stands."""

from pathlib import Path
from typing import Any

import pytest
from training.coreference.written import marked_chains, written_chains

from tests.casefile import cases


@pytest.mark.parametrize("case", cases("written_chains"))
def test_marks_become_chains(case: dict[str, Any]) -> None:
    """Text and chains of a marked text, or what is wrong with it."""
    if "error" in case:
        with pytest.raises(ValueError, match=case["error"]):
            marked_chains(case["marked"])
        return
    text, chains = marked_chains(case["marked"])
    assert text == case["text"]
    assert [[text[a:b] for a, b in chain] for chain in chains] == case["chains"]


def test_all_documents_can_be_read() -> None:
    """Each is a text with chains of two and more inside it, and none is there twice."""
    documents = list(written_chains())
    assert len({row.text for row, _ in documents}) == len(documents) > 100
    for row, chains in documents:
        assert chains
        assert all(0 <= a < b <= len(row.text) for chain in chains for a, b in chain)


def test_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    """File and document are named."""
    (tmp_path / "speech.txt").write_text("=== DOC\n{1 I} thank {1 I}\n=== DOC\n{1 I} thank\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"speech\.txt, document 2: found 'I' alone"):
        list(written_chains(tmp_path))
