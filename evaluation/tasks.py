"""The tasks: pairs of (gold row, answer) in the form that the scorers take."""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from evaluation.corpora import SHARED, jsonl
from evaluation.gold_reading import dates, labelled_speakers, participants, speakers, undated
from onrecord.records import Precision, Span
from onrecord.resolution import Interval, resolve_actor, resolve_date, resolve_dates, resolve_place, tense_around
from onrecord.resolution.dates.intervals import part_of

__all__ = ["TASKS", "timex_interval"]

Pair = tuple[dict[str, Any], dict[str, Any]]
_FOLD = {"UNO": "IGO", "EUR": "IGO"}
# Codes of 2016 that are misspelt or were renamed since
_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "ISM": ""}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _actors() -> Iterator[Pair]:
    for row in jsonl("corpora", "actor-coding", "dev.jsonl"):
        day = _spoken_day(row["date"])
        answer = resolve_actor(row["text"], day)
        gold = {"id": row["id"], "doc": row["id"], "text": row["text"], "expect": row["expect"]}
        yield gold, _actor_answer(row["id"], answer)


def _actor_answer(key: str, answer: Any, country: str | None = None) -> dict[str, Any]:
    return {
        "id": key,
        "country": country or answer.country,
        "sectors": list(answer.sectors),
        "name": answer.name,
        "rule": answer.rule,
    }


def _spoken_day(text: str | None) -> str | None:
    if text is None:
        return None
    if text == "today":
        return "2022-06-30"
    found = resolve_date(text, None)
    return found.start if found else None


def _gsr() -> Iterator[Pair]:
    for row in jsonl("corpora", "plover-gsr", "dev.jsonl"):
        for n, actor in enumerate(row["source"] + row["target"]):
            answer = resolve_actor(actor["actorText"], None)
            code = _CODES.get(actor["code"], actor["code"])
            expect = {"country": code}
            sector = (actor.get("sector") or "")[:3].upper()
            if sector and sector != "***":
                expect["code_1"] = {"CIV": "CVL"}.get(sector, sector)
            key = f"{row['id']}/{n}"
            country = _FOLD.get(answer.country or "", answer.country)
            yield (
                {"id": key, "doc": row["id"], "text": actor["actorText"], "expect": expect},
                _actor_answer(key, answer, country),
            )


def _timex(honour_mod: bool = False) -> Iterator[Pair]:
    for path in sorted((SHARED / "corpora" / "tempeval3").glob("*/*.tml")):
        raw = path.read_text("utf-8", "replace")
        stamp = re.search(r'<DCT>.*?value="([^"]*)"', raw, re.DOTALL)
        published = stamp[1][:10] if stamp else None
        text, marked = _marked(raw.split("<TEXT>", 1)[-1].split("</TEXT>", 1)[0])
        dates = {span: attributes for span, attributes in marked if attributes.get("type") == "DATE"}
        resolved = resolve_dates(text, dates, published, lambda span, text=text: tense_around(text, span))  # type: ignore[misc]
        for span, attributes in dates.items():
            known, expect = timex_interval(attributes["value"])
            if not known:
                continue
            if honour_mod and expect is not None:
                expect = _with_mod(expect, attributes.get("mod", ""), span.slice(text))
            key = f"{path.stem}/{attributes['tid']}"
            shown = f"{span.slice(text)}  [{published} {tense_around(text, span)}]"
            yield (
                {"id": key, "doc": path.stem, "text": shown, "expect": expect},
                _date_answer(key, resolved.get(span)),
            )


def _marked(body: str) -> tuple[str, list[tuple[Span, dict[str, str]]]]:
    """Return the text of a TimeML body and its time expressions with their attributes."""
    text, marked, opened = "", [], None
    for tag, written in re.findall(r"(<[^>]*>)|([^<]+)", body):
        if tag.startswith("<TIMEX3"):
            opened = (len(text.rstrip()) + (text[-1:].isspace()), dict(re.findall(r'(\w+)="([^"]*)"', tag)))
        elif tag == "</TIMEX3>" and opened is not None:
            marked.append((Span(opened[0], max(len(text), opened[0] + 1)), opened[1]))
            opened = None
        elif written:
            joined = re.sub(r"\s+", " ", html.unescape(written))
            text += joined.lstrip() if text[-1:].isspace() or not text else joined
    return text, marked


def _date_answer(key: str, found: Any) -> dict[str, Any]:
    return {
        "id": key,
        "start": found.start if found else None,
        "end": found.end if found else None,
        "rule": found.rule if found else None,
    }


