"""`onrecord status [STORE]`: what a record holds, and with `--skipped` what was left out and why."""

from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli.options import format_option, store_path
from onrecord.cli.output import pick_format, write_rows
from onrecord.store import Store

__all__ = ["command"]


@click.command("status")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@click.option("--skipped", is_flag=True, help="List every input that was left out, with its reason.")
@format_option("table", "jsonl", "json", "csv", "tsv")
def command(store: Path | None, skipped: bool, format: str | None) -> None:
    """Show what STORE (default: the record of the current folder) holds."""
    shown = pick_format(format)
    with Store(store_path(store)) as opened:
        if skipped:
            rows = [{**asdict(failure), "reason": failure.reason.value} for failure in opened.skipped()]
            write_rows(rows, shown, ["path", "reason", "stage", "message", "sha256"][: 4 if shown == "table" else 5])
            return
        status = asdict(opened.status())
    if shown == "table":
        reasons = status.pop("skipped")
        rows = [{"what": name, "count": value} for name, value in status.items()]
        rows += [{"what": f"skipped: {reason}", "count": count} for reason, count in reasons.items()]
        write_rows(rows, shown)
    else:
        write_rows([status], shown)
