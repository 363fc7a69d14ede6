"""
How well records agree with annotated reports: gold and record in, counts that add up out.

    gold    statements: [The army] [said] [the bridge was open]
    record  statements: [army]     [said] [the bridge was open]     -> content exact 1 of 1, source exact 0 of 1

Pure arithmetic over spans and labels: nothing here reads a report.
"""

from onrecord.scoring.figures import Figure, figures
from onrecord.scoring.gold import GoldReport, read_gold
from onrecord.scoring.judge import Judgement, judge

__all__ = ["Figure", "GoldReport", "Judgement", "figures", "judge", "read_gold"]
