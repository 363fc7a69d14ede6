"""
`prepare`: corpora to rows, development texts kept apart.

Writes `training/runs/prepared/{train,dev}/<corpus>.jsonl` and `prepared.json`
(counts, digests of the corpus files, rows left out because of shared text).
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from training.convert.events import (
    convert_cameo_classes,
    convert_cameo_spans,
    convert_plover_events,
    convert_plover_synthetic,
)
from training.convert.names import convert_ewn, convert_gum, convert_re3d
from training.convert.polnear import convert_polnear, convert_statement_labels
from training.convert.roles import CERTAINTY_SETS, convert_factuality, convert_propbank
from training.convert.unlabelled import convert_unlabelled
from training.leakage import Fingerprints
from training.rows import Row, write_rows

__all__ = ["MAX_SHARED", "prepare"]

MAX_SHARED = 0.1
"""A training row that shares more of its eight-word shingles with a development text is left out."""


def prepare(shared: Path, out: Path) -> None:
    """Convert every corpus of the mixture; raise FileNotFoundError where a corpus is missing."""
    corpora = shared / "corpora"
    dev = {name: list(rows) for name, rows in _development(corpora)}
    apart = Fingerprints([row.text for rows in dev.values() for row in rows] + _gold_texts(shared))
    report: dict[str, dict[str, int]] = {}
    for name, rows in dev.items():
        report[name] = {"dev": write_rows(out / "dev" / f"{name}.jsonl", rows)}
    for name, train in _training(corpora):
        rows = list(train)
        # Sentences are too short to tell a shared text from a common phrase; their splits are by document already.
        kept = [row for row in rows if len(row.text) < 400 or apart.share(row) <= MAX_SHARED]
        written = write_rows(out / "train" / f"{name}.jsonl", kept)
        report.setdefault(name, {}).update(train=written, left_out=len(rows) - written)
    digests = {name: _digest(corpora / name) for name in sorted({f for name in report for f in _folders(name)})}
    (out / "prepared.json").write_text(json.dumps({"rows": report, "sha256": digests}, indent=1), encoding="utf-8")
    for name, counts in report.items():
        print(name, counts)


def _folders(name: str) -> tuple[str, ...]:
    """The corpus folders that the rows of one name come from."""
    if name == "unlabelled":
        return ("guardian-syria", "muc4", "wire-copies", "entailment", "ecbplus", "geo", "tempeval3")
    if name == "cameo-classes":
        return ("cameo-spans",)
    return ("factuality",) if name.startswith("factuality-") else (name,)


def _in_dev(key: str, tenths: int = 1) -> bool:
    """Split a corpus that has only one part, by a digest of the key."""
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16) % 10 < tenths


def _development(corpora: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    yield "polnear", convert_polnear(corpora, "dev")
    yield "statement-labels", convert_statement_labels(corpora, "dev")
    yield "plover-events", convert_plover_events(corpora, "dev")
    yield "ewn", convert_ewn(corpora, "dev")
    yield "re3d", (row for row in convert_re3d(corpora) if _in_dev(row.id))
    yield "gum", convert_gum(corpora, "dev")
    yield "propbank-ewt", convert_propbank(corpora, "dev")
    yield "cameo-spans", convert_cameo_spans(corpora, "dev")
    for name in CERTAINTY_SETS:
        yield f"factuality-{name}", convert_factuality(corpora, name, "dev")


def _training(corpora: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    yield "polnear", convert_polnear(corpora, "train")
    yield "statement-labels", convert_statement_labels(corpora, "train")
    yield "plover-events", convert_plover_events(corpora, "train")
    yield "plover-synthetic", convert_plover_synthetic(corpora)
    yield "ewn", convert_ewn(corpora, "train")
    yield "re3d", (row for row in convert_re3d(corpora) if not _in_dev(row.id))
    yield "gum", convert_gum(corpora, "train")
    yield "propbank-ewt", convert_propbank(corpora, "train")
    yield "cameo-spans", convert_cameo_spans(corpora, "train")
    yield "cameo-classes", convert_cameo_classes(corpora, "train")
    for name in CERTAINTY_SETS:
        yield f"factuality-{name}", convert_factuality(corpora, name, "train")
    yield "unlabelled", convert_unlabelled(corpora)


def _gold_texts(shared: Path) -> list[str]:
    with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _digest(folder: Path) -> str:
    """One digest of all files of a corpus, names included."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
