"""
Render the table of scores that README.md and the model card show, from `evaluation/scores.json` and nothing else.

    python -m evaluation.table [--check]

What stands between `<!-- scores:begin -->` and `<!-- scores:end -->` is replaced, and so is what stands between
`<!-- above:begin -->` and `<!-- above:end -->` in docs/scores.md: what is left when rows below a score are hidden; and
between `<!-- costs:begin -->` and `<!-- costs:end -->` in ARCHITECTURE.md: where the time of a report goes.
`--check` writes nothing and fails where a page is out of step.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.gate import Floor, read_floors
from evaluation.parts import ROOT
from evaluation.score import SCORES

__all__ = ["between", "render", "render_above", "render_costs"]

PAGES = (ROOT / "README.md", ROOT / "models" / "reader" / "MODEL_CARD.md")
"""The card is there once a model has been released."""

SHOWN = {
    "PolNeAR dev": ("source exact", "cue exact", "content exact", "linked half"),
    "gold dev": (
        "report types, macro F1",
        "event typed",
        "actor span",
        "recipient span",
        "date",
        "factuality",
        "voice",
        "speaker",
    ),
    "plover-events dev": ("event typed",),
    "statement-labels dev": ("statement act", "speaker"),
    "statement-labels dev, given spans": ("statement act", "statement source kind", "speaker"),
    "ewn dev": ("mention",),
    "plover-gsr dev": ("event type, macro F1",),
    "UW dev": ("mean absolute error",),
    "MEANTIME dev": ("mean absolute error",),
    "calibration": ("expected error, statements", "expected error, events", "expected error, mentions"),
    "perturbed PolNeAR dev": ("loss, mean",),
}
"""The lines a newcomer asks for; all of them stand in scores.json."""

ABSENT = "No scores yet: run `make score`."
ABOVE_PAGE = ROOT / "docs" / "scores.md"
ABOVE_ABSENT = "Not measured yet: run `make score`."
COSTS_PAGE = ROOT / "ARCHITECTURE.md"
COSTS_ABSENT = "Not measured yet: run `python -m evaluation.costs`."


def render(scores: Mapping[str, Any] | None, floors: Mapping[str, Floor]) -> str:
    """Return the table as Markdown; says so where nothing has been measured."""
    if not scores or "parts" not in scores:
        return ABSENT
    rows = ["| on | what | F1, error or loss | 95 % interval | floor |", "|---|---|--:|:-:|--:|"]
    for name, lines in SHOWN.items():
        part = scores["parts"]["sets"].get(name)
        for line in lines if part else ():
            row = part["lines"][line]
            digits = 1 if "f1" in row or line.startswith("loss") else 3
            interval = f"{row['low']:.{digits}f} – {row['high']:.{digits}f}" if row["low"] is not None else ""
            floor = floors.get(f"{name}: {line}")
            figure = f"{row.get('f1', row.get('value')):.{digits}f}"
            rows.append(f"| {name} | {line} | {figure} | {interval} | {floor.value if floor else ''} |")
    sets = scores["parts"]["sets"]
    labelled = "; ".join(
        f"{name}: {part['reports']} reports, labels by {part['labelled_by']}" for name, part in sets.items()
    )
    rows += ["", f"{labelled}.", "", f"Model: `{scores['model']}`, measured {scores['parts']['date']} by `make score`."]
    return "\n".join([*rows, *_seed(scores), *_speed(scores)])


def _seed(scores: Mapping[str, Any]) -> list[str]:
    """One sentence on the model report."""
    seed = scores.get("seed")
    if not seed:
        return []
    right = sum(check["passed"] for check in seed["checks"])
    return [
        "",
        f"On the model report {seed['statements_matched']} of {seed['statements_gold']} statements are matched at half "
        f"overlap, and {right} of {len(seed['checks'])} checks on its events and dates hold.",
    ]


def _speed(scores: Mapping[str, Any]) -> list[str]:
    """One sentence on speed and memory."""
    speed = scores.get("speed")
    if not speed:
        return []
    return [
        "",
        f"Speed on {speed['cores']} cores: {speed['reports_per_second']:.1f} reports a second "
        f"({speed['reports']} reports of {speed['words_per_report']:.0f} words), "
        f"peak memory {speed['peak_mb']:.0f} MB, a second run {speed['second_run_seconds']:.1f} s, "
        f"`onrecord --help` {speed['help_ms']:.0f} ms.",
    ]


def render_above(scores: Mapping[str, Any] | None) -> str:
    """Return the table of what each line leaves, by kind of row; says so where nothing has been measured."""
    sets = scores["parts"]["sets"] if scores and "parts" in scores else {}
    above = sets.get("calibration", {}).get("above_each_score", {})
    if not above:
        return ABOVE_ABSENT
    rows = ["| rows | from score | left | of them right, % | right ones kept, % |", "|---|--:|--:|--:|--:|"]
    for kind, lines in above.items():
        rows += [
            f"| {kind} | {at['line']:.1f} | {at['rows']} | {100 * at['right']:.0f} | {100 * at['kept']:.0f} |"
            for at in lines
        ]
    return "\n".join(rows)


def render_costs(scores: Mapping[str, Any] | None) -> str:
    """Return the table of where the time of a report goes; says so where nothing has been measured."""
    costs = scores.get("costs") if scores else None
    if not costs:
        return COSTS_ABSENT
    shares = costs["percent"]
    rows = [
        "| " + " | ".join(shares) + " |",
        "|" + "--:|" * len(shares),
        "| " + " | ".join(f"{share:.0f} %" for share in shares.values()) + " |",
    ]
    whole = sum(costs["milliseconds"].values())
    measured = f"{costs['reports']} PolNeAR development reports, `{costs['command']}`"
    return "\n".join([*rows, "", f"Shares of {whole:.0f} ms a report on one thread ({measured})."])


def between(page: str, block: str, name: str = "scores") -> str:
    """Return the page with the block between the markers; SystemExit where a marker is missing or doubled."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(end) < page.index(begin):
        raise SystemExit(f"evaluation: expected one {begin} and, after it, one {end}")
    head, rest = page.split(begin)
    tail = rest.split(end)[1]
    return f"{head}{begin}\n{block}\n{end}{tail}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Put the table into the pages, or check that it is there."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.table", description=__doc__.strip().splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, default=[page for page in PAGES if page.is_file()])
    parser.add_argument("--scores", type=Path, default=SCORES)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of step")
    options = parser.parse_args(arguments)
    scores = json.loads(options.scores.read_text(encoding="utf-8")) if options.scores.is_file() else None
    table = render(scores, read_floors())
    blocks = [(path, "scores", table) for path in options.pages]
    if options.pages == parser.get_default("pages"):
        blocks += [(ABOVE_PAGE, "above", render_above(scores)), (COSTS_PAGE, "costs", render_costs(scores))]
    for path, name, block in blocks:
        page = path.read_text(encoding="utf-8")
        wanted = between(page, block, name)
        if options.check and wanted != page:
            raise SystemExit(f"{path.name} is out of step with the scores: run `python -m evaluation.table`")
        if not options.check:
            path.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
