"""
How well the judge made of examples tells kinds of event apart, by the number of examples it is given.

    python -m evaluation.own_types [--draws 3]
       6 of each   68.5 % of both sorts right
      10 of each   71.9 %

Each task is a mode of a PLOVER type against the other events of that type (arrest against the rest of COERCE), as an
own type would be; the sentences are those of plover-events train, labelled by a language model. Examples are drawn,
the others are judged. Needs the reference folder `shared` beside the repository.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

import numpy as np

from evaluation.corpora import jsonl
from onrecord.assembly import vocabulary
from onrecord.eventtypes import Example, share_right
from onrecord.eventtypes.scorer import fitted_scores
from onrecord.records import Span

__all__ = ["main", "tasks"]

_SIZES = (6, 10, 20, 40)
_LEAST_EVENTS = 70
"""Of either sort: forty examples and thirty to be judged."""


def tasks(rows: Sequence[Mapping[str, object]]) -> dict[str, list[Example]]:
    """Return the tasks that have events enough: all events of a type, yes where they are of the mode."""
    events: defaultdict[str, list[tuple[str | None, str, Span]]] = defaultdict(list)
    for row in rows:
        for kind, mode, sentence, trigger in _events(row):
            events[kind].append((mode, sentence, trigger))
    found = {}
    for kind, those in sorted(events.items()):
        for mode, count in Counter(mode for mode, _, _ in those).most_common(3):
            if mode and min(count, len(those) - count) >= _LEAST_EVENTS:
                found[f"{kind}/{mode}"] = [
                    Example(text=sentence, trigger=trigger, is_one=each == mode) for each, sentence, trigger in those
                ]
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share of both sorts that is right, the mean over tasks and draws, for each number of examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=3, help="draws of examples for each task")
    draws: int = parser.parse_args(arguments).draws
    found = tasks(list(jsonl("corpora", "plover-events", "train.jsonl")))
    print(f"{len(found)} tasks: {', '.join(found)}")
    for size in _SIZES:
        right = [_right(examples, size, draw) for examples in found.values() for draw in range(draws)]
        print(f"{size:>4} of each   {100 * fmean(right):.1f} % of both sorts right", flush=True)


def _right(examples: Sequence[Example], size: int, draw: int) -> float:
    """Return the share that is right where so many of each sort, drawn by this seed, are the examples."""
    chance = random.Random(draw)  # noqa: S311  # a draw, no secret
    sorts = [[each for each in examples if each.is_one is sort] for sort in (True, False)]
    shuffled = [chance.sample(each, len(each)) for each in sorts]
    given = [each for sort in shuffled for each in sort[:size]]
    rest = [each for sort in shuffled for each in sort[size:]]
    return share_right(rest, fitted_scores(given, rest, vocabulary()))


def _events(row: Mapping[str, object]) -> Iterator[tuple[str, str | None, str, Span]]:
    """Yield type, mode, sentence and trigger in it of each event of a row."""
    text, sentences, events = row["text"], row["sentences"], row["events"]
    assert isinstance(text, str)  # of the type checker's
    assert isinstance(sentences, list)
    assert isinstance(events, list)
    starts = np.array([start for start, _ in sentences])
    for event in events:
        start, end = event["trigger"]
        at = int(np.searchsorted(starts, start, side="right")) - 1
        if at >= 0 and end <= sentences[at][1]:
            first, last = sentences[at]
            yield event["type"], event["mode"], text[first:last], Span(start - first, end - first)


if __name__ == "__main__":
    main()
