"""
`card`: the model card, from the manifest, the measured scores and the shipped reader itself.

Scores between the markers are filled by `python -m evaluation.table`, tables by type and by kind of source come
from `evaluation/scores.json`, licences stand beside the corpora's names below. The failures are shown by reading
sentences of our own when the card is made: an example that the reader no longer gets wrong says so.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.reading import Reader
from training.failures import shown_failures

__all__ = ["LICENCES", "render_card", "write_card"]

ROOT = Path(__file__).parent.parent
CARD = ROOT / "models" / "reader" / "MODEL_CARD.md"
SCORES = ROOT / "evaluation" / "scores.json"

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
UNKNOWN_LICENCE = "see NOTICE"

_CARD = """# The reader, {version}

One network on the MiniLM-L6 encoder (22 million parameters, int8, {megabytes:.0f} MB) that finds mentions,
statements (source, cue, content, linked), events (16 PLOVER types with trigger, actors, recipients, place, date) and
their factuality in an English news report. It runs on a CPU, inside the package, without a network.

## Intended use

Reading news reports into a record that a person checks: every row points at the characters it rests on. Research on
conflict and politics, fact-checking, newsroom research.

It must not be used

- to decide by machine what is true, whom to trust, or anything about a person: a row says what a report says;
- to watch, rank or accuse people, or to pick anybody out for any measure against them;
- as evidence without the text it points at, or as a count of events: one event told by ten reports is ten rows;
- on text that is no English report: translations, chats, speeches and novels read worse, and nothing here was measured
  on them.

Scores say how likely a row is read rightly, never how likely the report is right.
[docs/scores.md](../../docs/scores.md) says which rows a score hides and how many of those shown are right.

## Scores

<!-- scores:begin -->
<!-- scores:end -->

Measured by `make score` on the development parts. Intervals are those in which 95 of 100 draws of as many reports would
fall: they say how far a figure would move with other reports, not how far the labels can be trusted. Labels of the sets
other than PolNeAR, ewn, UW and MEANTIME were made by a large language model under written guidelines.

### By event type

{types}

### By kind of source

{kinds}

## Data

{data}

Beside the network stand three tables: `types.npz`, fitted on plover-events and on clauses of our own
(`training/clauses.tsv`); `triggers.npz`, fitted on words of 296 reports (unlabelled ones, ewn, PolNeAR) of which a
large language model told under the guidelines which carry an event, and of what type (`training/triggers/labels.tsv`);
and `acts.npz`, fitted on statement-labels, on more statements of PolNeAR's training part and on some that the reader
found in unlabelled reports and in ewn's, whose acts were told likewise (`training/acts`). The chain finder, which
records do not use, has three upper layers of its own, fitted on gum and on 432 reports of polnear, ewn, propbank-ewt,
and unlabelled ones, whose chains were told likewise (`training/coreference/labels.tsv`).

Rows that share text with a development part were left out (`training/leakage.py`). Digests of every corpus, the mixture
and the seed are in the manifest beside the weights.

## Known failures

Sentences of our own, read by this very model when the card was made. *Wanted* is what a person would mark, *found* what
the reader gave.

{failures}

Besides:

- Event types that are rare in the training data are missed more often than common ones (the table above).
- Opinion pieces, where few clauses report anything, give events that an annotator would not mark.
- Text that is not English is refused before it is read; text in translation or dialect is read less well.
- Capitals throughout, typing errors, lost spaces, live blogs and British quotation cost a few points each:
  `python -m evaluation.perturbed` prints how many.
"""


def render_card(
    manifest: Mapping[str, Any], bytes_shipped: int, scores: Mapping[str, Any], failures: Sequence[str]
) -> str:
    """Return the card of a manifest, with what the scores say by type and kind; the main table is still empty."""
    sets = scores.get("parts", {}).get("sets", {}) if scores.get("model", "").startswith(manifest["version"]) else {}
    return _CARD.format(
        version=manifest["version"],
        megabytes=bytes_shipped / 1e6,
        data="\n".join(_data_rows(manifest["training"])),
        types=_detail(sets, "plover-events dev", "event typed, ", "event type"),
        kinds=_detail(sets, "gold dev", "linked half, source ", "kind of source"),
        failures="\n".join(failures),
    )


def _data_rows(training: Mapping[str, Any]) -> list[str]:
    rows = ["| corpus | passes | rows | left out | licence |", "|---|--:|--:|--:|---|"]
    for name, passes in training["mixture"]["passes"].items():
        counts = training["rows"].get(name, {})
        licence = LICENCES.get("factuality" if name.startswith("factuality-") else name, UNKNOWN_LICENCE)
        rows.append(f"| {name} | {passes:g} | {counts.get('train', '')} | {counts.get('left_out', '')} | {licence} |")
    return rows


def _detail(sets: Mapping[str, Any], name: str, prefix: str, what: str) -> str:
    """A table of the detail lines of one set; by kind of source only recall means anything."""
    lines = sets.get(name, {}).get("detail", {})
    chosen = {line.removeprefix(prefix): row for line, row in lines.items() if line.startswith(prefix)}
    if not chosen:
        return "Not measured yet: run `make score`, then make the card again."
    whole = prefix.startswith("event")
    heads = ("F1", "precision", "recall", "95 % interval of F1") if whole else ("found at half overlap, %",)
    rows = [f"| {what} | {' | '.join(heads)} | in {name} |", "|---|" + "--:|" * (len(heads) + 1)]
    for label, row in sorted(chosen.items()):
        interval = f"{row['low']:.0f} – {row['high']:.0f}" if row["low"] is not None else ""
        whole_cells = f"{row['f1']:.1f} | {row['precision']:.1f} | {row['recall']:.1f} | {interval}"
        rows.append(f"| {label} | {whole_cells if whole else format(row['recall'], '.1f')} | {row['gold']} |")
    return "\n".join(rows)


def write_card(model: Path) -> None:
    """Write models/reader/MODEL_CARD.md for the model folder."""
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    shipped = sum(path.stat().st_size for path in model.iterdir())
    scores = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.is_file() else {}
    failures = shown_failures(Reader.load(model, threads=1))
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(render_card(manifest, shipped, scores, failures), encoding="utf-8")
    print(f"written: {CARD}; fill its scores with: python -m evaluation.table")
