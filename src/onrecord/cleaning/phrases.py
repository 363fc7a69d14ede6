"""
The set phrases of news pages, as patterns.

    "More articles"   furniture          "By Jane Doe and Li Wei"          byline
    "(AP)"            credit             "MOSCOW (Reuters) - "             dateline and credit
    "This article was amended on …"      correction

Each pattern is bound to the whole line or to its start, so that a sentence which
merely holds the words ("Share prices fell", "More from Kyiv was expected") is left alone.
"""

import re
from dataclasses import dataclass

from onrecord.cleaning.agencies import AGENCY
from onrecord.cleaning.dates import DATE

__all__ = ["Dateline", "find_byline", "find_dateline", "is_caption", "is_correction", "is_credit", "is_date_line"]
__all__ += ["is_furniture", "opens_furniture"]

_ENDS = r"\s*[.!:…»>→-]*\s*$"
_LISTS = (
    r"must[- ]reads?|more (?:articles|stories|news|headlines|coverage|videos)|latest (?:articles?|news|stories|headlines|posts?)|"
    r"related(?: (?:articles?|stories|story|coverage|content|news|links?|topics|posts|reading|video))?|"
    r"recommended(?: (?:for you|stories|articles|reading|videos))?|"
    r"most (?:read|popular|viewed|shared|commented)(?: (?:stories|articles|news))?|trending(?: (?:now|stories|news|topics))?|"
    r"popular (?:stories|articles|posts|now)|editor['’]?s['’]? (?:picks?|choice)|top (?:stories|news|headlines)|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)|(?:you may have missed|in case you missed it|don['’]t miss|what to read next)|"
    r"(?:up|read) next|more (?:from|on|in|about) (?:[^\s.?!,]+\s){0,5}[^\s.?!,]+$|(?:see|read|watch) also|also read|in this (?:article|story|section)|"
    r"explore more|keep reading|read further [^.?!]{1,40}|other (?:stories|news|articles)|on this story|from around the web"
)
_LABELS = (
    r"advertisement|advertising|ad|sponsored(?: content| links| by [^.]{1,40})?|promoted(?: content)?|paid (?:post|content)|"
    r"share|share (?:this|on|via|with|options|full article)(?: (?:this|article|story|post|page|on|via|facebook|twitter|x|email|"
    r"whatsapp|linkedin|friends?|your|network|with)){0,5}|tweet|e-?mail|print|facebook|twitter|whatsapp|linkedin|reddit|pinterest|telegram|"
    r"instagram|youtube|copy (?:link|url)|link copied|save(?: article| story)?|bookmark|gift(?: this)? article|"
    r"(?:view |show |\d[\d,]* )?(?:comments?|shares|views|likes)(?: \(\d+\))?|leave a (?:comment|reply)|post a comment|add a comment|"
    r"join the (?:conversation|discussion)|newsletters?|home(?:page)?|menu|main menu|search|close|back|next|previous|more|top|loading|"
    r"skip (?:to|past) [^.]{1,40}|skip (?:ad|advertisement|navigation)|jump to [^.]{1,30}|toggle [^.]{1,30}|"
    r"play(?: video| audio)?|watch(?: now| live| video| the video| more)?|listen(?: now| to (?:this|the) (?:article|story))?|live|videos?|photos?|"
    r"gallery|pictures|\d+ ?-?min(?:ute)?s? (?:read|listen)|(?:reading|read) time:? [^.]{1,20}|getty images|"
    r"read (?:more|the full (?:story|article)|full (?:story|article)|next|on)|continue reading|show (?:more|less|all)|load more|see (?:all|more)|view (?:all|more)|"
    r"back to (?:top|home|homepage)|(?:next|previous) (?:article|story|post)|log ?in|sign in|register|my account|report (?:a|an) (?:typo|error)|"
    r"(?:terms|terms (?:of|and) (?:use|service|conditions)|privacy(?: policy| notice)?|cookie(?:s| policy| settings)|contact(?: us)?|about(?: us)?|"
    r"accessibility|careers|advertise(?: with us)?|site ?map|help|faq|rss)(?:\s*[|·•/]\s*\w[\w ]{1,30})*|"
    r"(?:story|article|text|content) continues (?:below|after)[^.]{0,40}|editors? recommend|end of (?:article|story|body)|topics?|tags?|tagged(?: with)?|"
    r"filed under|our standards"
)
_OPEN = (
    r"(?:read|see|watch|listen|also read|read also|related|recommended|more|must read|opinion|explainer|live updates?)\s*(?:more)?\s*(?::|\||>>|»)\s*\S.*|"
    r"(?:click|tap) here\b.*|sign up\b.*|subscribe\b(?! to (?:the|this) (?:view|idea|notion|theory)).*|register (?:now|for free|here)\b.*|"
    r"(?:get|receive|join) (?:the|our|your|all|more|daily|weekly|breaking)\b[^.]{0,80}\b(?:newsletter|inbox|updates|alerts|e-?mails?)\b.*|"
    r"(?:follow|like|find|join|connect with) us (?:on|at|via)\b.*|follow us|"
    r"(?:follow|keep up with|you can (?:follow|keep up with|reach|contact)) (?:\S+ ){1,5}(?:on|at) (?:twitter|x|facebook|instagram|threads|mastodon|bluesky)\b.*|"
    r"download (?:the|our)\b.{0,40}\bapp\b.*|(?:support|donate to) (?:our|us|independent)\b.*|(?:please )?(?:consider )?(?:supporting|donating)\b.{0,60}$|"
    r"(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?(?:the )?.{0,80}(?:\d{4}|all rights reserved|reserved).{0,160}|.{0,80}\ball rights reserved\b.{0,160}|"
    r"this (?:material|content|article|story) may not be (?:published|reproduced|copied)\b.*|(?:tags?|topics?|filed under|tagged|categories|category)\s*:\s*\S.*|"
    r"(?:we|this (?:site|website)) uses? cookies\b.*|our standards:.*|submit your letter\b.*|(?:comments|have your say)\b.{0,30}\bclosed\b.*|"
    r"send (?:us )?(?:your )?(?:tips|feedback|comments|letters)\b.*|(?:have (?:a|any) )(?:story|tip|news tip|question|confidential tip)s?\b.{0,160}\?.*"
)
_FURNITURE = re.compile(rf"\W*(?:{_LISTS}|{_LABELS}){_ENDS}|\W*(?:{_OPEN})$", re.I)
_OPENER = re.compile(rf"\W*(?:{_LISTS}){_ENDS}", re.I)
_MAX_FURNITURE_CHARACTERS = 300

