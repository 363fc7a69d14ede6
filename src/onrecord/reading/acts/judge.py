"""
The act of each statement of one report.

    The envoy said [the army had starved the town]     by the cue alone an assertion, by its content an accusation

Where a model has no table of acts, the network's own head decides.
"""

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

    def __call__(self, statement: Statement, scores: FloatArray) -> Act:
        """Return the act of a statement; scores [8] are those of the network's own head."""
        if self._weights is not None and self._viewer is not None:
            view = self._viewer(statement.source, statement.cue, statement.content, scores)
            scores = self._weights.scores(view)
        return Act(ACTS[int(scores.argmax())])
