"""
How an event stands, in plain words: whose word it is, and how sure that word is.

    stated_by=(), factuality=CT+                  ->   "in the outlet's own voice"
    stated_by=(Ryder,), denied_by=(Pyongyang,)    ->   "claimed by Ryder; denied by Pyongyang"
    stated_by=(Minsk,), denied_by=(Minsk,)        ->   "denied by Minsk": its own denial holds the event
    tense=future, factuality=PS+                  ->   "in the outlet's own voice; possible; yet to come"
"""

from collections.abc import Sequence

from onrecord.records import Factuality, Record, Statement, Tense

__all__ = ["source_name", "standing"]

_FACTUALITY_WORDS = {
    Factuality.CERTAIN: None,
    Factuality.PROBABLE: "probable",
    Factuality.POSSIBLE: "possible",
    Factuality.CERTAIN_NOT: "said not to be so",
    Factuality.PROBABLE_NOT: "probably not so",
    Factuality.POSSIBLE_NOT: "possibly not so",
    Factuality.UNCOMMITTED: "left open",
}


def standing(
    factuality: Factuality, tense: Tense, stated_by: Sequence[str], denied_by: Sequence[str], outlet: str | None
) -> str:
    """Return the standing of an event; the names are those of the speakers."""
    parts: list[str | None] = []
    if not stated_by:
        parts.append(f"in {outlet or 'the outlet'}'s own voice")
    elif not set(stated_by) <= set(denied_by):  # what stands in a denial alone is claimed by nobody
        parts.append(f"claimed by {_listed(stated_by)}")
    parts.append(f"denied by {_listed(denied_by)}" if denied_by else None)
    if tense is Tense.FUTURE:
        parts.append("planned" if factuality is Factuality.CERTAIN else "yet to come")
    parts.append(_FACTUALITY_WORDS[factuality])
    return "; ".join(part for part in parts if part)


def source_name(record: Record, statement: Statement) -> str:
    """Return who makes a statement: by name where known, else by the words of the report."""
    actor = record.actor(statement.speaker)
    if actor is not None:
        return actor.name
    return record.quote(*statement.source) if statement.source else "somebody not named"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
