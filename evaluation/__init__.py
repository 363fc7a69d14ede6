"""
Evaluation: what the shipped reader is worth, measured through the public interface.

Records are made by `onrecord read --input jsonl -` in a process of its own, as anybody could make them, and
judged by the scorers that lie beside the repository in `../shared/score`; what no command gives (labels at given
spans, certainty of given words) is asked of the reader's public functions. Run from the repository root:

    python -m evaluation.score      score the development parts, write evaluation/scores.json
    python -m evaluation.aims       what the reader is to reach, and how far it is
    python -m evaluation.seed       the checks on the model report
    python -m evaluation.speed      throughput, memory, start-up
    python -m evaluation.costs      where the time of a report goes
    python -m evaluation.table      render the README's table from evaluation/scores.json
    python -m evaluation.gate       fail where a score lies below evaluation/floors.json

`evaluation.resolve` and `evaluation.pages` look at one part each (resolution given the
phrases, article text beside trafilatura's) and call its public names.
"""

import os

# As `onrecord` itself has it: threads of small matrix products wait by spinning, which would count as work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
