"""
Words as events and statements are matched by: stems that carry meaning, and what each is worth.

    "Airstrikes were carried out against villages"  ->  airstrik, carri, villag
    raqqa is worth more than town, and town more than say

Stems are those of a light suffix stripper with a table of irregular verbs, so that a
verb and its noun mostly meet: bombed, bombing, bomb.
"""

from collections.abc import Iterable
from functools import lru_cache

__all__ = ["alike", "content_stems", "shared_weight", "stem", "weight"]

_IRREGULAR = {
    form: lemma
    for lemma, forms in (
        line.split(": ")
        for line in """say: said says
shoot: shot shooting shootings
meet: met meeting meetings
die: died dies death deaths dead dying
kill: killed killing killings kills
strike: struck strikes striking
hold: held holding
take: took taken taking
give: gave given giving
go: went gone goes going
come: came coming
leave: left leaving
buy: bought buying
sell: sold selling sale sales
win: won winning
lose: lost losing loss losses
fight: fought fighting
flee: fled fleeing
find: found finding
hit: hitting hits
tell: told telling
think: thought
speak: spoke spoken speech
steal: stole stolen
fall: fell fallen
fly: flew flown flight
send: sent sending
bring: brought
begin: began begun
make: made making
pay: paid payment
see: saw seen
withdraw: withdrew withdrawn withdrawal
arrest: arrested arrests
attack: attacked attacks attacking
visit: visited visits visiting
accuse: accused accusation accusations accuses
deny: denied denial denials denies denying
agree: agreed agreement agreements agrees
deploy: deployed deployment deployments
capture: captured captures
invade: invaded invasion invading
explode: exploded explosion explosions
destroy: destroyed destruction
decide: decided decision decisions
defend: defended defence defense
defeat: defeated
announce: announced announcement
retreat: retreated retreats
release: released releases
marry: married marriage marries
acquire: acquired acquisition acquires
lay: laid layoff
choose: chose chosen choice
beat: beaten beating
break: broke broken
lead: led leading
""".strip().splitlines()
    )
    for form in forms.split()
}
_STOP = frozenset(
    """a about above after again against all also although am among an and any are as at be because been before being
    below between both but by can cannot could did do does doing down during each either else ever every few for from
    further had has have having he her here hers herself him himself his how however i if in into is it its itself just
    may me might more most must my myself neither no nor not now of off on once one only onto or other our ours out
    over own per same shall she should since so some such than that the their theirs them themselves then there these
    they this those though through to too toward towards under until up upon us very was we were what when where
    whether which while who whom whose why will with within without would yet you your yours said says say mr mrs ms
    dr told tell according
    it's he's she's they're we're i'm don't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't doesn't
    hasn't haven't hadn't that's there's i've we've they've""".split()
)
_SUFFIXES = (
    ("ies", "y"), ("sses", "ss"), ("ations", "ate"), ("ation", "ate"), ("ments", ""), ("ment", ""), ("ions", ""),
    ("ings", ""), ("ing", ""), ("ied", "y"), ("edly", ""), ("ed", ""), ("ion", ""), ("ers", ""), ("ly", ""),
    ("es", "e"), ("s", ""),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a word in lower case; possessives and final e do not count."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _trimmed(_IRREGULAR[word])
    for suffix, instead in _SUFFIXES:
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) >= 3 and _VOWELS & set(rest):
            if suffix == "s" and rest.endswith(("s", "u", "i")):
                continue
            return _trimmed(rest + instead)
    return _trimmed(word)


def content_stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the words that mean something, in order."""
    return tuple(stem(word) for word in words if word not in _STOP and len(word) > 1)


def weight(stem: str) -> float:
    """Return what a shared stem is worth, 0 to 1: rare words more."""
    return 1.0 if stem else 0.0


def shared_weight(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the cosine of two sets of stems, each stem by its worth."""
    shared = first & second
    if not shared:
        return 0.0
    both = sum(weight(stem) ** 2 for stem in shared)
    return float(both / (sum(weight(s) ** 2 for s in first) * sum(weight(s) ** 2 for s in second)) ** 0.5)


def alike(first: str, second: str) -> float:
    """Return how near two stems are in meaning, -1 to 1; 0 where either is unknown."""
    return 1.0 if first == second else 0.0


def _trimmed(word: str) -> str:
    """A stem without doubled consonant or final e."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
