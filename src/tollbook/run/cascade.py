"""A part of an archive through the stages, the cheap ones first: kept as a report, dropped by a stage, or failed."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.extract.triage import Triage
from tollbook.model import Project, Report
from tollbook.read.dispatch import read_input
from tollbook.read.first_text import first_texts
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, LeftOut, ReadFailed, ReadOk

from .stages import FIRST_TEXT, LANGUAGE, MAIN_TEXT, RECORD, SENTENCES, TRIAGE
from .work import is_readable


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part that is not relevant: the stage that said so and why, and the bytes that it was judged on."""

    input: str
    stage: str
    reason: str
    size: int = 0
    raw: bytes | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A part that could not be taken through a stage, with the reason in one line."""

    input: str
    stage: str
    reason: str
    size: int = 0


_SAYS_WHAT_IT_IS_ABOUT = 600
_FAR = -0.5
"""A first text of more characters than these that is so far below triage's bar is the page's: its other paragraphs,
which cost a fifth of the first text, are not looked at."""

Sifted = ReadOk | Dropped | Failed


def sift(item: Input | LeftOut | ReadFailed, options: ReadOptions, project: Project, triage: Triage) -> Sifted:
    """Take a part as far as it goes. Never raises for what is wrong with the part itself.

    Pages of an archive go through the first text and triage, and what is read carefully of them through triage again:
    the first text holds words of what stands around. Documents and rows that somebody gave by themselves are read
    carefully at once. What comes out is read, in a language that is read, and has a sentence that can hold a
    claim.
    """
    match item:
        case LeftOut():
            return Dropped(item.name, item.stage, item.reason, item.size)
        case ReadFailed():
            return Failed(item.name, RECORD, item.reason, item.size)
    if item.capture is not None and (early := _early(item, triage)) is not None:
        return early
    outcome = read_safely(item, options)
    if isinstance(outcome, ReadFailed):
        if item.capture is not None and outcome.reason.startswith("has no main text"):
            return _dropped(item, MAIN_TEXT, "no main text")
        return Failed(item.name, MAIN_TEXT, outcome.reason, item.size)
    if item.capture is not None and not triage.passes(outcome.report.text):
        return _dropped(item, MAIN_TEXT, "no word of what is recorded in the main text")
    if not is_readable(outcome.report, project):
        return _dropped(item, LANGUAGE, f"{outcome.report.language}")
    if not has_sentences(outcome.report, project):
        return _dropped(item, SENTENCES, "no sentence that can hold a claim")
    return outcome


def passed_early(item: Input, triage: Triage) -> bool:
    """Whether a page's first text is worth reading it carefully."""
    return _early(item, triage) is None


def _early(item: Input, triage: Triage) -> Dropped | Failed | None:
    any_text = False
    try:
        for text in first_texts(item):
            score = triage.score(text)
            if score >= 0:
                return None
            any_text = any_text or bool(text.strip())
            if len(text) > _SAYS_WHAT_IT_IS_ABOUT and score < _FAR:
                break
    # parsers raise whatever they like on hostile pages; the manifest says what it was
    except Exception as error:  # noqa: BLE001
        return Failed(item.name, FIRST_TEXT, _one_line(error), item.size)
    if not any_text:
        return _dropped(item, FIRST_TEXT, "no text")
    return _dropped(item, TRIAGE, "no word of what is recorded")


def _dropped(item: Input, stage: str, reason: str) -> Dropped:
    offset = item.capture.offset if item.capture else None
    return Dropped(item.name, stage, reason, item.size, item.raw, offset)


def has_sentences(report: Report, project: Project) -> bool:
    """Whether a sentence of the report can hold a claim."""
    from tollbook.extract import may_hold_claims

    return may_hold_claims(report, project)


def read_safely(item: Input, options: ReadOptions) -> ReadOk | ReadFailed:
    """Read one input; what a library makes of a hostile file fails that file only."""
    try:
        return read_input(item, options)
    # parsers of PDF, HTML and Word files raise whatever they like on hostile input; the manifest says what it was
    except Exception as error:  # noqa: BLE001
        return ReadFailed(item.name, f"{_one_line(error)}; fetch it again, or convert it to text", item.size)


def _one_line(error: Exception) -> str:
    return "cannot be parsed (" + " ".join(f"{type(error).__name__}: {error}".split())[:200] + ")"
