"""
INCEpTION and other UIMA tools: one CAS in XMI for each report, and the type system that all of them use.

    cas/r1.xmi            <cas:Sofa sofaString="…"/> <custom:Statement begin="31" end="35" act="deny" …/> …
    cas/TypeSystem.xml    the layers: Mention, Source, Cue, Content, Event, Argument, and their relation

UIMA counts UTF-16 units: a character beyond U+FFFF is two. Tokens and sentences are DKPro's; tokens are cut where spans
begin and end, because INCEpTION's span layers are made of whole tokens. There, import TypeSystem.xml as layers first,
then the files as "UIMA CAS XMI (XML 1.0)": what has no layer in a project is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape

from onrecord.exports.file_names import file_name
from onrecord.exports.marks import Link, Mark, marks_of
from onrecord.exports.offsets import Utf16, xml_storable
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.tokens import tokens_of
from onrecord.records import Record

__all__ = ["COLUMNS", "LEFT_OUT", "type_system", "write"]

COLUMNS = (
    ("NAME.xmi", "The text, its sentences, tokens and layers; the name is the id of the report."),
    ("TypeSystem.xml", "The layers, for `cassis.load_typesystem` and UIMA."),
    ("webanno.custom.OnrecordSpan", "Every labelled span: `part`, `label`, `row`, `score`."),
    ("webanno.custom.OnrecordLink", "Every link, from `Governor` to `Dependent`, with its `label`."),
    ("webanno.custom.OnrecordReport", "The report: id, title, outlet, day, URL, digest of its text, model."),
)
LEFT_OUT = (
    "characters that XML 1.0 cannot write, such as NUL: each is U+FFFD, so that offsets stay",
    "actors, countries, places and days as resolved",
    "form, act and kind of source of a statement; factuality, tense, mode and contexts of an event",
    "what the ledger says: claims, sources, copies, corrections",
)

_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105  # a word
_SPAN = "webanno.custom.OnrecordSpan"
_LINK = "webanno.custom.OnrecordLink"
_REPORT = "webanno.custom.OnrecordReport"
_STRING = "uima.cas.String"
_FACTS = ("report", "sha256", "title", "outlet", "published", "url", "model")
_TYPES: Mapping[str, Mapping[str, str]] = {
    _SENTENCE: {},
    _TOKEN: {},
    _SPAN: {"part": _STRING, "label": _STRING, "row": _STRING, "score": _STRING},
    _LINK: {"Governor": _SPAN, "Dependent": _SPAN, "label": _STRING},
    _REPORT: dict.fromkeys(_FACTS, _STRING),
}
_NAMESPACES = {
    "xmi": "http://www.omg.org/XMI",
    "cas": "http:///uima/cas.ecore",
    "type": "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore",
    "custom": "http:///webanno/custom.ecore",
    "tcas": "http:///uima/tcas.ecore",
}
_PREFIX = {_SENTENCE: "type:Sentence", _TOKEN: "type:Token"} | {
    name: f"custom:{name.rpartition('.')[2]}" for name in (_SPAN, _LINK, _REPORT)
}
# What an attribute would lose when it is read: line breaks and tabs become spaces unless they are written by number.
_BY_NUMBER = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def write(selection: Selection, target: Target) -> Written:
    """Write one file for each report, and the type system."""
    count, replaced = 0, 0
    with target.within("TypeSystem.xml").text() as stream:
        stream.write(type_system())
    for record in selection.records():
        text = xml_storable(record.report.text)
        replaced += sum(a != b for a, b in zip(text, record.report.text, strict=True))
        with target.within(f"{_file_name(record.report.id)}.xmi").text() as stream:
            _write_cas(record, text, stream)
        count += 1
    return Written(counts={"reports": count}, left_out={"characters that became U+FFFD": replaced})


def type_system() -> str:
    """Return the type system, as UIMA's XML descriptor."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "  <types>",
    ]
    for name, features in _TYPES.items():
        lines.append("    <typeDescription>")
        lines.append(f"      <name>{name}</name>")
        lines.append("      <supertypeName>uima.tcas.Annotation</supertypeName>")
        lines.append("      <features>" if features else "      <features/>")
        for feature, kind in features.items():
            lines.append("        <featureDescription>")
            lines.append(f"          <name>{feature}</name>")
            lines.append(f"          <rangeTypeName>{kind}</rangeTypeName>")
            lines.append("        </featureDescription>")
        if features:
            lines.append("      </features>")
        lines.append("    </typeDescription>")
    return "\n".join([*lines, "  </types>", "</typeSystemDescription>"]) + "\n"


def _write_cas(record: Record, text: str, stream: IO[str]) -> None:
    marks, links = marks_of(record)
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI {names} xmi:version="2.0">\n')
    stream.write('<cas:NULL xmi:id="0"/>\n')
    members = []
    for number, element in enumerate(_annotations(record, text, marks, links), 2):
        stream.write(element.format(number) + "\n")
        members.append(str(number))
    sofa = _attributes({"mimeType": "text/plain", "sofaID": "_InitialView", "sofaString": text})
    stream.write(f'<cas:Sofa xmi:id="1" sofaNum="1"{sofa}/>\n')
    stream.write(f'<cas:View sofa="1" members="{" ".join(members)}"/>\n</xmi:XMI>\n')


def _annotations(record: Record, text: str, marks: tuple[Mark, ...], links: tuple[Link, ...]) -> Iterator[str]:
    """Yield each annotation as an element whose number is still to be filled in, as `{}`."""
    units = Utf16(text)
    length = units.at(len(text))
    spans = {mark.key: units.span(mark.span) for mark in marks}

    def element(kind: str, begin: int, end: int, features: Mapping[str, str | None] | None = None) -> str:
        shown = _attributes(features or {}).replace("{", "{{").replace("}", "}}")
        return f'<{_PREFIX[kind]} xmi:id="{{}}" sofa="1" begin="{begin}" end="{end}"{shown}/>'

    numbers = {mark.key: n for n, mark in enumerate(marks, 2)}
    for mark in marks:
        features = {"part": mark.part, "label": mark.label, "row": mark.row, "score": f"{mark.score:.4f}"}
        yield element(_SPAN, *spans[mark.key], features)
    for link in links:
        ends = {"Governor": str(numbers[link.tail]), "Dependent": str(numbers[link.head])}
        yield element(_LINK, *spans[link.head], {**ends, "label": link.label})
    for sentence in record.sentences:
        yield element(_SENTENCE, *units.span(sentence))
    for token in tokens_of(text, (mark.span for mark in marks)):
        if not text[token.start : token.end].isspace():
            yield element(_TOKEN, units.at(token.start), units.at(token.end))
    report = record.report
    facts = (report.id, report.sha256, report.title, report.outlet, report.published.start, report.url, record.model)
    yield element(_REPORT, 0, length, dict(zip(_FACTS, facts, strict=True)))
    yield f'<tcas:DocumentAnnotation xmi:id="{{}}" sofa="1" begin="0" end="{length}" language="en"/>'


def _attributes(features: Mapping[str, str | None]) -> str:
    return "".join(
        f' {name}="{escape(xml_storable(value), _BY_NUMBER)}"' for name, value in features.items() if value is not None
    )


def _file_name(id: str) -> str:
    """Return a file name for a report: its id, or what of it a file name may hold and a digest."""
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}", id):
        return id
    return file_name(id, id)
