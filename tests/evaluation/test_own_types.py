"""The tasks that judge what examples of an own event type are worth."""

from evaluation.own_types import tasks


def rows(mode: str, count: int) -> list[dict[str, object]]:
    """Reports of one sentence and one event each, after a sentence without one."""
    text = "It rained. Police seized a ship."
    event = {"type": "COERCE", "mode": mode, "trigger": [18, 24]}
    return [{"text": text, "sentences": [[0, 10], [11, 32]], "events": [event]}] * count


def test_a_mode_with_events_enough_is_a_task() -> None:
    """A mode is a task where seventy events are of it and seventy are not; the example is the sentence alone."""
    assert tasks([*rows("seize", 70), *rows("arrest", 69)]) == {}
    found = tasks([*rows("seize", 70), *rows("arrest", 70)])
    assert sorted(found) == ["COERCE/arrest", "COERCE/seize"]
    example = found["COERCE/seize"][0]
    assert (example.text, example.trigger.slice(example.text)) == ("Police seized a ship.", "seized")
    assert sum(each.is_one for each in found["COERCE/seize"]) == 70
