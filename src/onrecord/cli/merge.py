"""
`onrecord merge DIR… -o STORE`: shards into one record file.

Run it again after more shards were made: what is stored already is passed over.
"""

import time
from pathlib import Path

import click

from onrecord.cli.build import end_with, so_far_line
from onrecord.cli.options import DEFAULT_STORE, quiet_option
from onrecord.cli.output import Talk
from onrecord.cli.sharding import needs_extra

__all__ = ["command"]


@click.command("merge")
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", "store", type=click.Path(dir_okay=False, path_type=Path), default=DEFAULT_STORE, show_default=True
)
@click.option(
    "--ledger/--no-ledger", default=True, help="Hold the reports against each other; else the next build does."
)
@click.option("--partial", is_flag=True, help="Merge the shards there are, though some are not made yet.")
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, folders: tuple[Path, ...], store: Path, ledger: bool, partial: bool, quiet: bool
) -> None:
    """
    Put the shards of DIRs into one record file, as one build would have written it.

    Safe to stop at any time and to run again. Exit code 3 where some inputs were skipped.
    """
    with needs_extra("parquet"):
        from onrecord.shards.merging import merge
    talk = Talk(quiet=quiet)
    started = time.monotonic()
    summary = merge(
        folders,
        store,
        ledger=ledger,
        partial=partial,
        progress=lambda so_far: talk.show_progress(so_far_line(so_far)),
        ledger_progress=lambda done, waiting: talk.show_progress(f"ledger: {done} of {waiting} reports"),
    )
    end_with(ctx, talk, summary, store, time.monotonic() - started)
