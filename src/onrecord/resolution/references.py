"""
Phrases that refer to somebody: what each one is, before it is said to whom it refers.

`He` is a pronoun for one man, `the minister` a nominal with a noun to match, `Mr. Lankov`
a name whose last word is Lankov, `a senior official` somebody unnamed who stays apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from onrecord.records import Span, changed
from onrecord.resolution.actors import ActorAnswer, actor_of
from onrecord.resolution.given_names import FEMALE, MALE
from onrecord.resolution.lexicon import AgentHit
from onrecord.resolution.names import name_words
from onrecord.resolution.phrase import read_phrase
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import Word, key_of, phrases, words_of

__all__ = ["FIRST", "Form", "Gender", "Reference", "name_before", "pronoun", "read_reference"]


class Form(StrEnum):
    """How a phrase refers."""

    NAME = "name"
    STATE = "state"
    BODY = "body"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"
    INDEFINITE = "indefinite"


class Gender(StrEnum):
    """What a pronoun or a title tells of the person."""

    MALE = "male"
    FEMALE = "female"
    ANY = "any"


_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset(
    {"they", "them", "their", "theirs", "themselves", "those", "these", "many", "others", "both", "some"}
)
_NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours", "ourselves", "myself"})
_WHO = frozenset({"who", "whose", "whom", "which", "that"})
PRONOUNS = _MALE | _FEMALE | _PLURAL | _NEUTER | FIRST | _WHO
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our"})
_FEMALE_NOUNS = phrases(
    "spokeswoman, chairwoman, congresswoman, actress, woman, mother, daughter, wife, queen, princess, sister, "
    "girl, businesswoman, mrs, ms, miss, lady, dame, policewoman, widow"
)
_MALE_NOUNS = phrases(
    "spokesman, chairman, congressman, man, father, son, husband, king, prince, brother, boy, businessman, mr, "
    "sir, lord, policeman, emir, sheikh, pope, imam, gunman, widower, archbishop"
)
_PLURAL_NOUNS = frozenset({"police", "people", "men", "women", "children", "authorities", "troops", "forces", "media"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One phrase, read for what can link it to others."""

    span: Span
    text: str
    form: Form
    gender: Gender
    is_plural: bool
    is_personal: bool
    """Whether it can be one person: she, the minister, Mr. Lankov."""
    name: str | None
    """Personal name without titles, or name of the body or state."""
    name_keys: tuple[str, ...]
    """Lookup forms of the words of the name."""
    nouns: tuple[str, ...]
    """Agent nouns of the phrase, lookup forms."""
    answer: ActorAnswer
    is_possessive_pronoun: bool = False


def read_reference(text: str, span: Span, day: str | None, tables: Tables) -> Reference:
    """Read one phrase of a report; `day` is the ISO day that offices are looked up on."""
    return changed(_read(span.slice(text), day, tables), span=span)


@lru_cache(maxsize=4096)
def _read(written: str, day: str | None, tables: Tables) -> Reference:
    """Read a phrase apart from its place; the same words come again within and between reports."""
    span = Span(0, len(written))
    words = words_of(written)
    keys = [word.key for word in words]
    if _is_pronoun(words):
        return pronoun(written, span, keys[0])
    phrase = read_phrase(written, words, day, tables)
    answer = actor_of(written, phrase, tables) if words else ActorAnswer()
    local, agents = words, phrase.agents
    named = (
        name_words(written, local, agents, phrase.names, phrase.head_end)
        if answer.kind not in ("state", "organization", "group")
        else None
    )
    personal = written[local[named[0]].start : local[named[1] - 1].end] if named else None
    form = _form(answer, personal, local, _is_plural(local, agents, Form.NOMINAL))
    if answer.kind == "person" and personal is None:
        personal = answer.name
    name = personal if form is Form.NAME else _body_name(written, local) if form in (Form.BODY, Form.STATE) else None
    return Reference(
        span=span,
        text=written,
        form=form,
        gender=_gender(keys, personal),
        is_plural=_is_plural(local, agents, form),
        is_personal=form is Form.NAME or (form in (Form.NOMINAL, Form.INDEFINITE) and _is_person_noun(agents)),
        name=name,
        name_keys=tuple(word.key for word in words_of(name)) if name else (),
        nouns=tuple(hit.noun for hit in agents),
        answer=answer,
    )


