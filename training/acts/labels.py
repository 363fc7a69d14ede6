"""
Acts of more statements of PolNeAR's training part than `statement-labels` has.

    0a1b2c3d4e5f6071    aacka.mq        a report by the start of its text's SHA-256, then a letter a statement

`labels.tsv` holds no text. It was labelled by a large language model that read the statements of each report in order
under `gold/GUIDELINES.md`; what it doubted is left open. On 246 statements of
`statement-labels` that it labelled without seeing their labels it agreed with 90 %. Reports that share text with a
development part are left out, as everywhere (`training/leakage.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.records import Act
from training.rows import Row

__all__ = ["LABELS", "LETTERS", "labelled_rows", "read_letters"]

LABELS = Path(__file__).parent / "labels.tsv"
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
        digest = hashlib.sha256(row.text.encode("utf-8")).hexdigest()[:_DIGITS]
        acts = letters.get(digest)
        if acts is None:
            continue
        statements = row.statements or []
        if len(acts) != len(statements):
            raise ValueError(
                f"{row.id}: found {len(statements)} statements; expected the {len(acts)} that are labelled"
            )
        labelled = [{**s, "act": LETTERS[letter]} for s, letter in zip(statements, acts, strict=True)]
        yield Row(id=row.id, corpus=row.corpus, text=row.text, title_end=row.title_end, statements=labelled)
