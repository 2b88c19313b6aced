"""An extractor that is quick and predictable: one claim for each "N killed"."""

from __future__ import annotations

import os
import re
import time

from tollbook.model import Claim, Count, Measure, Mention, Project, Reading, Report, Span
from tollbook.run.work import Extracted


def extract(report: Report, _project: Project) -> Extracted:
    """Claims of the report; not relevant where nobody is killed; an error where the text says "crash"."""
    if "crash" in report.text:
        return Extracted(error="extraction failed (ValueError: crash)")
    found = list(re.finditer(r"(\d+) killed", report.text))
    if not found:
        return Extracted(relevant=False)
    return Extracted(claims=tuple(_claim(report, match) for match in found))


def deadly(report: Report, project: Project) -> Extracted:
    """The same, but its process dies of one report."""
    if "deadly" in report.text:
        os._exit(1)
    return extract(report, project)


def slow(report: Report, project: Project) -> Extracted:
    """The same, a little later, so that a test can stop it on the way."""
    time.sleep(0.05)
    return extract(report, project)


def _claim(report: Report, match: re.Match[str]) -> Claim:
    span = Span(start=match.start(), end=match.end(), text=match[0])
    number = int(match[1])
    mention = Mention(
        text_id=report.text_id,
        report_id=report.id,
        measure=Measure.KILLED,
        anchor_start=match.start(1),
        anchor_end=match.end(1),
    )
    reading = Reading(evidence=span, measure=Measure.KILLED, count=Count(low=number, high=number, text=match[1]))
    return Claim(mention=mention, reading=reading)
