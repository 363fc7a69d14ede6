"""
Write docs/formats-out.md from the registry of formats, or check that it is in step.

    python docs/formats_out.py [--check]

Names, units, what the texts are, columns and what is left out stand in the code of each format; this page only shows
them, one short section a format.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from onrecord.exports import FORMATS, Format

__all__ = ["PAGE", "page"]

PAGE = Path(__file__).resolve().parent / "formats-out.md"

_HEAD = """\
# Formats out

`onrecord export STORE -o OUT --as FORMAT` writes a record in the format of another tool. Made from the code by
`python docs/formats_out.py`; each format is a module of `src/onrecord/exports`.

- **Texts stay.** Quotations go out; whole texts only with `--full-text`. Tools that annotate texts get the sentences
  that hold a row, and whole reports with `--full-text`. `jsonl` and `json` are the record itself and hold its texts.
- **What a format cannot hold is said beside it**: `events.geojson.left-out.json`, or `left-out.json` in a folder, with
  the number of rows that were left out and why.
- **Offsets count what the other tool counts.** Records count Unicode code points, as W3C selectors, Prodigy and Label
  Studio do. INCEpTION (Java) and doccano (JavaScript) count UTF-16 units, so offsets are converted for them; the text
  itself is never normalised.
- **Only what is confirmed**: `--only confirmed` works for every format. `[min_score] export` leaves out unlikely rows,
  but never a statement that a shown event rests on.
- **Each event once, or each telling.** `acled`, `geojson`, `timemap`, `gexf` and `graphml` show an event once, however
  many reports tell of it; the others show each telling, with the id that ties them where the format has a place for it.
- Where a text holds what a format cannot write (lone surrogates in UTF-8, control characters in XML), each such
  character becomes U+FFFD, so that offsets stay. Cells of CSV and TSV that a spreadsheet would run as a formula get an
  apostrophe in front (`onrecord.exports.cells.unguarded` takes it away).
- Rows are streamed: one report is in memory at a time. Formats in which an actor, place or note may stand only once
  (STIX, TimeMap, Obsidian) also keep the ids of those written; a DocBin is made in memory, so large ones are a folder.

"""


def page() -> str:
    """Return the page."""
    formats = [each for each in FORMATS.values() if each.name != "brief"]
    lines = [_HEAD, "| format | `--as` | suffix | offsets count |", "|---|---|---|---|"]
    for one in formats:
        suffixes = ", ".join(f"`{each}`" for each in one.suffixes)
        place = suffixes or ("a folder" if one.is_folder else "any")
        lines.append(f"| [{one.title}](#{one.name}) | `{one.name}` | {place} | {one.unit or ''} |")
    lines.append("")
    for one in formats:
        lines.extend(_section(one))
    return "\n".join([*lines, *_COMPONENT.splitlines()]) + "\n"


_COMPONENT = """\
## The spaCy component

`pip install 'onrecord[spacy]'` registers a component of that name:

```python
nlp = spacy.blank("en")
nlp.add_pipe("onrecord", config={"published": "2024-05-02"})
doc = nlp(text)
doc.spans["statements"], doc.spans["events"], doc.spans["mentions"]
doc._.onrecord  # the record; None where the text could not be read
doc._.onrecord_failure  # why
doc.spans["events"][0]._.row  # the row of the record
doc.spans["events"][0]._.exact  # its very characters: spaCy's spans are whole tokens
displacy.render(as_displacy(doc._.onrecord, "events"), style="span", manual=True)
```

`as_displacy` (of `onrecord.spacy_pipe`) shows any record, also one that was read without spaCy."""


def _section(format: Format) -> Iterator[str]:
    yield f'<a id="{format.name}"></a>'
    yield ""
    yield f"## {format.title}"
    yield ""
    yield format.for_whom
    yield ""
    yield "```console"
    yield f"$ onrecord export news.record -o {_example(format)}"
    yield "```"
    yield ""
    yield f"- Texts: {format.texts.value}."
    if format.unit:
        yield f"- Offsets count {format.unit}."
    if format.extra:
        yield f"- Needs `pip install 'onrecord[{format.extra}]'`."
    yield f"- Checked by the tests: {format.checked}."
    if format.left_out:
        yield "- Cannot hold:"
        yield from (f"  - {each}" for each in format.left_out)
    yield ""
    if format.is_tables and format.name != "csv":
        yield "The tables and columns are those of [CSV](#csv)."
        yield ""
    elif format.columns:
        yield "| what | meaning |"
        yield "|---|---|"
        yield from (f"| {name} | {meaning} |" for name, meaning in format.columns)
        yield ""


def _example(format: Format) -> str:
    examples = {
        "csv": "tables/ --as csv",
        "tsv": "tables/ --as tsv",
        "parquet": "tables/ --as parquet",
        "inception": "cas/ --as inception --full-text",
        "csl-json": "reports.json --as csl-json",
        "acled": "events.csv --as acled",
        "polecat": "events.tsv --as polecat",
        "gdelt-mentions": "mentions.tsv --as gdelt-mentions",
        "bibtex": "reports.bib",
        "docbin": "news.spacy",
    }
    if format.name in examples:
        return examples[format.name]
    if format.is_folder:
        return f"{format.name}/ --as {format.name}"
    if format.suffixes:
        return f"news{format.suffixes[0]}"
    lines = format.name in ("plover", "ftm", "prodigy", "doccano")
    return f"news.{'jsonl' if lines else 'json'} --as {format.name}"


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(prog="python docs/formats_out.py", description="Write docs/formats-out.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of step")
    options = parser.parse_args()
    made = page()
    if not options.check:
        PAGE.write_text(made, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != made:
        raise SystemExit(f"{PAGE.name} is out of step: run python docs/formats_out.py")


if __name__ == "__main__":
    main()
