"""
`onrecord eval GOLD`: how well your own annotated reports are read.

    onrecord eval gold.jsonl                      # read the reports and judge the records
    onrecord eval gold.jsonl --records made.jsonl # judge records that `onrecord read` made
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import format_option, load_settings, parts, quiet_option
from onrecord.cli.output import Talk, counted, pick_format, write_rows

if TYPE_CHECKING:
    from onrecord.records import Record
    from onrecord.scoring import Figure, GoldReport, Judgement
    from onrecord.settings import Settings

__all__ = ["FORMAT", "command"]

FORMAT = "onrecord-eval/1"
_COLUMNS = ("line", "precision", "recall", "f1", "low", "high", "gold")
_WHOLE = "calibration error"
"""Lines that start so are no percentages."""


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Judge the records of this file, made by `onrecord read --format jsonl`, instead of reading the reports.",
)
@click.option("--detail", is_flag=True, help="Also by event type and by kind of source.")
@format_option("table", "json", "csv", "tsv")
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, gold: Path, records: Path | None, detail: bool, format: str | None, quiet: bool
) -> None:
    """
    Judge the reader on annotated reports of your own.

    GOLD holds one annotated report a line; docs/eval.md describes it. Intervals are those in which 95 of 100
    draws of as many reports would fall.
    """
    from onrecord.assembly import own_types
    from onrecord.scoring import figures, judge, read_gold

    settings = load_settings(ctx)
    wanted = list(read_gold(gold, [own.slug for own in own_types(settings)]))
    annotated = sorted({slug for report in wanted for event in report.own_events for slug in event.own_types})
    found = _records_of(records, wanted) if records else dict(_read(ctx, settings, wanted, gold))
    judged = [judge(report, found.get(report.id), annotated) for report in wanted]
    shown = figures(wanted, judged, detail=detail)
    missing = [report.id for report in wanted if report.id not in found]
    models = sorted({record.model for record in found.values()})
    if pick_format(format, "table", "json") == "json":
        click.echo(json.dumps(_object(shown, wanted, judged, missing, models), indent=1))
    else:
        write_rows([_row(figure) for figure in shown], format or "table", _COLUMNS)
    talk = Talk(quiet=quiet)
    talk.say(
        f"{counted(len(wanted), 'report')}, {len(missing)} without a record, read by {', '.join(models) or 'none'}"
    )
    if missing:
        talk.say(f"without a record, so that all in it was missed: {', '.join(missing[:10])}")


def _read(
    ctx: click.Context, settings: "Settings", wanted: Sequence["GoldReport"], gold: Path
) -> Iterator[tuple[str, "Record"]]:
    """Read the reports as `onrecord read --input jsonl` would, and say which could not be."""
    from onrecord.pipeline import read_reports
    from onrecord.records import Failure, Given, RawReport

    pipeline = parts(ctx).assemble(settings, None)
    raws: list[RawReport | Failure] = []
    for report in wanted:
        given = {name: getattr(report, name) for name in ("id", "text", "title", "published", "url", "outlet")}
        body = json.dumps({name: value for name, value in given.items() if value is not None}).encode()
        path, media_type = f"{gold}:{report.line}", "application/json"
        raws.append(RawReport(path=path, body=body, media_type=media_type, given=Given(**given)))
    for outcome in read_reports(pipeline, raws, batch_reports=settings.batch_reports):
        if isinstance(outcome, Failure):
            click.echo(f"onrecord: skipped ({outcome.reason}) {outcome.path}: {outcome.message}", err=True)
        else:
            yield outcome.report.id, outcome


def _records_of(path: Path, wanted: Sequence["GoldReport"]) -> dict[str, "Record"]:
    """Return the records of a file by report; GoldError where one is of another text than the annotated one."""
    from onrecord.errors import GoldError, ReportError
    from onrecord.records.wire import record_from_line

    texts = {report.id: report.text for report in wanted}
    found: dict[str, Record] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = record_from_line(line)
        except ReportError as error:
            raise GoldError(f"{path}:{number}: {error}") from error
        if texts.get(record.report.id, record.report.text) != record.report.text:
            raise GoldError(
                f"{path}:{number}: the text of {record.report.id!r} is not the annotated one, so that spans would not "
                "compare; expected the record of that very text: read it again"
            )
        found[record.report.id] = record
    return found


def _row(figure: "Figure") -> dict[str, Any]:
    digits = 3 if figure.line.startswith(_WHOLE) else 1
    interval = figure.interval
    return {
        "line": figure.line,
        "precision": _rounded(figure.precision, 1),
        "recall": _rounded(figure.recall, 1),
        "f1": _rounded(figure.value, digits),
        "low": _rounded(interval.low if interval else None, digits),
        "high": _rounded(interval.high if interval else None, digits),
        "gold": figure.gold,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _object(
    shown: Sequence["Figure"],
    wanted: Sequence["GoldReport"],
    judged: Sequence["Judgement"],
    missing: Sequence[str],
    models: Sequence[str],
) -> dict[str, Any]:
    """The whole as one object, with what is left above each line that people draw."""
    from onrecord.scoring.calibration import above_each_line

    lines = {
        kind: [
            {"line": at.line, "rows": at.rows, "right": round(at.right, 3), "kept": round(at.kept, 3)}
            for at in above_each_line(list(chain.from_iterable(getattr(judgement, kind) for judgement in judged)))
        ]
        for kind in ("statements", "events")
        if any(getattr(report, kind) is not None for report in wanted)
    }
    return {
        "format": FORMAT,
        "model": ", ".join(models) or None,
        "reports": len(wanted),
        "reports_without_record": list(missing),
        "figures": [_row(figure) for figure in shown],
        "above_each_score": lines,
    }
