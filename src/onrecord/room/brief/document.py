"""
A brief as one HTML document: no script, nothing loaded, ready to print.

The words of a report are written so that a reader of the file gets the same characters, one
for one; what HTML cannot hold, a NUL or half a surrogate pair, becomes U+FFFD. Addresses of
the reports are written out and are no links: the file leads nowhere but to itself.
"""

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from importlib.resources import files

from onrecord.room.brief.contents import Brief, Group, Item, Quoted, Reference
from onrecord.room.facts.details import FieldOfClaim
from onrecord.room.wording import counted, day, days
from onrecord.store.room.passages import Passage

__all__ = ["html_of"]

_LOST = re.compile("[\x00\ud800-\udfff]")


def html_of(brief: Brief) -> str:
    """Return a brief as HTML in characters that UTF-8 has bytes for."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    style = files("onrecord.room.brief").joinpath("brief.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{_exact(brief.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{_exact(brief.title)}</h1>"
    built = f", built {day(brief.built)}" if brief.built else ""
    yield f'<p class="lead">{_exact(brief.lead)} From the record {_exact(brief.record)}{built}.</p>'
    if len(brief.items) > 1:
        yield '<ol class="contents">'
        yield from (f'<li><a href="#item-{each.number}">{_exact(each.sentence)}</a></li>' for each in brief.items)
        yield "</ol>"
    passages = {each.number: each.passage for each in brief.references}
    for item in brief.items:
        yield from _item(item, passages)
    yield from _references(brief.references)
    yield "</main>"
    yield (
        "<footer><p>Made with onrecord. Each quotation stands in its report at the place given, character for "
        "character. The brief says who says what; it does not say who is right. The words of the reports remain "
        "their publishers’.</p></footer>"
    )
    yield "</body>"
    yield "</html>"


def _item(item: Item, passages: dict[int, Passage]) -> Iterator[str]:
    yield f'<section class="item" id="item-{item.number}">'
    yield f"<h2>{item.number}. {_exact(item.sentence)}</h2>"
    yield f'<p class="standing">{_exact(item.standing)}</p>'
    yield f'<p class="behind">{_exact(item.behind)} <span class="id">{_exact(item.id)}</span></p>'
    if item.facts:
        yield "<dl>"
        yield from (f"<dt>{_exact(name)}</dt><dd>{_exact(value)}</dd>" for name, value in item.facts)
        yield "</dl>"
    for group in item.groups:
        yield from _group(group, passages)
    if item.differing:
        yield from _table(item.differing)
    if item.independence:
        yield "<h3>Independence</h3>"
        yield f"<p>{_exact(' '.join(item.independence))}</p>"
    if item.history:
        yield "<h3>History</h3>"
        yield '<ul class="history">'
        yield from (f"<li><b>{_exact(when)}</b> {_exact(what)}</li>" for when, what in item.history)
        yield "</ul>"
    yield "</section>"


def _group(group: Group, passages: dict[int, Passage]) -> Iterator[str]:
    yield f"<h3>{_exact(group.name)}</h3>"
    yield '<ul class="lines">'
    for line in group.lines:
        yield "<li>"
        yield from _line(line, passages)
        yield "</li>"
    yield "</ul>"
    if group.more:
        yield f'<p class="more">{_exact(group.more)}.</p>'


def _line(line: Quoted, passages: dict[int, Passage]) -> Iterator[str]:
    number = line.reference
    mark = f' <a class="ref" href="#ref-{number}">[{number}]</a>' if number is not None else ""
    yield f"<p>{_exact(line.lead)}{mark}</p>"
    if number is not None:
        yield _quotation(passages[number])
    if line.remarks:
        yield f'<p class="remark">{_exact("; ".join(line.remarks))}.</p>'


def _quotation(passage: Passage) -> str:
    """Return the words of a report; the element around them holds these characters and no others."""
    pieces = (f"<mark>{_exact(text)}</mark>" if marked else _exact(text) for text, marked in passage.pieces())
    before = '<span class="cut">… </span>' if passage.is_cut_before else ""
    after = '<span class="cut"> …</span>' if passage.is_cut_after else ""
    place = f'data-report="{_exact(passage.report)}" data-start="{passage.start}" data-end="{passage.end}"'
    return f'<blockquote>{before}<bdi class="quotation" {place}>{"".join(pieces)}</bdi>{after}</blockquote>'


def _table(fields: Iterable[FieldOfClaim]) -> Iterator[str]:
    yield "<h3>Accounts differ on</h3>"
    yield "<table>"
    yield ('<thead><tr><th scope="col">Detail</th><th scope="col">Value</th><th scope="col">Given by</th></tr></thead>')
    yield "<tbody>"
    for field in fields:
        for n, given in enumerate(field.values):
            head = f'<th scope="row" rowspan="{len(field.values)}">{_exact(field.name)}</th>' if n == 0 else ""
            givers = "; ".join(given.givers) + (f" and {given.more} more" if given.more else "")
            yield f"<tr>{head}<td>{_exact(given.shown)}</td><td>{_exact(givers)}</td></tr>"
    yield "</tbody>"
    yield "</table>"
    left = sum(field.more for field in fields)
    if left:
        yield f'<p class="more">{counted(left, "more value")}, not listed here.</p>'


def _references(references: Iterable[Reference]) -> Iterator[str]:
    yield '<section id="references">'
    yield "<h2>References</h2>"
    yield '<ol class="references">'
    for each in references:
        passage = each.passage
        outlet = passage.outlet or "Outlet not named"
        published = days(passage.published, passage.published_end) or "no date"
        title = f"“<bdi>{_exact(' '.join(passage.title.split()))}</bdi>”, " if passage.title else ""
        yield (
            f'<li id="ref-{each.number}"><b>{_exact(outlet)}</b>, {title}{_exact(published)}, {_exact(each.place)}. '
            f'<span class="where">{_exact(passage.url or passage.path)} · report {_exact(passage.report)}, '
            f"text sha256 {passage.sha256[:16]}</span></li>"
        )
    yield "</ol>"
    yield "</section>"


def _exact(text: str) -> str:
    """Return text as HTML that reads back as the same characters."""
    return html.escape(_LOST.sub("\ufffd", text)).replace("\r", "&#13;")
