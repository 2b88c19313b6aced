"""An input, and what became of it: a report, or a failure said in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.errors import ReadError
from tollbook.model import Capture, Report


class UnreadableError(ReadError):
    """Why an input cannot be read and what to do about it; the caller adds the input's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: a file's bytes, standard input's, or one row of a table.

    `name` is as the user gave it (`report.pdf`, `table.csv:17`: the line on which the row begins). `raw` are the bytes
    that the ledger keeps. `row` holds a table row's columns under our names. `size` counts the bytes that were read to
    get here, for a progress bar. `encoding` is what the sender or the table says of it. `capture` marks a page of a web
    archive.
    """

    name: str
    raw: bytes
    given_id: str | None = None
    extension: str = ""
    row: Mapping[str, str] | None = None
    media_type: str | None = None
    encoding: str | None = None
    size: int = 0
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a web archive that is no page: `stage` says how far it came, `reason` what it is.

    Counted, not listed: a crawl has millions.
    """

    name: str
    stage: str
    reason: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class ReadOk:
    """An input that was read, with the bytes that it was read from."""

    name: str
    report: Report
    raw: bytes
    size: int = 0


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """An input that was not read: the reason is one line and says the remedy. `stage` for a part of a web archive."""

    name: str
    reason: str
    size: int = 0
    stage: str | None = None


Outcome = ReadOk | ReadFailed
