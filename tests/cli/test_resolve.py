"""`onrecord resolve`, as people and scripts call it."""

import json

import pytest
from click.testing import CliRunner

from onrecord.cli.resolve import command


def answers(kind, *rows):
    """Return the lines written for the rows."""
    ran = CliRunner().invoke(command, [kind, "--jsonl", "-"], input="\n".join(json.dumps(row) for row in rows) + "\n")
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.output.splitlines()]


def test_a_line_keeps_its_own_fields():
    """The answer is the line itself with the resolved fields added."""
    row = {"id": "7", "text": "four Saudi men", "date": "2019-01-30"}
    (answer,) = answers("actor", row)
    assert answer | row == answer
    assert answer["country"] == "SAU"
    assert {"sectors", "office", "name", "wikidata"} <= set(answer)


def test_dates_and_places_answer_null_where_nothing_decides():
    """An expression that is no date, and a place that no table knows, are null in every field."""
    (when,) = answers("date", {"text": "recently", "published": "2023-08-04"})
    assert (when["start"], when["end"], when["precision"]) == (None, None, None)
    (where,) = answers("place", {"text": "Narnia Gardens", "context": "", "span": [0, 14]})
    assert (where["name"], where["country"], where["latitude"], where["geonameid"]) == (None, None, None, None)


def test_people_get_one_field_a_line():
    """A text argument prints the fields, with the rule when asked why."""
    ran = CliRunner().invoke(command, ["date", "late last month", "--published", "2023-08-04", "--why"])
    assert "2023-07-21" in ran.output
    assert "rule" in ran.output


@pytest.mark.parametrize(
    ("arguments", "lines", "said"),
    [
        (["actor"], "", "either a TEXT or --jsonl"),
        (["actor", "--jsonl", "-"], "{oops\n", "line 1 is not JSON"),
        (["date", "--jsonl", "-"], '{"text": "Friday"}\n[1]\n', "line 2 has no text"),
    ],
)
def test_bad_input_is_said_with_its_line(arguments, lines, said):
    """What cannot be read is refused with the line and what was expected."""
    ran = CliRunner().invoke(command, arguments, input=lines)
    assert ran.exit_code != 0
    assert said in ran.output


def test_the_report_around_a_phrase_decides():
    """A name with several meanings is resolved by the context of its line, and is null without one."""
    alone, within = answers(
        "actor", {"text": "the North"}, {"text": "the North", "context": "Seoul, Pyongyang and South Korea"}
    )
    assert (alone["country"], within["country"]) == (None, "PRK")
