"""
Personal names in phrases: where the name is, without titles and descriptions.

`Defense Department spokesperson Brig. Gen. Patrick S. Ryder` -> Patrick S. Ryder
`Hassan Karim al-Kaabi, Iraq's deputy speaker of parliament` -> Hassan Karim al-Kaabi
"""

from collections.abc import Sequence

from onrecord.resolution.lexicon import AgentHit, NameHit
from onrecord.resolution.tables import load_tables
from onrecord.resolution.words import Word, key_of, phrases

__all__ = ["PARTICLES", "TITLES", "is_corporate", "name_words", "personal_name"]

TITLES = phrases(
    "mr, mrs, ms, miss, dr, sir, dame, lord, lady, prof, professor, gen, lt, col, maj, brig, sgt, cpl, capt, "
    "cmdr, adm, rear, vice, sen, senator, rep, gov, governor, president, king, queen, prince, princess, sheikh, "
    "ayatollah, pope, imam, mullah, rabbi, rev, reverend, father, archbishop, bishop, cardinal, judge, justice, "
    "hon, chancellor, premier, minister, prime, foreign, defense, defence, interior, secretary, general, colonel, "
    "major, brigadier, captain, sergeant, corporal, admiral, marshal, commander, chief, deputy, assistant, "
    "attorney, mayor, ambassador, spokesman, spokeswoman, spokesperson, leader, chairman, chairwoman, director, "
    "crown, emir, private, first, second, third, lieutenant, detective, inspector, constable, officer, special, "
    "envoy, adviser, advisor, speaker, congressman, congresswoman, representative, republican, democrat, analyst, "
    "journalist, reporter, correspondent, author, historian, lawyer, pastor, under, state, press, national, "
    "security, former, ex, acting"
)
PARTICLES = phrases(
    "al, el, bin, ibn, abu, de, da, di, du, van, von, der, den, la, le, dos, das, del, ben, um, ould, ap, ul, y, e"
)


def personal_name(
    text: str, words: Sequence[Word], agents: Sequence[AgentHit], names: Sequence[NameHit], head_end: int | None = None
) -> str | None:
    """Return the personal name that a phrase holds, without titles; None where it is a description."""
    found = name_words(text, words, agents, names, head_end)
    return None if found is None else text[words[found[0]].start : words[found[1] - 1].end]


def name_words(
    text: str, words: Sequence[Word], agents: Sequence[AgentHit], names: Sequence[NameHit], head_end: int | None = None
) -> tuple[int, int] | None:
    """
    Return the words [first, last) of the personal name in a phrase whose offsets are those of `text`.

    Only the head (up to `head_end`) and what stands right after it, in apposition, are looked at.
    """
    barred = {i for hit in names if hit.meanings[0].kind != "person" for i in range(hit.first, hit.last)}
    barred |= {i for hit in agents for i in range(hit.first, hit.last) if not _could_be_surname(words, hit)}
    runs = [
        run
        for run in _runs(text, words, barred)
        if head_end is None
        or run[0] < head_end
        or (run[0] == head_end and "," in text[words[run[0] - 1].end : words[run[0]].start])
    ]
    runs = [run for run in runs if not _is_modifier(words, run, agents)]
    if not runs:
        return None
    return max(runs, key=lambda run: (_follows_title(words, run[0], agents), run[1] - run[0], -run[0]))


_CORPORATE = phrases(
    "university, institute, foundation, association, council, committee, party, bank, corporation, corp, inc, "
    "ltd, llc, club, league, post, times, journal, report, magazine, news, act, house, street, partnership, "
    "federal, center, centre, union, agency, board, commission, court, department, ministry, office, bureau, "
    "fund, group, network, school, college, hospital, church, company, industries, airlines, tv, radio, daily, "
    "herald, tribune, gazette, election, elections, campaign, tower, pac, project, society, alliance, coalition, "
    "movement, front, army, brigade, initiative, observatory, monitor"
)
"""Words that make a run of capitals a body, not a person: Trump University."""


