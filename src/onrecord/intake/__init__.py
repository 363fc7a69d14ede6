"""Files, folders, archives and standard input -> raw reports; nothing is decoded here."""

from onrecord.intake.columns import Columns
from onrecord.intake.find import find_reports
from onrecord.intake.limits import Limits
from onrecord.intake.url_lists import addresses_in

__all__ = ["Columns", "Limits", "addresses_in", "find_reports"]
