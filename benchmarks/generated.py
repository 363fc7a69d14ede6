"""
Reports made up of parts, as many as one likes: no text of anybody's.

    python -m benchmarks.generated 50000 reports.jsonl [--words 60]
    {"id": "g17", "published": "2024-02-09", "outlet": "Larkmoor Post", "text": "Port of Ostrava closed. …"}

The same number gives the same report. Names, places and figures are drawn from lists long
enough that reports tell of many things, and some of the same ones.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

__all__ = ["reports", "write_reports"]

_PEOPLE = [
    f"{first} {last}"
    for last in ("Berg", "Holm", "Arden", "Velasco", "Ibori", "Tanaka", "Krall", "Moreau", "Osei", "Lindqvist", "Pavic")
    for first in ("Anna", "Jonas", "Mara", "Idris", "Sofia", "Emil", "Nadia", "Tomas", "Greta", "Yusuf", "Clara")
]
_BODIES = (
    *("The defence ministry", "The foreign ministry", "The interior ministry", "The port authority", "The army"),
    *("The central bank", "The harbour police", "Aid workers", "The farmers' union", "The opposition", "The court"),
)
_STATES = ("Norway", "Chile", "Kenya", "Poland", "Vietnam", "Jordan", "Peru", "Estonia", "Ghana", "Nepal", "Oman")
_PLACES = ("Ostrava", "Valdivia", "Kisumu", "Gdynia", "Haiphong", "Aqaba", "Arequipa", "Tartu", "Tamale", "Pokhara")
_THINGS = ("grain ships", "freight trains", "border posts", "rail bridges", "fuel depots", "radio masts", "rice mills")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TEMPLATES = (
    "{person} said on {day} that {count} {things} had been stopped near {place}.",
    "{body} of {state} accused {other} of shelling {things} in {place}.",
    "{body} denied that {count} people were killed in {place} on {day}.",
    "{state} and {other} signed an agreement on {things} in {place}.",
    "“We will not wait for {other},” {person} told reporters in {place}.",
    "{person} met the president of {state} in {place} on {day} to discuss {things}.",
    "Police in {place} arrested {count} people during a protest against {body_lower}.",
    "{state} will send {count} {things} to {other}, {person} said.",
    "According to {body_lower}, {things} near {place} were damaged by fire.",
    "{person} called on {state} to withdraw its troops from {place}.",
)
_OUTLETS = ("Harbour Courier", "Larkmoor Post", "Gull Rock Gazette", "Tidewater Ledger", "Northgate Times")
_FIRST_DAY = date(2023, 1, 1)
_LENGTHS = (0.5, 1.7)
"""A report has from half to 1.7 times the words asked for; the mean is a tenth above that."""


def reports(count: int, *, words: int = 60, first: int = 0) -> Iterator[dict[str, str]]:
    """Yield so many reports as rows of JSON lines, numbered from the first."""
    for number in range(first, first + count):
        drawn = random.Random(number)  # noqa: S311  # the same report every time
        wanted, sentences = words * drawn.uniform(*_LENGTHS), list[str]()
        while sum(len(sentence.split()) for sentence in sentences) < wanted:
            sentences.append(_sentence(drawn))
        yield {
            "id": f"g{number}",
            "published": str(_FIRST_DAY + timedelta(days=drawn.randrange(700))),
            "outlet": drawn.choice(_OUTLETS),
            "text": " ".join(sentences),
        }


def _sentence(drawn: random.Random) -> str:
    body, states = drawn.choice(_BODIES), drawn.sample(_STATES, 2)
    return drawn.choice(_TEMPLATES).format(
        person=drawn.choice(_PEOPLE),
        body=body,
        body_lower=body[0].lower() + body[1:],
        state=states[0],
        other=states[1],
        place=drawn.choice(_PLACES),
        things=drawn.choice(_THINGS),
        day=drawn.choice(_DAYS),
        count=drawn.randrange(2, 400),
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
