"""
What a page declares about itself in its markup, each value with the bytes where it stands.

    <meta property="og:title" content="…">            title
    <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": …
    <link rel="canonical" href="…">                   url

Values are candidates, best first; which of them holds is settled with the text at hand.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onrecord.cleaning.canonical import Page, Written
from onrecord.cleaning.dates import parse_date
from onrecord.cleaning.decoding import Decoded
from onrecord.cleaning.markup import StartTag, expand
from onrecord.records import Span

__all__ = ["Candidate", "Declared", "declared_by_page", "title_variants"]

_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article.published",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "citation_publication_date",
    "date",
)
_OUTLET_NAMES = ("og:site_name", "application-name", "citation_journal_title")
_AUTHOR_NAMES = ("author", "byl", "article:author", "parsely-author", "dc.creator", "sailthru.author")
_URL_NAMES = ("og:url",)
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|ClaimReview|WebPage)$")
_SITE_SUFFIX = re.compile(r"\s+(?:\||-|–|—|::|»|·|•)\s+")
_MIN_TITLE_WORDS = 3
"""Parts of a title with fewer words are names of outlets and sections."""
_PUBLISHED_CLASS = re.compile(r"publish|posted|entry-date|dateline|article-?date|story-?date|date-?created", re.I)
_BY = re.compile(r"by\s+", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A declared value, the rule that read it and the bytes where it stands."""

    value: str
    rule: str
    raw: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Candidates of each field, best first; empty where nothing is declared."""

    titles: Sequence[Candidate] = ()
    published: Sequence[Candidate] = ()
    outlets: Sequence[Candidate] = ()
    authors: Sequence[Candidate] = ()
    urls: Sequence[Candidate] = ()


def declared_by_page(page: Page, decoded: Decoded, body: bytes) -> Declared:
    """Collect what meta tags, links, times and JSON-LD say."""
    metas = _metas(page, decoded)
    articles = [(row, script) for script in page.scripts for row in _articles(script)]
    linked = _Linked(articles, decoded.encoding, body)
    return Declared(
        titles=(*linked.values("headline"), *_named(metas, _TITLE_NAMES), *_head_title(page)),
        published=(*linked.values("datePublished"), *_named(metas, _DATE_NAMES), *_times(page, decoded)),
        outlets=(*linked.values("publisher"), *_named(metas, _OUTLET_NAMES)),
        authors=tuple(filter(_is_name, (*linked.values("author"), *map(_without_by, _named(metas, _AUTHOR_NAMES))))),
        urls=tuple(
            filter(_is_url, (*_canonical_links(page, decoded), *_named(metas, _URL_NAMES), *linked.values("url")))
        ),
    )


def _metas(page: Page, decoded: Decoded) -> Mapping[str, Candidate]:
    """Return the first value of each meta name, property or itemprop, names in lower case."""
    found: dict[str, Candidate] = {}
    for tag in page.noted:
        content = tag.attributes.get("content")
        if tag.name != "meta" or content is None or not content.value.strip():
            continue
        for key in ("property", "name", "itemprop"):
            if key in tag.attributes:
                name = expand(tag.attributes[key].value).strip()
                value = " ".join(expand(content.value).split())
                candidate = Candidate(value, f"html:meta[{name}]", decoded.raw_span(content.start, content.end))
                found.setdefault(name.lower(), candidate)
    return found


def _named(metas: Mapping[str, Candidate], names: Sequence[str]) -> list[Candidate]:
    return [metas[name] for name in names if name in metas]


def title_variants(title: str) -> tuple[str, ...]:
    """Return a title without the outlet's name at its end ("… | Example Times"), its long parts, then as it stands."""
    parts = [part.strip() for part in _SITE_SUFFIX.split(title)]
    if len(parts) < 2:
        return (title,)
    long = [part for part in parts if len(part.split()) >= _MIN_TITLE_WORDS]
    return (title[: title.rindex(parts[-1])].rstrip(" |-–—:»·•"), *long, title)


def _head_title(page: Page) -> Iterator[Candidate]:
    if page.title is not None:
        yield from (Candidate(title, "html:title", page.title.raw) for title in title_variants(page.title.value))


