"""
A raw report becomes a report: one text of record, cut into zones, with the way back to the bytes.

    RawReport(path="a.html", body=b"<h1>Rebels take…", media_type="text/html")
    ->  Report(text="Rebels take…", zones=(title, body, …), origin=Origin(sha256=…, runs=…))

The text is built once, here, and never again: a plain text is its own text of record,
down to the carriage returns; the text of a JSON line is taken as given; a page gets
the canonical text of `onrecord.cleaning.canonical`.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.cleaning.canonical import canonical_page
from onrecord.cleaning.dates import parse_date
from onrecord.cleaning.declared import Declared, declared_by_page, title_variants
from onrecord.cleaning.decoding import decode
from onrecord.cleaning.facts import find_facts
from onrecord.cleaning.language import Language, language_of
from onrecord.cleaning.page_passages import page_passages
from onrecord.cleaning.passages import Passage, plain_passages
from onrecord.cleaning.zones import find_zones
from onrecord.errors import ReportError, SettingsError, SkipReason
from onrecord.records import Fact, Origin, PublishedBasis, RawReport, Report, ReportId, Run, text_digest

__all__ = ["Cleaner"]

_MAX_CHARACTERS = 1_000_000
"""A book of 150,000 words; longer inputs are dumps, not reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The text of record and what its form tells of it."""

    text: str
    encoding: str
    passages: Sequence[Passage]
    runs: tuple[Run, ...] = ()
    declared: Declared = field(default_factory=Declared)
    titles: tuple[str, ...] = ()


class Cleaner:
    """The first stage of the pipeline; pure, and cheap to make."""

    name = "clean"

    def __init__(
        self, *, published: str | None = None, max_characters: int = _MAX_CHARACTERS, check_language: bool = True
    ) -> None:
        """
        Set up the stage.

        `published` is the date of reports that declare none (ISO 8601 or written
        out); `max_characters` the longest text of record; `check_language` whether
        to refuse what is not English. SettingsError for a date that is none.
        """
        if published is not None and parse_date(published) is None:
            raise SettingsError(f"the date of publication is {published!r}; expected a day such as 2023-08-04")
        self._published = published
        # The date a caller gives goes into what is stored, so another date is another version.
        self.version = "3" if published is None else f"3 published={published}"
        self._max_characters = max_characters
        self._check_language = check_language

    def __call__(self, raws: Sequence[RawReport], /) -> list[Report]:
        """Return one report per raw report; ReportError for one that cannot be read."""
        return [self._clean(raw) for raw in raws]

    def _clean(self, raw: RawReport) -> Report:
        source = self._source(raw)
        is_plain = raw.media_type != "text/html"
        zones = tuple(find_zones(source.text, source.passages, titles=source.titles, guess_title=is_plain))
        read = "\n".join(zone.span.slice(source.text) for zone in zones if zone.kind.is_read)
        if not read.strip():
            raise ReportError("only menus and labels in it, no text of a report", SkipReason.NO_TEXT)
        language = self._language(read)
        about = find_facts(source.text, zones, source.declared, raw.given, self._published)
        facts = (*about.facts, *raw.facts)
        if language:
            facts = (*facts, Fact(field="language", basis=PublishedBasis.INFERRED, rule=language.rule))
        digest = hashlib.sha256(raw.body)
        return Report(
            id=ReportId(raw.given.id or "r" + base64.b32encode(digest.digest())[:12].decode("ascii").lower()),
            sha256=text_digest(source.text),
            text=source.text,
            zones=zones,
            path=raw.path,
            origin=Origin(
                sha256=digest.hexdigest(),
                media_type=raw.media_type,
                encoding=source.encoding,
                size_bytes=len(raw.body),
                runs=source.runs,
            ),
            title=about.title,
            url=about.url,
            outlet=about.outlet,
            byline=about.byline,
            dateline=about.dateline,
            credit=about.credit,
            published=about.published,
            language=language.code if language else None,
            facts=facts,
        )

    def _source(self, raw: RawReport) -> _Source:
        """Make the text of record of a raw report, and the passages it is cut into."""
        titles = title_variants(raw.given.title) if raw.given.title else ()
        if raw.given.text is not None:
            text = raw.given.text
            self._check(text)
            return _Source(text=text, encoding="utf-8", passages=plain_passages(text), titles=titles)
        if raw.media_type == "application/json":
            raise ReportError("a JSON line without text; expected an object with id and text", SkipReason.MALFORMED)
        decoded = decode(raw.body, is_markup=raw.media_type == "text/html")
        if raw.media_type == "text/html":
            page = canonical_page(decoded)
            self._check(page.text)
            declared = declared_by_page(page, decoded, raw.body)
            titles = (*titles, *(candidate.value for candidate in declared.titles))
            return _Source(
                text=page.text,
                encoding=decoded.encoding,
                runs=page.runs,
                passages=page_passages(page, titles),
                declared=declared,
                titles=titles,
            )
        self._check(decoded.text)
        return _Source(
            text=decoded.text,
            encoding=decoded.encoding,
            runs=decoded.runs,
            passages=plain_passages(decoded.text, is_markdown=raw.media_type == "text/markdown"),
            titles=titles,
        )

    def _check(self, text: str) -> None:
        """Refuse a text that is none or too long, before more work is spent on it."""
        if not text.strip():
            raise ReportError("there is no text in it", SkipReason.NO_TEXT)
        if len(text) > self._max_characters:
            found = f"the text has {len(text)} characters"
            raise ReportError(f"{found}; the limit is {self._max_characters} (max_characters)", SkipReason.TOO_LARGE)

    def _language(self, read: str) -> Language | None:
        if not self._check_language:
            return None
        language = language_of(read)
        if language is not None and language.code != "en":
            message = f"the text reads as {language.code!r} (ISO 639-1), not English; only English is read"
            raise ReportError(message, SkipReason.NOT_ENGLISH)
        return language
