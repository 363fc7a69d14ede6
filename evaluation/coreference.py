"""
Score the reader's chains on the development documents of OntoGUM (16 documents of eight genres).

    python -m evaluation.coreference [--model FOLDER] [--documents]

Two lines: `own mentions` is the figure, end to end: the reader finds the phrases and links them, and a
chain's phrase counts where its span is exactly the gold one. `gold mentions` gives the same nets the
gold phrases to link, which tells how much of what is missing is lost in finding phrases.
Needs the reference folder `shared` beside the repository.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.chains import ChainScore, Share, mention_share, score_chains, total_score
from evaluation.corpora import SHARED
from evaluation.loaded import Loaded
from evaluation.ontogum import ChainedText, read_chained_texts
from evaluation.sets import described, value_line
from onrecord.reading import Reader
from onrecord.reading.coreference import ChainWeights, Seen, find_chains
from onrecord.reading.coreference.finder import chains_among
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.weights import open_weights
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest

__all__ = ["NAME", "chain_scores", "main"]

NAME = "ontogum dev"

Chains = list[set[Span]]
_SURE = 3.0
"""Log odds of standing in a chain that gold phrases are given: all of them do."""


def main() -> None:
    """Print both lines for all documents, and for each where asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a model folder; the shipped one if not given")
    parser.add_argument("--documents", action="store_true", help="a line for each document too")
    asked = parser.parse_args()
    gum = SHARED / "corpora" / "gum"
    if not gum.is_dir():
        raise SystemExit(f"evaluation: no corpus {gum}: it is expected beside the repository")
    judged = list(_judged(Reader.load(asked.model), open_weights(asked.model).coreference))
    if asked.documents:
        for each in judged:
            print(_line(each.id, each.own))
    print(_line("own mentions", total_score([each.own for each in judged])))
    print(_line("gold mentions", total_score([each.given for each in judged])))
    share = sum((each.mentions for each in judged), Share())
    print(f"{'mentions in chains':28} R {share.recall:.1f}  P {share.precision:.1f}  F1 {share.f1:.1f}")


def chain_scores(loaded: Loaded) -> dict[str, Any]:
    """Return the set's entry for scores.json: CoNLL F1 with own mentions and with the gold ones."""
    judged = list(_judged(loaded.reader, open_weights().coreference))
    lines = {
        "coreference, CoNLL F1": [each.own for each in judged],
        "coreference given mentions, CoNLL F1": [each.given for each in judged],
    }
    return described(
        "corpora/gum/dev/ontogum", "MUC, B-cubed and CEAF-e", "people", len(judged),
        {name: value_line(scores, _conll, len(judged)) for name, scores in lines.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Judged:
    """One document: chains of phrases found, chains of the gold phrases, phrases that stand in chains."""

    id: str
    own: ChainScore
    given: ChainScore
    mentions: Share


def _conll(scores: Sequence[ChainScore]) -> float:
    return total_score(scores).conll_f1


def _judged(reader: Reader, weights: ChainWeights | None) -> Iterator[_Judged]:
    if weights is None:
        raise SystemExit("evaluation: this model has no coreference.npz: make one by `python -m training coreference`")
    for text in read_chained_texts(SHARED / "corpora" / "gum", "dev"):
        report, seen = reader.seen_for_chains(_report(text))
        gold = [{Span(a, b) for a, b in chain} for chain in text.chains]
        found: Chains = [set(chain) for chain in find_chains(report, seen, weights)]
        given = score_chains(gold, _among_gold(text, report, seen, weights))
        yield _Judged(text.id, score_chains(gold, found), given, mention_share(gold, found))


def _report(text: ChainedText) -> Report:
    return Report(
        id=ReportId(text.id), sha256=text_digest(text.text), text=text.text, path=text.id,
        zones=(Zone(kind=ZoneKind.BODY, span=Span(0, len(text.text))),),
        origin=Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0),
    )  # fmt: skip


def _among_gold(text: ChainedText, report: EncodedReport, seen: Seen, weights: ChainWeights) -> Chains:
    """Link the gold phrases; one whose words are not the reader's (its head lies between two) is not linked."""
    chained = {span for chain in text.chains for span in chain}
    rows, spans = list[tuple[int, int, int]](), list[Span]()
    for (start, end), head in sorted(text.phrases.items(), key=lambda pair: (pair[1], pair[0])):
        words = [int(np.searchsorted(report.words.ends, at, "right")) for at in (head, start)]
        last = int(np.searchsorted(report.words.starts, end, "left"))
        if (start, end) in chained and words[1] <= words[0] < last:
            rows.append((words[0], words[1], last))
            spans.append(Span(start, end))
    heads, starts, ends = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    phrases = Phrases(heads, starts, ends, np.full(len(rows), _SURE, dtype=np.float32))
    return [{spans[row] for row in chain} for chain in chains_among(seen, phrases, weights.links)]


def _line(name: str, score: ChainScore) -> str:
    parts = (("MUC", score.muc), ("B3", score.b_cubed), ("CEAFe", score.ceaf_e))
    figures = "  ".join(f"{label} {s.recall:.1f}/{s.precision:.1f}/{s.f1:.1f}" for label, s in parts)
    return f"{name:28} CoNLL F1 {score.conll_f1:.1f}  ({figures})"


if __name__ == "__main__":
    main()
