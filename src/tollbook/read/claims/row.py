"""One row of a table of claims: the report that it becomes, and the claims that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from tollbook.model import Claim, Extent, Known, Mention, Reading, Report, Stance, Trace, Verification, Zone

from .cells import CellError, address, day, day_of_address
from .count import WordsReader, read_count
from .faults import Fault, RowError
from .fields import Fields
from .mapping import COUNTS, Block, ClaimsMap
from .sheet import Line
from .speakers import Chains
from .text import RowText, evidence, row_text

READER = "claims.1"
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


@dataclass(frozen=True)
class Setting:
    """What all rows of one table share: the map, the columns, the day of reading, the reader of counts in words."""

    of_map: ClaimsMap
    columns: Sequence[str]
    media_type: str
    blob: str
    today: date
    words: WordsReader | None = None
    restricted: bool = False

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The claims of each row."""
        return self.of_map.blocks

    @cached_property
    def chains(self) -> Chains:
        """The chains of speakers met so far."""
        return Chains(self.of_map)

    def fields(self, block: Block, cells: Mapping[str, str]) -> Fields:
        """A row's cells as one of its claims sees them."""
        return Fields(block, cells, self.of_map.dates, self.today, self.chains)


def read_row(line: Line, setting: Setting) -> RowRead:
    """Read one row under the map."""
    if line.fault is not None:
        return RowRead(None, [Fault(line.number, line.fault)])
    cells = {column: cell for column, cell in line.cells.items() if cell not in setting.of_map.empty}
    rendered = row_text(cells, setting.columns, setting.of_map.leave_out)
    faults: list[Fault] = []
    report: Report | None = None
    try:
        report = _report(cells, rendered, setting)
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
        except RowError as error:
            faults.append(Fault(line.number, error.said, error.column, error.cell))
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


def _report(cells: Mapping[str, str], rendered: RowText, setting: Setting) -> Report:
    of_map = setting.of_map
    if any("\ud800" <= char <= "\udfff" or char == "\x00" for char in rendered.text):
        raise RowError("holds NUL or half of a surrogate pair, which are no characters; mend the row")
    given_id = row_id(cells, setting)
    general = setting.fields(setting.blocks[0], cells)
    published, how = _published(cells, setting)
    known = [Known(field="published", how=how)] if published is not None else []
    return Report(
        text=rendered.text,
        given_id=given_id,
        outlet=general.value("outlet") or None,
        address=address(general.value("address")),
        published=published,
        title=general.value("title") or None,
        media_type=setting.media_type,
        blob=setting.blob,
        reader=READER,
        zones=(Zone(start=0, end=len(rendered.text), kind="table"),) if rendered.text else (),
        known=tuple(known),
        entered=of_map.name,
        restricted=setting.restricted,
    )


def row_id(cells: Mapping[str, str], setting: Setting) -> str:
    """The row's id, of the columns that the map names; days in it are ISO, however the table writes them.

    Raises RowError where the first of the columns is empty.
    """
    of_map = setting.of_map
    parts = [cells.get(column, "") for column in of_map.id]
    if not parts[0]:
        raise RowError("is empty, but the row's id is made of it", of_map.id[0])
    days = {setting.blocks[0].columns.get(name) for name in ("start", "end", "recognised")} | {*of_map.published[:1]}
    for number, column in enumerate(of_map.id):
        if column in days:
            with suppress(CellError):  # the column's own field says what is wrong with it
                parts[number] = day(parts[number], of_map.dates, setting.today).isoformat()
    return " ".join(part for part in (of_map.prefix, *parts) if part)


def _published(cells: Mapping[str, str], setting: Setting) -> tuple[date | None, str]:
    """The day on which it was said, and how it is known: by the first of the map's columns that tells one.

    Where a later column stands in that gives the day which the figure is about, it is `guessed`: the figure is no
    older than that.
    """
    for number, column in enumerate(setting.of_map.published):
        cell = cells.get(column, "")
        link = address(cell)
        if link is not None:
            found = day_of_address(link)
            if found is not None and date(1990, 1, 1) <= found <= setting.today:
                return found, "metadata"
        elif column == setting.blocks[0].columns.get("address"):
            continue  # a remark where others have an address
        elif cell and number == 0:
            return _day(cell, column, setting), "given"
        elif cell:
            try:
                return day(cell, setting.of_map.dates, setting.today), "guessed"
            except CellError:
                continue  # the column's own field says what is wrong with it
    return None, "unknown"


def _day(cell: str, column: str, setting: Setting) -> date:
    try:
        return day(cell, setting.of_map.dates, setting.today)
    except CellError as error:
        raise RowError(str(error), column, cell) from error


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
