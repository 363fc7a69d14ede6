"""
Step 8, `card`: the model card, from the manifest; its scores are filled by `python -m evaluation.table`.

Nothing in it is typed by hand but the words on use and failure, which say what no figure can.
"""

import json
from pathlib import Path
from typing import Any

__all__ = ["LICENCES", "render_card", "write_card"]

CARD = Path(__file__).parent.parent / "models" / "reader" / "MODEL_CARD.md"

# As stated at each source; NOTICE carries them in full.
LICENCES = {
    "polnear": "none stated; third-party news",
    "statement-labels": "labels free to use; texts as polnear",
    "plover-events": "labels free to use; texts as the sets they come from",
    "plover-synthetic": "none stated; machine-written",
    "ewn": "none stated; copyrighted news",
    "re3d": "per source: public domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0, CC BY-NC 3.0 (BBC), EU notice",
    "gum": "annotation CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0",
    "propbank-ewt": "CC BY-SA 4.0",
    "cameo-spans": "GPL-3.0 repository; rights in the sentences not owned by it",
    "factuality": "code MIT; data none stated",
}

_HEAD = """# The reader, {version}

One network on the MiniLM-L6 encoder (22 million parameters, int8, {megabytes:.0f} MB) that finds mentions,
statements (source, cue, content, linked), events (16 PLOVER types with trigger, actors, recipients, place, date) and
their factuality in an English news report. It runs on a CPU, inside the package, without a network.

## Intended use

Reading news reports into a record that a person checks: every row points at the characters it rests on. Research on
conflict and politics, fact-checking, newsroom research.

It must not be used to decide by machine what is true, whom to trust, or anything about a person; nor as evidence
without the text it points at. Scores say how likely a row is read rightly, never how likely the report is right.

## Scores

<!-- scores:begin -->
<!-- scores:end -->

Measured by `make score` on the development parts, through the command line. Labels of the sets other than PolNeAR were
made by a large language model under written guidelines.

## Data

{data}

Rows that share text with a development part were left out (`training/leakage.py`). Digests of every corpus, the mixture
and the seed are in the manifest beside the weights.

## Known failures

Examples are of our own writing.

- Statements inside statements are found less often than those around them: in *The envoy said the army believed the
  bridge was mined*, what the army believed may be missing.
- A denial far from what it denies is not linked to it: *Three days later the ministry called the report baseless.*
- Irony, questions and headlines without a verb are read at face value: *Peace at last?*
- Event types that are rare in the training data (CONCEDE, MOBILIZE, COOPERATE) are missed more often than common ones.
- Opinion pieces, where few clauses report anything, give events that an annotator would not mark.
- Text that is not English is refused before it is read; text in translation or dialect is read less well.
"""


def render_card(manifest: dict[str, Any], bytes_shipped: int) -> str:
    """Return the card of a manifest, its scores still empty."""
    rows = ["| corpus | passes | rows | left out | licence |", "|---|--:|--:|--:|---|"]
    training = manifest["training"]
    for name, passes in training["mixture"]["passes"].items():
        counts = training["rows"][name]
        licence = LICENCES["factuality" if name.startswith("factuality-") else name]
        rows.append(f"| {name} | {passes:g} | {counts['train']} | {counts['left_out']} | {licence} |")
    return _HEAD.format(version=manifest["version"], megabytes=bytes_shipped / 1e6, data="\n".join(rows))


def write_card(model: Path) -> None:
    """Write models/reader/MODEL_CARD.md for the model folder."""
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    shipped = sum(path.stat().st_size for path in model.iterdir())
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(render_card(manifest, shipped), encoding="utf-8")
    print(f"written: {CARD}; fill its scores with: python -m evaluation.table")
