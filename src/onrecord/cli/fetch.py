"""
`onrecord fetch URL… -o pages.warc.gz`: pages from the network into a web archive, to be read afterwards.

    onrecord fetch --list 20240502.export.CSV -o pages.warc.gz
    onrecord build pages.warc.gz -o news.record

The only command that leaves this machine. No other one calls it.
"""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from onrecord.cli.options import quiet_option
from onrecord.cli.output import Talk, counted, visible
from onrecord.fetching import Fetcher, FetchLimits, Network, WarcWriter
from onrecord.intake import addresses_in

__all__ = ["command"]


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File that names addresses: GDELT, Media Cloud, Zotero, or one a line.",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Web archive, .warc.gz."
)
@click.option("--append", is_flag=True, help="Add to an archive that is there.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    default=2.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds to wait for an answer.",
)
@click.option("--max-bytes", type=click.IntRange(1), default=16 * 1024 * 1024, show_default=True, help="Largest page.")
@click.option("--contact", help="Address that sites can write to; sent with each request.")
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    urls: tuple[str, ...],
    lists: tuple[Path, ...],
    output: Path,
    append: bool,
    delay: float,
    timeout: float,
    max_bytes: int,
    contact: str | None,
    quiet: bool,
) -> None:
    """
    Fetch pages into a web archive, politely, one after the other.

    Keeps to robots.txt, waits between two requests to one host, follows
    redirects, and refuses addresses inside private networks. Exit code 3 where
    some could not be fetched. Then: onrecord build pages.warc.gz
    """
    if not urls and not lists:
        raise click.UsageError("name an address, or a file of them with --list")
    network = ctx.find_object(Network) or Network()
    limits = FetchLimits(delay_seconds=delay, timeout_seconds=timeout, max_page_bytes=max_bytes)
    fetcher = Fetcher(limits=limits, network=network, version=version("onrecord"), contact=contact)
    talk = Talk(quiet=quiet)
    done = failed = 0
    with WarcWriter(output, agent=fetcher.agent, now=network.now(), append=append) as archive:
        for url in _addresses(urls, lists):
            fetched = fetcher.fetch(url)
            for answer in fetched.answers:
                archive.add(answer)
            if fetched.error is None:
                done += 1
            else:
                failed += 1
                click.echo(visible(f"onrecord: not fetched ({fetched.error.reason}): {fetched.error}"), err=True)
            talk.show_progress(f"{done} fetched, {failed} not")
    talk.settle()
    talk.say(f"{output}: {counted(done, 'page')} fetched, {failed} not")
    if done:
        talk.say(f"try: onrecord build {output} -o news.record")
    if failed:
        ctx.exit(3)


def _addresses(urls: tuple[str, ...], lists: tuple[Path, ...]) -> Iterator[str]:
    yield from dict.fromkeys(urls)
    for path in lists:
        yield from (url for url in addresses_in(path) if url not in urls)
