"""Claims of invented places for tests of what shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tollbook.model import Claim, Count, Measure, Mention, Reading, Span
from tollbook.run.rows import Row

TEXT = "Twelve people died in Orvale, the mayor said. Two of them were children."


def row(
    words: str = "Twelve people died in Orvale", *, state: str = "machine", report: str = "orvale", **fields: Any
) -> Row:
    """A row whose evidence is `words`, wherever they stand in TEXT."""
    start = TEXT.index(words)
    span = Span(start=start, end=start + len(words), text=words)
    reading = Reading(**{"evidence": span, "measure": Measure.KILLED, "count": Count(low=12, high=12), **fields})
    mention = Mention(text_id="t-1", report_id="r-1", measure=reading.measure, anchor_start=start, anchor_end=start + 1)
    claim = Claim(mention=mention, reading=reading)
    return Row(claim=claim, report=report, report_id="r-1", outlet="Demo", published=date(2023, 1, 4), state=state)
