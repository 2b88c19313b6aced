"""One row of a table of claims: the report that it becomes, and the claims that it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from tollbook.model import Claim, Extent, Mention, Reading, Report, Stance, Trace, Verification

from .cells import NO_CHARACTER, is_broken
from .count import read_count
from .faults import Fault, RowError
from .fields import Fields
from .head import report_of
from .mapping import COUNTS, Block
from .setting import Setting
from .sheet import Line
from .text import RowText, evidence, row_text

_Ids = tuple[str, str]
"""A report's id and that of its text."""

_TRACED = {
    "measure": ("measure",),
    "count": (*COUNTS, "comparator"),
    "victims.party": ("party",),
    "victims.status": ("status",),
    "victims.group": ("group",),
    "source": ("source", "via"),
    "stance": ("stance",),
    "certainty": ("certainty",),
    "verification": ("verification",),
    "extent": ("extent",),
    "place": ("place", "country", "lat"),
    "when": ("start", "end", "hours", "margin"),
    "actor": ("actor",),
    "means": ("means",),
    "recognised": ("recognised",),
    "set_aside": ("set_aside",),
}
"""Field of the reading -> fields of the map that set it."""


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row's report with its claims; `counted` and `falls` say for each in which column its count stands and what to
    do where that is a running total that falls.
    """

    number: int
    report: Report
    claims: tuple[Claim, ...]
    counted: tuple[str, ...]
    falls: tuple[str, ...]


@dataclass(slots=True)
class RowRead:
    """What became of a row: no `row` where it has faults."""

    row: EnteredRow | None
    faults: list[Fault] = field(default_factory=list)


def read_row(line: Line, setting: Setting) -> RowRead:
    """Read one row under the map."""
    if line.fault is not None:
        return RowRead(None, [Fault(line.number, line.fault)])
    broken = [Fault(line.number, NO_CHARACTER, column) for column, cell in line.cells.items() if is_broken(cell)]
    if broken:  # no look-up takes such cells
        return RowRead(None, broken)
    cells = {column: cell for column, cell in line.cells.items() if cell not in setting.of_map.empty}
    rendered = row_text(cells, setting.columns, setting.of_map.leave_out)
    faults: list[Fault] = []
    report: Report | None = None
    try:
        report = report_of(cells, rendered, setting)
    except RowError as error:
        faults.append(Fault(line.number, error.said, error.column, error.cell))
    ids = None if report is None else (report.id, report.text_id)
    claims: list[Claim] = []
    counted: list[str] = []
    falls: list[str] = []
    for block in setting.blocks:
        fields = setting.fields(block, cells)
        try:
            found = _claim(fields, rendered, ids, setting, claims)
        except RowError:
            faults += [Fault(line.number, e.said, e.column, e.cell) for e in _errors(fields, setting)]
            continue
        faults += [Fault(line.number, said, column, cell, warns=True) for said, column, cell in fields.remarks]
        if found is not None:
            claims.append(found)
            counted.append(_counted(fields)[0])
            falls.append(_falls(block, found))
    if report is None or any(not fault.warns for fault in faults):
        return RowRead(None, list(dict.fromkeys(faults)))
    faults += _worth_a_look(line.number, report, claims, setting)
    row = EnteredRow(line.number, report, tuple(claims), tuple(counted), tuple(falls))
    return RowRead(row, list(dict.fromkeys(faults)))


def _claim(
    fields: Fields, rendered: RowText, ids: _Ids | None, setting: Setting, before: Sequence[Claim]
) -> Claim | None:
    if not fields.applies():
        return None
    cells, columns = fields.count_cells()
    if len(setting.blocks) > 1 and not any(cells.values()):
        return None
    count = read_count(cells, columns, fields.comparator(), setting.words)
    if count is None:
        if len(setting.blocks) == 1:
            fields.remarks.append(("no figure; kept without a claim", next(iter(columns.values())), None))
        return None
    nobody = (count.low, count.high) == (0, 0)
    if nobody and fields.block.zero == "leave out":
        return None
    counted = _counted(fields)
    reading = Reading(
        evidence=evidence(rendered, counted, setting.of_map.evidence, alone=len(setting.blocks) == 1),
        measure=fields.measure(),
        count=count,
        victims=fields.victims(),
        source=fields.source(),
        stance=fields.code("stance", Stance, Stance.AFFIRMED),
        certainty=fields.certainty(none_told=nobody),
        verification=fields.code("verification", Verification, Verification.NONE),
        extent=fields.extent(),
        place=fields.place(),
        when=fields.window(),
        actor=fields.actor(),
        means=fields.means(),
        recognised=fields.day("recognised"),
        object=fields.value("object") or None,
        directness=fields.value("directness") or None,
        set_aside=fields.set_aside(),
        group=1 if len(setting.blocks) > 1 else None,
        trace=tuple(_traces(fields, rendered, setting.of_map.name)),
    )
    return None if ids is None else _mentioned(ids, rendered, counted[0], reading, before)


def _errors(fields: Fields, setting: Setting) -> Iterator[RowError]:
    """All that is wrong with a claim's cells, and not only what was met first."""
    readers: tuple[Callable[[], object], ...] = (
        *(fields.comparator, fields.measure, fields.victims, fields.source, fields.extent, fields.place, fields.window),
        *(fields.actor, fields.means, fields.set_aside),
        lambda: read_count(*fields.count_cells(), fields.comparator(), setting.words),
        lambda: fields.code("stance", Stance, Stance.AFFIRMED),
        lambda: fields.certainty(none_told=False),
        lambda: fields.code("verification", Verification, Verification.NONE),
        lambda: fields.day("recognised"),
    )
    for reader in readers:
        try:
            reader()
        except RowError as error:
            yield error


