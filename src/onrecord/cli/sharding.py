"""
`onrecord build PATH… --shards DIR`: the options, and what is said about shards.

    onrecord build news/ --shards shards/                        # every core of this machine
    onrecord build news/ --shards shards/ --part 3/10            # one of ten machines on one file system
    onrecord build news/ --shards shards/ --engine ray --address ray://head:10001
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.output import Talk, counted
from onrecord.errors import SettingsError
from onrecord.pipeline import Recipe

if TYPE_CHECKING:
    from onrecord.shards.building import Engine, ShardSummary

__all__ = ["build_into_shards", "needs_extra", "shard_options", "wants_shards"]

Command = TypeVar("Command", bound=Callable[..., Any])


def shard_options(command: Command) -> Command:
    """Add what says where shards go and who makes them."""
    for option in (
        click.option("--address", help="Of the Ray cluster; default: one on this machine."),
        click.option("--engine", type=click.Choice(["local", "ray"]), help="Who makes the shards; default: local."),
        click.option("--replace", "replacing", is_flag=True, help="Let go of shards of inputs not named any more."),
        click.option("--part", callback=_part, metavar="K/N", help="Make every N-th shard only, the K-th of each N."),
        click.option("--shard-reports", type=click.IntRange(1), help="Reports of a shard, about; default: 500."),
        click.option(
            "--shards", type=click.Path(file_okay=False, path_type=Path), help="Make shards in this folder, no record."
        ),
    ):
        command = option(command)
    return command


def _part(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    first, slash, second = value.partition("/")
    if slash and first.isdigit() and second.isdigit() and 1 <= int(first) <= int(second):
        return int(first), int(second)
    raise click.BadParameter(f"found {value!r}; expected K/N with K from 1 to N, such as 3/10")


def wants_shards(*, shards: Path | None, **others: Any) -> bool:
    """Whether shards are asked for; a usage error where only their options are."""
    given = [name for name, value in others.items() if value]
    if shards is None and given:
        names = {"replacing": "replace", "shard_reports": "shard-reports"}
        raise click.UsageError(f"--{names.get(given[0], given[0])} is for shards; expected --shards DIR beside it")
    return shards is not None


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Say which extra to install where an import inside fails."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"this needs {error.name}, which is not installed; install it with: pip install 'onrecord[{extra}]'"
        raise SettingsError(message) from error


def build_into_shards(
    paths: Sequence[Path],
    recipe: Recipe | None,
    talk: Talk,
    *,
    shards: Path,
    shard_reports: int | None,
    part: tuple[int, int] | None,
    replacing: bool,
    engine: str | None,
    address: str | None,
) -> int:
    """Make the shards, say what was done, and return the exit code."""
    started = time.monotonic()
    if address and engine != "ray":
        raise click.UsageError("--address is that of a Ray cluster; expected --engine ray beside it")
    if recipe is None:
        raise SettingsError("shards are made with a pipeline that other processes can make by name; this one has none")
    with needs_extra("parquet"):
        from onrecord.shards.building import SHARD_REPORTS, build_shards
    summary = build_shards(
        paths,
        shards,
        settings=recipe.settings,
        recipe=recipe,
        shard_reports=shard_reports or SHARD_REPORTS,
        part=part or (1, 1),
        replacing=replacing,
        engine=_engine(address) if engine == "ray" else None,
        progress=lambda so_far: talk.show_progress(_so_far(so_far)),
    )
    for line in _closing_lines(summary, shards, time.monotonic() - started):
        talk.say(line)
    for fault in summary.faults:
        click.echo(f"onrecord: {fault}", err=True)
    return 1 if summary.faults else 3 if summary.skipped else 0


def _engine(address: str | None) -> "Engine":
    with needs_extra("ray"):
        from onrecord.shards.ray_engine import ray_engine
    return ray_engine(address)


def _so_far(summary: "ShardSummary") -> str:
    return (
        f"{summary.kept + summary.made} of {counted(summary.shards, 'shard')}, {summary.made} made now: "
        f"{summary.read} read, {summary.skipped} skipped"
    )


def _closing_lines(summary: "ShardSummary", shards: Path, seconds: float) -> list[str]:
    lines = [f"{_so_far(summary)}, in {seconds:.1f} s"]
    if summary.retired:
        lines.append(f"{counted(summary.retired, 'shard')} of inputs that are no more, or have changed, went")
    if summary.skipped:
        lines.append(f'skipped: see: onrecord sql --on {shards} "select * from failures"')  # noqa: S608  # shown
    if summary.faults:
        lines.append(f"{counted(len(summary.faults), 'shard')} could not be made; the others are not touched by that")
        return lines
    return [*lines, f"try: onrecord merge {shards} -o news.record"]
