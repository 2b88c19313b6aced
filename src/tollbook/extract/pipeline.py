"""Report in, claims out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tollbook.errors import SettingsError
from tollbook.model import SILENT_ZONES, Claim, Measure, Mention, Project, Reading, Report

from .document import read_document
from .en.accept import THRESHOLD, accept
from .en.context import Context, read_context
from .en.draft import Draft, drafts_of
from .en.fields import read_fields
from .en.given import Given
from .en.triage import can_hold_claim, names_harm
from .threads import one_thread

LANGUAGES = ("en",)
"""Languages that can be read."""
_LINE = re.compile(r"[^\n]+")


def may_hold_claims(report: Report, project: Project | None = None) -> bool:
    """Whether any sentence of a report can hold a claim; cheap, without a parse.

    Most reports name a harm in a line that needs no cutting into sentences.
    """
    if any(names_harm(line) for line in _spoken_lines(report)):
        return True
    return any(can_hold_claim(s.text) for s in read_document(report).sentences)


def _spoken_lines(report: Report) -> Iterator[str]:
    """The lines of a report that no silent zone touches."""
    silent = [zone for zone in report.zones if zone.kind in SILENT_ZONES]
    for match in _LINE.finditer(report.text):
        if not any(zone.start < match.end() and match.start() < zone.end for zone in silent):
            yield match[0]


def extract_claims(report: Report, project: Project | None = None) -> list[Claim]:
    """The claims of a report, in the order of the text.

    Pure: the same report and settings give the same claims. Offsets of evidence and anchor are code points into
    `report.text`.

    Raises:
        SettingsError: the report's language cannot be read, or no language model is installed.
    """
    if report.language not in (None, *LANGUAGES):
        raise SettingsError(
            f"report {report.given_id or report.id}: language '{report.language}' cannot be read; "
            f"it must be one of {', '.join(LANGUAGES)}"
        )
    with one_thread():
        context = read_context(report, project or Project())
        return claims_of(context, drafts_of(context))


def extract_widely(report: Report, project: Project | None = None, *, least: float) -> list[Claim]:
    """The claims of a report with those that the extractor itself is less sure of, down to the probability `least`.

    For asking whether a report may say something; the record holds what `extract_claims` gives alone.
    """
    with one_thread():
        context = read_context(report, project or Project())
        return claims_of(context, drafts_of(context), threshold=least)


def claims_of(
    context: Context, drafts: list[Draft], given: Given | None = None, *, threshold: float = THRESHOLD
) -> list[Claim]:
    """The claims of a report that has been read; by `given` decisions in place of the learned parts', if there are."""
    learned = context.project.learned
    accepted = accept(context, drafts, learned=learned, given=given, threshold=threshold)
    readings = read_fields(context, accepted, learned=learned, given=given)
    return _claims(context, [(a.draft.anchor, reading) for a, reading in zip(accepted, readings, strict=True)])


def _claims(context: Context, readings: list[tuple[tuple[int, int], Reading]]) -> list[Claim]:
    report = context.report
    seen: Counter[tuple[Measure, int, int]] = Counter()
    out: list[Claim] = []
    for anchor, reading in readings:
        start, end = context.document.clean.span(*anchor)
        key = (reading.measure, start, end)
        mention = Mention(
            text_id=report.text_id,
            report_id=report.id,
            measure=reading.measure,
            anchor_start=start,
            anchor_end=end,
            ordinal=seen[key],
        )
        seen[key] += 1
        out.append(Claim(mention=mention, reading=reading))
    return out
