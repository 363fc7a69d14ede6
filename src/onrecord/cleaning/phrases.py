"""
The set phrases around a report that say who, where, whose and what was changed, as patterns.

    "By Jane Doe and Li Wei"     byline        "(AP)"                            credit
    "MOSCOW (Reuters) - "        dateline      "This article was amended on …"   correction

Each pattern is bound to the whole line or to its start, so that a sentence which
merely holds the words ("By Tuesday night the rebels had fled") is left alone.
"""

import re
from dataclasses import dataclass

from onrecord.cleaning.dates import DATE
from onrecord.records.agencies import AGENCY

__all__ = [
    "Dateline",
    "find_byline",
    "find_closing_credit",
    "find_dateline",
    "is_caption",
    "is_correction",
    "is_credit",
    "is_date_line",
]

_NAME = r"[A-Z\u00c0-\u024f][\w'’.\u00c0-\u024f-]*"
_PARTICLES = r"(?:\s+(?:de|da|di|van|von|der|den|bin|ibn|al|el|la|le|du|dos)){1,2}"
_BYLINE = re.compile(
    r"(?i:by|(?:story|written|reported|report|words|analysis|text) by)\s*:?\s+"
    r"(?!(?i:mon|tues|wednes|thurs|fri|satur|sun)day\b)"
    rf"(?P<name>{_NAME}(?:(?:\s*,\s*|\s+(?:and|&)\s+|{_PARTICLES}\s+|\s+){_NAME}){{0,11}})"
    r"(?P<rest>(?:\s*[,|•·/–—-]\s*|\s+(?:for|in|at|of|from|with)\s+|\s+).{0,100})?$"
)
_BYLINE_CUT = re.compile(
    rf"(?:\s*,?\s+(?:The\s+)?{AGENCY}|\s*Associated Press)(?:\s+Writers?)?\b.*$"
    r"|\s*,\s*(?:[\w.-]+\s+){0,4}(?:Staff|Writer|Correspondent|Reporter|Editor|Chief|Special|News|Times|Post|Today|"
    r"Bureau|Analyst|Contributor)\b.*$"
    r"|\s*,?\s+[\w-]+\.(?:com|org|net|co|uk|info|eu)\b.*$"
    r"|\s*[.,]?\s*(?:Published|Updated|Posted|Created|CREATED|UPDATED)\b.*$"
)
_LINKED_REST = re.compile(r"\s+(?:for|in|at|of|from|with)\s+[A-Z]")

_CAPS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’]"
_CITY = rf"{_CAPS}+(?:[ -]{_CAPS}*){{0,4}}"
_WORD = r"[A-Z][\w.'’]+(?:-[A-Z]?\w+)*"
_REGION = rf"(?:{_WORD}|of|the|and)(?: (?:{_WORD}|of|the|and)){{0,4}}"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|"
    r"\d{1,2} (?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)(?:,? \d{2,4})?"
)
_DASH = r"(?:\s*[—–―]\s*|\s*--+\s*|\s+-(?:\s+|$))"
_CREDITS = rf"(?:\(|/)(?P<credit>{AGENCY}(?:[ /,;]+{AGENCY})*)(?:\)|/)"
_DATELINE = re.compile(
    rf"(?P<place>{_CITY}(?:/{_CITY})?(?:, (?!{_DAY}){_REGION})?)(?:[,.] (?P<day>{_DAY})\.?)?"
    rf"(?:\s*[,.]?\s*{_CREDITS})?(?P<dash>{_DASH}|\.? (?=\S))"
)
_MIXED_DATELINE = re.compile(
    rf"(?P<place>{_WORD}(?: {_WORD}){{0,3}}(?:, (?!{_DAY}){_REGION})?)(?:[,.] (?P<day>{_DAY})\.?)?"
    rf"\s*{_CREDITS}(?P<dash>{_DASH}|\s+)"
)
_LEADING_CREDIT = re.compile(rf"(?P<place>)(?P<day>){_CREDITS}(?P<dash>{_DASH}|\s+)")
_NO_PLACE = re.compile(
    r"(?:NATO|NASA|USA|UPDATE\w*|BREAKING|EXCLUSIVE|WATCH|ANALYSIS|OPINION|CORRECTION|EDITOR.*|LIVE|VIDEO|PHOTOS?|"
    r"WARNING|ALERT|NEWS|SPORTS?|ADVERTISEMENT|REVIEW|COMMENT|COLUMN|EXPLAINER|FACTBOX|TIMELINE|FEATURE|INTERVIEW|"
    r"OPEC|IMF|WTO|WHO|BBC|CNN|AND|THE|READ|MORE|RELATED|SEE|LISTEN|NOTE|[A-Z]{1,2})"
)
_MAX_HEAD_CHARACTERS = 200
"""Bylines and datelines longer than this are sentences."""

