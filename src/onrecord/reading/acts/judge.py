"""
The act of each statement of one report.

    The envoy said [the army had starved the town]     by the cue alone an assertion, by its content an accusation

Where a model has no table of acts, the network's own head decides.
"""

from collections.abc import Sequence

from onrecord.reading.acts.views import Viewer
from onrecord.reading.acts.weights import ActWeights
from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import ACTS
from onrecord.reading.scores import ReportScores
from onrecord.records import Act, Statement

__all__ = ["ActJudge"]


class ActJudge:
    """Judges statements of one report, given ones and found ones alike."""

    def __init__(self, report: EncodedReport, scores: ReportScores, weights: ActWeights | None) -> None:
        self._weights = weights
        self._viewer = Viewer(report, scores) if weights is not None and scores.windows else None

    def __call__(self, statements: Sequence[Statement], scores: FloatArray) -> list[Act]:
        """Return the act of each statement; scores [N, 8] are those of the network's own head."""
        if not statements:
            return []
        if self._weights is not None and self._viewer is not None:
            told = zip(statements, scores, strict=True)
            scores = self._weights.scores([self._viewer(s.source, s.cue, s.content, own) for s, own in told])
        return [Act(ACTS[best]) for best in scores.argmax(-1).tolist()]
