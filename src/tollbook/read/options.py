"""What a person may say about how inputs are read, and the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tollbook.errors import SettingsError

COLUMNS = ("id", "text", "url", "published", "outlet", "title", "language")
"""The columns that a table of reports may have; only `text` is required."""

DEFAULT_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How inputs are read.

    `published`, `outlet` and `language` override what the input says of itself. `columns` maps our column names to
    the table's (`{"text": "body"}`). `max_bytes` bounds one report (a table's row, not the table).
    """

    published: date | None = None
    outlet: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ocr: bool = False
    max_bytes: int = DEFAULT_MAX_BYTES

    def __post_init__(self) -> None:
        """Refuse names of columns that are not ours."""
        unknown = sorted(set(self.columns) - set(COLUMNS))
        if unknown:
            raise SettingsError(
                f"no column of a report is called {unknown[0]!r}; write --column NAME=COLUMN with one of the names "
                + ", ".join(COLUMNS)
            )

    def column(self, name: str) -> str:
        """The table's name for our column."""
        return self.columns.get(name, name)
