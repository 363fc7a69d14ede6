"""
What a statement does: it asserts, denies, accuses, demands, promises, threatens, asks or thinks.

    The envoy said the army had starved the town      an accusation, carried by a neutral cue
    The envoy said the army must open the road        a demand, carried by the same

    traits    words of source, cue and content -> named traits
    views     traits, and what the network sees of the words -> all that an act is judged by
    weights   the judge's table, read from the model folder and checked
    judge     views -> acts
"""

from onrecord.reading.acts.judge import ActJudge
from onrecord.reading.acts.traits import traits_of
from onrecord.reading.acts.views import StatementView, Viewer
from onrecord.reading.acts.weights import ActWeights, open_act_weights, save_act_weights

__all__ = [
    "ActJudge",
    "ActWeights",
    "StatementView",
    "Viewer",
    "open_act_weights",
    "save_act_weights",
    "traits_of",
]
