"""
How long the ledger of a collection takes, and how long one more report does.

    python -m evaluation.ledger_speed [REPORTS] [--record FILE]

Reads all reports but the last of `../shared/corpora/guardian-syria` into a record, makes its
ledger, then adds the last report, and prints the seconds of the two ledgers without the
reading. Held to two cores. Ends with exit code 1 above a floor: 60 s for the collection,
1 s for the one report. `--record` keeps the record, or goes on with one that holds the
reading already.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.parts import SHARED
from onrecord.assembly import default_pipeline
from onrecord.bookkeeping import bring_up_to_date
from onrecord.intake import find_reports
from onrecord.pipeline import Pipeline, build_store
from onrecord.records import Failure, RawReport
from onrecord.settings import Settings
from onrecord.store import Store

__all__ = ["FLOORS", "measure_ledger"]

CORES = 2
FLOORS = {"ledger_seconds": 60.0, "one_report_seconds": 1.0}
"""Most seconds on two cores, for the 199 reports of guardian-syria."""


def measure_ledger(
    raws: Sequence[RawReport | Failure], record: Path, pipeline: Pipeline | None = None
) -> dict[str, float]:
    """Read the reports into the record, the last of them apart, and return the seconds of both ledgers."""
    pipeline = pipeline or default_pipeline(Settings())
    seconds = {}
    with Store(record, "w") as store:
        for name, some in (("ledger_seconds", raws[:-1]), ("one_report_seconds", raws[-1:])):
            build_store(store, pipeline, some)
            started = time.perf_counter()
            taken = bring_up_to_date(store)
            seconds[name] = round(time.perf_counter() - started, 2)
            seconds[name.replace("seconds", "reports")] = taken
        status = store.status()
    return {**seconds, "events": status.events, "statements": status.statements, "claims": status.claims}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and fail above a floor."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.ledger_speed", description=__doc__.strip().split("\n")[0]
    )
    default = SHARED / "corpora" / "guardian-syria" / "reports.jsonl"
    parser.add_argument("reports", nargs="?", type=Path, default=default, help="JSON lines of reports")
    parser.add_argument("--record", type=Path, help="keep the record here")
    options = parser.parse_args(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    raws = list(find_reports([options.reports]))
    if isinstance(raws[-1], RawReport):
        raws[-1] = replace(raws[-1], path="one more report")  # else a build of it alone would drop those beside it
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "ledger.record"
        if options.record and options.record.exists():
            shutil.copy(options.record, record)
        result = measure_ledger(raws, record)
        if options.record and not options.record.exists():
            shutil.copy(record, options.record)
    print(json.dumps(result, indent=1))
    above = [name for name, most in FLOORS.items() if result[name] > most]
    if above:
        raise SystemExit(f"evaluation: above the floor: {', '.join(above)}")


if __name__ == "__main__":
    main()
