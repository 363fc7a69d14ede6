"""
Documents written for fitting alone, chains marked in their text: kinds of text of which gum has few.

    {1 Lewis} is the northern part of {2 the island}. People went to {2 it} by boat.

A phrase in braces begins with the number of its chain. A file holds documents of one kind, each after a line
`=== DOC`. They were written and marked by a large language model that had read gum's training documents of that
kind: nothing in them is to be taken as true. Phrases that stand in no chain are not marked.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from training.coreference.labels import Chain
from training.rows import Row

__all__ = ["WRITTEN", "marked_chains", "written_chains"]

WRITTEN = Path(__file__).parent / "written"
_BORDER = re.compile(r"^=== DOC.*$", re.MULTILINE)
_MARK = re.compile(r"\{(?:(\d+) )?|\}")


def written_chains(folder: Path = WRITTEN) -> Iterator[tuple[Row, list[Chain]]]:
    """Yield the documents of all files of a folder with their chains; ValueError where the marks are no such."""
    for path in sorted(folder.glob("*.txt")):
        documents = [part.strip() for part in _BORDER.split(path.read_text(encoding="utf-8"))[1:]]
        for number, marked in enumerate(documents, 1):
            try:
                text, chains = marked_chains(marked)
            except ValueError as error:
                raise ValueError(f"{path}, document {number}: {error}") from error
            yield Row(id=f"written-{path.stem}-{number}", corpus="written", text=text), chains


def marked_chains(marked: str) -> tuple[str, list[Chain]]:
    """Return a marked text without its marks, and its chains as code points; ValueError where marks do not pair."""
    text, at = "", 0
    opened: list[tuple[str, int]] = []
    chains: dict[str, Chain] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], len(text)))
        elif mark[0] == "}" and opened:
            chain, start = opened.pop()
            chains.setdefault(chain, []).append((start, len(text)))
        else:
            raise ValueError(f"found {marked[mark.start() :][:40]!r}; expected marks in pairs, as in '{{1 Lewis}} is'")
    if opened:
        raise ValueError(f"found no end of the phrase {text[opened[0][1] :][:40]!r}; expected a brace after it")
    alone = [text[slice(*chain[0])] for chain in chains.values() if len(set(chain)) < 2]
    if alone:
        raise ValueError(f"found {alone[0]!r} alone in its chain; expected two phrases and more")
    return text + marked[at:], sorted(sorted(set(chain)) for chain in chains.values())