def _canonical_links(page: Page, decoded: Decoded) -> Iterator[Candidate]:
    for tag in page.noted:
        if tag.name == "link" and _value(tag, "rel").lower() == "canonical" and _value(tag, "href"):
            href = tag.attributes["href"]
            yield Candidate(expand(href.value).strip(), "html:link[canonical]", decoded.raw_span(href.start, href.end))


def _times(page: Page, decoded: Decoded) -> Iterator[Candidate]:
    """Yield the times marked as publication; any other only where the page knows one day, not the day of each link."""
    marked: list[Candidate] = []
    others: list[Candidate] = []
    for tag in page.noted:
        if tag.name == "time" and "datetime" in tag.attributes and _value(tag, "datetime").strip():
            written = tag.attributes["datetime"]
            candidate = Candidate(written.value.strip(), "html:time", decoded.raw_span(written.start, written.end))
            is_marked = (
                "pubdate" in tag.attributes
                or _value(tag, "itemprop").lower() == "datepublished"
                or _PUBLISHED_CLASS.search(_value(tag, "class"))
            )
            (marked if is_marked else others).append(candidate)
    days = {parse_date(candidate.value) for candidate in others}
    yield from marked[:1] or (others[:1] if len(days) == 1 else [])


def _value(tag: StartTag, name: str) -> str:
    return tag.attributes[name].value if name in tag.attributes else ""


def _is_url(candidate: Candidate) -> bool:
    try:
        parts = urlsplit(candidate.value)
    except ValueError:
        # An address that the standard library refuses (a broken IPv6 host) is not one we can store.
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def _is_name(candidate: Candidate) -> bool:
    return not re.search(r"https?://|www\.|@|^\d+$", candidate.value) and len(candidate.value) <= 200


def _without_by(candidate: Candidate) -> Candidate:
    """Drop the word before the name; the bytes still point at the whole value."""
    return Candidate(
        _BY.sub("", candidate.value, count=1) if _BY.match(candidate.value) else candidate.value,
        candidate.rule,
        candidate.raw,
    )


def _articles(script: Written) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD script that describe an article, articles before pages."""
    try:
        parsed = json.loads(script.value.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        # Scripts that are no JSON are common, and then declare nothing.
        return
    rows = [row for row in _objects(parsed, 0) if any(_ARTICLE_TYPES.match(kind) for kind in _kinds(row))]
    yield from sorted(rows, key=lambda row: "WebPage" in _kinds(row))


def _objects(parsed: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(parsed, list):
        for row in parsed:
            yield from _objects(row, depth + 1)
    elif isinstance(parsed, dict):
        yield parsed
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(parsed.get(key), depth + 1)


def _kinds(row: Mapping[str, Any]) -> list[str]:
    kinds = row.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


@dataclass(frozen=True, slots=True)
class _Linked:
    """The articles that JSON-LD describes, and the bytes to find their values in."""

    articles: Sequence[tuple[Mapping[str, Any], Written]]
    encoding: str
    body: bytes

    def values(self, key: str) -> list[Candidate]:
        """Return the values of a key: strings as they are, people and organizations by name."""
        found = []
        for row, script in self.articles:
            names = list(_names(row.get(key)))
            if names:
                raw = self._where(names[0], script) if len(names) == 1 else script.raw
                found.append(Candidate(" ".join(", ".join(names).split()), f"html:json-ld[{key}]", raw))
        return found

    def _where(self, value: str, script: Written) -> Span:
        """Return the bytes of a value in the script, or of the whole script where it is written otherwise."""
        for written in (value, json.dumps(value)[1:-1], json.dumps(value)[1:-1].replace("/", "\\/")):
            try:
                needle = written.encode(self.encoding)
            except UnicodeEncodeError:
                continue
            start = self.body.find(needle, script.raw.start, script.raw.end)
            if start >= 0 and needle:
                return Span(start, start + len(needle))
        return script.raw


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield expand(value.strip())
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for row in value:
            yield from _names(row)
