"""
Reports made up of parts, as many as one likes: no text of anybody's.

    python -m benchmarks.generated 50000 reports.jsonl [--words 60]
    {"id": "g17", "published": "2019-02-09", "outlet": "Larkmoor Post", "text": "The port of Velmora closed. …"}

The same number gives the same report. They are as an archive of news is: in the order of their days, nine a
day, each story told by three reports, people and towns met again now and then. Were all drawn from a few names
and sentences, every report would be about what every other one is, and a ledger would rightly hold each
against all.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

__all__ = ["reports", "write_reports"]

_STATES = (
    "Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium "
    "Benin Bolivia Botswana Brazil Bulgaria Burundi Cambodia Cameroon Canada Chile Colombia Croatia Cuba Cyprus "
    "Denmark Ecuador Egypt Eritrea Estonia Ethiopia Fiji Finland Gabon Ghana Greece Guatemala Guinea Guyana Haiti "
    "Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan "
    "Kenya Kosovo Kuwait Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg Madagascar Malawi Malaysia Mali "
    "Malta Mauritania Mexico Moldova Mongolia Montenegro Morocco Mozambique Namibia Nepal Nicaragua Niger Nigeria "
    "Norway Oman Pakistan Panama Paraguay Peru Poland Portugal Qatar Romania Rwanda Senegal Serbia Singapore "
    "Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Tajikistan Tanzania Thailand Togo Tunisia "
    "Turkmenistan Uganda Ukraine Uruguay Uzbekistan Venezuela Vietnam Yemen Zambia Zimbabwe"
).split()
_BODIES = (
    "defence ministry,foreign ministry,interior ministry,health ministry,port authority,army,navy,coast guard,"
    "central bank,harbour police,farmers' union,opposition,supreme court,election commission,parliament,air force,"
    "border guard,dockers' union,intelligence service,rebel council"
).split(",")
_KINDS = (
    "grain,freight,border,fuel,radio,rice,patrol,oil,power,artillery,field,water,fishing,cement,copper,army,timber,steel,"
    "cotton,sugar,coal,police,refugee,signal,mountain,river,night,ferry,harvest,salt"
).split(",")
_THINGS = (
    "ships,trains,posts,bridges,depots,masts,mills,boats,tankers,stations,drones,shells,hospitals,pumps,airfields,works,"
    "mines,dams,pipelines,trucks,schools,warehouses,cranes,tents,tunnels,barges,silos,barracks,turbines,ferries"
).split(",")
_OUTLETS = ("Harbour Courier", "Larkmoor Post", "Gull Rock Gazette", "Tidewater Ledger", "Northgate Times")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TEMPLATES = (
    "{person} said on {weekday} that {count} {things} had been {held} between {place} and {town} by {second}.",
    "{state} {accused} {other} of {harming} {things} in {place}.",
    "The {body} of {state} {denied} that {second} {harmed} {things} near {place} and {town} on {weekday}.",
    "{state} and {other} {agreed} {a_treaty} on {things} in {place}.",
    "“We will not let {second} keep {things} in {place} or {town},” {person} told reporters.",
    "{person} {met} the president of {other} in {place} on {weekday} to {settle} {things}.",
    "Police in {place} {caught} {count} people during {a_protest} against the {body}.",
    "{state} will {give} {count} {things} to {other}, {person} said.",
    "According to the {body}, {second} {harmed} {things} near {place} and {town}.",
    "{person} {urged} {other} to {withdraw} its {things} from {place} and {town}.",
    "The {body} {accused} {second} of {an_attack} on {things} in {place} that {killed} {count} people.",
    "{second} {left} on {weekday} after {talks} with the {body} of {state}.",
    "{second} {refused} the offer and {demanded} that {other} {settle} {count} {things} in {place}.",
    "Workers at the {things} in {place} {stopped} on {weekday}, the {body} said.",
    "{other} {punished} {second}, and {state} {promised} an answer.",
    "{state} {expelled} {count} diplomats of {other} from {place}.",
    "“Nobody in {place} or {town} asked {person} for {things},” said {second}, who {left} on {weekday}.",
    "{person} {lauded} {second} and {promised} {count} million dollars for {place}.",
    "Soldiers of {state} {held} {count} {things} of {other} near {place}, {person} said.",
    "A court in {place} {jailed} {second} for {years} years.",
)
_WORDS = {
    name: words.split(",")
    for name, words in {
        "held": "stopped,seized,detained,blocked,impounded,searched,boarded,diverted",
        "accused": "accused,blamed,suspected,denounced,reproached,charged,faulted,reported",
        "harming": "shelling,bombing,burning,looting,raiding,mining,stealing,sinking",
        "denied": "denied,disputed,rejected,doubted,confirmed,admitted,conceded,declared",
        "harmed": "shelled,bombed,burned,looted,raided,destroyed,wrecked,stole",
        "agreed": "signed,reached,drafted,concluded,renewed,initialled,ratified,broke",
        "a_treaty": "an agreement,a treaty,a contract,a pact,an accord,a memorandum,a lease,a truce",
        "met": "met,visited,received,called,telephoned,hosted,welcomed,avoided",
        "settle": "discuss,buy,inspect,count,divide,repair,return,replace",
        "caught": "arrested,detained,dispersed,beat,questioned,surrounded,photographed,escorted",
        "a_protest": "a protest,a march,a riot,a vigil,a rally,a sit-in,a parade,a blockade",
        "give": "send,supply,sell,deliver,lend,donate,lease,ship",
        "urged": "urged,asked,pressed,begged,ordered,told,invited,advised",
        "withdraw": "withdraw,remove,recall,evacuate,retrieve,pull,shift,move",
        "an_attack": "an attack,a raid,an assault,an ambush,a blast,a bombardment,a robbery,an arson",
        "killed": "killed,injured,wounded,maimed,displaced,stranded,crippled,trapped",
        "left": "resigned,fled,withdrew,departed,retired,returned,collapsed,disappeared",
        "talks": "talks,a meeting,a session,a hearing,a summit,a quarrel,a dinner,a debate",
        "refused": "rejected,refused,dismissed,declined,accepted,welcomed,ignored,mocked",
        "demanded": "demanded,insisted,asked,required,proposed,suggested,hoped,feared",
        "stopped": "struck,resumed,marched,paused,rested,protested,celebrated,assembled",
        "punished": "sanctioned,fined,banned,charged,indicted,expelled,exiled,deposed",
        "promised": "promised,prepared,delayed,threatened,offered,pledged,withheld,raised",
        "expelled": "expelled,deported,recalled,evacuated,summoned,dismissed,ejected,invited",
        "lauded": "praised,thanked,congratulated,backed,criticised,condemned,defended,scolded",
        "jailed": "jailed,sentenced,imprisoned,banned,barred,suspended,interned,confined",
    }.items()
}
"""Verbs and nouns of each sort: a key of the ledger is a word with its type and its year."""
_SYLLABLES = ("ka", "ru", "vel", "mor", "tin", "os", "la", "bre", "dun", "fe", "gor", "hal", "is", "jo", "ken", "lum")
_ENDINGS = {"person": ("ov", "sen", "ard", "ez", "wa", "ini"), "town": ("grad", "ville", "ton", "ora", "ik", "abad")}
_FIRST_NAMES = 180
_PEOPLE, _TOWNS = 6000, 6000
_FIRST_DAY, _STORIES_A_DAY = date(2009, 1, 1), 3
_TOLD, _APART = 3, 20
"""Reports of a story, and how many others stand between two of them."""
_LENGTHS = (0.5, 1.7)
"""A report has from half to 1.7 times the words asked for; the mean is a tenth above that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What several reports tell of."""

    person: str
    second: str
    body: str
    state: str
    other: str
    place: str
    town: str
    things: str
    day: int


def reports(count: int, *, words: int = 60, first: int = 0) -> Iterator[dict[str, str]]:
    """Yield so many reports as rows of JSON lines, numbered from the first."""
    for number in range(first, first + count):
        drawn = random.Random(number)  # noqa: S311  # the same report every time
        story = _story(number // (_TOLD * _APART) * _APART + number % _APART)
        wanted, sentences = words * drawn.uniform(*_LENGTHS), list[str]()
        while sum(len(sentence.split()) for sentence in sentences) < wanted:
            sentences.append(_sentence(drawn, story))
        yield {
            "id": f"g{number}",
            "published": str(_FIRST_DAY + timedelta(days=story.day + drawn.randrange(3))),
            "outlet": drawn.choice(_OUTLETS),
            "text": " ".join(sentences),
        }


@lru_cache(maxsize=4 * _APART)
def _story(number: int) -> _Story:
    drawn = random.Random(f"story {number}")  # noqa: S311  # the same story every time
    state, other = drawn.sample(_STATES, 2)
    return _Story(
        person=_person(drawn.randrange(_PEOPLE)),
        second=_person(drawn.randrange(_PEOPLE)),
        body=drawn.choice(_BODIES),
        state=state,
        other=other,
        place=_name("town", drawn.randrange(_TOWNS)),
        town=_name("town", drawn.randrange(_TOWNS)),
        things=f"{drawn.choice(_KINDS)} {drawn.choice(_THINGS)}",
        day=number // _STORIES_A_DAY,
    )


def _person(number: int) -> str:
    return f"{_name('person', -1 - number % _FIRST_NAMES)} {_name('person', number)}"


def _name(kind: str, number: int) -> str:
    """Return a name made of syllables; the same number gives the same name."""
    drawn = random.Random(f"{kind} {number}")  # noqa: S311  # the same name every time
    return "".join((*drawn.choices(_SYLLABLES, k=drawn.randint(2, 3)), drawn.choice(_ENDINGS[kind]))).capitalize()


def _sentence(drawn: random.Random, story: _Story) -> str:
    return drawn.choice(_TEMPLATES).format(
        **{name: drawn.choice(verbs) for name, verbs in _WORDS.items()},
        **{each.name: getattr(story, each.name) for each in fields(story)},
        weekday=drawn.choice(_DAYS),
        count=drawn.randrange(2, 400),
        years=drawn.randrange(2, 20),
    )


def write_reports(path: Path, count: int, *, words: int = 60) -> Path:
    """Write so many reports as JSON lines; return the path."""
    with path.open("w", encoding="utf-8") as stream:
        for row in reports(count, words=words):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a file of reports."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generated", description="Write generated reports.")
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--words", type=int, default=60)
    options = parser.parse_args(arguments)
    write_reports(options.path, options.count, words=options.words)


if __name__ == "__main__":
    main()