_CREDIT_LINE = re.compile(
    "(?:"
    r"[(\[—–-]?\s*(?:(?:Source|Credit|Via|From|Agency|Agencies)\s*:?\s*)?"
    rf"(?:The )?{AGENCY}(?:\s*(?:[/,;&]|and)\s*(?:The )?(?:{AGENCY}|(?i:agencies)|staff))*\s*[)\]]?\.?"
    rf"|\(?(?:Additional |Further )?(?:Reporting|Writing|Editing|Compiled|Edited|Reported) by\s+{_NAME}.{{0,300}}"
    r"|(?:Additional|Further) reporting by\b.{0,300}"
    r"|.{0,160}\bcontributed (?:reporting|to this (?:report|story|article))\b.{0,80}"
    r"|(?i:with (?:reporting|files) (?:by|from))\b.{0,120}"
    rf"|(?:[Tt]he )?{AGENCY}.{{0,60}} (?:contributed|in [A-Z]\w+)\.?"
    ")$"
)
_PIECE = r"(?:article|story|report|piece|post|page|version|headline|item)"
_CORRECTION = re.compile(
    r"\W*(?:"
    r"(?:corrections?|clarifications?|corrections and clarifications|erratum)\b\s*(?:[:.,—–-]|\(|$)"
    rf"|(?:\S+ ){{0,6}}?this {_PIECE}\b.{{0,80}}?\b(?:was|has been|have been|is being) "
    r"(?:\w+ )?(?:amended|corrected|clarified|updated|edited|revised)\b"
    rf"|this {_PIECE}\b.{{0,60}}\bcorrects\b"
    rf"|(?:an |a )?(?:earlier|previous|original) versions? of this {_PIECE}\b"
    r"|(?:editor['’]s note|note to readers)\b.{0,120}\b"
    r"(?:correct|amend|clarif|updated since|earlier version|misstat|misspell|retract)"
    r"|(?:a|the) (?:previous|earlier) version (?:of this|incorrectly|misstated|said)\b"
    ")",
    re.I,
)
_CAPTION = re.compile(
    r"(?:"
    r"\(?(?:File )?(?:Photo(?:graph)?|Image|Picture|Illustration|Graphic|Map|Video|Credit)s?"
    r"(?: (?:by|credit|caption|source|courtesy(?: of)?|copyright))?\s*[:|]\s*\S.{0,400}"
    r"|(?:Above|Pictured|From left)\b\s*[:,(].{0,400}"
    r"|(?:Image (?:caption|source|credit|copyright)|Photograph by|Photo by|Photo courtesy)\b.{0,400}"
    r"|.{0,600}[(\[](?:AP Photo|File photo|Photo|Image|Photograph)\s*[/:|].{0,100}[)\]]\.?"
    r"|.{0,600}\bREUTERS/[A-Z].{0,80}"
    r"|.{0,600}\bvia (?:AP|REUTERS|Reuters|Getty Images)\)?\.?"
    r"|.{0,600}[/(]Getty(?: Images)?\)?\.?"
    r")$"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DATE_LABEL = r"(?:first |last )?(?:posted|published|updated|modified|created|date|issued|edited)\b(?: (?:on|at)\b)?"
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?\b(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"
_DATE_LINE = re.compile(
    rf"\W*(?:{_DATE_LABEL}\s*:?\s*|on\s+)?(?:(?:{_WEEKDAY},?\s+)?{DATE}|\d{{1,2}} (?:hour|minute|day)s? ago\b)"
    # Each repetition keeps what it took (possessive), so that a long line is read once.
    rf"(?:{DATE}|{_WEEKDAY}|{_DATE_LABEL}|\d+ min(?:ute)?s? read\b|\d+ \w+ ago\b|{_TIME}"
    r"|(?-i:[A-Z]{2,5}\b)|at\b|on\b|[\s,|•·/–—():-])*+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the parts of a dateline stand, as offsets into the paragraph it opens."""

    place: tuple[int, int] | None
    day: tuple[int, int] | None
    credit: tuple[int, int] | None
    """The mark with its brackets."""
    end: int
    """Where the zone ends: after the place and day, before a credit or the dash."""
    body: int
    """Where the text of the paragraph proper begins."""


def find_byline(line: str) -> tuple[int, int] | None:
    """Return where the names stand in a line that says who wrote the report; None for any other line."""
    if len(line) > _MAX_HEAD_CHARACTERS or line.rstrip().endswith(("?", "!", ":")):
        return None
    match = _BYLINE.match(line)
    if match is None:
        return None
    rest = match["rest"] or ""
    if line.rstrip().endswith(".") and len(line.split()) > 6:
        return None
    if rest and rest[0] == " " and rest.strip()[:1].islower() and not _LINKED_REST.match(rest):
        return None
    names = _BYLINE_CUT.sub("", match["name"]).rstrip(" ,")
    if names == "The":
        names = match["name"]
    return (match.start("name"), match.start("name") + len(names)) if names else None


def find_dateline(paragraph: str) -> Dateline | None:
    """Find "CITY, Region, Aug 4 (AP) — " at the start of a paragraph; None where it opens otherwise."""
    for pattern in (_DATELINE, _MIXED_DATELINE, _LEADING_CREDIT):
        match = pattern.match(paragraph, 0, _MAX_HEAD_CHARACTERS)
        if match and _is_dateline(match):
            start, end = match.span("place")
            day = match.span("day") if match["day"] else None
            credit = (match.start("credit") - 1, match.end("credit") + 1) if match["credit"] else None
            return Dateline(
                place=(start, end) if end > start else None,
                day=day,
                credit=credit,
                end=day[1] if day else end,
                body=match.end(),
            )
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    place, credited = match["place"], bool(match["credit"])
    if not match["dash"].strip(" ."):
        # Without a dash only an agency's mark, or a day and a full stop, tells a dateline from a sentence.
        return credited or bool(match["day"] and match["dash"].startswith("."))
    return credited or not _NO_PLACE.fullmatch(place)


_CLOSING_CREDIT = re.compile(rf"[.!?\"”’]\s+(?P<mark>\((?:The )?{AGENCY}\))\s*$")


def find_closing_credit(paragraph: str) -> int | None:
    """Return where the agency's mark begins that ends a paragraph, "… he said. (AP)"; None where none does."""
    match = _CLOSING_CREDIT.search(paragraph, max(len(paragraph) - 80, 0))
    return match.start("mark") if match else None


def is_credit(line: str) -> bool:
    """Whether a line says which agency or colleagues the report comes from."""
    return len(line) <= 400 and bool(_CREDIT_LINE.match(line))


def is_correction(paragraph: str) -> bool:
    """Whether a paragraph says what was changed in the report after it first appeared."""
    return bool(_CORRECTION.match(paragraph))


def is_caption(line: str) -> bool:
    """Whether a line describes a picture, by the credit that it carries."""
    return len(line) <= 700 and bool(_CAPTION.match(line))


def is_date_line(line: str) -> bool:
    """Whether a line holds a date of publication and nothing else."""
    return len(line) <= 160 and bool(_DATE_LINE.match(line))
