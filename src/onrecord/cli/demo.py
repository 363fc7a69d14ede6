"""
`onrecord demo`: the bundled examples, read into a record, and what it holds.

Nineteen short reports written for this purpose: a visit, a parade, a wire story that
four outlets carry, an accusation with its denial, a correction.
"""

from importlib.resources import files
from pathlib import Path

import click

from onrecord.assembly import build
from onrecord.cli.build import counts_line
from onrecord.cli.options import load_settings, parts, quiet_option
from onrecord.cli.output import Talk, visible
from onrecord.cli.verify import quote_count
from onrecord.errors import StoreError
from onrecord.store import Store

__all__ = ["command", "examples_folder"]

_DEMO_STORE = "demo.record"


@click.command("demo")
@click.option(
    "-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), default=_DEMO_STORE, show_default=True
)
@click.option("--examples", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another folder.")
@quiet_option
@click.pass_context
def command(ctx: click.Context, path: Path, examples: Path | None, quiet: bool) -> None:
    """Read the bundled example reports into a record and show what it holds."""
    settings = load_settings(ctx)
    folder = examples or examples_folder()
    talk = Talk(quiet=quiet)
    talk.say(f"reading the reports in {folder} …")
    Store(path, "w").close()
    summary = build([folder], path, settings=settings, pipeline=parts(ctx).assemble(settings, None))
    with Store(path) as store:
        problems = [each for each in store.verify() if each.is_failure]
        click.echo(f"{summary.seen} inputs, {summary.skipped} skipped. {path}: {counts_line(store.status())}.")
        _show_sources(store)
        _show_denied(store)
        quotes, _ = quote_count(store)
        if problems:
            click.echo(f"{len(problems)} quotes or digests FAILED their check; see: onrecord verify {path}")
        else:
            click.echo(f"\nEvery one of {quotes} quotes re-checked against the source text: OK")
    click.echo("\nNext:  " + "\n       ".join(_next_commands(path)))
    if problems:
        ctx.exit(4)


def examples_folder() -> Path:
    """Return the folder of example reports: the one inside the package, else that of a checkout."""
    packaged = Path(str(files("onrecord"))) / "examples"
    checkout = Path(__file__).resolve().parents[3] / "examples"
    for folder in (packaged, checkout):
        if folder.is_dir():
            # The folder may explain itself in a page of its own, which is no report.
            return folder / "reports" if (folder / "reports").is_dir() else folder
    raise StoreError(f"the example reports are not installed: neither {packaged} nor {checkout} is there; reinstall")


def _next_commands(path: Path) -> list[str]:
    question = "select speaker, act, said from who_said_what limit 10"
    return [
        f"onrecord open {path}",
        f"onrecord claims {path} --standing disputed",
        f"onrecord find {path} --denied",
        f"onrecord show {path}",
        f'onrecord sql {path} "{question}"',
        "onrecord build FOLDER",
    ]


def _show_sources(store: Store) -> None:
    question = "SELECT name, role, count(*) FROM report_sources JOIN sources ON sources.id = source GROUP BY 1, 2"
    answer = store.sql(question + " ORDER BY 3 DESC, 1")
    for role, title in (("outlet", "Outlets"), ("credit", "Agencies credited")):
        names = [f"{visible(str(name))} ({count})" for name, kind, count in answer.rows if kind == role]
        if names:
            click.echo(f"{title}: {', '.join(names)}")


def _show_denied(store: Store) -> None:
    answer = store.sql("SELECT who, type, did, to_whom, denier, denial, event FROM disputed", max_rows=5)
    if answer.rows:
        click.echo("\nDenied:")
    for who, type_, did, to_whom, denier, denial, event in answer.rows:
        what = " ".join(part for part in (who, did, to_whom) if part)
        click.echo(visible(f"  {event}  {type_}: {what} — {denier or 'somebody not named'} denies: “{denial}”"))
