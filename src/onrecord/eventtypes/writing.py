"""
A new event type as the text of its file, with what may still be added said in comments.

    type_text("arms transfer", "Weapons pass …", ["AID"], …)   ->   name = "arms transfer" …
"""

import json
from collections.abc import Sequence

__all__ = ["type_text"]

_HEAD = """\
# An event type of your own. Check it with: onrecord types test {slug}
# An event of a PLOVER type below is one of yours too when every condition here holds. Words stand for all their
# forms: "supply" is also "supplied" and "supplies".
"""
_TABLES = """
# What must (any) and must not (none) stand in the sentence of the event, or fill a role of it. Remove the hash signs.
# [sentence]
# none = ["humanitarian"]
# [around]                      # five words on either side of the words that name the event
# any = ["air defence system"]
# [recipients]
# countries = ["RUS"]
# sectors = ["MIL", "REB"]
"""
_OBJECTS = """
# What is used or changes hands; instead of the words, a kind of thing does: weapon, vehicle, platform, money, document.
[objects]
any = {any}
kinds = {kinds}
"""
_EXAMPLES = """
# Sentences with the words that name the event in double brackets, and near misses. `onrecord types test` tries them.
# With ten of each they also decide where the conditions leave it open, if they can be told apart by their words;
# `scorer = false` at the top leaves all to the conditions.
[examples]
yes = {yes}
no = {no}
"""


def type_text(
    name: str,
    slug: str,
    definition: str,
    builds_on: Sequence[str],
    *,
    triggers: Sequence[str] = (),
    words: Sequence[str] = (),
    kinds: Sequence[str] = (),
    yes: Sequence[str] = (),
    no: Sequence[str] = (),
) -> str:
    """Return the text of the file of a new type; it is checked when it is read back, like any other."""
    lines = [
        _HEAD.format(slug=slug),
        f"name = {_quoted(name)}",
        f"definition = {_quoted(definition)}",
        f"builds_on = {_listed(builds_on)}",
        f"triggers = {_listed(triggers)}",
    ]
    text = "\n".join(lines) + "\n" + _TABLES
    if words or kinds:
        text += _OBJECTS.format(any=_listed(words), kinds=_listed(kinds))
    return text + _EXAMPLES.format(yes=_listed(yes, apart=True), no=_listed(no, apart=True))


def _quoted(text: str) -> str:
    """A string of TOML: that of JSON, whose escapes are all TOML's too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _listed(values: Sequence[str], *, apart: bool = False) -> str:
    if apart and values:
        return "[\n" + "".join(f"    {_quoted(value)},\n" for value in values) + "]"
    return "[" + ", ".join(map(_quoted, values)) + "]"
