"""Reports labelled apart share no passage with the annotated ones; the corpora lie beside the repository or not."""

import hashlib
import json
from pathlib import Path

import pytest
from training.acts.labels import read_readings
from training.coreference.labels import read_chains
from training.leakage import SHINGLE_WORDS, Fingerprints
from training.rows import Row
from training.triggers.labels import read_labels

SHARED = Path(__file__).parents[3] / "shared"
_PASSAGE = 5
"""Shingles in common from which two texts have a passage in common, and not a turn of phrase."""


@pytest.mark.skipif(not SHARED.is_dir(), reason="no annotated reports beside the repository")
def test_no_report_labelled_apart_has_a_passage_of_a_gold_one() -> None:
    """Gold reports were drawn from a set whose other reports tell the same news, in part in the same words."""
    gold = Fingerprints(row["text"] for row in _rows("gold/dev.jsonl"))
    labelled = read_readings().keys() | read_labels().keys() | read_chains().keys()
    found = []
    for row in _rows("corpora/guardian-syria/reports.jsonl"):
        shingles = len(row["text"].split()) - SHINGLE_WORDS + 1
        shared = gold.share(Row(id=row["id"], corpus="guardian-syria", text=row["text"])) * shingles
        digest = hashlib.sha256(row["text"].encode("utf-8")).hexdigest()[:16]
        if shared >= _PASSAGE and digest in labelled:
            found.append(row["id"])
    assert found == []


def _rows(path: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (SHARED / path).read_text(encoding="utf-8").splitlines()]
