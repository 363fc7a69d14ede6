"""
Compare our choice of the article's text with trafilatura's, on saved pages.

    python evaluation/pages.py                 a table of both
    python evaluation/pages.py --errors        and every segment that we get wrong

Scored as trafilatura's authors do: a segment that must be in the article and is found
is a true positive, one that is missing a false negative, a segment that must not be
there and is found a false positive. Segments and both outputs are compared with soft
hyphens dropped, white space collapsed and letters composed (NFC), since the two write these
differently. Of
our zones, title, body, quote and correction count as the article; captions are a zone
of their own, which trafilatura drops.

trafilatura is needed for its column only: pip install "onrecord[compare]".
"""

import argparse
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.cleaning import Cleaner
from onrecord.errors import ReportError
from onrecord.records import RawReport, ZoneKind

PAGES = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "html-pages"
ARTICLE = {ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.QUOTE, ZoneKind.CORRECTION}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over segments; adds."""

    found: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """Share of the segments found that belong to the article."""
        return self.found / max(self.found + self.extra, 1)

    @property
    def recall(self) -> float:
        """Share of the article's segments that were found."""
        return self.found / max(self.found + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def ours(body: bytes) -> str:
    """Return the article's zones of a page, as this package marks them."""
    try:
        raw = RawReport(path="page", body=body, media_type="text/html")
        report = Cleaner(check_language=False)([raw])[0]
    except ReportError:
        return ""
    return "\n".join(zone.span.slice(report.text) for zone in report.zones if zone.kind in ARTICLE)


def trafilatura_text(*, fast: bool) -> Callable[[bytes], str] | None:
    """Return trafilatura's extraction without comments; None where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        return None
    return lambda body: trafilatura.extract(body, include_comments=False, fast=fast) or ""


def plain(text: str) -> str:
    """Drop soft hyphens, collapse white space, compose letters and their marks."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def score_page(row: Mapping[str, list[str]], text: str) -> tuple[Score, list[str]]:
    """Score one page; the second value lists what is wrong."""
    missed = [segment for segment in row["with"] if plain(segment) not in text]
    extra = [segment for segment in row["without"] if plain(segment) in text]
    errors = [f"missed  {segment}" for segment in missed] + [f"extra   {segment}" for segment in extra]
    return Score(len(row["with"]) - len(missed), len(missed), len(extra)), errors


def main() -> int:
    """Print the table; 1 where ours is below trafilatura's better one, 2 without the pages."""
    parser = argparse.ArgumentParser(description="Article text of saved pages: ours and trafilatura's, side by side.")
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder with pages/ and segments.json")
    parser.add_argument("--errors", action="store_true", help="list the segments that ours gets wrong")
    options = parser.parse_args()
    if not (options.pages / "segments.json").exists():
        print(f"no segments.json in {options.pages}; give the folder with --pages", file=sys.stderr)
        return 2
    segments = json.loads((options.pages / "segments.json").read_text(encoding="utf-8"))
    extractors = {
        "onrecord": ours,
        "trafilatura": trafilatura_text(fast=False),
        "trafilatura fast": trafilatura_text(fast=True),
    }
    scores: dict[str, Score] = {}
    print(f"{'':18}{'found':>7}{'missed':>8}{'extra':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'seconds':>9}")
    for name, extract in extractors.items():
        if extract is None:
            print(f"{name:18} not installed")
            continue
        total, start = Score(), time.perf_counter()
        for row in segments.values():
            score, errors = score_page(row, plain(extract((options.pages / "pages" / row["file"]).read_bytes())))
            total += score
            if options.errors and name == "onrecord":
                print(*(f"{row['file'][:28]:30}{error}" for error in errors), sep="\n", end="\n" if errors else "")
        scores[name] = total
        counts = f"{total.found:7}{total.missed:8}{total.extra:7}"
        rates = f"{100 * total.precision:11.1f}{100 * total.recall:8.1f}{100 * total.f1:7.1f}"
        print(f"{name:18}{counts}{rates}{time.perf_counter() - start:9.1f}")
    best = max((score.f1 for name, score in scores.items() if name != "onrecord"), default=0.0)
    return 0 if scores["onrecord"].f1 >= best else 1


if __name__ == "__main__":
    sys.exit(main())
