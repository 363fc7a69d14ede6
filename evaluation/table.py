"""
Render the table of scores that README.md and the model card show, from `evaluation/scores.json` and nothing else.

    python -m evaluation.table [--check]

What stands between `<!-- scores:begin -->` and `<!-- scores:end -->` is replaced;
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

__all__ = ["between", "render"]

PAGES = (ROOT / "README.md", ROOT / "models" / "reader" / "MODEL_CARD.md")
"""The card is there once a model has been released."""

BEGIN, END = "<!-- scores:begin -->", "<!-- scores:end -->"

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
}
"""The lines a newcomer asks for; all of them stand in scores.json."""

ABSENT = "No scores yet: run `make score`."


def render(scores: Mapping[str, Any] | None, floors: Mapping[str, Floor]) -> str:
    """Return the table as Markdown; says so where nothing has been measured."""
    if not scores or "parts" not in scores:
        return ABSENT
    rows = ["| on | what | F1 | 95 % interval | floor |", "|---|---|--:|:-:|--:|"]
    for name, lines in SHOWN.items():
        part = scores["parts"]["sets"].get(name)
        for line in lines if part else ():
            row = part["lines"][line]
            interval = f"{row['low']:.1f} – {row['high']:.1f}" if row["low"] is not None else ""
            floor = floors.get(f"{name}: {line}")
            rows.append(f"| {name} | {line} | {row['f1']:.1f} | {interval} | {floor.value if floor else ''} |")
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


def between(page: str, block: str) -> str:
    """Return the page with the block between the markers; SystemExit where a marker is missing or doubled."""
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(END) < page.index(BEGIN):
        raise SystemExit(f"evaluation: expected one {BEGIN} and, after it, one {END}")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n{block}\n{END}{tail}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Put the table into the pages, or check that it is there."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.table", description=__doc__.strip().splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, default=[page for page in PAGES if page.is_file()])
    parser.add_argument("--scores", type=Path, default=SCORES)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of step")
    options = parser.parse_args(arguments)
    scores = json.loads(options.scores.read_text(encoding="utf-8")) if options.scores.is_file() else None
    table = render(scores, read_floors())
    for path in options.pages:
        page = path.read_text(encoding="utf-8")
        wanted = between(page, table)
        if options.check and wanted != page:
            raise SystemExit(f"{path.name} is out of step with the scores: run `python -m evaluation.table`")
        if not options.check:
            path.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
