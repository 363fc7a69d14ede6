"""Where the tables and scorers of the ledger are written."""

from pathlib import Path

__all__ = ["TABLES"]

TABLES = Path(__file__).parents[2] / "src" / "onrecord" / "ledger" / "matching" / "tables"