_NAME = r"[A-Z\u00c0-\u024f][\w'’.\u00c0-\u024f-]*"
_BYLINE = re.compile(
    rf"(?:(?i:by|story by|written by|reported by|report by|words by|analysis by|text by))\s*:?\s+"
    rf"(?!(?i:mon|tues|wednes|thurs|fri|satur|sun)day\b)(?P<name>{_NAME}(?:(?:\s*,\s*|\s+(?:and|&)\s+|\s+|(?:\s+(?:de|da|di|van|von|der|den|bin|ibn|al|el|la|le|du|dos)){{1,2}}\s+){_NAME}){{0,11}})"
    rf"(?P<rest>(?:\s*[,|•·/–—-]\s*|\s+(?:for|in|at|of|from|with)\s+|\s+).{{0,100}})?$"
)
_BYLINE_CUT = re.compile(
    rf"\s*,?\s+(?:The\s+)?{AGENCY}(?:\s+Writers?)?\b.*$|\s*,\s*(?:[\w.-]+\s+){{0,4}}"
    r"(?:Staff|Writer|Correspondent|Reporter|Editor|Chief|Special|News|Times|Post|Today|Bureau|Analyst|Contributor)\b.*$|\s*,?\s*(?:Published|Updated|Posted)\b.*$"
)

_CITY = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’]+(?:[ -][A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’]*){0,4}"
_REGION = r"(?:[A-Z][\w.'’-]+|[A-Z]\.(?:[A-Z]\.)*|of|the|and)(?: (?:[A-Z][\w.'’-]+|of|the|and)){0,4}"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[a-z]*)(?:,? \d{2,4})?"
)
_DASH = r"(?:\s*[—–―]\s*|\s*--+\s*|\s+-\s+)"
_CREDITS = rf"(?:\(|/)(?P<credit>{AGENCY}(?:[ /,;]+{AGENCY})*)(?:\)|/)"
_DATELINE = re.compile(
    rf"(?P<place>{_CITY}(?:/{_CITY})?(?:, (?!{_DAY}){_REGION})?)(?:[,.] (?P<day>{_DAY})\.?)?(?:\s*[,.]?\s*{_CREDITS})?(?P<dash>{_DASH}|\.? (?=\S))"
)
_MIXED_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}(?:, (?!{_DAY}){_REGION})?)(?:[,.] (?P<day>{_DAY})\.?)?\s*{_CREDITS}(?P<dash>{_DASH}|\s+)"
)
_LEADING_CREDIT = re.compile(rf"(?P<place>)(?P<day>){_CREDITS}(?P<dash>{_DASH}|\s+)")
_NO_PLACE = re.compile(
    r"(?:NATO|NASA|UN|EU|US|USA|UK|UPDATE\w*|BREAKING|EXCLUSIVE|WATCH|ANALYSIS|OPINION|CORRECTION|EDITOR.*|LIVE|VIDEO|PHOTOS?|WARNING|ALERT|"
    r"NEWS|SPORTS?|ADVERTISEMENT|REVIEW|COMMENT|COLUMN|EXPLAINER|FACTBOX|TIMELINE|FEATURE|INTERVIEW|OPEC|IMF|WTO|WHO|BBC|CNN|AND|THE|"
    r"READ|MORE|RELATED|SEE|LISTEN|Q|A|I|NOTE|NB|OK|[A-Z]{1,2})"
)

