"""
Who does what to whom, as a network of actors across reports, for Gephi, yEd, Cytoscape, igraph and Neo4j.

    North Korea  --AID, 2 events in 6 reports, disputed-->  Russia

An edge is all events of one type from one actor to another: those that a source holds certain or probable, no plans.
Copies and tellings of one event count once: the weight is events, not reports.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from onrecord.exports.countries import country
from onrecord.exports.offsets import xml_storable
from onrecord.exports.outputs import Target, write_lines
from onrecord.exports.selection import Selection, Written

__all__ = ["COLUMNS", "LEFT_OUT", "write_gexf", "write_graphml"]

_NODE: Mapping[str, tuple[str, str]] = {
    "kind": ("string", "person, organization, group, …"),
    "country": ("string", "ISO 3166 alpha-3, or IGO, NGO, IMG."),
    "country_name": ("string", "Its name."),
    "wikidata": ("string", "Wikidata id."),
    "reports": ("integer", "Reports that speak of it."),
}
_EDGE: Mapping[str, tuple[str, str]] = {
    "type": ("string", "PLOVER type."),
    "quad": ("integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."),
    "events": ("integer", "Events across reports; also the weight."),
    "disputed": ("integer", "Of these, events that somebody denies."),
    "reports": ("integer", "Reports that tell of them."),
    "first_day": ("string", "First day that a report gives for one of them."),
    "last_day": ("string", "Last day."),
}
COLUMNS = (
    ("node: id, label", "Id and name of the actor across reports."),
    *((f"node: {name}", meaning) for name, (_, meaning) in _NODE.items()),
    *((f"edge: {name}", meaning) for name, (_, meaning) in _EDGE.items()),
)
LEFT_OUT = (
    "events without an actor or without somebody to whom it is done",
    "events that their source denies, plans, asks about or holds only possible",
    "statements: who says so, who denies it, and in what words; an edge only counts what is disputed",
    "places, objects, numbers of people",
    "characters that XML 1.0 cannot write, such as NUL: each is U+FFFD",
)


def write_gexf(selection: Selection, target: Target) -> Written:
    """Write GEXF 1.2."""
    with target.text() as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
            '<meta><creator>onrecord</creator></meta>\n<graph mode="static" defaultedgetype="directed">\n'
        )
        for kind, fields in (("node", _NODE), ("edge", _EDGE)):
            stream.write(f'<attributes class="{kind}" mode="static">\n')
            stream.writelines(
                f'<attribute id="{kind}_{name}" title="{name}" type="{kind_of}"/>\n'
                for name, (kind_of, _) in fields.items()
            )
            stream.write("</attributes>\n")
        stream.write("<nodes>\n")
        nodes = write_lines(stream, (_gexf_node(node) for node in _nodes(selection)))
        stream.write("</nodes>\n<edges>\n")
        edges = write_lines(stream, (_gexf_edge(n, edge) for n, edge in enumerate(_edges(selection))))
        stream.write("</edges>\n</graph>\n</gexf>\n")
    return Written(counts={"actors": nodes, "ties": edges}, left_out={})


def write_graphml(selection: Selection, target: Target) -> Written:
    """Write GraphML."""
    types = {"string": "string", "integer": "int"}
    with target.text() as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
            '<key id="node_label" for="node" attr.name="label" attr.type="string"/>\n'
            '<key id="edge_weight" for="edge" attr.name="weight" attr.type="int"/>\n'
        )
        for kind, fields in (("node", _NODE), ("edge", _EDGE)):
            stream.writelines(
                f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{types[kind_of]}"/>\n'
                for name, (kind_of, _) in fields.items()
            )
        stream.write('<graph id="onrecord" edgedefault="directed">\n')
        nodes = write_lines(stream, (_graphml_node(node) for node in _nodes(selection)))
        edges = write_lines(stream, (_graphml_edge(n, edge) for n, edge in enumerate(_edges(selection))))
        stream.write("</graph>\n</graphml>\n")
    return Written(counts={"actors": nodes, "ties": edges}, left_out={})


def _nodes(selection: Selection) -> Iterator[dict[str, Any]]:
    for row in selection.answers("actor_nodes"):
        codes = country(row["country"])
        yield {**row, "country_name": codes.name if codes else None}


def _edges(selection: Selection) -> Iterator[dict[str, Any]]:
    return selection.answers("actor_edges")


def _gexf_node(node: dict[str, Any]) -> str:
    values = _gexf_values("node", _NODE, node)
    return f"<node id={_attribute(node['id'])} label={_attribute(node['name'])}>{values}</node>"


def _gexf_edge(number: int, edge: dict[str, Any]) -> str:
    ends = f"source={_attribute(edge['source'])} target={_attribute(edge['target'])}"
    values = _gexf_values("edge", _EDGE, edge)
    return f'<edge id="{number}" {ends} label={_attribute(edge["type"])} weight="{edge["events"]}">{values}</edge>'


def _gexf_values(kind: str, fields: Mapping[str, object], row: dict[str, Any]) -> str:
    values = "".join(
        f'<attvalue for="{kind}_{name}" value={_attribute(str(row[name]))}/>'
        for name in fields
        if row[name] is not None
    )
    return f"<attvalues>{values}</attvalues>"


def _graphml_node(node: dict[str, Any]) -> str:
    label = f'<data key="node_label">{_content(node["name"])}</data>'
    return f"<node id={_attribute(node['id'])}>{label}{_graphml_values('node', _NODE, node)}</node>"


def _graphml_edge(number: int, edge: dict[str, Any]) -> str:
    ends = f"source={_attribute(edge['source'])} target={_attribute(edge['target'])}"
    weight = f'<data key="edge_weight">{edge["events"]}</data>'
    return f'<edge id="e{number}" {ends}>{weight}{_graphml_values("edge", _EDGE, edge)}</edge>'


def _graphml_values(kind: str, fields: Mapping[str, object], row: dict[str, Any]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{_content(str(row[name]))}</data>' for name in fields if row[name] is not None
    )


def _attribute(text: str) -> str:
    return quoteattr(xml_storable(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _content(text: str) -> str:
    return escape(xml_storable(text), {"\r": "&#13;"})
