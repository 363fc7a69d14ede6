"""The steps of training, one command each: `python -m training STEP`."""

import argparse
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent

Options = argparse.Namespace


def _prepare(o: Options) -> None:
    from training.prepare import prepare

    prepare(o.shared, o.prepared)


def _train(o: Options) -> None:
    from training.train import train

    train(
        o.prepared,
        o.run,
        o.mixture or HERE / "mixture.toml",
        scale=o.scale,
        start=o.start,
        seed=o.seed,
        device=o.device,
        minutes=o.minutes,
    )


def _pretrain(o: Options) -> None:
    from training.pretrain import pretrain

    pretrain(o.prepared, o.run, passes=20 * o.scale, device=o.device)


def _distil(o: Options) -> None:
    from training.distil import distil

    mixture = o.mixture or HERE / "mixture-student.toml"
    distil(
        o.prepared, o.run, mixture, o.teachers, scale=o.scale, start=o.start, seed=o.seed, device=o.device,
        minutes=o.minutes,
    )  # fmt: skip


def _glance(o: Options) -> None:
    from training.glance import glance

    glance(o.prepared, [o.run, *o.teachers], o.device)


def _mix(o: Options) -> None:
    from training.mix import mix

    if len(o.runs) < 2:
        raise SystemExit("mix: say --runs FOLDER FOLDER …, the finished runs to average, and --out FOLDER")
    mix(o.runs, o.out)


def _refit(o: Options) -> None:
    from training.refit import refit

    refit(o.prepared, o.run)


def _relabel(o: Options) -> None:
    from training.relabel import relabel

    relabel(o.prepared, o.run)


def _retype(o: Options) -> None:
    from training.retype import retype

    retype(o.prepared, o.model)


def _triggers(o: Options) -> None:
    from training.triggers.fit import fit_triggers

    fit_triggers(o.prepared, o.model)


def _foremost(o: Options) -> None:
    from training.foremost import foremost

    foremost(o.prepared, o.model)


def _acts(o: Options) -> None:
    from training.acts.fit import fit_acts

    fit_acts(o.prepared, o.model)


def _export(o: Options) -> None:
    from training.export import export

    export(o.run, o.prepared, o.model, o.version, quantize=not o.float)


def _tune(o: Options) -> None:
    from training.tune import tune

    tune(o.prepared, o.shared, o.model)


def _rank(o: Options) -> None:
    from training.rank import rank

    rank(o.prepared, o.shared, o.model)


def _calibrate(o: Options) -> None:
    from training.calibrate import calibrate

    calibrate(o.prepared, o.model)


def _coreference(o: Options) -> None:
    from training.coreference.fit import fit_coreference

    fit_coreference(o.shared, o.prepared, o.run, o.model, HERE / "runs" / "coreference")


def _score(o: Options) -> None:
    from training.score import score

    score(o.prepared, o.shared, o.model, o.sets, o.limit)


def _card(o: Options) -> None:
    from training.card import write_card

    write_card(o.model)


def _bench(o: Options) -> None:
    from training.bench import bench

    bench(o.model)


STEPS: dict[str, Callable[[Options], None]] = {
    "prepare": _prepare,
    "pretrain": _pretrain,
    "train": _train,
    "distil": _distil,
    "glance": _glance,
    "mix": _mix,
    "refit": _refit,
    "relabel": _relabel,
    "export": _export,
    "retype": _retype,
    "triggers": _triggers,
    "acts": _acts,
    "tune": _tune,
    "rank": _rank,
    "calibrate": _calibrate,
    "foremost": _foremost,
    "coreference": _coreference,
    "score": _score,
    "card": _card,
    "bench": _bench,
}


def main() -> None:
    """Run one step; each imports only what it needs."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=list(STEPS))
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="folder of the corpora")
    parser.add_argument("--prepared", type=Path, default=HERE / "runs" / "prepared")
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "reader", help="folder of this run's checkpoints")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "reader", help="folder that `mix` writes to")
    parser.add_argument("--mixture", type=Path, help="mixture.toml, or mixture-student.toml for `distil`")
    parser.add_argument("--start", type=Path, help="folder of a finished run whose weights this one begins with")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="finished runs that `distil` learns from")
    parser.add_argument("--runs", type=Path, nargs="*", default=[], help="finished runs that `mix` averages")
    parser.add_argument("--seed", type=int, help="instead of the mixture's")
    parser.add_argument("--minutes", type=float, help="a run of `train` or `distil` ends then at the latest")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies all passes; 0.02 is a rehearsal")
    parser.add_argument("--model", type=Path, default=HERE.parent / "src" / "onrecord" / "reading" / "model")
    parser.add_argument("--version", default="reader-2026.11", help="name of the model in records")
    parser.add_argument("--float", action="store_true", help="export without quantizing")
    parser.add_argument("--sets", nargs="*", default=["polnear", "plover-events"], help="development sets to score")
    parser.add_argument("--limit", type=int, help="score only so many reports of each set")
    options = parser.parse_args()
    STEPS[options.step](options)


if __name__ == "__main__":
    main()
