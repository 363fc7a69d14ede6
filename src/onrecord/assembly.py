"""
The parts put together: what `onrecord.read`, `read_many`, `build` and the commands run.

    read("Moscow said that it had agreed.", published="2024-05-02")   ->   Record

The reader and its model are loaded when first called for, never by an import.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake import find_reports
from onrecord.pipeline import SMALL_REPORTS, Deferred, Pipeline, Pool, Recipe, Summary, build_store, read_reports
from onrecord.records import Failure, RawReport, Record
from onrecord.settings import Settings
from onrecord.store import Store

if TYPE_CHECKING:
    from onrecord.eventtypes import OwnType, Vocabulary

__all__ = [
    "Parts",
    "build",
    "default_pipeline",
    "ledger_meanwhile",
    "own_types",
    "read",
    "read_many",
    "vocabulary",
    "with_own_types",
    "worker_count",
]

Assemble = Callable[[Settings, str | None], Pipeline]

_LEDGER_REPORTS = 32
"""Taken into the ledger at a time during a build: as many as a worker has before it waits for the store."""


def default_pipeline(settings: Settings, published: str | None = None) -> Pipeline:
    """Return the pipeline of this release: cleaning, the reader and its model, resolution."""
    from onrecord.cleaning import Cleaner
    from onrecord.reading import Reader, reader_version
    from onrecord.resolution import RESOLVER_VERSION, Resolver

    reader = Deferred("read", reader_version(), lambda: Reader.load(threads=settings.threads))
    own = settings.knowledge.paths()
    # With tables of the user's own the version hangs on what they hold, and mistakes in them are told at once.
    resolver = Resolver.load(**own) if any(own.values()) else Deferred("resolve", RESOLVER_VERSION, Resolver.load)
    return with_own_types(Pipeline((Cleaner(published=published), reader, resolver)), settings)


def with_own_types(pipeline: Pipeline, settings: Settings) -> Pipeline:
    """Return a pipeline that also gives events the types that the user defined; the same one where there are none."""
    types = own_types(settings)
    if not types:
        return pipeline
    from onrecord.eventtypes import Labeller

    return Pipeline((*pipeline.stages, Labeller(types, vocabulary())))


def own_types(settings: Settings) -> "tuple[OwnType, ...]":
    """Return the event types that the user defined; `OwnTypeError`, with file and line, for one with a mistake."""
    if settings.types.folder is None:
        return ()
    from onrecord.eventtypes import read_folder

    return read_folder(Path(settings.types.folder), vocabulary().modes)


def vocabulary() -> "Vocabulary":
    """Return what own types need to know: of words from the ledger's tables, of PLOVER from the reader's labels."""
    from onrecord.eventtypes import Vocabulary
    from onrecord.ledger.matching.words import content_stems, meaning, stem
    from onrecord.reading.labels import MODES

    return Vocabulary(stem=stem, content_stems=content_stems, meaning=meaning, modes=MODES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the commands are run with; a caller may put in another pipeline."""

    assemble: Assemble = default_pipeline

    def recipe(self, settings: Settings, published: str | None = None) -> Recipe | None:
        """Return how other processes make the same pipeline; None where they cannot find it by name."""
        return Recipe.of(self.assemble, settings, published)


def worker_count(settings: Settings) -> int:
    """Return how many processes read: as many as set, else one for each core, and one where threads are set."""
    if settings.workers is not None:
        return settings.workers
    if settings.threads is not None:
        return 1
    from onrecord.reading.reader import available_cores

    return available_cores()


def read(
    path_or_text: str | Path,
    *,
    published: str | None = None,
    settings: Settings | None = None,
    pipeline: Pipeline | None = None,
) -> Record:
    """
    Read one report and return its record.

    A `Path`, or a string that names a file, is read from there; any other
    string is the text itself, unchanged. `published` (ISO 8601) holds where the
    report declares no date. Raises `ReportError` where it cannot be read, and
    where the path holds more than one report: that is what `read_many` is for.
    """
    settings = settings or Settings()
    pipeline = pipeline or default_pipeline(settings, published)
    if isinstance(path_or_text, str) and not _names_a_file(path_or_text):
        body = path_or_text.encode("utf-8", "surrogatepass")
        raws: list[RawReport | Failure] = [RawReport(path="-", body=body, media_type="text/plain")]
    else:
        found = find_reports([path_or_text], limits=settings.limits, columns=settings.columns)
        raws = [raw for raw, _ in zip(found, range(2), strict=False)]
        if len(raws) != 1:
            number = "more than one report" if raws else "no report"
            message = f"{path_or_text} holds {number}; expected one; read_many reads any number"
            raise ReportError(message, SkipReason.UNSUPPORTED if raws else SkipReason.EMPTY)
    (outcome,) = pipeline(raws)
    if isinstance(outcome, Failure):
        raise ReportError(f"{outcome.path}: {outcome.message}", outcome.reason)
    return outcome


