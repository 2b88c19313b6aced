"""Report in, claims out: who says that what was done to whom, each traceable to the words that say it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import EXTRACTOR

if TYPE_CHECKING:
    from .links import links_within
    from .pipeline import LANGUAGES, extract_claims, extract_widely, may_hold_claims
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

_HOMES = {
    "LANGUAGES": "pipeline",
    "extract_claims": "pipeline",
    "extract_widely": "pipeline",
    "links_within": "links",
    "may_hold_claims": "pipeline",
    "report_totals": "totals",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: links are found without the lexicons of counts and their parser."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tollbook.extract' has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
