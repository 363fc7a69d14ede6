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
from pathlib import Path

import numpy as np

from evaluation.chains import ChainScore, Share, mention_share, score_chains, total_score
from evaluation.corpora import SHARED
from evaluation.ontogum import ChainedText, read_chained_texts
from onrecord.reading import Reader
from onrecord.reading.coreference import ChainWeights, find_chains
from onrecord.reading.coreference.finder import chains_among, see
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.coreference.words import own_vectors
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.scores import ReportScores
from onrecord.reading.weights import open_weights
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest

__all__ = ["main"]

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
    weights = open_weights(asked.model).coreference
    if weights is None:
        raise SystemExit("evaluation: this model has no coreference.npz: make one by `python -m training coreference`")
    own, given, mentions = list[ChainScore](), list[ChainScore](), Share()
    for text, report, scores in _encoded(list(read_chained_texts(gum, "dev")), Reader.load(asked.model)):
        gold = [{Span(a, b) for a, b in chain} for chain in text.chains]
        found: Chains = [set(chain) for chain in find_chains(report, scores, weights)]
        own.append(score_chains(gold, found))
        given.append(score_chains(gold, _among_gold(text, report, scores, weights)))
        mentions += mention_share(gold, found)
        if asked.documents:
            print(_line(text.id, own[-1]))
    print(_line("own mentions", total_score(own)))
    print(_line("gold mentions", total_score(given)))
    print(f"{'mentions in chains':28} R {mentions.recall:.1f}  P {mentions.precision:.1f}  F1 {mentions.f1:.1f}")


def _encoded(texts: Sequence[ChainedText], reader: Reader) -> Iterator[tuple[ChainedText, EncodedReport, ReportScores]]:
    for text in texts:
        ((report, scores),) = reader.infer([_report(text)])
        yield text, report, scores


def _report(text: ChainedText) -> Report:
    return Report(
        id=ReportId(text.id), sha256=text_digest(text.text), text=text.text, path=text.id,
        zones=(Zone(kind=ZoneKind.BODY, span=Span(0, len(text.text))),),
        origin=Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0),
    )  # fmt: skip


def _among_gold(text: ChainedText, report: EncodedReport, scores: ReportScores, weights: ChainWeights) -> Chains:
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
    seen = see(report, own_vectors(report, scores), scores.mentions, weights.meaning)
    return [{spans[row] for row in chain} for chain in chains_among(seen, phrases, weights.links)]


def _line(name: str, score: ChainScore) -> str:
    parts = (("MUC", score.muc), ("B3", score.b_cubed), ("CEAFe", score.ceaf_e))
    figures = "  ".join(f"{label} {s.recall:.1f}/{s.precision:.1f}/{s.f1:.1f}" for label, s in parts)
    return f"{name:28} CoNLL F1 {score.conll_f1:.1f}  ({figures})"


if __name__ == "__main__":
    main()
