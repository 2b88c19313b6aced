"""What decides how a dataset's claims came out: one dataset, one recipe."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tollbook.model import Record

from ..runs import fingerprint

FORMAT = 1
"""Raised whenever the tables of a shard change."""


class Recipe(Record):
    """Extractor, settings and the hashes of lexicons, as a run in a ledger has them."""

    format: int = FORMAT
    extractor: str
    settings: dict[str, Any]
    lexicons: dict[str, str]
    reading: dict[str, Any] = Field(default_factory=dict)
    """How inputs were read and what of them is kept: it is the dataset's alone, no run in a ledger has it."""

    @property
    def fingerprint(self) -> str:
        """Equal for runs that write the same of an archive."""
        return fingerprint(self.extractor, {**self.settings, "reading": self.reading}, self.lexicons)
