"""
The reports as references, for LaTeX, Zotero, pandoc and citeproc.

    @article{r4kq2…, title = {Kim Jong Un shows missiles}, journal = {Larkmoor Post}, date = {2023-07-28}, …}
    {"id": "r4kq2…", "type": "article-newspaper", "title": "…", "container-title": "…", "issued": {"date-parts": […]}}

A byline is one name as it stands ("Jane Roe and John Doe" is not cut: a wrong author is worse than a whole line).
"""

import re
from collections.abc import Iterator
from typing import Any

from onrecord.exports.addresses import page
from onrecord.exports.file_names import file_name
from onrecord.exports.json_text import known, write_list
from onrecord.exports.offsets import storable
from onrecord.exports.outputs import Target, write_lines
from onrecord.exports.report_facts import report_facts
from onrecord.exports.selection import Selection, Written

__all__ = ["COLUMNS_OF", "LEFT_OUT", "write_bibtex", "write_csl"]

COLUMNS_OF = {
    "bibtex": (
        ("@article, @misc", "An article where the outlet is known, else misc; the key is the id of the report."),
        ("title, author, journal, url", "Title, byline, outlet, URL; absent where unknown."),
        (
            "date, year, month, day",
            "BibLaTeX's date, with an interval where it is one, and BibTeX's own where it is a day.",
        ),
        ("note, langid", "The agency credited, the path where there is no URL; the language."),
    ),
    "csl-json": (
        ("id, type", "Id of the report; article-newspaper."),
        ("title, author, container-title, URL", "Title, byline as a literal name, outlet, URL; absent where unknown."),
        ("issued", "One day, or first and last."),
        ("dateline, note, language", "Dateline (as event-place), the agency credited, the language."),
    ),
}
LEFT_OUT = ("everything but the reports themselves: statements, events, claims",)

_TEX = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._/-]{0,79}")
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def write_bibtex(selection: Selection, target: Target) -> Written:
    """Write one entry for each report."""
    with target.text() as stream:
        count = write_lines(stream, (storable(_entry(report)) for report in report_facts(selection)))
    return Written(counts={"reports": count}, left_out={})


def write_csl(selection: Selection, target: Target) -> Written:
    """Write one CSL item for each report, as a list."""
    with target.text() as stream:
        count = write_list(stream, map(_csl, report_facts(selection)))
    return Written(counts={"reports": count}, left_out={})


def _entry(report: dict[str, Any]) -> str:
    kind = "article" if report["outlet"] else "misc"
    fields = {
        "title": _tex(report["title"]),
        "author": f"{{{_tex(_author(report))}}}" if _author(report) else None,
        "journal": _tex(report["outlet"]),
        **_dates(report),
        "url": page(report["url"]),
        "note": _tex("; ".join(_notes(report))) or None,
        "langid": "english" if report["language"] == "en" else None,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{_key(report['id'])},\n{''.join(lines)}}}\n"


def _key(id: str) -> str:
    """Return a key for a report: its id, or where BibTeX takes no such key, a digest of it."""
    return id if _KEY.fullmatch(id) else "r-" + file_name("", id)


def _tex(text: str | None) -> str | None:
    return None if text is None else "".join(_TEX.get(each, each) for each in " ".join(text.split()))


def _dates(report: dict[str, Any]) -> dict[str, str]:
    start, end = report["published_start"], report["published_end"]
    if start is None:
        return {}
    if end not in (None, start):
        return {"date": f"{start}/{end}"}
    names = ("year", "month", "day")
    parts = (str(int(part)) for part in start[:10].split("-"))
    return {"date": start[:10], **dict(zip(names, parts, strict=False))}


def _author(report: dict[str, Any]) -> str | None:
    byline = " ".join((report["byline"] or "").split())
    return _BY.sub("", byline) or None


def _notes(report: dict[str, Any]) -> Iterator[str]:
    if report["credit"]:
        yield f"credits {report['credit']}"
    if not report["url"]:
        yield f"read from {report['path']}"


def _csl(report: dict[str, Any]) -> dict[str, Any]:
    author = _author(report)
    return known(
        id=report["id"],
        type="article-newspaper",
        title=report["title"],
        author=[{"literal": author}] if author else None,
        issued=_issued(report),
        URL=page(report["url"]),
        language=report["language"],
        note="; ".join(_notes(report)) or None,
        **{"container-title": report["outlet"], "event-place": report["dateline"]},
    )


def _issued(report: dict[str, Any]) -> dict[str, Any] | None:
    days = [report["published_start"], report["published_end"]]
    parts = [[int(part) for part in day[:10].split("-")] for day in dict.fromkeys(days) if day]
    return {"date-parts": parts} if parts else None
