"""
`onrecord types new|list|show|test`: event types of the user's own, beside PLOVER's.

    onrecord types new "arms transfer" --definition "Weapons pass from one party to another." --on AID --kind weapon
    onrecord types test arms-transfer     # does it say yes to its own examples, and how sure is that?
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.options import format_option, load_settings, parts, quiet_option, store_path
from onrecord.cli.output import Talk, counted, pick_format, write_rows
from onrecord.errors import OwnTypeError
from onrecord.settings import TYPES_FOLDER, Settings

if TYPE_CHECKING:
    from onrecord.eventtypes import OwnType

__all__ = ["command"]

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def command() -> None:
    """
    Define event types of your own, list them, try them.

    A type is a small file: a definition, the PLOVER types it builds on, words, and example sentences. Events of those
    types that fit it carry its name besides; `onrecord build` puts it into the record.
    """


def _many(name: str, variable: str, help: str) -> Callable[[Command], Command]:
    return click.option(name, variable, multiple=True, help=help + " May be given several times.")


@command.command()
@click.argument("name")
@click.option("--definition", required=True, help="One or two sentences: what is one, and what is not.")
@click.option("--on", "builds_on", multiple=True, required=True, help="PLOVER type, such as AID or COERCE/seize.")
@_many("--trigger", "triggers", "Word that names the event, in any form; without it any word does.")
@_many("--object", "words", "Word for what is used or changes hands.")
@_many("--kind", "kinds", "Kind of thing that is used or changes hands: weapon, vehicle, money, document, …")
@_many("--yes", "yes", "Sentence that tells of one, with [[the words]] that name it.")
@_many("--no", "no", "Sentence that does not, with [[the words]] that might be taken for it.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Default: [types] folder.")
@click.pass_context
def new(ctx: click.Context, /, name: str, folder: Path | None, **said: Any) -> None:
    """Write the file of a new type called NAME, and check it."""
    from onrecord.assembly import vocabulary
    from onrecord.eventtypes import read_type, slug_of, type_text

    slug = slug_of(name)
    if not slug:
        raise click.BadParameter(f"found {name!r}; expected a name with letters, such as 'arms transfer'")
    where = folder or Path(load_settings(ctx).types.folder or TYPES_FOLDER)
    path = where / f"{slug}.toml"
    if path.exists():
        raise OwnTypeError(f"{path} is there already; change it in an editor, or choose another name")
    text = type_text(name, slug, **said)
    where.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text(text, encoding="utf-8")
        own = read_type(path, vocabulary().modes)
    except (OwnTypeError, UnicodeEncodeError) as error:
        path.unlink()
        raise OwnTypeError(f"nothing was written: {error}") from error
    talk = Talk(quiet=False)
    talk.say(f"wrote {path}")
    for line in _hints(own):
        talk.say(line)
    talk.say(f"next: onrecord types test {slug}")


@command.command(name="list")
@format_option("table", "jsonl", "json", "csv", "tsv")
@click.pass_context
def list_types(ctx: click.Context, format: str | None) -> None:
    """List your types, and what each builds on."""
    types = _types(ctx)
    rows = [
        {
            "type": own.slug,
            "name": own.name,
            "builds_on": ", ".join(map(str, own.builds_on)),
            "yes": sum(each.is_one for each in own.examples),
            "no": sum(not each.is_one for each in own.examples),
            "definition": own.definition,
        }
        for own in types
    ]
    write_rows(rows, pick_format(format))
    if not types:
        Talk(quiet=False).say('no event types of your own yet; define one: onrecord types new "arms transfer" --help')


@command.command()
@click.argument("type")
@click.pass_context
def show(ctx: click.Context, type: str) -> None:
    """Print the file of TYPE, once it is checked."""
    (own,) = _chosen(ctx, type)
    click.echo(Path(own.path).read_text(encoding="utf-8"), nl=False)


@command.command()
@click.argument("type", required=False)
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
@click.pass_context
def test(ctx: click.Context, type: str | None, format: str | None, quiet: bool) -> None:
    """
    Read the examples of TYPE, or of all, and say which are found, and why others are not.

    Where the examples decide, each is judged by a fit to the others, so the figures are those of sentences that were
    not seen. Exit code 1 is for files with a mistake only.
    """
    from onrecord.cli.type_trial import summary_lines, tried

    types = _chosen(ctx, type)
    settings = load_settings(ctx)
    pipeline = parts(ctx).assemble(settings, None)
    talk = Talk(quiet=quiet)
    rows = []
    for own in types:
        outcomes = tried(own, pipeline)
        rows += [outcome.row() for outcome in outcomes]
        for line in (*summary_lines(own, outcomes), *_hints(own)):
            talk.say(line)
    write_rows(rows, pick_format(format))


@command.command()
@click.argument("store", required=False, type=click.Path(path_type=Path))
@quiet_option
@click.pass_context
def apply(ctx: click.Context, store: Path | None, quiet: bool) -> None:
    """
    Label the events of STORE anew after a change of your types; no report is read again.

    `onrecord build` does the same and reads the reports again, which takes long.
    """
    from onrecord.assembly import vocabulary
    from onrecord.eventtypes import Labeller
    from onrecord.store import Store

    types = _types(ctx)
    labeller = Labeller(types, vocabulary())
    path = store_path(store)
    talk = Talk(quiet=quiet)
    labels: dict[str, tuple[str, ...]] = {}
    Store(path).close()  # a file that is not there is refused: writing would make one
    with Store(path, "w") as opened:
        reports = [str(row["id"]) for row in opened.rows("SELECT id FROM reports ORDER BY number")]
        for number, report in enumerate(reports, 1):
            (record,) = labeller([opened.record(report)])
            labels |= {event.id: event.own_types for event in record.events if event.own_types}
            talk.show_progress(f"{number} of {len(reports)} reports")
        opened.relabel(labels, labeller.version if types else None)
    for own in types:
        count = sum(own.slug in slugs for slugs in labels.values())
        talk.say(f"{own.slug}: {counted(count, 'event')} of {counted(len(reports), 'report')} in {path}")


def _types(ctx: click.Context) -> "Sequence[OwnType]":
    from onrecord.assembly import own_types

    return own_types(load_settings(ctx))


def _chosen(ctx: click.Context, type: str | None) -> "Sequence[OwnType]":
    """Return the type of that name, or all; a usage error where there is none."""
    types = _types(ctx)
    chosen = [own for own in types if type in (None, own.slug, own.name)]
    if not chosen:
        known = (
            f"yours are {', '.join(own.slug for own in types)}" if types else f"{_place(load_settings(ctx))} has none"
        )
        raise click.UsageError(
            f"there is no event type {type or 'of your own'!r}; {known}; onrecord types new makes one"
        )
    return chosen


def _place(settings: Settings) -> str:
    return settings.types.folder or TYPES_FOLDER


def _hints(own: "OwnType") -> list[str]:
    """Say what a type lacks: with nothing to tell its events apart, or too few examples for them to decide."""
    from onrecord.eventtypes import LEAST_EXAMPLES

    yes = sum(each.is_one for each in own.examples)
    no = len(own.examples) - yes
    decides = own.scorer and min(yes, no) >= LEAST_EXAMPLES
    lines = []
    if not decides and own.scorer:
        least = f"{LEAST_EXAMPLES} of each"
        lines.append(
            f"{own.slug}: {counted(yes, 'yes example')}, {counted(no, 'no example')}; with {least} they may decide too"
        )
    if not decides and not own.triggers and not own.conditions:
        bases = " or ".join(map(str, own.builds_on))
        lines.append(
            f"{own.slug}: nothing narrows it down yet, so that every {bases} would be one: give --object or --no"
        )
    return lines
