"""
Furniture by its words: labels, links and appeals that pages put around and into a report.

    "More articles"      "Share this story"      "Sign up for our newsletter"      "Advertisement"

Each phrase is bound to the whole line, so that a sentence which merely holds the words
("Share prices fell", "More from Kyiv was expected") is left alone. To add a phrase, add a
line to the table it belongs to and a case to tests/cases/furniture.jsonl.
"""

import re

__all__ = ["is_furniture", "opens_furniture"]


def _any(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


# Headings of lists of other reports; the headlines after one are furniture too.
_LISTS = _any(
    r"must[- ]reads?",
    r"more (?:articles|stories|news|headlines|coverage|videos)",
    r"latest (?:articles?|news|stories|headlines|posts?)",
    r"related(?: (?:articles?|stories|story|coverage|content|news|links?|topics|posts|reading|video))?",
    r"recommended(?: (?:for you|stories|articles|reading|videos))?",
    r"most (?:read|popular|viewed|shared|commented)(?: (?:stories|articles|news))?",
    r"trending(?: (?:now|stories|news|topics))?",
    r"popular (?:stories|articles|posts|now)",
    r"editor['’]?s['’]? (?:picks?|choice)",
    r"top (?:stories|news|headlines)",
    r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"(?:you may have missed|in case you missed it|don['’]t miss|what to read next)",
    r"(?:up|read) next",
    r"more (?:from|on|in|about) (?:[^\s.?!,]+\s){0,5}[^\s.?!,]+$",
    r"(?:see|read|watch) also",
    r"also read",
    r"in this (?:article|story|section)",
    r"explore more",
    r"keep reading",
    r"read further [^.?!]{1,40}",
    r"other (?:stories|news|articles)",
    r"on this story",
    r"from around the web",
)
# Buttons, menu entries, counters and labels.
_LABELS = _any(
    r"advertisement",
    r"advertising",
    r"ad",
    r"sponsored(?: content| links| by [^.]{1,40})?",
    r"promoted(?: content)?",
    r"paid (?:post|content)",
    r"share",
    r"share (?:this|on|via|with|options|full article)(?: (?:this|article|story|post|page|on|via|facebook|"
    r"twitter|x|email|whatsapp|linkedin|friends?|your|network|with)){0,5}",
    r"tweet",
    r"e-?mail",
    r"print",
    r"facebook",
    r"twitter",
    r"whatsapp",
    r"linkedin",
    r"reddit",
    r"pinterest",
    r"telegram",
    r"instagram",
    r"youtube",
    r"copy (?:link|url)",
    r"link copied",
    r"save(?: article| story)?",
    r"bookmark",
    r"gift(?: this)? article",
    r"(?:view |show |\d[\d,]* )?(?:comments?|shares|views|likes)(?: \(\d+\))?",
    r"leave a (?:comment|reply)",
    r"post a comment",
    r"add a comment",
    r"join the (?:conversation|discussion)",
    r"newsletters?",
    r"home(?:page)?",
    r"menu",
    r"main menu",
    r"search",
    r"close",
    r"back",
    r"next",
    r"previous",
    r"more",
    r"top",
    r"loading",
    r"skip (?:to|past) [^.]{1,40}",
    r"skip (?:ad|advertisement|navigation)",
    r"jump to [^.]{1,30}",
    r"toggle [^.]{1,30}",
    r"play(?: video| audio)?",
    r"watch(?: now| live| video| the video| more)?",
    r"listen(?: now| to (?:this|the) (?:article|story))?",
    r"live",
    r"videos?",
    r"photos?",
    r"gallery",
    r"pictures",
    r"\d+ ?-?min(?:ute)?s? (?:read|listen)",
    r"(?:reading|read) time:? [^.]{1,20}",
    r"getty images",
    r"read (?:more|the full (?:story|article)|full (?:story|article)|next|on)",
    r"continue reading",
    r"show (?:more|less|all)",
    r"load more",
    r"see (?:all|more)",
    r"view (?:all|more)",
    r"back to (?:top|home|homepage)",
    r"(?:next|previous) (?:article|story|post)",
    r"log ?in",
    r"sign in",
    r"register",
    r"my account",
    r"report (?:a|an) (?:typo|error)",
    r"(?:terms|terms (?:of|and) (?:use|service|conditions)|privacy(?: policy| notice)?|cookie(?:s| policy|"
    r" settings)|contact(?: us)?|about(?: us)?|accessibility|careers|advertise(?: with us)?|site ?map|"
    r"help|faq|rss)(?:\s*[|·•/]\s*\w[\w ]{1,30})*",
    r"(?:story|article|text|content) continues (?:below|after)[^.]{0,40}",
    r"editors? recommend",
    r"end of (?:article|story|body)",
    r"topics?",
    r"tags?",
    r"tagged(?: with)?",
    r"filed under",
    r"our standards",
)
# Phrases with an open end: appeals, notices of rights, links to one other report.
_OPEN = _any(
    r"follow \S{1,40}(?: \S{1,40}){0,3}\s*:.*",
    r"(?:read|see|watch|listen|also read|read also|related|recommended|more|must read|live "
    r"updates?)\s*(?:more)?\s*(?::|\||>>|»)\s*\S.*",
    r"(?:click|tap) here\b.*",
    r"sign up\b.*",
    r"subscribe\b(?! to (?:the|this) (?:view|idea|notion|theory)).*",
    r"register (?:now|for free|here)\b.*",
    r"(?:get|receive|join) (?:the|our|your|all|more|daily|weekly|breaking)\b[^.]{0,80}\b(?:newsletter|"
    r"inbox|updates|alerts|e-?mails?)\b.*",
    r"(?:follow|like|find|join|connect with) us (?:on|at|via)\b.*",
    r"follow us",
    r"(?:follow|keep up with|you can (?:follow|keep up with|reach|contact)) (?:\S+ ){1,5}(?:on|at) "
    r"(?:twitter|x|facebook|instagram|threads|mastodon|bluesky)\b.*",
    r"download (?:the|our)\b.{0,40}\bapp\b.*",
    r"(?:support|donate to) (?:our|us|independent)\b.*",
    r"(?:please )?(?:consider )?(?:supporting|donating)\b.{0,60}$",
    r"(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?(?:the )?.{0,80}(?:\d{4}|all rights reserved|reserved).{0,160}",
    r".{0,80}\ball rights reserved\b.{0,160}",
    r"this (?:material|content|article|story) may not be (?:published|reproduced|copied)\b.*",
    r"(?:tags?|topics?|filed under|tagged|categories|category)\s*:\s*\S.*",
    r"(?:we|this (?:site|website)) uses? cookies\b.*",
    r"our standards:.*",
    r"submit your letter\b.*",
    r"(?:comments|have your say)\b.{0,30}\bclosed\b.*",
    r"send (?:us )?(?:your )?(?:tips|feedback|comments|letters)\b.*",
    r"(?:have (?:a|any) )(?:story|tip|news tip|question|confidential tip)s?\b.{0,160}\?.*",
)
_ENDS = r"\s*[.!:…»>→-]*\s*$"
_FURNITURE = re.compile(rf"\W*{_any(_LISTS, _LABELS)}{_ENDS}|\W*{_OPEN}$", re.I)
_OPENER = re.compile(rf"\W*{_LISTS}{_ENDS}", re.I)
_MAX_CHARACTERS = 300
"""Longer lines are paragraphs, whatever they begin with."""


def is_furniture(line: str) -> bool:
    """Whether a line is a label, link or appeal of the page rather than part of the report."""
    return len(line) <= _MAX_CHARACTERS and bool(_FURNITURE.match(line))


def opens_furniture(line: str) -> bool:
    """Whether a line heads a list of links to other reports ("More articles", "Most read")."""
    return len(line) <= _MAX_CHARACTERS and bool(_OPENER.match(line))
