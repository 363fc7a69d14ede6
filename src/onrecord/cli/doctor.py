"""`onrecord doctor`: versions, parts and settings in force, to paste into a bug report."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec

import click

from onrecord.cli.options import format_option, load_settings
from onrecord.cli.output import pick_format, write_rows
from onrecord.errors import OnrecordError
from onrecord.store.facilities import facilities

__all__ = ["command"]

_PACKAGES = ("click", "numpy", "onnxruntime", "py3langid", "trafilatura")


@click.command("doctor")
@format_option("table", "jsonl", "json", "csv", "tsv")
@click.pass_context
def command(ctx: click.Context, format: str | None) -> None:
    """Report on the installation: nothing is changed, nothing is sent."""
    settings = load_settings(ctx)
    write_rows([{"what": what, "value": value} for what, value in _facts(settings.shown())], pick_format(format))


def _facts(settings: dict[str, object]) -> Iterator[tuple[str, object]]:
    yield "onrecord", metadata.version("onrecord")
    yield "python", f"{platform.python_implementation()} {platform.python_version()}"
    yield "platform", platform.platform()
    yield "cores", os.cpu_count()
    yield "encodings", f"files {sys.getfilesystemencoding()}, output {sys.stdout.encoding}"
    for package in _PACKAGES:
        yield package, metadata.version(package) if find_spec(package) else "not installed"
    yield from facilities().items()
    yield "reader", _reader()
    for name, value in settings.items():
        yield f"setting {name}", "automatic" if value is None else value


def _reader() -> str:
    """Return the version of the reader; what is wrong with it where it cannot be loaded."""
    try:
        from onrecord.reading import Reader

        reader = Reader.load()
    except (ImportError, OnrecordError) as error:
        return f"cannot be loaded: {error}"
    return f"{reader.name} {reader.version}"
