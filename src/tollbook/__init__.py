"""Tollbook: who claimed what about the human cost of war, each figure traceable to its words.

    report = tollbook.read_report("report.html")
    claims = tollbook.extract_claims(report)

`Ledger` keeps them; the records themselves are in `tollbook.model`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extract import extract_claims
    from .ledger import Ledger
    from .model import Claim, Project, Report
    from .read.inputs import read_report

__all__ = ["Claim", "Ledger", "Project", "Report", "extract_claims", "read_report"]

_HOMES = {
    "Claim": "tollbook.model",
    "Ledger": "tollbook.ledger",
    "Project": "tollbook.model",
    "Report": "tollbook.model",
    "extract_claims": "tollbook.extract",
    "read_report": "tollbook.read.inputs",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `tollbook --help` does not wait for a parser to load."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
