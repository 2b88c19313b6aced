"""Report in, claims out: who says that what was done to whom, each traceable to the words that say it."""

from .links import links_within
from .pipeline import EXTRACTOR, LANGUAGES, extract_claims, extract_widely, may_hold_claims
from .totals import report_totals

__all__ = [
    "EXTRACTOR",
    "LANGUAGES",
    "extract_claims",
    "extract_widely",
    "links_within",
    "may_hold_claims",
    "report_totals",
]
