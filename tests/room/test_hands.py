"""Review and fixing in place, asked over HTTP: verdicts, fields, words, merging, splitting, undo, and a busy record."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from newsroom import SENTENCES, build, problems, report
from starlette.testclient import TestClient

from onrecord.room.access import Access
from onrecord.room.app import build_app
from onrecord.store import Store

EDITOR = {"by": "A. Editor", "why": "review of May"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of three reports: an accusation told twice, its denial, and a claim with its denial."""
    path = tmp_path / "news.record"
    build(
        path,
        [
            report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01"),
            report("r2", SENTENCES[0], SENTENCES[1], outlet="Courier", published="2024-05-02"),
            report("r3", SENTENCES[6], SENTENCES[7], outlet="Gazette", published="2024-05-03"),
        ],
    )
    return path


class Reader:
    """A reader of the room, with the token of its forms."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client = client
        self.token = token

    def get(self, address: str) -> str:
        """Return a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def facts(self, address: str) -> Any:
        """Return the facts of a page."""
        path, mark, rest = address.partition("?")
        answer = self.client.get(f"{path}.json{mark}{rest}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, address: str, fields: dict[str, str], status: int = 200) -> str:
        """Send a form and return the page that it leads to."""
        answer = self.client.post(address, data={"csrf": self.token, **fields})
        assert answer.status_code == status, answer.text
        return str(answer.url.raw_path.decode()) if status == 200 else answer.text


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    """A reader who has said who they are."""
    access = Access(port=8117)
    with TestClient(build_app(path, access=access), base_url="http://127.0.0.1:8117") as client:
        reader = Reader(client, access.secret)
        reader.send("/review/editor", {**EDITOR, "back": "/review"})
        yield reader


def _log(path: Path) -> list[tuple[Any, ...]]:
    with Store(path) as store:
        return list(store.sql("SELECT action, author, reason FROM corrections ORDER BY number").rows)


def _row(path: Path, table: str, report_id: str) -> str:
    with Store(path) as store:
        return str(getattr(store.record(report_id), table)[0].id)


def test_a_review_goes_from_row_to_row(reader: Reader, path: Path) -> None:
    """Accepting, rejecting and passing over each show another row; the log says who and why; progress counts both."""
    first = reader.facts("/review")
    assert first["progress"]["judged"] == 0
    address = reader.send(
        "/review/verdict", {"verdict": "accept", "row": first["row"]["id"], "passed": first["passed"]}
    )
    second = reader.facts(address)
    address = reader.send(
        "/review/verdict", {"verdict": "reject", "row": second["row"]["id"], "passed": second["passed"]}
    )
    third = reader.facts(address)
    address = reader.send("/review/verdict", {"verdict": "pass", "row": third["row"]["id"], "passed": third["passed"]})
    fourth = reader.facts(address)
    assert len({each["row"]["id"] for each in (first, second, third, fourth)}) == 4
    assert fourth["progress"] == {"judged": 2, "left": first["progress"]["left"] - 2}
    assert _log(path) == [("confirm", *EDITOR.values()), ("reject", *EDITOR.values())]
    assert problems(path) == []


def test_the_last_verdict_is_undone_and_its_row_comes_back(reader: Reader, path: Path) -> None:
    """Undo takes back what this editor did last and shows that row again."""
    first = reader.facts("/review")
    address = reader.send(
        "/review/verdict", {"verdict": "reject", "row": first["row"]["id"], "passed": first["passed"]}
    )
    last = reader.facts(address)["last"]
    assert last["action"] == "reject"
    address = reader.send(
        "/review/verdict", {"verdict": "undo", "correction": last["id"], "undone_row": last["row"], "place": ""}
    )
    again = reader.facts(address)
    assert again["row"]["id"] == first["row"]["id"]
    assert again["progress"] == first["progress"]
    assert again["last"] is None
    assert [action for action, *_ in _log(path)] == ["reject", "undo"]


def test_the_end_of_a_review_leads_back_to_what_was_passed_over(reader: Reader) -> None:
    """After the last row, the page says how many were passed over and offers them again."""
    address = "/review?kind=events"
    for _ in range(10):
        facts = reader.facts(address)
        if facts["row"] is None:
            break
        address = reader.send(
            "/review/verdict",
            {"verdict": "pass", "row": facts["row"]["id"], "passed": facts["passed"], "kind": "events"},
        )
    assert facts["row"] is None
    assert "You have passed over the 2 rows" in reader.get(address)


def test_nobody_corrects_without_a_name(path: Path) -> None:
    """Before a name is given, pages ask for it and forms are refused; the log stays empty."""
    access = Access(port=8117)
    with TestClient(build_app(path, access=access), base_url="http://127.0.0.1:8117") as client:
        reader = Reader(client, access.secret)
        page = reader.get("/review")
        assert 'name="by"' in page
        assert 'value="accept"' not in page
        said = reader.send("/fix", {"action": "reject", "id": _row(path, "events", "r1")}, status=400)
        assert "nobody’s name" in unescape(said) or "nobody's name" in unescape(said)
    assert _log(path) == []


def test_a_form_without_its_token_changes_nothing(reader: Reader, path: Path) -> None:
    """A form that another site could have sent is refused."""
    row = _row(path, "events", "r1")
    for fields in ({}, {"csrf": "guessed"}):
        answer = reader.client.post("/fix", data={"action": "reject", "id": row, **fields})
        assert answer.status_code == 403
    answer = reader.client.post(
        "/fix", data={"csrf": reader.token, "action": "reject", "id": row}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 403
    assert _log(path) == []


@pytest.mark.parametrize("back", ["http://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=1"])
def test_the_way_back_stays_in_the_room(reader: Reader, back: str) -> None:
    """An address of another site is no way back."""
    assert reader.send("/review/editor", {**EDITOR, "back": back}) == "/review"


def test_only_what_was_changed_is_set(reader: Reader, path: Path) -> None:
    """A form of all fields sets those whose value is another than the page showed; each is a line of the log."""
    event = _row(path, "events", "r1")
    fields = {each["name"]: each["value"] for each in reader.facts(f"/fix/{event}")["row"]["fields"]}
    changed = {**fields, "factuality": "PS+", "date": "2024-04-30"}
    form = {f"was:{name}": value for name, value in fields.items()}
    form |= {f"field:{name}": value for name, value in changed.items()}
    address = reader.send("/fix", {"action": "set", "id": event, **form})
    facts = reader.facts(address)
    assert facts["done"]["outcome"] == "applied"
    assert {line["field"]: line["after"] for line in facts["row"]["log"]} == {
        "factuality": '"PS+"',
        "date": '"2024-04-30"',
    }
    assert len(_log(path)) == 2
    assert "possible" in reader.get(address)


def test_words_are_set_from_their_places(reader: Reader, path: Path) -> None:
    """The trigger of an event is moved to other words; the page marks them."""
    event = _row(path, "events", "r1")
    start = SENTENCES[0].index("shelling")
    reader.send("/fix", {"action": "set", "id": event, "field:trigger": f"{start},{start + 8}", "was:trigger": "7,14"})
    page = reader.get(f"/fix/{event}")
    assert re.search(r'<mark class="as-trigger "[^>]*>shelling</mark>', page)
    assert problems(path) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("factuality", "sure", "expected one of CT+"),
        ("trigger", "900,901", "in a text of"),
        ("colour", "red", "no field"),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_anything_is_written(
    reader: Reader, path: Path, field: str, value: str, words: str
) -> None:
    """With one impossible value among others, the page says what was expected and nothing is set."""
    event = _row(path, "events", "r1")
    form = {"action": "set", "id": event, "field:tense": "future", "was:tense": "past", f"field:{field}": value}
    said = unescape(reader.send("/fix", {**form, f"was:{field}": "other"}, status=400))
    assert words in said
    assert "nothing was changed" in said
    assert _log(path) == []


def test_actors_are_merged_named_and_split(reader: Reader, path: Path) -> None:
    """Two actors become one, get a further name, and one of their rows is taken out again."""
    berg, kyiv = _actor(path, "r3", "Berg"), _actor(path, "r2", "Kyiv")
    groups = [reader.facts(f"/fix/{row}")["group"]["id"] for row in (berg, kyiv)]
    sizes = [_size(path, group) for group in groups]
    address = reader.send("/fix", {"action": "merge", "id": groups[0], f"with:{groups[1]}": "on"})
    merged = reader.facts(address)
    assert merged["done"]["action"] == "merge"
    assert merged["group"]["count"] == sum(sizes)
    assert {berg, kyiv} <= {each["row"] for each in merged["group"]["members"]}
    address = reader.send("/fix", {"action": "alias", "id": merged["group"]["id"], "name": "Jonas Holm"})
    assert reader.facts(address)["done"]["after"] == '"Jonas Holm"'
    address = reader.send("/fix", {"action": "split", "id": merged["group"]["id"], f"row:{kyiv}": "on"})
    assert reader.facts(f"/fix/{kyiv}")["group"]["id"] != reader.facts(f"/fix/{berg}")["group"]["id"]
    assert problems(path) == []


def test_claims_are_merged_and_parted(reader: Reader, path: Path) -> None:
    """Two claims become one and are parted by undoing it in the log."""
    with Store(path) as store:
        first, second, *_ = [claim.id for claim in store.claims.find()]
    address = reader.send("/fix", {"action": "merge", "id": first, "ids": second})
    merged = reader.facts(address)
    assert merged["done"]["outcome"] == "applied"
    with Store(path) as store:
        count = len(list(store.claims.find()))
    reader.send("/fix", {"action": "undo", "id": merged["done"]["id"]})
    with Store(path) as store:
        assert len(list(store.claims.find())) == count + 1


def test_others_are_looked_for_by_their_words(reader: Reader, path: Path) -> None:
    """Where links tie nothing, claims and events are found by words, actors by name."""
    with Store(path) as store:
        claim = next(each.id for each in store.claims.find() if "freight" in each.what)
        event = str(store.sql("SELECT id FROM event_groups LIMIT 1").rows[0][0])
    found = reader.facts(f"/fix/{claim}?with=accused")["group"]["found"]
    assert found
    assert all(each["id"].startswith("c") and each["id"] != claim for each in found)
    assert "They are one" in reader.get(f"/fix/{claim}?with=accused")
    assert reader.facts(f"/fix/{event}?with=zeppelin")["group"]["found"] == []
    assert reader.facts(f"/fix/{event}?with=%25")["group"]["found"] == []
    actor = reader.facts(f"/fix/{_actor(path, 'r2', 'Kyiv')}")["group"]["id"]
    assert [each["words"] for each in reader.facts(f"/fix/{actor}?with=Moscow")["group"]["found"]] == ["Moscow"]


def test_the_log_is_a_page_and_data(reader: Reader, path: Path) -> None:
    """Every line is listed with what became of it, newest first, as page, CSV and JSON lines."""
    event = _row(path, "events", "r1")
    reader.send("/fix", {"action": "accept", "id": event})
    reader.send("/fix", {"action": "reject", "id": event})
    page = reader.get("/corrections")
    assert page.index("rejected") < page.index("accepted")
    assert "A. Editor" in page
    lines = reader.client.get("/corrections.jsonl").text.splitlines()
    assert len(lines) == 2
    assert reader.client.get("/corrections.csv").text.startswith("number,id,made,author")


def test_chosen_words_are_offered_to_the_rows_near_them(reader: Reader, path: Path) -> None:
    """Words chosen in a report list the rows of their sentence, and one button points such a row at them."""
    start = SENTENCES[0].index("northern grain port")
    words = f"{start},{start + len('northern grain port')}"
    facts = reader.facts(f"/fix/r1?{urlencode({'char': words})}")
    (event,) = [each for each in facts["near"] if each["table"] == "events"]
    reader.send("/fix", {"action": "set", "id": event["id"], "field:where": words, "was:where": ""})
    with Store(path) as store:
        place = store.record("r1").events[0].place
    assert place is not None
    assert (place.span.start, place.name) == (start, None)
    assert reader.client.get(f"/fix/r1?{urlencode({'char': '5,99999'})}").status_code == 400
    assert reader.client.get("/fix/r1?char=x").status_code == 400


def test_a_record_that_a_build_writes_to_gives_a_clear_answer(reader: Reader, path: Path) -> None:
    """While another program holds the record, a correction is answered with what to do, and nothing is changed."""
    row = _row(path, "events", "r1")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        said = unescape(reader.send("/fix", {"action": "reject", "id": row}, status=503))
        assert "writing to the record" in said
        assert "Nothing was changed" in said
        assert reader.facts("/review")["progress"]["judged"] == 0
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    reader.send("/fix", {"action": "reject", "id": row})
    assert [action for action, *_ in _log(path)] == ["reject"]


def test_an_unknown_row_is_not_found(reader: Reader) -> None:
    """A row that there is not, or no longer, is not found, and the page says where what was rejected is listed."""
    answer = reader.client.get("/fix/e0000")
    assert answer.status_code == 404
    assert "log of corrections" in answer.text
    assert "no row" in unescape(reader.send("/fix", {"action": "reject", "id": "e0000"}, status=404))


def _actor(path: Path, report_id: str, name: str) -> str:
    with Store(path) as store:
        return next(str(each.id) for each in store.record(report_id).actors if each.name == name)


def _size(path: Path, group: str) -> int:
    with Store(path) as store:
        return int(store.sql("SELECT count(*) FROM ledger_rows WHERE member_of = ?", (group,)).rows[0][0])
