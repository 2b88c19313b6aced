"""What decides what a run makes of a report: the extractor's version, the project's settings, the lexicons."""

from __future__ import annotations

from typing import Any

from tollbook.ledger import Ledger, Run
from tollbook.model import Project

_DECISIVE = ("scope", "wars", "languages", "learned")
"""The settings on which extraction depends; a change of the others (name, word table) asks for no new extraction."""


def start_run(ledger: Ledger, project: Project) -> Run:
    """Record the beginning of a run with its recipe."""
    from tollbook.extract import EXTRACTOR

    return ledger.start_run(EXTRACTOR, settings=settings_of(project))


def settings_of(project: Project) -> dict[str, Any]:
    """The settings that decide what extraction makes of a report."""
    return project.model_dump(mode="json", include=set(_DECISIVE))
