"""The bytes that a report was read from: those that the ledger keeps, else those of its web archive."""

from __future__ import annotations

from pathlib import Path

from tollbook.errors import LedgerError
from tollbook.model import Capture
from tollbook.read.inputs import open_inputs
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input
from tollbook.read.stream import Source
from tollbook.read.warc import warc_parts

from .viewing import look_into


def bytes_of(where: str, name: str) -> bytes:
    """The bytes of a report. Raises LedgerError where neither the ledger nor an archive that is there has them."""
    with look_into(where) as ledger:
        report_id = ledger.resolve_report(name)
        raw, report, project = ledger.raw(report_id), ledger.report(report_id), ledger.project()
    if raw is not None:
        return raw
    if report.capture is None:
        raise LedgerError(f"{name}: no bytes of it were kept, only its text. `tollbook show {name}` prints that.")
    found = captured(report.capture, ReadOptions(max_bytes=project.max_report_bytes))
    if found is None:
        capture = report.capture
        raise LedgerError(
            f"{name}: its bytes are at byte {capture.offset} of {capture.archive}, and no page of {capture.uri} is "
            "there now. Put the archive back where it was."
        )
    return found


def captured(capture: Capture, options: ReadOptions) -> bytes | None:
    """The page that stands where a capture says; None where the archive is gone or is another."""
    outer, within = Path(capture.archive.split("!")[0]), "!" in capture.archive
    if not outer.is_file():
        return None
    if within:  # archives in archives can only be read from their beginning
        inside = (item for item in open_inputs([outer], options) if isinstance(item, Input))
        return next((item.raw for item in inside if item.capture == capture), None)
    with outer.open("rb") as stream:
        source = Source(stream)
        source.seek(capture.offset)
        first = next(warc_parts(capture.archive, source, options), None)
    same = isinstance(first, Input) and first.capture is not None and first.capture.uri == capture.uri
    return first.raw if isinstance(first, Input) and same else None
