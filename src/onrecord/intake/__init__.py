"""Files, folders, archives and standard input -> raw reports; nothing is decoded here."""

from onrecord.intake.find import find_reports
from onrecord.intake.limits import Limits

__all__ = ["Limits", "find_reports"]
