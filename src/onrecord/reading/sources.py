"""
What kind of source a phrase names, where its own words say so.

    a senior official -> unnamed      the finance ministry -> organization      a new poll -> document
    voters -> collective              the Daily Courier -> outlet               Ana Ruiz -> (not told here)

The network sees a source from the cue; the head word of the phrase is often surer. The lists are of common words and
of marks that names carry; a phrase that none of them settles is left to the network. Written against the training
part of the labelled statements, judged on the development part: training/LOG.md.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.records import Mention, MentionKind, SourceKind, Span

__all__ = ["kind_of_source"]

_TAIL = re.compile(
    r"\s*(?:[,(–—]|\b(?:of|by|from|who|whom|which|that|in|on|at|with|to|for|against|close|familiar|involved|"
    r"released|published|filed|leading|representing|speaking|including|among|about|and)\b)",
    re.IGNORECASE,
)
_DOCUMENTS = frozenset(
    """report reports study studies survey surveys poll polls polling analysis law laws bill amendment memo memos letter
    letters document documents filing filings lawsuit lawsuits complaint indictment affidavit transcript transcripts
    email emails e-mail e-mails constitution treaty accord resolution ruling guidelines findings figures statistics
    tally excerpts video footage ad website book depositions disclosures charter communique communiqué declaration
    leaflet petition article audit census decree verdict""".split()
)
_UNNAMED = frozenset(
    """official officials source sources spokesman spokeswoman spokesperson spokesmen spokespeople aide aides adviser
    advisers advisor advisors diplomat diplomats resident residents witness witnesses lawyer lawyers attorney attorneys
    staffer staffers staff investigator investigators activist activists representative representatives bystander
    bystanders neighbour neighbours neighbor neighbors insiders colleague colleagues survivor survivors
    reader villager villagers""".split()
)
_COLLECTIVES = frozenset(
    """voters critics supporters opponents backers people public observers advocates americans republicans democrats
    conservatives liberals europeans germans russians ukrainians israelis palestinians iranians syrians britons
    protesters world community millennials citizens many most half skeptics sceptics detractors percent everyone
    everybody majority""".split()
)
_ORGANIZATIONS = frozenset(
    """government administration ministry department agency commission committee council court parliament congress
    senate party campaign company firm bank board army military police navy union association centre center institute
    university bureau office embassy regime coalition alliance organization organisation corporation league federation
    authority authorities airline kremlin pentagon house nato fbi cia un eu cabinet presidency militia""".split()
)
_OUTLETS = frozenset(
    """times post journal herald tribune guardian reuters ap afp bbc cnn nbc cbs abc msnbc gazette courier telegraph
    newspaper newspapers magazine media press outlet outlets xinhua tass interfax kcna column broadcaster
    weekly daily""".split()
)
_OUTLET_NAMES = frozenset(
    """news today examiner mail chronicle observer sun mirror star bugle dispatch globe npr pbs bloomberg politico
    huffpost huffpo breitbart axios vox slate salon variety newsweek economist atlantic jazeera haaretz spiegel monde
    figaro pravda izvestia kommersant meduza sputnik standard inquirer sentinel enquirer beast""".split()
)
"""Words that end the name of an outlet where they are written as a name."""
_DEFINITE = re.compile(r"(?:the|this|that|his|her)\b", re.IGNORECASE)
_BODIES = frozenset({MentionKind.PLACE, MentionKind.ORGANIZATION, MentionKind.GROUP})
_POSSESSIVE = 2
"""Characters of ’s, which a mention leaves out."""
_SINGULAR = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "aide", "lawyer", "attorney", "reader"})


def kind_of_source(text: str, source: Sequence[Span], mentions: Sequence[Mention]) -> SourceKind | None:
    """Return the kind that the words of a source settle; None where they settle none. Mentions are in text order."""
    if not source:
        return SourceKind.NONE
    first = bisect_left(mentions, source[0].start, key=_start)
    mentions = mentions[first : bisect_left(mentions, source[0].end, key=_start)]
    phrase = source[0].slice(text).strip(" \"'“”‘’")
    tail = _TAIL.search(phrase, 1)
    head_phrase = phrase[: tail.start()] if tail else phrase
    words = re.findall(r"[\w%&.-]+", re.sub(r"[’']s?\b", "", head_phrase))
    if not words:
        return None
    head = words[-1].casefold().strip(".")
    if any(m.kind is MentionKind.PERSON and source[0].contains(m.span) for m in mentions):
        return None  # a named person, or somebody's: the network has seen which
    if head in _OUTLETS or (head in _OUTLET_NAMES and words[-1][:1].isupper()):
        return SourceKind.OUTLET
    if head in _DOCUMENTS:
        return SourceKind.DOCUMENT
    if head in _UNNAMED:
        # "the official" may be one that was named before
        return None if head in _SINGULAR and _DEFINITE.match(phrase) else SourceKind.UNNAMED
    if head in _COLLECTIVES or head.endswith("%"):
        return SourceKind.COLLECTIVE
    if head in _ORGANIZATIONS or _is_body(text, source[0], len(head_phrase), mentions):
        return SourceKind.ORGANIZATION
    return None


def _start(mention: Mention) -> int:
    return mention.span.start


def _is_body(text: str, source: Span, length: int, mentions: Sequence[Mention]) -> bool:
    """Whether the phrase is the name of a place or an organization: a capital speaks for its government."""
    end = source.start + length
    named = {
        m.kind
        for m in mentions
        if source.start <= m.span.start
        and end - _POSSESSIVE <= m.span.end <= end
        and text[source.start : m.span.start].casefold() in ("", "the ")
    }
    return bool(named & _BODIES) and text[end - 1].isalnum()