_CREDIT_LINE = re.compile(
    rf"[(\[—–-]?\s*(?:Source|Credit|Via|From|Agency|Agencies)?\s*:?\s*(?:The )?{AGENCY}(?:\s*(?:[/,;&]|and)\s*(?:The )?(?:{AGENCY}|(?i:agencies)|staff))*\s*[)\]]?\.?$|"
    rf"(?:\(?(?:Additional |Further )?(?:Reporting|Writing|Editing|Compiled|Edited|Reported) by\s+{_NAME}.{{0,300}})$|"
    rf"(?:Additional|Further) reporting by\b.{{0,300}}$|"
    rf".{{0,160}}\bcontributed (?:reporting|to this (?:report|story|article))\b.{{0,80}}$|(?i:with (?:reporting|files) (?:by|from)\b.{{0,120}}$)|"
    rf"(?:(?i:the )?{AGENCY}).{{0,60}} (?:contributed|in [A-Z]\w+)\.?$"
)
_CORRECTION = re.compile(
    r"\W*(?:(?:corrections?|clarifications?|corrections and clarifications|erratum)\b\s*(?:[:.—–-]|\(|$)|"
    r"(?:\S+ ){0,6}?this (?:article|story|report|piece|post|page|version|headline|item)\b.{0,80}?\b(?:was|has been|have been|is being)\b (?:\w+ )?(?:amended|corrected|clarified|updated|edited|revised)\b|"
    r"(?:this (?:story|article|report|version)\b.{0,60}\bcorrects\b)|(?:an |a )?(?:earlier|previous|original) versions? of this (?:article|story|report|piece|post|headline|item)\b|"
    r"(?:editor['’]s note|update|note to readers)\b.{0,120}\b(?:correct|amend|clarif|earlier version|misstat|misspell|retract)|"
    r"(?:a|the) (?:previous|earlier) version (?:of this|incorrectly|misstated|said)\b)",
    re.I,
)
_CAPTION = re.compile(
    rf"(?:(?:File )?(?:Photo(?:graph)?|Image|Picture|Illustration|Graphic|Map|Video)s?(?: (?:by|credit|caption|source|courtesy(?: of)?|copyright))?\s*[:|]\s*\S.{{0,400}}|"
    rf"(?:Image (?:caption|source|credit|copyright)|Photograph by|Photo by|Photo courtesy)\b.{{0,400}}|.{{0,600}}[(\[](?:AP Photo|File photo|Photo|Image|Photograph)\s*[/:|].{{0,100}}[)\]]\.?|"
    rf".{{0,600}}\bREUTERS/[A-Z].{{0,80}}|.{{0,600}}\bvia (?:AP|REUTERS|Reuters|Getty Images)\)?\.?|.{{0,600}}[/(]Getty(?: Images)?\)?\.?)$"
)
_DATE_LABEL = r"(?:first |last )?(?:posted|published|updated|modified|created|date|issued|edited)(?: (?:on|at))?"
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_DATE_LINE = re.compile(
    rf"\W*(?:(?:{_DATE_LABEL})\s*:?\s*|on\s+)?(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:{DATE})|\d{{1,2}} (?:hours?|minutes?|days?) ago)"
    rf"(?:[\s,|•·/–—-]|at|on|{_TIME}|[A-Z]{{2,5}}\b|\(|\)|{_DATE_LABEL}|:|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{DATE}|\d+ min(?:ute)?s? read)*$",
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


def is_furniture(line: str) -> bool:
    """Whether a line is a label, link or appeal of the page rather than part of the report."""
    return len(line) <= _MAX_FURNITURE_CHARACTERS and bool(_FURNITURE.match(line))


def opens_furniture(line: str) -> bool:
    """Whether a line heads a list of links to other reports ("More articles", "Most read")."""
    return bool(_OPENER.match(line)) and len(line) <= _MAX_FURNITURE_CHARACTERS


def find_byline(line: str) -> tuple[int, int] | None:
    """Return where the names stand in a line that says who wrote the report; None for any other line."""
    match = _BYLINE.match(line)
    if match is None or len(line) > 200 or line.rstrip().endswith(("?", "!", ":")):
        return None
    rest = match["rest"] or ""
    if line.rstrip().endswith(".") and len(line.split()) > 6:
        return None
    if rest and rest[0] == " " and rest.strip()[:1].islower() and not re.match(r"\s+(?:for|in|at|of|from|with)\s+[A-Z]", rest):
        return None
    names = _BYLINE_CUT.sub("", match["name"]).rstrip(" ,")
    return (match.start("name"), match.start("name") + len(names)) if names else None


def find_dateline(paragraph: str) -> Dateline | None:
    """Find "CITY, Region, Aug 4 (AP) — " at the start of a paragraph; None where it opens otherwise."""
    for pattern in (_DATELINE, _MIXED_DATELINE, _LEADING_CREDIT):
        match = pattern.match(paragraph)
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
