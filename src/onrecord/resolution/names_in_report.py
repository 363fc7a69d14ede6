"""
What an actor is called in the record: the fullest name that the report gives, without titles.

`Mr. Lankov` … `Andrei Lankov, a Russian-born expert` -> Andrei Lankov. Who is not named keeps the
description: `A senior allied military source` -> senior allied military source.
"""

from collections.abc import Mapping

from onrecord.records import MentionKind, Span
from onrecord.resolution.clusters import Cluster
from onrecord.resolution.references import Form

__all__ = ["actor_kind", "actor_name"]


def actor_name(cluster: Cluster) -> str:
    """Return the name, or the description, of a cluster."""
    head = cluster.head
    if head.form is Form.STATE and head.answer.name:
        names = [
            r
            for r in cluster.references
            if r.form is Form.STATE
            and "metonym" not in (r.answer.rule or "")
            and "capital" not in (r.answer.rule or "")
        ]
        wordings = [r.name or r.text for r in names]
        # A state that had another name once ("the Soviet Union") goes by its own where the report has it.
        if not wordings or head.answer.name in wordings:
            return head.answer.name
        return max(wordings, key=len)
    if head.name:
        return head.name
    words = head.text.split()
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def actor_kind(cluster: Cluster, kinds: Mapping[Span, MentionKind]) -> MentionKind:
    """Return what a cluster is: what its phrases say, else what the reader took its mentions for."""
    head = cluster.head
    if head.form is Form.NAME:
        return MentionKind.PERSON
    if head.form is Form.STATE:
        return MentionKind.PLACE
    if head.form is Form.BODY:
        return MentionKind.GROUP if head.answer.kind == "group" else MentionKind.ORGANIZATION
    read = [kinds[r.span] for r in cluster.references if r.span in kinds]
    if read:
        return max(sorted(set(read)), key=read.count)  # of equals the first by name, in every run
    return MentionKind.PERSON if head.is_personal else MentionKind.GROUP
