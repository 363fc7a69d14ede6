"""
What is timed, each on the same reports.

    encoder alone       the first network over the windows of the reports: the limit
    reading             encoder, argument network and decoding: text to statements and events
    cleaning to rows    the whole pipeline: cleaning, reading, resolution, rows for the store
    … and stored        sixteen at a commit, as a build does
    … with the ledger   and the reports held against each other
    a page cleaned      our cleaning of the texts as pages, beside trafilatura on the same pages
    rules               verbs and capital letters
    spaCy, blank        words and sentences, no model
"""

import html
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.rules import read_by_rules
from onrecord.bookkeeping import bring_up_to_date
from onrecord.cleaning import Cleaner
from onrecord.intake import find_reports
from onrecord.pipeline import Pipeline, prepared, store_outcomes
from onrecord.reading import Reader
from onrecord.reading.encoding import encode_report, window_inputs
from onrecord.reading.session import Session
from onrecord.reading.tokens import Tokenizer
from onrecord.reading.weights import open_weights
from onrecord.records import RawReport, Report
from onrecord.resolution import Resolver
from onrecord.store import Input, Store

__all__ = ["OURS", "measure"]

_TOGETHER = 16
"""Reports of a commit."""
OURS = frozenset(
    {
        *("encoder alone (the limit)", "reading", "cleaning to rows", "cleaning to rows, stored"),
        *("the same with the ledger", "a page cleaned, onrecord"),
    }
)


def measure(path: Path, limit: int) -> tuple[int, dict[str, float], list[str]]:
    """Return the words of the reports, the processor seconds of each subject, and what is not installed."""
    raws = [raw for raw in find_reports([path]) if isinstance(raw, RawReport)][: limit + 1]
    cleaner, reader, resolver = Cleaner(), Reader.load(threads=1), Resolver.load()
    pipeline = Pipeline((cleaner, reader, resolver))
    pipeline(raws[:1])  # what is loaded and compiled at first use is no report's cost
    raws = raws[1:] or raws
    reports: list[Report] = cleaner(raws)
    texts = [report.text for report in reports]
    pages = [_page(report) for report in reports]
    seconds = {
        "encoder alone (the limit)": _encoder(reports),
        "reading": _timed(lambda: reader(reports)),
        "a page cleaned, onrecord": _timed(lambda: cleaner(pages)),
        "rules: verbs and capitals": _timed(lambda: [read_by_rules(text) for text in texts]),
    }
    outcomes: list[Any] = []
    seconds["cleaning to rows"] = _timed(lambda: outcomes.extend(prepared(pipeline, raws)))
    stored, ledger = _stored(raws, outcomes)
    seconds["cleaning to rows, stored"] = seconds["cleaning to rows"] + stored
    seconds["the same with the ledger"] = seconds["cleaning to rows, stored"] + ledger
    missing = []
    for name, make, given in (("trafilatura", _trafilatura, pages), ("spaCy, blank pipeline", _spacy, texts)):
        try:
            work = make()
        except ImportError:
            missing.append(name)
            continue
        seconds[name] = _timed(lambda work=work, given=given: [work(each) for each in given])  # type: ignore[misc]
    return sum(len(text.split()) for text in texts), seconds, missing


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _encoder(reports: Sequence[Report]) -> float:
    weights = open_weights()
    session, tokenizer = Session(weights.folder), Tokenizer.from_file(weights.vocabulary)
    encoded = [encode_report(report, tokenizer) for report in reports]
    windows = [window_inputs(each, window, tokenizer) for each in encoded for window in each.windows]

    def run() -> None:
        for each in windows:
            session.encode(each.pieces, each.features, each.firsts)

    return _timed(run)


def _stored(raws: Sequence[RawReport], outcomes: Sequence[Any]) -> tuple[float, float]:
    """Return the seconds of storing and of the ledger."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "benchmark.record", "w") as store:
        store.begin("benchmark")

        def put() -> None:
            found = ((Input.of(raw), outcome) for raw, outcome in zip(raws, outcomes, strict=True))
            store_outcomes(store, iter(lambda: list(islice(found, _TOGETHER)), []))
            store.finish()

        return _timed(put), _timed(lambda: bring_up_to_date(store))


def _page(report: Report) -> RawReport:
    """Return a report as a plain page: a head, links around it, a paragraph for each line."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in report.text.splitlines() if line.strip())
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    title = html.escape(report.title or report.text[:60])
    body = (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{title}</h1>\n{paragraphs}</article><footer>{links}</footer></body></html>"
    )
    return RawReport(path="page.html", body=body.encode("utf-8", "replace"), media_type="text/html")


def _trafilatura() -> Callable[[RawReport], object]:
    import trafilatura

    return lambda page: trafilatura.extract(page.body.decode())


def _spacy() -> Callable[[str], object]:
    import spacy

    words = spacy.blank("en")
    words.add_pipe("sentencizer")
    words.max_length = 100_000_000
    return words
