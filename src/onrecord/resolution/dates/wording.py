"""
The words of dates, brought to one form before any rule looks at them.

`“The  twenty-first of Sept., ’99”` -> `21 of september 1999`; `almost two years ago` -> `2 years ago`.
"""

import re

__all__ = ["DAY", "MONTH", "NUMBER", "WEEKDAY", "YEAR", "month_number", "normalise", "weekday_number"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SMALL = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split())}  # fmt: skip
_TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {word: value for value, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)} | {"thirtieth": 30}  # fmt: skip

MONTH = "(?P<month>" + "|".join(_MONTHS) + ")"
WEEKDAY = "(?P<weekday>" + "|".join(_WEEKDAYS) + ")"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})"
NUMBER = r"(?P<n>\d{1,4}(?:\.5)?)"

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "“": " ", "”": " ", '"': " "})
_ABBREVIATIONS = [
    (re.compile(rf"\b{name[:3]}(?:{name[3:4]})?\b\.?(?!\w)"), name) for name in _MONTHS if name not in ("may", "june", "july")
] + [
    (re.compile(r"\b(?:jun|jul)\b\.?"), None),
    (re.compile(r"\b(mon|tues?|wed|thur?s?|fri|sat|sun)\b\.(?!\w)"), None),
]  # fmt: skip
_DAYTIME = re.compile(
    r"\b(?:at (?:around |about )?)?(?:\d{1,2}(?:[:.]\d{2})? ?(?:a\.?m\.?|p\.?m\.?)(?: (?:e[sd]t|gmt|bst|local time))?|\d{1,2}:\d{2}(?: gmt| bst)?"
    r"|noon|midnight|dawn|dusk|daybreak|sunrise|sunset)(?: on)?(?=\s|,|$)"
)
_PART_OF_DAY = re.compile(r"\b(?:(?:late|early|mid)[ -])?(?:morning|afternoon|evening|night|lunchtime|nightfall|hours of(?: the morning of)?)\b")
_HEDGES = re.compile(
    r"\b(?:nearly|almost|about|around|approximately|roughly|some|just|only|exactly|more than|less than|over|under|at least|"
    r"at most|up to|barely|well|as (?:early|late|recently|long) as|a little|way|sometime|circa|c\.|full|calendar|the date of|or so|or thereabouts)\b(?! the\b)"
)
_COUNTS = re.compile(r"\b(?:a )?couple(?: of)?\b")
_TENS_AND_UNIT = re.compile(rf"\b({'|'.join(_TENS)})[ -]({'|'.join([*list(_SMALL)[1:10], *list(_ORDINALS)[:9]])})\b")
_SPOKEN_YEAR = re.compile(rf"\b(nineteen|twenty|eighteen)[ -](?:({'|'.join(_TENS)})(?:[ -]({'|'.join(list(_SMALL)[1:10])}))?|(ten|eleven|[a-z]+teen|twelve)|(?:oh|o)[ -]?({'|'.join(list(_SMALL)[1:10])}))\b")
_WORD = re.compile(r"[a-z]+")


def month_number(name: str) -> int:
    """Return 1 for january."""
    return _MONTHS.index(name) + 1


def weekday_number(name: str) -> int:
    """Return 0 for monday."""
    return _WEEKDAYS.index(name)


def normalise(text: str) -> str:
    """Return the expression in lower case with months and numbers spelled one way, hedges and times of day left out."""
    text = re.sub(r"\s+", " ", text.lower().translate(_TYPOGRAPHY)).strip(" ,.;:()[]")
    text = re.sub(r"\b(\w+)'s\b(?=$| (?:end|edition|\w+[ -]quarter))", r"\1", text)
    for pattern, name in _ABBREVIATIONS:
        text = pattern.sub(name, text) if name else pattern.sub(_expand, text)
    text = re.sub(r"(?<!\d)'(\d0)s\b", r"19\1s", text)
    text = re.sub(r"(?<!\d)'(\d\d)\b", lambda m: ("19" if int(m[1]) > 30 else "20") + m[1], text)
    text = _SPOKEN_YEAR.sub(_spoken_year, text)
    text = _numbers(text)
    text = _DAYTIME.sub(" ", text)
    text = re.sub(r"\b(?:last|wednesday|yesterday) night\b", lambda m: m[0] if m[0] == "last night" else m[0][:-6], text)
    if text not in ("this morning", "this afternoon", "this evening", "last night", "tomorrow night", "tonight"):
        text = re.sub(r"\bin the(?= hours)", "", text)
        text = _PART_OF_DAY.sub(" ", text) if "last night" not in text else text
    text = _HEDGES.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.;:-")


def _expand(match: re.Match[str]) -> str:
    start = match.group().strip(".")
    return next(name for name in (*_MONTHS, *_WEEKDAYS) if name.startswith(start[:3]))


def _spoken_year(match: re.Match[str]) -> str:
    century, tens, unit, teen, oh = match.groups()
    base = {"nineteen": 1900, "twenty": 2000, "eighteen": 1800}[century]
    if teen is not None:
        return str(base + _SMALL[teen]) if teen in _SMALL else match.group()
    if oh is not None:
        return str(base + _SMALL[oh])
    return str(base + _TENS[tens] + (_SMALL[unit] if unit else 0))


def _numbers(text: str) -> str:
    text = _TENS_AND_UNIT.sub(lambda m: str(_TENS[m[1]] + (_SMALL.get(m[2]) or _ORDINALS[m[2]])) + ("" if m[2] in _SMALL else "th"), text)
    text = _COUNTS.sub("2", text)
    text = re.sub(r"\ban? (?:half[ -])?(?=(?:day|week|fortnight|month|quarter|year|decade|century|half)\b)", "1 ", text)
    text = re.sub(r"\b1 and a half\b|\b1 1/2\b", "1.5", text)
    text = re.sub(r"\bhalf of\b", "half of", text)

    def number(match: re.Match[str]) -> str:
        word = match.group()
        if word in _SMALL or word in _TENS:
            return str(_SMALL.get(word, _TENS.get(word)))
        if word in _ORDINALS and word not in ("second",):
            return f"{_ORDINALS[word]}th"
        return "2th" if word == "second" else word

    return _WORD.sub(number, text)
