"""
What forbids, denies nothing.

    Security Council resolutions [bar]cue North Korea from exporting arms        a demand, whoever exports arms or not

The judge of acts takes "bar … from" for a denial now and then: a denier's words hold "not" and "no" as a ban's do.
"""

import re

__all__ = ["forbids"]

_HELPING = r"(?:(?:has|have|had|is|are|was|were|be|been|being|to|will|would|shall|should|also|\w{2,}ly)\s+)*"
_FORBIDS = re.compile(
    rf"{_HELPING}(?:bar(?:s|red|ring)?|bans?|banned|banning|prohibit(?:s|ed|ing)?|forbid(?:s|den|ding)?|forbade|"
    r"outlaw(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def forbids(cue: str) -> bool:
    """Whether a cue forbids; "refused to ban" and "denied a ban" do not."""
    return bool(_FORBIDS.match(cue.strip()))