def read_many(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    settings: Settings | None = None,
    pipeline: Pipeline | None = None,
    parts: Parts | None = None,
    stdin: BinaryIO | None = None,
    input_format: str | None = None,
) -> Iterator[Record | Failure]:
    """
    Yield a record, or the failure that took its place, for every report under the paths, in order.

    Where there is much to read, processes do it (`settings.workers`; default: one for each core); a
    `pipeline` of the caller's own reads in this process.
    """
    settings, parts = settings or Settings(), parts or Parts()
    raws = find_reports(paths, limits=settings.limits, columns=settings.columns, stdin=stdin, input_format=input_format)
    pool = _pool(None if pipeline else parts.recipe(settings, published), worker_count(settings))
    first = list(islice(raws, SMALL_REPORTS)) if pool else []
    rest = chain(first, raws)
    if pool is not None and len(first) == SMALL_REPORTS:
        with pool() as opened, closing(opened.records(rest)) as records:
            yield from records
    else:
        made = pipeline or parts.assemble(settings, published)
        yield from read_reports(made, rest, batch_reports=settings.batch_reports)


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    published: str | None = None,
    settings: Settings | None = None,
    pipeline: Pipeline | None = None,
    recipe: Recipe | None = None,
    progress: Callable[[Summary], None] = lambda _: None,
    ledger: bool = True,
    ledger_progress: Callable[[int, int], None] = lambda _done, _all: None,
    stdin: BinaryIO | None = None,
    input_format: str | None = None,
) -> Summary:
    """
    Read every report under the paths into the record file at `store`; return what was done.

    Inputs that the record holds already, unchanged and read by this very
    pipeline, are passed over, so a run that was interrupted goes on where it
    stopped. `progress` is called often. Where there is much to read, processes
    do it (`settings.workers`; default: one for each core), made by the recipe; a
    `pipeline` of the caller's own reads in this process unless it has one. The
    ledger is brought up to date along the way and at the end, and corrections
    are applied; `ledger_progress` is told how many reports of how many are done.
    Without `ledger` that waits for the next build, fix or review.
    """
    settings = settings or Settings()
    path = Path(store)
    if pipeline is None:
        recipe = recipe or Parts().recipe(settings, published)
    with Store(path, "w") as opened:
        pipeline = pipeline or default_pipeline(settings, published)
        journals = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]
        raws = find_reports(
            paths,
            limits=settings.limits,
            columns=settings.columns,
            stdin=stdin,
            input_format=input_format,
            exclude=journals,
        )
        summary = build_store(
            opened,
            pipeline,
            raws,
            batch_reports=settings.batch_reports,
            progress=progress,
            pool=_pool(recipe, worker_count(settings)),
            stored=ledger_meanwhile(opened) if ledger else lambda _: None,
        )
        if ledger:
            from onrecord.bookkeeping import bring_up_to_date

            bring_up_to_date(opened, progress=ledger_progress)
        return summary


def _pool(recipe: Recipe | None, workers: int) -> Callable[[], Pool] | None:
    if recipe is None or workers < 2:
        return None
    return lambda: Pool(recipe, workers)


def ledger_meanwhile(store: Store) -> Callable[[int], None]:
    """Return what takes stored reports into the ledger while others are read, so many at a time."""
    # At first use, here and in `build`: processes that only read have no need of it.
    from onrecord.bookkeeping import bring_up_to_date

    def stored(reports: int) -> None:
        if reports and reports % _LEDGER_REPORTS == 0:
            bring_up_to_date(store)

    return stored


def _names_a_file(text: str) -> bool:
    """Whether a string is the path of something there is; a text of several lines never is."""
    if "\n" in text or "\x00" in text or len(text) > 4096:
        return False
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for the file system, or with characters it has no bytes for
        return False
