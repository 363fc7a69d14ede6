"""
One run, one table: how long a thousand words take each subject, and how that compares with the encoder's arithmetic.

    python -m benchmarks [REPORTS] [--limit N] [--output FOLDER]

All subjects take the same reports, one after the other, on one thread, and processor time is what counts, so
the ratios hold on any computer and beside other work. The limit is the encoder alone: nobody who
runs this network can be faster. Others are installed with `pip install onrecord[compare]` and
`onrecord[spacy]`; one that is not installed is left out and named. Writes docs/img/speed.json and
docs/img/speed.svg.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.plot import bars
from benchmarks.subjects import OURS, measure

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
GUARDIAN = ROOT.parent / "shared" / "corpora" / "guardian-syria" / "reports.jsonl"
EXAMPLES = ROOT / "examples" / "reports"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, write results and plot."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").strip().splitlines()[0])
    default = GUARDIAN if GUARDIAN.exists() else EXAMPLES
    parser.add_argument("reports", nargs="?", type=Path, default=default, help="files or a folder")
    parser.add_argument("--limit", type=int, default=40, help="reports (default: 40)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "img", help="folder of speed.json and .svg")
    options = parser.parse_args(arguments)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words, seconds, missing = measure(options.reports, options.limit)
    rates = {name: round(words / spent, 1) for name, spent in seconds.items()}
    limit = rates["encoder alone (the limit)"]
    result = {
        "command": f"python -m benchmarks --limit {options.limit}",
        "reports": options.reports.parent.name if options.reports == GUARDIAN else options.reports.name,
        "words": words,
        "processor": platform.processor() or platform.machine(),
        "words_per_processor_second": rates,
        "share_of_the_encoder": {name: round(rate / limit, 3) for name, rate in rates.items()},
        "not_installed": missing,
    }
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "speed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    title = "Words in a second of one core's time"
    plot = bars(rates, title=title, unit="words per processor second", ours=OURS)
    (options.output / "speed.svg").write_text(plot, encoding="utf-8")
    print("| subject | words a second | of the encoder |\n|---|--:|--:|")
    for name, rate in sorted(rates.items(), key=lambda pair: -pair[1]):
        print(f"| {name} | {rate:,.0f} | {rate / limit:.2f} |")
    for name in missing:
        print(f"not installed, left out: {name}", file=sys.stderr)


if __name__ == "__main__":
    main()
