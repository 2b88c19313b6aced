"""Which extractor this is."""

from __future__ import annotations

EXTRACTOR = "tollbook.extract.1"
"""Name and version of the extractor; a run in the ledger names it."""
