"""
What a statement does, where its cue says so.

    accused -> accuse      has refused -> deny      vowed -> commit      urged -> demand      fears -> think
    said, told, called -> (not told here)

The words are those that the guidelines name for an act, and others of the same meaning that the training part of the
labelled statements never or hardly ever gives to another act; for any other cue the network tells. Judged on the
development part: training/LOG.md.
"""

import re

from onrecord.records import Act

__all__ = ["act_of_words"]

_WORDS = (
    (
        Act.DENY,
        r"den(?:y|ies|ied|ying)|denials?|refus(?:e|es|ed|ing|als?)|declin(?:e|es|ed|ing)|balk(?:s|ed|ing)?|"
        r"refut(?:e|es|ed|ing)",
    ),
    (
        Act.ACCUSE,
        r"accus\w+|alleg\w+|blam(?:e|es|ed|ing)|critici[sz]\w*|critical|critiques?|slam(?:s|med|ming)?|condemn\w*|"
        r"denounc\w*|denunciations?|lambast\w*|rebuk\w*|attack(?:s|ed|ing)?|complain\w*|decr(?:y|ies|ied|ying)|deplor\w*",
    ),
    (Act.THREATEN, r"threat(?:s|en|ens|ened|ening)?"),
    (
        Act.COMMIT,
        r"vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|commit(?:s|ted|ting|ments?)?|decid(?:e|es|ed|ing)|"
        r"decisions?|plan(?:s|ned|ning)?|guarante\w+|assur(?:e|es|ed|ing|ances?)",
    ),
    (
        Act.DEMAND,
        r"demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:for|on|upon)|order(?:s|ed|ing)?|request(?:s|ed|ing)?|"
        r"appeal(?:s|ed|ing)?|exhort(?:s|ed|ing)?|implor(?:e|es|ed|ing)|propos(?:e|es|ed|ing|als?)",
    ),
    (
        Act.THINK,
        r"believ(?:e|es|ed|ing)|beliefs?|hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|think(?:s|ing)?|thought|want(?:s|ed|ing)?|"
        r"wish(?:es|ed|ing)?|know(?:s|ing|n)?|knew|feel(?:s|ing)?|felt|intend(?:s|ed|ing)?|intentions?|"
        r"worr(?:y|ies|ied|ying)|concern(?:s|ed)?|consider(?:s|ed|ing)?|regard(?:s|ed|ing)?|willing(?:ness)?|"
        r"suspect(?:s|ed|ing)?|suspicions?",
    ),
)
_ACTS = tuple((act, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for act, words in _WORDS)


def act_of_words(cue: str) -> Act | None:
    """Return the act that the last telling word of a cue names ("has vowed to refuse": deny); None where none tells."""
    found = [(match.start(), act) for act, pattern in _ACTS for match in pattern.finditer(cue)]
    return max(found, key=lambda each: each[0])[1] if found else None
