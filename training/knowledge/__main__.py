"""Write every table of `src/onrecord/resolution/tables`."""

from collections.abc import Iterable, Iterator

from onrecord.resolution.words import key_of
from training.knowledge.bodies import bodies
from training.knowledge.places import counties, gazetteer, regions
from training.knowledge.sources import ROOT, curated_rows
from training.knowledge.states import countries, state_names

TABLES = ROOT / "src" / "onrecord" / "resolution" / "tables"


def main() -> None:
    """Write the tables and say how large they are."""
    _write("countries.tsv", "iso3 iso2 name capital latitude longitude geonameid cow gw wikidata", countries())
    _write("names.tsv", "key surface kind country sectors canonical office rank from to source", _names())
    _write("agents.tsv", "key sectors kind rank source", _agents())
    _write("weapons.tsv", "key kind family source", _weapons())
    _write("regions.tsv", "key name country code latitude longitude source", regions())
    _write("counties.tsv", "key states source", counties())
    path = TABLES / "gazetteer.tsv"
    path.write_bytes(b"".join(line + b"\n" for line in sorted(set(gazetteer()))))
    for table in sorted(TABLES.glob("*.tsv")):
        print(f"{table.name:16} {table.stat().st_size / 1e6:6.2f} MB")


def _write(name: str, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    lines = ["#" + header.replace(" ", "\t"), *("\t".join(row) for row in rows)]
    (TABLES / name).write_text("\n".join(lines) + "\n", "utf-8")


def _names() -> Iterator[tuple[str, ...]]:
    """Every name once per meaning; a hand-written row takes the key from rows of the reference files."""
    seen: set[tuple[str, ...]] = set()
    owners: dict[str, str] = {}
    for row in _all_names():
        key, kind, country, source = row[0], row[2], row[3], row[-1]
        rank = 0 if source == "curated" else 1 if source.startswith(("factbook", "geonames")) else 2
        owner = owners.setdefault(key, f"{rank} {kind}")
        if not key or (rank and int(owner[0]) < rank) or row[:-1] in seen:
            continue
        if rank == 2 and owner != f"2 {kind}":
            continue
        seen.add(row[:-1])
        del country
        yield row


def _all_names() -> Iterator[tuple[str, ...]]:
    for surface, role, iso3, canonical, source in state_names():
        yield key_of(surface), surface, role, iso3, "", canonical, "", "", "", "", source
    for name, iso3, others in curated_rows("partly.tsv"):
        for surface in (name, *others.split("; ")):
            yield key_of(surface), surface, "partial", iso3, "PRE", name, "", "", "", "", "curated"
    for surface, candidates in curated_rows("peoples.tsv"):
        yield key_of(surface), surface, "people", candidates, "", surface, "", "", "", "", "curated"
    for body in bodies():
        yield (
            key_of(body.surface), body.surface, body.kind, body.country, body.sectors, body.canonical,
            body.office, body.rank, body.start, body.end, body.source,
        )  # fmt: skip


def _agents() -> Iterator[tuple[str, ...]]:
    seen = set()
    for nouns, sectors, kind, rank in curated_rows("agents.tsv"):
        for noun in nouns.split("; "):
            key = key_of(noun)
            if key not in seen:
                seen.add(key)
                yield key, sectors, kind, rank, "curated"


def _weapons() -> Iterator[tuple[str, ...]]:
    seen = set()
    for nouns, kind, family in curated_rows("weapons.tsv"):
        for noun in nouns.split("; "):
            key = key_of(noun)
            if key not in seen:
                seen.add(key)
                yield key, kind, family, "curated"


if __name__ == "__main__":
    main()
