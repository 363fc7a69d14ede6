"""Files that define event types: what they say, and what is said of a mistake in one."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from casefile import cases

from onrecord.assembly import vocabulary
from onrecord.errors import OwnTypeError
from onrecord.eventtypes import Condition, read_folder, read_type, slug_of, type_text
from onrecord.eventtypes.files import _HOLDS
from onrecord.records import Span
from onrecord.scoring import read_gold
from tests.eventtypes.owned import HEAD, own_type


@pytest.mark.parametrize("case", cases("own_type_files"))
def test_a_mistake_is_named_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    """A file with a mistake is refused with its line, what was found and what was expected; another is a type."""
    if case["error"] is None:
        assert own_type(tmp_path, case["text"]).slug == "arms-transfer"
        return
    with pytest.raises(OwnTypeError) as refused:
        own_type(tmp_path, case["text"])
    assert str(refused.value).startswith(str(tmp_path / "arms-transfer.toml:"))
    assert case["error"] in str(refused.value)


def test_marks_become_spans(tmp_path: Path) -> None:
    """An example keeps its text without the brackets, the span of what stood in them, and its line."""
    own = own_type(
        tmp_path, HEAD + 'builds_on = ["AID"]\n[examples]\nyes = [\n "Iran [[handed over]] two drones.",\n]\n'
    )
    (example,) = own.examples
    assert (example.text, example.trigger) == ("Iran handed over two drones.", Span(5, 16))
    assert (example.is_one, example.line) == (True, 6)


@pytest.mark.parametrize(("name", "said"), [("Arms", "small letters"), ("aid", "a type of PLOVER's")])
def test_the_name_of_the_file_is_what_rows_carry(tmp_path: Path, name: str, said: str) -> None:
    """A name in capitals, or one of PLOVER's, is refused."""
    with pytest.raises(OwnTypeError, match=said):
        own_type(tmp_path, HEAD + 'builds_on = ["AID"]\n', name)


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Every TOML file of a folder is a type; a folder that is not there is an error."""
    for name in ("swap", "arms-transfer"):
        own_type(tmp_path, HEAD + 'builds_on = ["AID"]\n', name)
    (tmp_path / "notes.txt").write_text("not a type")
    assert [own.slug for own in read_folder(tmp_path, vocabulary().modes)] == ["arms-transfer", "swap"]
    with pytest.raises(OwnTypeError, match="is no folder"):
        read_folder(tmp_path / "elsewhere", vocabulary().modes)


def test_a_new_file_reads_back(tmp_path: Path) -> None:
    """What a new file is made of is what is read from it, quotation marks, backslashes and line feeds too."""
    text = type_text(
        'arms "transfer"', "arms-transfer", "Weapons\npass \\ move.", ["AID", "COERCE/seize"],
        triggers=["send"], words=["shell"], kinds=["weapon"], yes=['Iran [[sent]] "shells".'], no=["It [[sent]] rice."],
    )  # fmt: skip
    own = own_type(tmp_path, text)
    assert (own.name, own.definition) == ('arms "transfer"', "Weapons pass \\ move.")
    assert [str(base) for base in own.builds_on] == ["AID", "COERCE/seize"]
    assert [(each.text, each.is_one) for each in own.examples] == [
        ('Iran sent "shells".', True),
        ("It sent rice.", False),
    ]
    assert dict(own.conditions)["objects"].any == ("shell",)


def test_every_field_of_a_condition_is_a_key_somewhere() -> None:
    """A field of a condition that no table of the file can set would be silent."""
    keys = {key for part, keys in _HOLDS.items() if part != "examples" for key in keys}
    assert {each.name for each in fields(Condition)} == keys


def test_the_example_type_is_one() -> None:
    """The type that comes with the examples is read without a mistake."""
    path = Path(__file__).parents[2] / "examples" / "types" / "arms-transfer.toml"
    own = read_type(path, vocabulary().modes)
    assert own.slug == slug_of(own.name) == "arms-transfer"


def test_the_annotated_examples_can_be_judged() -> None:
    """The reports that come with the example type are read without a mistake, and each trigger is whole words."""
    path = Path(__file__).parents[2] / "examples" / "types" / "arms-transfer.gold.jsonl"
    reports = list(read_gold(path, ["arms-transfer"]))
    words = [event.trigger.slice(report.text) for report in reports for event in report.own_events]
    assert (len(reports), len(words)) == (19, 46)
    assert all(word.replace(" ", "").isalpha() for word in words)
