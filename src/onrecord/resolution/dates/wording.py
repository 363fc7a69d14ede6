"""
The words of dates, brought to one form before any rule looks at them.

`“The  twenty-first of Sept., ’99”` -> `21 of september 1999`; `almost two years ago` -> `2 years ago`.
"""

import re

__all__ = ["DAY", "MONTH", "NUMBER", "WEEKDAY", "YEAR", "month_number", "normalise", "weekday_number"]

# fmt: off
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SMALL_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
                  "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
                  "eighteenth", "nineteenth", "twentieth")
# fmt: on
_SMALL = {word: value for value, word in enumerate(_SMALL_WORDS)}
_TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS, 2)}
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS, 1)} | {"thirtieth": 30}

MONTH = "(?P<month>" + "|".join(_MONTHS) + ")"
WEEKDAY = "(?P<weekday>" + "|".join(_WEEKDAYS) + ")"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})"
NUMBER = r"(?P<n>\d{1,4}(?:\.5)?)"

_TYPOGRAPHY = str.maketrans('’‘–—‑\u00a0“”"', "''---    ")
_ABBREVIATIONS = [
    (re.compile(rf"\b{name[:3]}(?:{name[3:4]})?\b\.?(?!\w)"), name)
    for name in _MONTHS
    if name not in ("may", "june", "july")
] + [
    (re.compile(r"\b(?:jun|jul)\b\.?"), None),
    (re.compile(r"\b(mon|tues?|wed|thur?s?|fri|sat|sun)\b\.(?!\w)"), None),
]  # fmt: skip
_DAYTIME = re.compile(
    r"\b(?:at (?:around |about )?)?(?:\d{1,2}(?:[:.]\d{2})? ?(?:a\.?m\.?|p\.?m\.?)(?: (?:e[sd]t|gmt|bst|local time))?"
    r"|\d{1,2}:\d{2}(?: gmt| bst)?|noon|midnight|dawn|dusk|daybreak|sunrise|sunset)(?: on)?(?=\s|,|$)"
)
_NIGHT_OF = re.compile(r"\b(next|following|previous|preceding|same|that|the) (?:morning|afternoon|evening|night)\b")
_PART_OF_DAY = re.compile(
    r"\b(?:(?:late|early|mid)[ -])?"
    r"(?:morning|afternoon|evening|night|lunchtime|nightfall|hours of(?: the morning of)?)\b"
)
_HEDGES = re.compile(
    r"\b(?:nearly|almost|about|around|approximately|roughly|some|just|only|exactly|more than|less than|over|under|"
    r"at least|"
    r"at most|up to|barely|well|as (?:early|late|recently|long) as|a little|way|sometime|circa|c\.|full|calendar|"
    r"the date of|or so|or thereabouts)\b(?! the\b)"
)
_COUNTS = re.compile(r"\b(?:a )?couple(?: of)?\b")
_UNITS = "|".join(_SMALL_WORDS[1:10])
_TENS_AND_UNIT = re.compile(rf"\b({'|'.join(_TENS)})[ -]({_UNITS}|{'|'.join(_ORDINAL_WORDS[:9])})\b")
_SPOKEN_YEAR = re.compile(
    rf"\b(nineteen|twenty|eighteen)[ -](?:({'|'.join(_TENS)})(?:[ -]({_UNITS}))?|(ten|eleven|[a-z]+teen|twelve)"
    rf"|(?:oh|o)[ -]?({_UNITS}))\b"
)
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
    text = re.sub(r"\b(24|48|72|96) hours?\b", lambda m: f"{int(m[1]) // 24} days", text)
    text = _DAYTIME.sub(" ", text)
    text = re.sub(
        r"\b(?:last|wednesday|yesterday) night\b", lambda m: m[0] if m[0] == "last night" else m[0][:-6], text
    )
    text = _NIGHT_OF.sub(r"\1 day", text)
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
    text = _TENS_AND_UNIT.sub(_tens_and_unit, text)
    text = _COUNTS.sub("2", text)
    text = re.sub(r"\b2 thousand\b", "2000", re.sub(r"\btwo thousand\b", "2000", text))
    text = re.sub(r"\b1 and a half\b|\ba year and a half\b", lambda m: "1.5" if m[0][0] == "1" else "1.5 year", text)
    text = re.sub(r"\ban? (?=(?:day|week|fortnight|month|quarter|year|decade|century)\b)", "1 ", text)
    return _WORD.sub(_number, text)


def _tens_and_unit(match: re.Match[str]) -> str:
    tens, unit = match.groups()
    return str(_TENS[tens] + _SMALL[unit]) if unit in _SMALL else f"{_TENS[tens] + _ORDINALS[unit]}th"


def _number(match: re.Match[str]) -> str:
    word = match.group()
    if word in _SMALL or word in _TENS:
        return str(_SMALL.get(word, _TENS.get(word)))
    return f"{_ORDINALS[word]}th" if word in _ORDINALS else word
