"""The steps of fitting the ledger's tables, one command each: `python -m training.ledger STEP`."""

import argparse


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m training.ledger", description=__doc__)
    parser.add_argument("step", choices=("words", "events", "cross", "reports", "statements"))
    step = parser.parse_args().step
    if step == "words":
        from training.ledger.words import compile_words

        compile_words()
    elif step == "statements":
        from training.ledger.statements import fit_statements

        fit_statements()
    else:
        from training.ledger.fit import cross_fit, fit_events, fit_reports

        {"events": fit_events, "cross": cross_fit, "reports": fit_reports}[step]()


if __name__ == "__main__":
    main()