def is_corporate(name: str) -> bool:
    """Whether a run of capitals names a body, not a person."""
    return bool(set(key_of(name).split()) & _CORPORATE)


def _could_be_surname(words: Sequence[Word], hit: AgentHit) -> bool:
    """Julie Bishop, Stephen King: a noun in capitals at the end of a name, after a first name."""
    if hit.last - hit.first > 1 or hit.first == 0 or not words[hit.first].is_capitalised:
        return False
    before = words[hit.first - 1]
    ends = hit.last == len(words) or not words[hit.last].is_capitalised
    return (
        ends
        and before.is_capitalised
        and before.key not in TITLES
        and before.key not in _COMMON
        and len(before.key) > 2
    )


def _runs(text: str, words: Sequence[Word], barred: set[int]) -> list[tuple[int, int]]:
    runs = []
    at = 0
    while at < len(words):
        end = at
        while (
            end < len(words) and _is_part(words, end, end > at, barred) and not (end > at and _is_cut(text, words, end))
        ):
            end += 1
        while end > at and words[end - 1].key in PARTICLES and not words[end - 1].is_capitalised:
            end -= 1
        if (
            end > at
            and any(len(word.text) > 2 for word in words[at:end])
            and not (end - at == 1 and _is_no_name(words[at]))
        ):
            runs.append((at, end))
        at = max(end, at + 1)
    return runs


def _follows_title(words: Sequence[Word], first: int, agents: Sequence[AgentHit]) -> bool:
    return first > 0 and (words[first - 1].key in TITLES or any(hit.last == first for hit in agents))


def _is_modifier(words: Sequence[Word], run: tuple[int, int], agents: Sequence[AgentHit]) -> bool:
    """Whether the name only modifies a noun: the Trump campaign, a Gawker employee, Prakash's lawyer."""
    first, last = run
    if words[last - 1].possessive and last < len(words):
        return True
    determined = first > 0 and words[first - 1].key in ("the", "a", "an", "one", "another", "some", "former")
    follows = words[last] if last < len(words) else None
    noun = any(hit.first == last for hit in agents) or (follows is not None and not follows.is_capitalised)
    adjacent = follows is not None and follows.start - words[last - 1].end == 1
    return determined and noun and adjacent and follows is not None and follows.key not in _AFTER_NAME


_COMMON = phrases(
    "the, a, an, this, that, these, those, many, some, several, most, all, any, other, another, both, his, her, "
    "its, their, our, two, three, four, he, she, they, we, it, i, you, who, one, senior, top, local, former, new, "
    "old, ousted, five, six, others, us, and, or, but, if, in, on, at, of, for, to, by, with, from, as, not, no, "
    "when, while, after, before, then, there, here, what, why, how"
)
_AFTER_NAME = phrases("of, in, at, from, to, for, who, which, that, on, with, and, or, is, was, has, had, said")


def _is_part(words: Sequence[Word], at: int, inside: bool, barred: set[int]) -> bool:
    word = words[at]
    if word.key in _COMMON or word.text.isdigit() or at in barred:
        return False
    if inside and word.key in PARTICLES:
        return True
    if word.key in TITLES and (not inside or (at + 1 < len(words) and words[at + 1].is_capitalised)):
        return False
    if word.key in load_tables().regions and not (inside or (at + 1 < len(words) and words[at + 1].is_capitalised)):
        return False
    if not inside and word.key in PARTICLES and at + 1 < len(words):
        return words[at + 1].is_capitalised and (words[at + 1].joined or word.is_capitalised)
    return word.is_capitalised or (inside and word.joined and words[at - 1].is_capitalised)


def _is_cut(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a name cannot run across this gap: a comma, a possessive, a dash, a line."""
    gap = text[words[at - 1].end : words[at].start]
    return words[at - 1].possessive or len(gap) > 2 or any(c in gap for c in ",;:()/\n")


def _is_no_name(word: Word) -> bool:
    return len(word.text) < 3 or (word.text.isupper() and len(word.text) <= 5)
