"""
The closed vocabularies of the record, in the words of the field.

Statements follow PARC3 and PolNeAR, events PLOVER (manual 2.0, 16 types),
factuality FactBank. The values are those of the published record format.
"""

from enum import StrEnum

__all__ = [
    "ACT_WORDS",
    "Act",
    "DateBasis",
    "EventType",
    "Factuality",
    "Form",
    "MentionKind",
    "Precision",
    "PublishedBasis",
    "Sector",
    "SourceKind",
    "Tense",
    "ZoneKind",
]


class ZoneKind(StrEnum):
    """What a block of the text of record is; only some zones are read."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    CORRECTION = "correction"
    FURNITURE = "furniture"

    @property
    def is_read(self) -> bool:
        """Whether statements and events are looked for in it."""
        return self in _READ_ZONES


_READ_ZONES = frozenset({ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.QUOTE, ZoneKind.CAPTION, ZoneKind.CORRECTION})


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"
    FACILITY = "facility"
    NATIONALITY = "nationality"
    WEAPON = "weapon"
    VEHICLE = "vehicle"
    PLATFORM = "platform"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    DOCUMENT = "document"
    LAW = "law"
    OTHER = "other"


class SourceKind(StrEnum):
    """Who a statement comes from."""

    PERSON = "person"
    ORGANIZATION = "organization"
    UNNAMED = "unnamed"
    COLLECTIVE = "collective"
    DOCUMENT = "document"
    OUTLET = "outlet"
    NONE = "none"


class Form(StrEnum):
    """Whether the content stands in quotation marks: wholly, not at all, partly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the statement does."""

    ASSERT = "assert"
    DENY = "deny"
    ACCUSE = "accuse"
    DEMAND = "demand"
    COMMIT = "commit"
    THREATEN = "threaten"
    ASK = "ask"
    THINK = "think"


ACT_WORDS: dict[str, str] = {
    Act.ASSERT: "says",
    Act.DENY: "denies",
    Act.ACCUSE: "accuses",
    Act.DEMAND: "demands",
    Act.COMMIT: "promises",
    Act.THREATEN: "threatens",
    Act.ASK: "asks",
    Act.THINK: "thinks",
}
"""How an act is said of somebody, wherever a statement is shown."""


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def quad(self) -> int:
        """Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return _QUADS[self.value]


_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


class Factuality(StrEnum):
    """FactBank's value from the view of the closest source."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAIN_NOT = "CT-"
    PROBABLE_NOT = "PR-"
    POSSIBLE_NOT = "PS-"
    UNCOMMITTED = "Uu"


class Tense(StrEnum):
    """When the event stands to the telling of it."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


class Sector(StrEnum):
    """PLOVER's sector codes, and NGO."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    PTY = "PTY"
    REB = "REB"
    SPY = "SPY"
    CVL = "CVL"
    BUS = "BUS"
    NGO = "NGO"
    JRN = "JRN"
    REF = "REF"
    OPP = "OPP"
    ELI = "ELI"
    PRM = "PRM"
    UAF = "UAF"
    UNK = "UNK"
    AGR = "AGR"
    CRM = "CRM"
    EDU = "EDU"
    LAB = "LAB"
    MED = "MED"
    PRE = "PRE"
    REL = "REL"
    SOC = "SOC"


class Precision(StrEnum):
    """How fine a date or a place is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class DateBasis(StrEnum):
    """How an event's date is known."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLICATION = "publication"


class PublishedBasis(StrEnum):
    """How a fact about the report itself (date, outlet, byline, …) is known."""

    DECLARED = "declared"
    DATELINE = "dateline"
    URL = "url"
    GIVEN = "given"
    INFERRED = "inferred"
    UNKNOWN = "unknown"
