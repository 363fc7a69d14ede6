"""
Acts of more statements than `statement-labels` has: of PolNeAR's training part, and of reports that nobody marked.

    labels.tsv    0a1b2c3d4e5f6071    aacka.mq
    read.tsv      0a1b2c3d4e5f6071    m 2045-2047|2048-2058|2059-2087,k |16-26|27-90+99-120

A report by the start of its text's SHA-256. `labels.tsv` has a letter for each of PolNeAR's statements; `read.tsv`
those that the reader found in unlabelled reports and in ewn's, each with its letter and the spans of source, cue and
content. Neither holds text. They were labelled by a large language model that read the statements of each report in
order under `gold/GUIDELINES.md`; what it doubted is left open. On 246 statements of `statement-labels` that it
labelled without seeing their labels it agreed with 90 %. Reports that share text with a development part are left
out, as everywhere (`training/leakage.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.records import Act
from training.rows import Row

__all__ = ["LABELS", "LETTERS", "READ", "labelled_readings", "labelled_rows", "read_letters", "read_readings"]

LABELS = Path(__file__).parent / "labels.tsv"
READ = Path(__file__).parent / "read.tsv"
LETTERS = {
    "a": Act.ASSERT,
    "d": Act.DENY,
    "c": Act.ACCUSE,
    "m": Act.DEMAND,
    "p": Act.COMMIT,
    "t": Act.THREATEN,
    "q": Act.ASK,
    "k": Act.THINK,
    ".": None,
}
"""None is an open label."""
_DIGITS = 16

Marked = dict[str, Any]
"""A statement as `training.rows.Row` has it."""
_ROLES = ("source", "cue", "content")


def read_letters(path: Path = LABELS) -> dict[str, str]:
    """Return the letters of each report by the start of its digest; ValueError for a letter that means nothing."""
    letters = dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    for digest, row in letters.items():
        unknown = sorted(set(row) - set(LETTERS))
        if unknown or len(digest) != _DIGITS:
            found = f"found the letters {''.join(unknown)!r} for {digest!r}"
            raise ValueError(f"{path}: {found}; expected {''.join(LETTERS)!r} for {_DIGITS} digits of a digest")
    return letters


def labelled_rows(rows: Iterable[Row], letters: dict[str, str]) -> Iterator[Row]:
    """Yield the rows that have letters, their statements with acts; ValueError where a row has another number."""
    for row in rows:
        acts = letters.get(_digest(row))
        if acts is None:
            continue
        statements = row.statements or []
        if len(acts) != len(statements):
            raise ValueError(
                f"{row.id}: found {len(statements)} statements; expected the {len(acts)} that are labelled"
            )
        labelled = [{**s, "act": LETTERS[letter]} for s, letter in zip(statements, acts, strict=True)]
        yield Row(id=row.id, corpus=row.corpus, text=row.text, title_end=row.title_end, statements=labelled)


def read_readings(path: Path = READ) -> dict[str, list[Marked]]:
    """Return the statements of each report by the start of its digest; ValueError for what means nothing."""
    return {
        digest: [_reading(each, path) for each in listed.split(",")]
        for digest, listed in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    }


def labelled_readings(rows: Iterable[Row], readings: dict[str, list[Marked]]) -> Iterator[Row]:
    """Yield the rows whose statements were read and labelled, each text once, with these statements."""
    left = dict(readings)
    for row in rows:
        statements = left.pop(_digest(row), None)
        if statements is not None:
            yield Row(id=row.id, corpus=row.corpus, text=row.text, title_end=row.title_end, statements=statements)


def _reading(written: str, path: Path) -> Marked:
    letter, _, places = written.partition(" ")
    spans = [[_span(each, path) for each in role.split("+") if each] for role in places.split("|")]
    if LETTERS.get(letter) is None or len(spans) != len(_ROLES):
        raise ValueError(f"{path}: found {written!r}; expected a letter and the spans of source|cue|content")
    return {"act": LETTERS[letter], **dict(zip(_ROLES, spans, strict=True))}


def _span(written: str, path: Path) -> list[int]:
    start, _, end = written.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end)):
        raise ValueError(f"{path}: found the span {written!r}; expected START-END")
    return [int(start), int(end)]


def _digest(row: Row) -> str:
    return hashlib.sha256(row.text.encode("utf-8")).hexdigest()[:_DIGITS]
