"""News without labels of ours: texts of the corpora that are news, for pretraining and for teaching by other runs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from training.convert.detokenize import join
from training.rows import Row

__all__ = ["convert_unlabelled"]


def convert_unlabelled(corpora: Path) -> Iterator[Row]:
    """Yield one row a report; of the reports of one incident of `wire-copies`, the first."""
    for name, texts in (
        ("guardian", _field(corpora / "guardian-syria" / "reports.jsonl", "text")),
        ("muc4", _field(corpora / "muc4" / "train.jsonl", "doctext")),
        ("wire", _incidents(corpora / "wire-copies" / "train.jsonl")),
        ("fnc1", _field(corpora / "entailment" / "fnc1-bodies.train.jsonl", "text")),
        ("ecb", _tokens(corpora / "ecbplus" / "train.jsonl")),
        ("lgl", _articles(corpora / "geo" / "lgl.xml")),
        ("gwn", _articles(corpora / "geo" / "GWN.xml")),
        ("timeml", _timeml(corpora / "tempeval3")),
    ):
        for number, text in enumerate(texts):
            if len(text) > 200:
                yield Row(id=f"{name}-{number}", corpus="unlabelled", text=text)


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _field(path: Path, name: str) -> Iterator[str]:
    return (row[name] for row in _lines(path))


def _incidents(path: Path) -> Iterator[str]:
    seen: set[str] = set()
    for row in _lines(path):
        if row["incident"] not in seen:
            seen.add(row["incident"])
            yield row["text"]


def _tokens(path: Path) -> Iterator[str]:
    return (join(row["tokens"])[0] for row in _lines(path))


def _articles(path: Path) -> Iterator[str]:
    # Not well-formed throughout, so the texts are cut out.
    found = re.findall(r"<text>(.*?)</text>", path.read_text(encoding="utf-8"), re.S)
    return (re.sub(r"&(amp|lt|gt|quot|apos);", lambda m: _ENTITIES[m[1]], text) for text in found)


_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _timeml(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.tml")):
        root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - a corpus file, checked by digest
        text = root.find("TEXT")
        yield "".join((text if text is not None else root).itertext()).strip()