def timex_interval(value: str) -> tuple[bool, dict[str, str] | None]:
    """Return whether a TIMEX value can be told, and its start and end; None where it must stay unresolved."""
    if value.endswith("_REF") or value.startswith("P"):
        return True, None
    if "X" in value.rstrip("X") or value.endswith("XX") or ("H" in value and not re.fullmatch(r"\d{4}-H[12]", value)):
        return False, None
    if found := re.fullmatch(r"(\d{4})-W(\d{1,2})(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return True, _ends(monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6))
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return True, _months(int(found[1]), 3 * int(found[2]) - 2, 3)
    if found := re.fullmatch(r"(\d{4})-H([12])", value):
        return True, _months(int(found[1]), 6 * int(found[2]) - 5, 6)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return True, _months(int(found[1]), _SEASONS[found[2]], 3)
    if found := re.fullmatch(r"(\d{3})X?", value):
        return True, {"start": f"{found[1]}0", "end": f"{found[1]}9"}
    if found := re.fullmatch(r"(\d{2})", value):
        return True, {"start": f"{found[1]}00", "end": f"{found[1]}99"}
    day = value.split("T")[0]
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", day)), {"start": day, "end": day}


def _with_mod(expect: dict[str, str], mod: str, text: str) -> dict[str, str]:
    """The part that START, MID and END name, as `resolve_date` cuts it; `earlier this year` keeps its year."""
    part = {"START": "early", "MID": "mid", "END": "late"}.get(mod)
    kind = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(expect["start"]))
    if part is None or kind is None or re.match(r"(?i)(earlier|later)", text) or expect["start"] != expect["end"]:
        return expect
    found = part_of(Interval(start=expect["start"], end=expect["end"], precision=kind), part)
    return {"start": found.start, "end": found.end}


def _ends(first: date, last: date) -> dict[str, str]:
    return {"start": first.isoformat(), "end": last.isoformat()}


def _months(year: int, month: int, count: int) -> dict[str, str]:
    last = year * 12 + month + count - 2
    return {"start": f"{year:04d}-{month:02d}", "end": f"{last // 12:04d}-{last % 12 + 1:02d}"}


def _expressions() -> Iterator[Pair]:
    for n, row in enumerate(jsonl("corpora", "date-expressions", "dev.jsonl")):
        value = row["value"]
        if row["kind"] == "time" or value.startswith("-") or "X" in value:
            continue
        start, _, end = value.partition("/")
        text = row["text"][row["start"] : row["end"]]
        found = resolve_date(text, row["published"], tense_around(row["text"], Span(row["start"], row["end"])))
        start, end = (
            start or (found.start if found else ""),
            (end or start) if "/" not in value or end else (found.end if found else ""),
        )
        # GUM writes decades and centuries as days; the ends here are years
        expect = {"start": _shorter(start, end)[0], "end": _shorter(start, end)[1]}
        yield {"id": str(n), "doc": row["doc"], "text": text, "expect": expect}, _date_answer(str(n), found)


def _shorter(start: str, end: str) -> tuple[str, str]:
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4], end[:4]
    return start, end


def _places() -> Iterator[Pair]:
    for name in ("lgl", "GWN"):
        tree = ET.parse(SHARED / "corpora" / "geo" / f"{name}.xml")  # noqa: S314
        for n, article in enumerate(tree.getroot()):
            text = article.findtext("text") or ""
            for m, toponym in enumerate(article.iter("toponym")):
                where = _coordinates(toponym)
                if where is None:
                    continue
                start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
                if not 0 <= start < end <= len(text):
                    continue
                found = resolve_place(text[start:end], text, Span(start, end))
                key = f"{name}/{n}/{m}"
                point = {"latitude": found.latitude, "longitude": found.longitude, "rule": found.rule} if found else {}
                answer = {"id": key, **point}
                mapped = bool((toponym.findtext("geonamesID") or "").strip()) or toponym.find("gaztag") is not None
                yield (
                    {
                        "id": key,
                        "doc": f"{name}/{n}",
                        "corpus": name if mapped else f"{name} unmapped",
                        "text": text[start:end],
                        "expect": where,
                    },
                    answer,
                )


def _coordinates(toponym: ET.Element) -> dict[str, float] | None:
    tagged = toponym.find("gaztag")
    node = toponym if tagged is None else tagged
    latitude, longitude = (node.findtext(a) or node.findtext(b) for a, b in (("lat", "latitude"), ("lon", "longitude")))
    if not latitude or not longitude or latitude == "-" or longitude == "-":
        return None
    return {"latitude": float(latitude), "longitude": float(longitude)}


def _of_corpus(*names: str) -> Callable[[], Iterator[Pair]]:
    return lambda: (pair for pair in _places() if pair[0]["corpus"] in names)


TASKS: dict[str, tuple[str, Callable[[], Iterator[Pair]]]] = {
    "actor": ("actor", _actors),
    "gsr": ("actor", _gsr),
    "gold": ("actor", participants),
    "speaker": ("speaker", speakers),
    "labelled": ("speaker", labelled_speakers),
    "date": ("date", dates),
    "undated": ("date", undated),
    "tempeval": ("date", _timex),
    "timex-mod": ("date", lambda: _timex(honour_mod=True)),
    "expressions": ("date", _expressions),
    "lgl": ("place", _of_corpus("lgl")),
    "geowebnews": ("place", _of_corpus("GWN")),
    "gwn-all": ("place", _of_corpus("GWN", "GWN unmapped")),
}