def _counted(fields: Fields) -> list[str]:
    """The columns that hold the count in this row."""
    cells, columns = fields.count_cells()
    return [columns[name] for name in columns if cells[name]]


def _mentioned(ids: _Ids, rendered: RowText, column: str, reading: Reading, before: Sequence[Claim]) -> Claim:
    start, end = rendered.values[column]
    same = [c for c in before if (c.mention.measure, c.mention.anchor_start) == (reading.measure, start)]
    mention = Mention(
        text_id=ids[1],
        report_id=ids[0],
        measure=reading.measure,
        anchor_start=start,
        anchor_end=end,
        ordinal=len(same),
    )
    return Claim(mention=mention, reading=reading)


def _traces(fields: Fields, rendered: RowText, name: str) -> list[Trace]:
    """From which cells each field comes; without offsets where the map itself says it."""
    found: list[Trace] = []
    block, rule = fields.block, f"map {name}"
    for traced, parts in _TRACED.items():
        mapped = [block.columns[part] for part in parts if part in block.columns]
        columns = [column for column in dict.fromkeys(mapped) if column in rendered.values]
        for column in columns:
            start, end = rendered.lines[column]  # the line names the column, so that no note need
            found.append(Trace(field=traced, rule=rule, start=start, end=end))
        if not columns and any(block.always.get(part) for part in parts):
            found.append(_same(traced, rule))
    return found


@cache
def _same(field: str, rule: str) -> Trace:
    return Trace(field=field, rule=f"{rule}, the same for every row")


def _falls(block: Block, claim: Claim) -> str:
    return (block.falls or "refuse") if claim.reading.extent is Extent.CUMULATIVE else "allow"


def _worth_a_look(number: int, report: Report, claims: Sequence[Claim], setting: Setting) -> list[Fault]:
    """A figure published before the day that it is about; days that are still to come."""
    found = []
    ends = [claim.reading.when.end for claim in claims if claim.reading.when.end is not None]
    last = max(ends, default=None)
    if last is not None and report.published is not None and report.published < last:
        said = f"published on {report.published}, before the day that the figure is about ({last})"
        found.append(Fault(number, said, setting.blocks[0].columns.get("end"), warns=True))
    if last is not None and last > setting.today:
        found.append(Fault(number, f"is about {last}, which is still to come", None, warns=True))
    return found