_RELATIVE = frozenset({"who", "whose", "whom"})
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w.’'-]+ )*[A-Z][\w’'-]+)(?: \([^()]{1,12}\))?,? $")


def name_before(text: str, span: Span) -> Span | None:
    """Return the name right before a relative pronoun, `Olga Brandt, who`: whom it refers to; None elsewhere."""
    if span.slice(text).lower() not in _RELATIVE:
        return None
    start = max(0, span.start - 60)
    match = _NAME_BEFORE.search(text[start : span.start])
    return Span(start + match.start(1), start + match.end(1)) if match else None


def _is_pronoun(words: Sequence[Word]) -> bool:
    """Whether the phrase is a pronoun; `US` in capitals is a state."""
    if not words or len(words) > 2 or words[0].key not in PRONOUNS or words[0].text in ("US", "U.S.", "IT", "WHO"):
        return False
    return len(words) == 1 or words[-1].key in ("all", "both", "own")


def pronoun(written: str, span: Span, key: str) -> Reference:
    """Return a pronoun as a reference; `key` is its lookup form."""
    gender = Gender.MALE if key in _MALE else Gender.FEMALE if key in _FEMALE else Gender.ANY
    plural = key in _PLURAL or key in ("we", "us", "our", "ours")
    return Reference(
        span=span,
        text=written,
        form=Form.PRONOUN,
        gender=gender,
        is_plural=plural,
        is_personal=key in _MALE | _FEMALE or key in ("i", "me", "my"),
        name=None,
        name_keys=(),
        nouns=(key,),
        answer=ActorAnswer(),
        is_possessive_pronoun=key in ("his", "her", "its", "their", "our", "my", "whose"),
    )


def _form(answer: ActorAnswer, personal: str | None, words: Sequence[Word], is_plural: bool) -> Form:
    if answer.kind == "state" and answer.name:
        return Form.STATE
    if answer.kind in ("organization", "group"):
        return Form.BODY
    if personal is not None or answer.kind == "person":
        return Form.NAME
    # Russia's defense minister, Russia's air force: there is but one
    owned = not is_plural and any(word.possessive for word in words[:-1])
    return Form.NOMINAL if words and (words[0].key in _DEFINITE or owned) else Form.INDEFINITE


def _body_name(written: str, words: Sequence[Word]) -> str:
    first = words[1] if len(words) > 1 and words[0].key in ("the", "a", "an") else words[0]
    return written[first.start : words[-1].end]


def _gender(keys: Sequence[str], personal: str | None) -> Gender:
    if any(key in _FEMALE_NOUNS for key in keys):
        return Gender.FEMALE
    if any(key in _MALE_NOUNS for key in keys):
        return Gender.MALE
    first = key_of(personal).partition(" ")[0] if personal and " " in personal else ""
    return Gender.FEMALE if first in FEMALE else Gender.MALE if first in MALE else Gender.ANY


_IMPERSONAL = phrases(
    "government, administration, regime, cabinet, authorities, authority, junta, state, council, ministry, "
    "department, presidency, embassy, mission, delegation, parliament, congress, senate, court, supreme, "
    "assembly, committee, army, military, navy, force, forces, police, intelligence, agency, service, company, "
    "firm, bank, corporation, board, group, groups, party, campaign, coalition, opposition, union, media, "
    "newspaper, television, radio, magazine, press, organization, organisation, charity, foundation, watchdog, "
    "monitor, association, league, university, institute, country, countries, nation, west, alliance, house, "
    "office, leadership, republic, municipality, white, report, study, industry, community, public, crowd, "
    "population, island, body"
)


def _is_person_noun(agents: Sequence[AgentHit]) -> bool:
    """Whether the head noun is for one person: the minister, a militant; not the ministry."""
    if not agents:
        return False
    head = agents[-1].noun
    last = head.rpartition(" ")[2]
    return (
        last not in _IMPERSONAL
        and not (last.endswith("s") and not last.endswith(("ss", "us", "is")))
        and last not in _PLURAL_NOUNS
    )


def _is_plural(words: Sequence[Word], agents: Sequence[AgentHit], form: Form) -> bool:
    if form in (Form.NAME, Form.STATE, Form.BODY) or not words:
        return False
    head = agents[-1].noun if agents else words[-1].key
    if words[0].key in ("a", "an", "one", "another", "each", "every"):
        return False
    return head in _PLURAL_NOUNS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
