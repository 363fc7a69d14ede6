"""Named entities (ewn, re3d) and noun phrases with a kind (gum)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.convert.detokenize import join
from training.rows import Row

__all__ = ["convert_ewn", "convert_gum", "convert_re3d"]

_LONGEST_PHRASE_TOKENS = 12


def convert_ewn(corpora: Path, split: str) -> Iterator[Row]:
    """Yield articles with the outermost of nine classes, sentence by sentence put back into running text."""
    articles = re.split(r"^# doc ", (corpora / "ewn" / f"{split}.tsv").read_text(encoding="utf-8"), flags=re.M)[1:]
    for article in articles:
        name, body = article.split("\n", 1)
        text, mentions = "", []
        for block in body.split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
            if not rows:
                continue
            sentence, spans = join([row[0] for row in rows])
            base = len(text) + (1 if text else 0)
            text += (" " if text else "") + sentence
            for (start, end), row in zip(spans, rows, strict=True):
                tag = row[1]
                if tag.startswith("B-"):
                    mentions.append([base + start, base + end, "ewn:" + tag[2:]])
                elif tag.startswith("I-") and mentions:
                    mentions[-1][1] = base + end
        yield Row(id=f"ewn-{name.strip()}", corpus="ewn", text=text, mentions=mentions)


def convert_re3d(corpora: Path) -> Iterator[Row]:
    """Yield reports on Syria and Iraq with the outermost entity of each place in the text."""
    for folder in sorted(p for p in (corpora / "re3d").iterdir() if p.is_dir()):
        entities: dict[str, list[list[Any]]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                e = json.loads(line)
                entities.setdefault(e["documentId"], []).append([e["begin"], e["end"], "re3d:" + e["type"]])
        for line in (folder / "documents.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                document = json.loads(line)
                mentions = _outermost(entities.get(document["_id"], []))
                yield Row(id=f"re3d-{document['_id']}", corpus="re3d", text=document["text"], mentions=mentions)


def _outermost(spans: list[list[Any]]) -> list[list[Any]]:
    kept: list[list[Any]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def convert_gum(corpora: Path, split: str) -> Iterator[Row]:
    """Yield documents with noun phrases of ten kinds, the outermost of at most twelve tokens."""
    for path in sorted((corpora / "gum" / split / "dep").glob("*.conllu")):
        text, phrases = "", []
        opened: list[tuple[str, int, int]] = []
        token_count = 0
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            tokens = [f for f in (line.split("\t") for line in block.splitlines()) if len(f) == 10 and f[0].isdigit()]
            if not tokens:
                continue
            gap = "\n\n" if "# newpar" in block and text else " " if text else ""
            base = len(text) + len(gap)
            sentence, spans = join([f[1] for f in tokens], ["SpaceAfter=No" not in f[9] for f in tokens])
            text += gap + sentence
            for (start, end), fields in zip(spans, tokens, strict=True):
                token_count += 1
                entity = re.search(r"(?:^|\|)Entity=([^|]+)", fields[9])
                for opening, closing in re.findall(r"(\([^()]*)|(\))", entity.group(1)) if entity else []:
                    if opening:
                        # (1-person-giv:act-… opens entity 1 of kind person.
                        opened.append((opening.split("-")[1] if "-" in opening else "?", base + start, token_count))
                    elif closing and opened:
                        kind, first, first_token = opened.pop()
                        if token_count - first_token < _LONGEST_PHRASE_TOKENS:
                            phrases.append([first, base + end, "gum:" + kind])
        yield Row(id=f"gum-{path.stem}", corpus="gum", text=text, phrases=_outermost(phrases))
