"""The steps of training, one command each: `python -m training STEP`."""

import argparse
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=["prepare", "train", "export", "tune", "calibrate", "score", "card", "bench"])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="folder of the corpora")
    parser.add_argument("--prepared", type=Path, default=HERE / "runs" / "prepared")
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "reader", help="folder of this run's checkpoints")
    parser.add_argument("--mixture", type=Path, default=HERE / "mixture.toml")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies all passes; 0.02 is a rehearsal")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--model", type=Path, default=HERE.parent / "src" / "onrecord" / "reading" / "model")
    parser.add_argument("--version", default="reader-2026.11", help="name of the model in records")
    parser.add_argument("--float", action="store_true", help="export without quantizing")
    parser.add_argument("--sets", nargs="*", default=["polnear", "plover-events"], help="development sets to score")
    parser.add_argument("--limit", type=int, help="score only so many reports of each set")
    options = parser.parse_args()
    if options.step == "prepare":
        from training.prepare import prepare

        prepare(options.shared, options.prepared)
    elif options.step == "train":
        from training.train import train

        train(options.prepared, options.run, options.mixture, scale=options.scale, device=options.device)
    elif options.step == "export":
        from training.export import export

        export(options.run, options.prepared, options.model, options.version, quantize=not options.float)
    elif options.step == "tune":
        from training.tune import tune

        tune(options.prepared, options.shared, options.model)
    elif options.step == "calibrate":
        from training.calibrate import calibrate

        calibrate(options.prepared, options.model)
    elif options.step == "bench":
        from training.bench import bench

        bench(options.model)
    elif options.step == "card":
        from training.card import write_card

        write_card(options.model)
    elif options.step == "score":
        from training.score import score

        score(options.prepared, options.shared, options.model, options.sets, options.limit)


if __name__ == "__main__":
    main()
