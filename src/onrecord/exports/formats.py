"""
The formats a record can be written in: one row each, its module imported when it is asked for.

    format_named("geojson").write(Selection(store=store), Target(Path("events.geojson")))

A new format is a module with a function `write(selection, target) -> Written`, the tuples `COLUMNS` (what it writes)
and `LEFT_OUT` (what it cannot hold), and one row here. docs/formats-out.md is made from these.
"""

from onrecord.errors import StoreError
from onrecord.exports.format import Format, Texts

__all__ = ["FORMATS", "format_named", "format_of_suffix"]

_POINTS = "code points"
_UTF16 = "UTF-16 units"

_ALL = (
    Format(
        name="jsonl",
        title="JSON lines",
        for_whom="One record a line, complete: what `onrecord read` prints and other copies of onrecord read back.",
        module="lines",
        suffixes=(".jsonl", ".ndjson"),
        texts=Texts.WHOLE,
        unit=_POINTS,
        checked="read back into the same records; docs/record.schema.json",
    ),
    Format(
        name="json",
        title="JSON",
        for_whom="The same records as one list.",
        module="lines",
        function="write_as_list",
        suffixes=(".json",),
        texts=Texts.WHOLE,
        unit=_POINTS,
        checked="read back into the same records",
    ),
    Format(
        name="csv",
        title="CSV",
        for_whom="A folder with one file for each table people ask for, or one of them by its name (`events.csv`).",
        module="tables",
        function="write_csv",
        is_tables=True,
        suffixes=(".csv",),
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="read back with Python's csv; no cell that a spreadsheet would run",
    ),
    Format(
        name="tsv",
        title="TSV",
        for_whom="The same tables, separated by tabs.",
        module="tables",
        function="write_tsv",
        is_tables=True,
        suffixes=(".tsv",),
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="read back with Python's csv; no cell that a spreadsheet would run",
    ),
    Format(
        name="parquet",
        title="Parquet",
        for_whom="The same tables with typed columns, for DuckDB, pandas, Polars, R and Spark.",
        module="parquet",
        is_tables=True,
        suffixes=(".parquet",),
        texts=Texts.QUOTES,
        unit=_POINTS,
        extra="parquet",
        checked="read back with pyarrow, cell by cell",
    ),
    Format(
        name="acled",
        title="ACLED-like events",
        for_whom="One row an event, however many reports tell of it, in the columns that scripts for ACLED expect.",
        module="acled",
        texts=Texts.QUOTES_ALWAYS,
        unit=_POINTS,
        checked="column names of the codebook; quotations sliced again",
    ),
    Format(
        name="polecat",
        title="POLECAT-like events",
        for_whom="One row an event of a report, in the columns of POLECAT, separated by tabs.",
        module="polecat",
        texts=Texts.QUOTES_ALWAYS,
        unit=_POINTS,
        checked="column names of the codebook; quotations sliced again",
    ),
    Format(
        name="plover",
        title="PLOVER JSON",
        for_whom="One event of a report a line, in the fields of the PLOVER manual.",
        module="plover",
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="fields and codes of the manual; quotations sliced again",
    ),
    Format(
        name="gdelt-mentions",
        title="GDELT-like mentions",
        for_whom="One row for each time that a report tells of an event, in the columns of GDELT's mentions table.",
        module="gdelt",
        texts=Texts.NONE,
        unit=_POINTS,
        checked="column names of the codebook; offsets sliced again",
    ),
    Format(
        name="web-annotation",
        title="W3C Web Annotation",
        for_whom="Mentions, statements and events as an annotation collection in JSON-LD, with both W3C selectors.",
        module="web_annotation",
        texts=Texts.QUOTES_ALWAYS,
        unit=_POINTS,
        checked="what the W3C model requires of each annotation; both selectors sliced again",
    ),
    Format(
        name="ftm",
        title="FollowTheMoney",
        for_whom="Articles, people, bodies, events and who is mentioned where, as entity lines for Aleph and `ftm`.",
        module="ftm",
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="the schema of followthemoney; its library where it is installed; quotations sliced again",
    ),
    Format(
        name="stix",
        title="STIX 2.1",
        for_whom="A bundle of identities, locations, notes of what happened and who says so, reports and opinions.",
        module="stix",
        texts=Texts.QUOTES_ALWAYS,
        unit=_POINTS,
        checked="parsed with stix2, validated with stix2-validator; quotations sliced again",
    ),
    Format(
        name="schema-org",
        title="schema.org Claim",
        for_whom="The claims of the ledger as schema.org `Claim` in JSON-LD, with where each appears; no rating.",
        module="schema_org",
        texts=Texts.QUOTES_ALWAYS,
        checked="types and properties of the vocabulary",
    ),
    Format(
        name="geojson",
        title="GeoJSON",
        for_whom="Events with a place as points, each event once, for QGIS, Leaflet, Kepler and the like.",
        module="geojson",
        suffixes=(".geojson",),
        texts=Texts.QUOTES_ALWAYS,
        unit=_POINTS,
        checked="validated with geojson-pydantic; quotations sliced again",
    ),
    Format(
        name="timemap",
        title="TimeMap",
        for_whom="A folder of the files that Forensic Architecture's TimeMap reads: events, sources, associations.",
        module="timemap",
        is_folder=True,
        texts=Texts.QUOTES_ALWAYS,
        checked="the documented structure; every source and association is there",
    ),
    Format(
        name="gexf",
        title="GEXF",
        for_whom="Who does what to whom between actors across reports, as a network for Gephi.",
        module="networks",
        function="write_gexf",
        suffixes=(".gexf",),
        texts=Texts.NONE,
        checked="read back with networkx",
    ),
    Format(
        name="graphml",
        title="GraphML",
        for_whom="The same network for yEd, Cytoscape, igraph and Neo4j.",
        module="networks",
        function="write_graphml",
        suffixes=(".graphml",),
        texts=Texts.NONE,
        checked="read back with networkx",
    ),
    Format(
        name="prodigy",
        title="Prodigy",
        for_whom="Tasks with tokens, spans and relations, to review or to train on.",
        module="prodigy",
        texts=Texts.EXCERPTS,
        unit=_POINTS,
        checked="the documented structure; spans and tokens sliced again",
    ),
    Format(
        name="doccano",
        title="doccano",
        for_whom="Texts with entities and relations, for import as JSONL (relation).",
        module="doccano",
        texts=Texts.EXCERPTS,
        unit=_UTF16,
        checked="the documented structure; offsets sliced again as JavaScript does",
    ),
    Format(
        name="label-studio",
        title="Label Studio",
        for_whom="Tasks with predictions, and the labelling configuration they need.",
        module="label_studio",
        texts=Texts.EXCERPTS,
        unit=_POINTS,
        checked="the documented structure; offsets sliced again and compared with the text beside them",
    ),
    Format(
        name="inception",
        title="INCEpTION (UIMA CAS XMI)",
        for_whom="One XMI file a report, and the type system, which INCEpTION takes as layers; for all UIMA tools.",
        module="inception",
        is_folder=True,
        texts=Texts.NEEDED,
        unit=_UTF16,
        checked="loaded with dkpro-cassis; covered text compared",
    ),
    Format(
        name="docbin",
        title="spaCy DocBin",
        for_whom="Documents with span groups, to read with spaCy, to train on or to show with displaCy.",
        module="docbin",
        suffixes=(".spacy",),
        texts=Texts.EXCERPTS,
        unit="tokens of the document, each a slice of its text",
        extra="spacy",
        checked="read back with spaCy; texts and spans compared",
    ),
    Format(
        name="obsidian",
        title="Obsidian vault",
        for_whom="A folder of linked notes: one for each claim, actor and report, with quotations.",
        module="vault",
        is_folder=True,
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="every link leads to a note; front matter read as YAML; quotations sliced again",
    ),
    Format(
        name="bibtex",
        title="BibTeX",
        for_whom="The reports, to be cited from LaTeX or taken into a reference manager.",
        module="citations",
        function="write_bibtex",
        suffixes=(".bib",),
        texts=Texts.NONE,
        checked="read back with pybtex",
    ),
    Format(
        name="csl-json",
        title="CSL-JSON",
        for_whom="The reports, for Zotero, pandoc and citeproc.",
        module="citations",
        function="write_csl",
        texts=Texts.NONE,
        checked="types and variables of the CSL-JSON schema",
    ),
    Format(
        name="huggingface",
        title="Hugging Face dataset",
        for_whom="A folder with a card and one configuration for each table, ready for `datasets.load_dataset`.",
        module="dataset",
        is_folder=True,
        texts=Texts.QUOTES,
        unit=_POINTS,
        checked="the card read as YAML, every file it names read back with pyarrow",
    ),
)
FORMATS = {each.name: each for each in _ALL}
"""By name, in the order in which the documentation shows them."""


def format_named(name: str) -> Format:
    """Return the format of that name; `StoreError` where there is none."""
    if name not in FORMATS:
        raise StoreError(f"there is no format {name!r}; expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def format_of_suffix(suffix: str) -> Format | None:
    """Return the format that files of that suffix are in, such as `.geojson`; None where it says nothing."""
    return next((each for each in FORMATS.values() if suffix.lower() in each.suffixes), None)
