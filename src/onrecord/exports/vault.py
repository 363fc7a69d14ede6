"""
An Obsidian vault: linked notes, one for each claim, each actor across reports and each report.

    Claims/North Korea sold arms Russia 1f2e3d4c.md   how it stands, every account with its quotation
    Actors/Kim Jong Un 5a6b7c8d.md                    other names, country, the claims of and about it
    Reports/Kim shows missiles 9e8f7a6b.md            who says what in it and what happens, quotation by quotation

Every quotation has the place in the text of record, and a link that opens the page at these words where the report has
a URL. Notes of an earlier export that no longer hold are taken away; notes of one's own are never touched.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from onrecord.exports.file_names import file_name
from onrecord.exports.markdown import escaped, front_matter, link, quoted_at
from onrecord.exports.offsets import fragment, storable
from onrecord.exports.outputs import Target
from onrecord.exports.selection import EventStanding, Selection, WorldActor, Written
from onrecord.exports.told import Told
from onrecord.records import Record, Span, Statement
from onrecord.store import ClaimFilters, FoundAccount, FoundClaim

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("Claims/", "Front matter: id, type, standing, date, place, sources; each account with its quotation and report."),
    ("Actors/", "Front matter: id, kind, country, Wikidata, aliases; the claims of and about the actor."),
    ("Reports/", "Front matter: id, outlet, byline, day, URL, digest; statements and events with their quotations."),
    ("Index.md", "The disputed claims, and how many notes there are."),
    ("^s4kq2…, ^e4kq2…", "Block ids: a link to `note#^id` points at one statement or event."),
)
LEFT_OUT = (
    "mentions besides those of actors; objects; numbers of people; coordinates; probabilities",
    "which accounts are independent, but for their number",
    "line breaks of quotations, which are shown as ⏎",
)
_LIST = ".onrecord-notes"
"""Names of the notes of the last export, so that the next one knows which are its own."""
_FOLDERS = ("Claims", "Actors", "Reports")


def write(selection: Selection, target: Target) -> Written:
    """Write the notes."""
    vault = _Vault(selection, target)
    claims, reports = vault.write_claims(), vault.write_reports()
    actors = vault.write_actors()
    vault.finish({"claims": claims, "actors": actors, "reports": reports})
    return Written(counts={"claims": claims, "actors": actors, "reports": reports}, left_out={})


class _Vault:
    """The notes as they are written; it remembers which there are, so that every link leads to one."""

    def __init__(self, selection: Selection, target: Target) -> None:
        self._selection = selection
        self._target = target
        self._claims: dict[str, str] = {}
        self._actors: set[str] = set()
        self._notes: list[str] = []
        self._disputed: list[str] = []

    def write_claims(self) -> int:
        """Write a note for each claim; return how many."""
        asked = self._selection.store.claims
        confirmed = asked.confirmed() if self._selection.confirmed else None
        filters = ClaimFilters(confirmed=self._selection.confirmed, min_score=self._selection.min_score)
        for claim in asked.find(filters):
            accounts = [each for each in asked.accounts(claim.id) if confirmed is None or each.row in confirmed]
            actors = {row["id"]: row["name"] for row in self._selection.answers("claim_actors", claim=claim.id)}
            self._actors |= actors.keys()
            note = _note("Claims", claim.what, claim.id)
            self._claims[claim.id] = note
            if claim.standing == "disputed":
                self._disputed.append(f"- {link(note, claim.what)}: {escaped(claim.standing_words)}")
            self._write(note, _claim_lines(claim, accounts, actors))
        return len(self._claims)

    def write_reports(self) -> int:
        """Write a note for each report; return how many."""
        count = 0
        for record in self._selection.records():
            count += 1
            worlds = self._selection.world_actors(record.report.id)
            self._actors |= {worlds[actor.id].id for actor in record.actors if actor.id in worlds}
            standings = self._selection.standings(record.report.id)
            note = _note("Reports", record.report.title or record.report.id, record.report.id)
            self._write(note, self._report_lines(record, worlds, standings))
        return count

    def write_actors(self) -> int:
        """Write a note for each actor that claims and reports have named; return how many."""
        table = self._selection.store.table("world_actors")
        names = [column.column for column in table.columns]
        count = 0
        for row in table.rows:
            actor: dict[str, Any] = dict(zip(names, row, strict=True))
            if actor["id"] in self._actors:
                self._write(_note("Actors", actor["name"], actor["id"]), self._actor_lines(actor))
                count += 1
        return count

    def finish(self, counts: dict[str, int]) -> None:
        """Write the index, and take away what an earlier export wrote and this one did not."""
        lines = [f"{count} notes of {what}." for what, count in counts.items()]
        shown = ["", "## Disputed", "", *self._disputed] if self._disputed else []
        self._write("Index", iter([*lines, *shown]))
        self._drop_former()
        with self._target.within(_LIST).text() as stream:
            stream.writelines(f"{note}\n" for note in sorted(self._notes))

    def _drop_former(self) -> None:
        folder = self._target.path
        former = folder / _LIST if folder else None
        if folder is None or former is None or not former.is_file():
            return
        for name in set(former.read_text("utf-8").splitlines()) - set(self._notes):
            if _is_ours(name):
                (folder / name).unlink(missing_ok=True)

    def _write(self, note: str, lines: Iterator[str]) -> None:
        name = f"{note}.md"
        self._notes.append(name)
        with self._target.within(*PurePosixPath(name).parts).text() as stream:
            stream.writelines(storable(line) + "\n" for line in lines)

    def _actor_lines(self, actor: dict[str, Any]) -> Iterator[str]:
        yield front_matter(
            {
                "id": actor["id"],
                "aliases": [actor["name"]],
                "kind": actor["kind"],
                "country": actor["country"],
                "wikidata": actor["wikidata"],
                "reports": actor["reports"],
                "tags": ["onrecord/actor"],
            }
        )
        yield "## Claims"
        yield ""
        for row in self._selection.store.answers("actor_claims", actor=actor["id"]):
            if row["id"] in self._claims:
                yield f"- {row['standing']}: {link(self._claims[row['id']], row['what'])}"

    def _report_lines(
        self, record: Record, worlds: dict[str, WorldActor], standings: dict[str, EventStanding]
    ) -> Iterator[str]:
        report = record.report
        yield front_matter(
            {
                "id": report.id,
                "aliases": [report.title] if report.title else None,
                "outlet": report.outlet,
                "byline": report.byline,
                "credit": report.credit,
                "published": report.published.start,
                "url": report.url,
                "sha256": report.sha256,
                "model": record.model,
                "tags": ["onrecord/report"],
            }
        )
        yield "## Who says what"
        yield ""
        for statement in record.statements:
            yield from _statement_lines(record, statement, worlds)
        yield ""
        yield "## What happens"
        yield ""
        for event in record.events:
            yield from self._event_lines(Told(record, event), worlds, standings.get(event.id))
        if self._selection.full_text:
            yield from _text_lines(report.text)

    def _event_lines(self, told: Told, worlds: dict[str, WorldActor], standing: EventStanding | None) -> Iterator[str]:
        event, report = told.event, told.record.report
        sides = []
        for participants in (event.actors, event.recipients):
            found = {told.name(each): worlds.get(each.actor or "") for each in participants}
            sides.append(", ".join(_actor_link(world, name) for name, world in found.items()))
        date = event.date
        day = " to ".join(dict.fromkeys(each for each in (date.start, date.end) if each)) if date else ""
        facts = [
            sides[0],
            f"**{event.type.value}**",
            sides[1],
            escaped(told.place_name or ""),
            day,
            event.factuality.value,
        ]
        line = "- " + " · ".join(part for part in facts if part)
        if standing is not None and standing.claim in self._claims:
            line += " · " + link(self._claims[standing.claim], standing.standing or "claim")
        yield f"{line} ^{event.id}"
        yield from _quotation(told.quote(told.sentence), (event.trigger,), report.url)


def _claim_lines(claim: FoundClaim, accounts: list[FoundAccount], actors: dict[str, str]) -> Iterator[str]:
    yield front_matter(
        {
            "id": claim.id,
            "aliases": [claim.what],
            "type": claim.type,
            "standing": claim.standing,
            "date_start": claim.date_start,
            "date_end": claim.date_end,
            "place": claim.place,
            "reports": claim.reports,
            "sources": claim.sources,
            "sources_denying": claim.sources_denying,
            "first_published": claim.first_published,
            "tags": ["onrecord/claim", f"onrecord/{claim.standing}"],
        }
    )
    yield escaped(claim.standing_words)
    yield ""
    yield ", ".join(link(_note("Actors", name, key), name) for key, name in actors.items())
    yield ""
    yield "## Accounts"
    yield ""
    for account in accounts:
        who = escaped(account.speaker_name or account.outlet or "not named")
        if account.world_actor in actors:
            who = link(_note("Actors", actors[account.world_actor], account.world_actor), account.speaker_name or "")
        report = link(_note("Reports", account.title or account.report, account.report), account.outlet or "report")
        yield f"- {account.published or 'no date'} · {who} · {account.stance} · {report}"
        if account.quote:
            span = Span(account.start, account.end) if account.start is not None and account.end else None
            yield from _quotation(account.quote, (span,) if span else (), None)


def _statement_lines(record: Record, statement: Statement, worlds: dict[str, WorldActor]) -> Iterator[str]:
    speaker = record.actor(statement.speaker)
    name = speaker.name if speaker else record.quote(*statement.source) or "not named"
    who = _actor_link(worlds.get(statement.speaker or ""), name)
    yield f"- {who} · {statement.act.value} · {statement.form.value} ^{statement.id}"
    yield from _quotation(record.quote(*statement.content), statement.content, record.report.url)


def _quotation(words: str, spans: tuple[Span, ...], url: str | None) -> Iterator[str]:
    places = " ".join(fragment(span) for span in spans)
    at = quoted_at(url, words)
    yield f"  > “{escaped(words)}”"
    if places or at:
        yield "  > " + " · ".join(part for part in (f"`{places}`" if places else "", at or "") if part)


def _text_lines(text: str) -> Iterator[str]:
    """Yield the text as it stands, fenced by more tildes than stand in a row in it."""
    fence = "~~~"
    while fence in text:
        fence += "~"
    yield ""
    yield "## Text"
    yield ""
    yield f"{fence}text"
    yield text
    yield fence


def _actor_link(world: WorldActor | None, name: str) -> str:
    return link(_note("Actors", world.name, world.id), name) if world else escaped(name)


def _note(folder: str, title: str, key: str) -> str:
    return f"{folder}/{file_name(title, key)}"


def _is_ours(name: str) -> bool:
    """Whether a line of the list names a note in one of the three folders, and nothing outside."""
    path = Path(name)
    return len(path.parts) == 2 and path.parts[0] in _FOLDERS and path.suffix == ".md"
