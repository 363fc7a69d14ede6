"""PropBank roles and event certainty: helping tasks on single sentences."""

import json
from collections.abc import Iterator
from pathlib import Path

from training.convert.detokenize import join
from training.rows import Row

__all__ = ["CERTAINTY_SETS", "convert_factuality", "convert_propbank"]

CERTAINTY_SETS = ("uw", "uds-ih2", "meantime", "cb", "rp", "mv2")


def convert_propbank(corpora: Path, split: str) -> Iterator[Row]:
    """Yield sentences with the arguments of each predicate, labels as PropBank's; links to other words left out."""
    with (corpora / "propbank-ewt" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            sentence = json.loads(line)
            text, spans = join(sentence["words"], sentence["space_after"])
            roles = []
            for predicate in sentence["predicates"]:
                at = predicate["token"]
                arguments = [
                    [spans[start][0], spans[end - 1][1], label]
                    for start, end, label in predicate["args"]
                    if label not in ("V", "C-V") and not label.startswith("R-")
                ]
                roles.append({"predicate": list(spans[at]), "arguments": arguments})
            yield Row(id=f"ewt-{sentence['sent']}", corpus="propbank-ewt", text=text, roles=roles)


def convert_factuality(corpora: Path, name: str, split: str) -> Iterator[Row]:
    """Yield texts of one factuality set with the rated words."""
    with (corpora / "factuality" / name / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            rated = json.loads(line)
            text, spans = join(rated["text"].split(" "))
            certainty = [
                [spans[t["span1"][0]][0], spans[t["span1"][1] - 1][1], t["label"]]
                for t in rated["targets"]
                if t["span1"][1] <= len(spans)
            ]
            yield Row(id=f"{name}-{split}-{number}", corpus=f"factuality-{name}", text=text, certainty=certainty)
