"""
Reports that try what can be tried: script wherever a report has words, too many marks, one endless line.

    HOSTILE   title </title><script>…, url javascript:…, outlet "><img onerror=…, text <svg onload=…> {{7*7}} …
"""

from dataclasses import replace
from pathlib import Path

from newsroom import pipeline, report
from scripted import raw_line, scripted_pipeline

from onrecord.bookkeeping import bring_up_to_date
from onrecord.pipeline import build_store
from onrecord.records import Act, Form, RawReport, Record, SourceKind, Span, Statement, StatementId, row_id
from onrecord.store import Store

STRANGE = (
    "Notes from the 🚢 harbour",
    "Zoë Ångström said that the 🚢 left 👩‍👩‍👧‍👦 behind, e\u0301tat d’urgence n\u0303 ﷽ included\r\nand a second line.",
    "אב שלום. Anna Berg denied that שלום עולם \u202eabc\u202c \u2066مرحبا\u2069 was 𝔤𝔬𝔱𝔥𝔦𝔠 "
    "\u00a0\u00ad\u200b\ufeff text.",
    "Moscow accused Kyiv of \U0001f1fa\U0001f1e6\u200d ﬀ Ǆ Å K \u0085\u2028 tricks\r in \t one\x0bline.",
    "Kyiv denied that a\x00b nul or \ud83d half a pair or \ufffd would matter.",
    "Moscow said that Anna Berg said that Jonas Holm said that & &amp; &#13; <b>bold</b> <!-- was --> ]]> a fact.",
)
"""A text whose characters browsers count, order, fold or drop in their own way."""

SCRIPT = "<script>window.hacked = 1</script>"
TRICKS = (
    SCRIPT,
    '"><img src=x onerror="window.hacked=2">',
    "</title></style></textarea></script><svg onload=window.hacked=3>",
    "<style>body{display:none} @import 'http://evil.example/x.css'</style>",
    "javascript:window.hacked=4",
    "{{ 7 * 7 }} {% raw %} ${window.hacked=5}",
    '{"a": "</script><script>window.hacked=6</script>", "__proto__": {"x": 1}}',
    "<iframe srcdoc='<script>parent.hacked=7</script>'></iframe><base href=http://evil.example/>",
    "<a href=javascript:window.hacked=8 autofocus onfocus=window.hacked=8>x</a><meta http-equiv=refresh content=0>",
    '=HYPERLINK("http://evil.example")\n@SUM(1)\n+1\n-1\n\t=1',
    "../../etc/passwd\\..\\..%2e%2e%2f",
)


def strange_report() -> RawReport:
    """Return the report of strange characters."""
    text = "\r\n".join(STRANGE)
    return raw_line("strange.jsonl:1", id="strange", text=text, outlet="Bugle 🗞", published="2024-05-01")


def hostile_reports() -> list[RawReport]:
    """Return reports each of which carries a trick in every field and in its text."""
    reports = []
    for n, trick in enumerate(TRICKS):
        text = (
            f"{trick}\n{trick} Moscow accused Kyiv of {trick.replace('.', '')}. Anna Berg said that {trick} is none. "
            f"Kyiv denied that {trick.replace('.', ' ')} happened."
        )
        given = {"title": trick, "url": trick, "outlet": trick, "published": f"2024-05-{n + 1:02}"}
        reports.append(raw_line(f"{trick}.jsonl:{n}", id=f"h{n}", text=text, **given))
    return reports


def small_record(path: Path) -> None:
    """Build a record of the strange and the hostile reports, with its ledger."""
    with Store(path, "w") as store:
        build_store(store, pipeline(), [strange_report(), *hostile_reports()])
        bring_up_to_date(store)


def huge_record(path: Path, spans: int = 100_000, line_bytes: int = 5_000_000) -> None:
    """Build a record of a report with so many spans on one page, and of one that is a single line."""
    with Store(path, "w") as store:
        store.begin("hostile")
        store.add(_crowded(spans))
        line = "word and word " * (line_bytes // 14)
        words = f"{line} Anna Berg said that the 🚢 left. {line[:5000]}"
        (endless,) = _read(report("endless", words, outlet="Bugle", published="2024-05-02"))
        store.add(endless)
        store.finish()


def _crowded(spans: int) -> Record:
    """Return a report of twenty thousand characters whose statements lie across one another."""
    text = "Anna Berg said that seven freight trains had left the depot. " * 330
    (record,) = _read(report("crowded", text, outlet="Bugle", published="2024-05-01"))
    span = len(text) - 400
    made = tuple(
        Statement(
            id=StatementId(row_id("s", "crowded", Span(n, n + 1))),
            source=(),
            cue=(Span(at := 37 * n % span, at + 4),),
            content=(Span(at + 5, at + 6 + n % 150), Span(at + 160, at + 161 + n % 150)),
            source_kind=SourceKind.NONE,
            form=Form.INDIRECT,
            act=Act.ASSERT,
            score=0.5,
        )
        for n in range(spans // 3 + 1)
    )
    return replace(record, statements=made, events=())


def _read(raw: RawReport) -> list[Record]:
    """Return the record of one report, read by rules."""
    items: list = [raw]
    for stage in scripted_pipeline().stages:
        items = list(stage(items))
    return items
