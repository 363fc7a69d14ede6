"""
Noun phrases with their heads, and chains of phrases that mean the same thing (gum, with its OntoNotes-style chains).

    [The minister] said [she] would sign. [Weber]'s [office] …   one chain: The minister, she, Weber

The two layers number the same tokens. Phrases come with a head word from the dependency trees;
where one phrase stands in another with the same head ("[[Anna] and Paul]"), the outer one's head is
its conjunction, else only the one that stands in a chain, or the longer, has the head.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ChainedText", "read_chained_texts"]

Pair = tuple[int, int]
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]+)")
_BRACKETS = re.compile(r"\(([^()]+)(\))?|(\d+)\)")
_CHAIN_BRACKETS = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")


@dataclass(frozen=True, slots=True)
class ChainedText:
    """A text with all its noun phrases and its chains of two and more; spans are code points."""

    id: str
    text: str
    phrases: dict[Pair, int]
    """Span of each phrase, in a chain or not, and the code point where its head word starts."""
    chains: list[list[Pair]]


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    head: int
    """Index of the token it depends on; -1 for a root."""
    relation: str


def read_chained_texts(gum: Path, split: str) -> Iterator[ChainedText]:
    """Yield the documents of a split of the folder `gum`, set as running text with an empty line between paragraphs."""
    for path in sorted((gum / split / "dep").glob("*.conllu")):
        text, tokens, entities = _read_trees(path)
        chains = _read_chains(gum / split / "ontogum" / f"{path.stem}.conll", len(tokens))
        chained = {span for chain in chains for span in chain}
        heads = _heads(entities | chained, chained, tokens)
        yield ChainedText(
            id=f"gum-{path.stem}",
            text=text,
            phrases={_characters(span, tokens): tokens[head].start for span, head in heads.items()},
            chains=[sorted({_characters(span, tokens) for span in chain}) for chain in chains],
        )


def _characters(span: Pair, tokens: list[_Token]) -> Pair:
    return tokens[span[0]].start, tokens[span[1] - 1].end


def _read_trees(path: Path) -> tuple[str, list[_Token], set[Pair]]:
    """The text, its tokens, and the phrases that are entities, as token ranges."""
    text, tokens, entities = "", list[_Token](), set[Pair]()
    opened: list[tuple[str, int]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [f for f in (line.split("\t") for line in block.splitlines()) if len(f) == 10]
        rows = [f for f in lines if f[0].isdigit()]
        joined = _joined(lines)
        first = len(tokens)
        gap = "" if not text else "\n\n" if "# newpar" in block else " "
        for fields in rows:
            at, start = len(tokens), len(text) + len(gap)
            text += gap + fields[1]
            gap = "" if "SpaceAfter=No" in fields[9] or fields[0] in joined else " "
            head = first + int(fields[6]) - 1 if fields[6] != "0" else -1
            tokens.append(_Token(start, len(text), head, fields[7]))
            found = _ENTITY.search(fields[9])
            for label, closed, number in _BRACKETS.findall(found.group(1)) if found else ():
                if closed:
                    entities.add((at, at + 1))
                elif label:
                    opened.append((label.split("-")[0], at))
                else:
                    last = max(i for i, (key, _) in enumerate(opened) if key == number)
                    entities.add((opened.pop(last)[1], at + 1))
    return text, tokens, entities


def _joined(lines: list[list[str]]) -> set[str]:
    """Return the numbers of the tokens that no space follows for they are written as one: 3-4, they're."""
    joined: set[str] = set()
    for fields in lines:
        first, _, last = fields[0].partition("-")
        if last:
            until = int(last) + ("SpaceAfter=No" in fields[9])
            joined.update(map(str, range(int(first), until)))
    return joined


def _read_chains(path: Path, count: int) -> list[list[Pair]]:
    chains: dict[str, list[Pair]] = {}
    opened: dict[str, list[int]] = {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.count("\t") == 2]
    if len(rows) != count:
        raise ValueError(f"{path}: {len(rows)} tokens, its tree file has {count}; expected the same tokens in both")
    for at, (_, _, brackets) in enumerate(rows):
        for alone, opens, closes in _CHAIN_BRACKETS.findall(brackets):
            if opens:
                opened.setdefault(opens, []).append(at)
            else:
                start = at if alone else opened[closes].pop()
                chains.setdefault(alone or closes, []).append((start, at + 1))
    # A few spans are marked twice; as the CoNLL scorer has it, the first chain keeps them.
    seen: set[Pair] = set()
    single = []
    for chain in chains.values():
        single.append([span for span in dict.fromkeys(chain) if span not in seen])
        seen.update(chain)
    return [chain for chain in single if len(chain) > 1]


def _heads(spans: set[Pair], chained: set[Pair], tokens: list[_Token]) -> dict[Pair, int]:
    """The head token of each span; of spans with one head, one has it and the others a conjunction or nothing."""
    by_head: dict[int, list[Pair]] = {}
    for start, end in spans:
        head = next(i for i in range(start, end) if not start <= tokens[i].head < end)
        by_head.setdefault(head, []).append((start, end))
    heads: dict[Pair, int] = {}
    for head, same in by_head.items():
        best = max(same, key=lambda span: (span in chained, span[1] - span[0]))
        inner = min(same, key=lambda span: span[1] - span[0])
        for span in same:
            joined = _conjunction(span, inner, head, tokens) if span != inner else None
            if joined is not None:
                heads.setdefault(span, joined)
        free = [span for span in same if span not in heads]
        heads[best if best in free else max(free, key=lambda span: (span in chained, span[1] - span[0]))] = head
    return heads


def _conjunction(span: Pair, inner: Pair, head: int, tokens: list[_Token]) -> int | None:
    """The first conjunction that joins something to the head within the span and outside the inner one."""
    joined = [i for i in range(inner[1], span[1]) if tokens[i].relation == "conj" and tokens[i].head == head]
    return next((i for i in range(inner[1], span[1]) if tokens[i].relation == "cc" and tokens[i].head in joined), None)
