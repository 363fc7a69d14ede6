"""What the benchmarks are made of: reports without end, rules, plots, floors."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from benchmarks.end_to_end import cut
from benchmarks.floors import Floor, conclude
from benchmarks.generated import reports, write_reports
from benchmarks.memory import peaks
from benchmarks.plot import bars
from benchmarks.rules import Rule, read_by_rules


def test_a_number_gives_its_report_every_time(tmp_path: Path) -> None:
    """The same number gives the same report, whatever came before it, and different numbers different ones."""
    first, second = list(reports(30)), list(reports(10, first=20))
    assert first[20:] == second
    assert len({row["text"] for row in first}) == 30
    path = write_reports(tmp_path / "r.jsonl", 30)
    assert [json.loads(line) for line in path.read_text().splitlines()] == first


def test_generated_reports_are_as_varied_as_news() -> None:
    """Days follow each other, a story is told by three reports, and few reports name the same town."""
    rows = list(reports(3000, words=40))
    days = [date.fromisoformat(row["published"]) for row in rows]
    assert (days[-1] - days[0]).days > 300
    assert max((days[n] - days[n + 100]).days for n in range(2900)) <= 0
    named = Counter(
        town for row in rows for town in set(re.findall(r"\b[A-Z]\w+(?:grad|ville|ton|abad)\b", row["text"]))
    )
    assert len(named) > 500
    assert max(named.values()) < 0.01 * len(rows)


@pytest.mark.parametrize("words", [60, 700])
def test_reports_are_about_as_long_as_asked_for(words: int) -> None:
    """The mean length is near the words asked for."""
    lengths = [len(row["text"].split()) for row in reports(200, words=words)]
    assert 0.95 * words < sum(lengths) / len(lengths) < 1.35 * words


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Anna Berg said that it rained.", [Rule("Anna Berg", "said", "that it rained.")]),
        ("“It rained,” Anna Berg said.", [Rule("Anna Berg", "said", "“It rained,”")]),
        (
            "Norway accused Chile of delay.",
            [Rule("Norway", "accused", "Chile of delay."), Rule("Norway", "accused", "Chile")],
        ),
        ("It rained. It snowed.", []),
    ],
)
def test_rules_find_the_plainest_cases(text: str, rules: list[Rule]) -> None:
    """Names beside verbs of saying and doing are found, and nothing else."""
    assert read_by_rules(text) == rules


def test_a_plot_has_a_bar_for_each_figure() -> None:
    """The plot is sound XML, names every subject, and the larger figure has the longer bar."""
    root = ET.fromstring(bars({"a & b": 20.0, "c": 3000.0}, title="T < U", unit="words", ours=frozenset({"c"})))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    words = [each.text for each in root.iter(f"{space}text")]
    assert {"a & b", "c", "T < U"} <= set(words)
    widths = [float(each.attrib["width"]) for each in root.iter(f"{space}rect")][1:]
    assert widths[0] > widths[1] > 0


def test_one_figure_can_be_drawn() -> None:
    """A plot of one figure that is a power of ten has a scale."""
    assert "<rect" in bars({"a": 10.0}, title="T", unit="u")


def test_floors_say_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """A figure on the wrong side of its floor ends the command with what was found and expected."""
    conclude({"ratio": 1.7, "command": "x"}, [Floor("ratio", least=1.7)])
    with pytest.raises(SystemExit, match=r"ratio is 1\.69; expected at least 1\.7"):
        conclude({"ratio": 1.69}, [Floor("ratio", least=1.7)])
    with pytest.raises(SystemExit, match="peak is 2000; expected at most 1500"):
        conclude({"peak": 2000}, [Floor("peak", most=1500)])
    assert json.loads(capsys.readouterr().out.split("\n}")[0] + "}") == {"ratio": 1.7, "command": "x"}


def test_memory_before_and_after_the_first_thousand() -> None:
    """The peaks are those of the samples up to the thousandth report and of those after it."""
    assert peaks([(0, 5), (900, 9), (1000, 8), (1001, 7), (5000, 10)]) == (9, 10)
    assert peaks([(10, 5)]) == (5, 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (2, "One two three."),
        (3, "One two three."),
        (4, "One two three. Four five."),
        (9, "One two three. Four five. Six"),
    ],
)
def test_texts_are_cut_after_a_sentence(words: int, expected: str) -> None:
    """A text is cut where the sentence of its so-manieth word ends; a shorter one is left."""
    assert cut("One two three. Four five. Six", words) == expected
