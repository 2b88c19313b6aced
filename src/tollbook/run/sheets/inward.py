"""A sheet read back: what somebody edited, as their judgements, checked before any of it is recorded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tollbook.errors import LedgerError, ReadError
from tollbook.ledger import Ledger, Standing
from tollbook.ledger.fields import checked
from tollbook.model import Judgement
from tollbook.publish.profile import find_profile
from tollbook.read.claims import Fault
from tollbook.read.claims.cells import CellError
from tollbook.read.claims.faults import RowError
from tollbook.read.claims.sheet import Line, Sheet, read_sheet
from tollbook.reference.words import WordTable
from tollbook.run.correcting import NAME, complete_place
from tollbook.run.viewing import look_into, to_row, under

from . import fingerprint
from .cells import plain, read_cell, value_or_text, written_value
from .columns import BY_NAME, COMPARED, FINGERPRINT, ID, VERDICT, VERDICTS, WHY, is_open
from .edits import fields_of
from .fingerprint import Fingerprint, FingerprintError
from .order import claim_of, order_of
from .outward import claim_cells
from .own_columns import OwnChange, OwnReader


@dataclass(frozen=True, slots=True)
class Decision:
    """What one row decides: its number in the sheet, and the judgement."""

    row: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row whose claim others judged or read anew since the sheet was written."""

    row: int
    claim: str
    said: str


@dataclass(slots=True)
class SheetRead:
    """What a sheet holds: decisions to record, rows that are recorded already, untouched ones, and what is wrong.

    `own` are values of the project's own fields, which need no verdict and are none on the claim.

    `recorded` says whether the decisions were stored. `remarks` are worth a look and stop nothing.
    """

    decisions: list[Decision] = field(default_factory=list)
    own: list[OwnChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    known: int = 0
    untouched: int = 0
    recorded: bool = False


def bring_in(
    where: str,
    path: Path,
    *,
    by: str,
    dry_run: bool = False,
    despite_conflicts: bool = False,
    sheet: str | None = None,
) -> SheetRead:
    """Read a sheet, and record what was edited in it as judgements of `by`: all rows, or none where one is wrong.

    Rows in conflict are left out unless `despite_conflicts`. Raises ReadError where it is no sheet of claims.
    """
    return bring_in_data(
        where, str(path), _data(path), by=by, dry_run=dry_run, despite_conflicts=despite_conflicts, sheet=sheet
    )


def bring_in_data(
    where: str,
    name: str,
    data: bytes,
    *,
    by: str,
    dry_run: bool = False,
    despite_conflicts: bool = False,
    sheet: str | None = None,
) -> SheetRead:
    """The same for a sheet's bytes; `name` is the file's, by whose ending JSON Lines are told."""
    table = _table(name, data, sheet)
    opened = look_into(where) if dry_run else Ledger.open(where, create=False)
    with opened as ledger:
        standings = ledger.standings([name for name in map(claim_of, table.lines) if name])
        done = _Reader(ledger, table, standings, by, despite_conflicts=despite_conflicts).read()
        if not dry_run and not done.faults:
            seen = {name: (one.read_mark, one.judged_mark) for name, one in standings.items()}
            beside = [change.judgement for change in done.own]
            ledger.judge_together([decision.judgement for decision in done.decisions], seen, beside)
            done.recorded = True
    return done


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = (error.strerror or "cannot be read").lower()
        raise ReadError(f"{path}: {said}; give the path of a sheet that `tollbook sheet out` wrote") from error


def _table(name: str, data: bytes, sheet: str | None) -> Sheet:
    table = read_sheet(Path(name).name, data, sheet=sheet)
    lacking = [column for column in (ID, FINGERPRINT) if column not in table.columns]
    if lacking:
        raise ReadError(
            f"{name}: has no column {lacking[0]!r}; give a sheet that `tollbook sheet out` wrote (where the claims are "
            "not its first sheet: --sheet NAME)"
        )
    return table


class _Reader:
    """The rows of one sheet, read one after the other."""

    def __init__(
        self, ledger: Ledger, table: Sheet, standings: dict[str, Standing], by: str, *, despite_conflicts: bool
    ) -> None:
        self.ledger, self.table, self.standings, self.by = ledger, table, standings, by
        self.despite_conflicts = despite_conflicts
        moment = datetime.now(UTC)
        self.at, self.today = moment.isoformat(timespec="microseconds"), moment.date()
        self.own = OwnReader(ledger, table.columns, by, self.today)
        named = {*BY_NAME, *self.own.columns}
        self.done = SheetRead(unread=tuple(name for name in table.columns if name not in named))
        self.compared = tuple(column for column in COMPARED if column.name in table.columns)
        self.order = order_of(table, self.today)
        self.words = WordTable.load(ledger.project().word_table)

    def read(self) -> SheetRead:
        times = Counter(map(claim_of, self.table.lines))
        for line in self.table.lines:
            claim = claim_of(line)
            if line.fault is not None:
                self._fault(line, line.fault)
            elif times[claim] > 1 and claim:
                self._fault(line, "is the id of another row too; keep one of them", ID, claim)
            else:
                self._row(line, claim)
        return self.done

    def _fault(self, line: Line, said: str, column: str | None = None, cell: str | None = None) -> None:
        self.done.faults.append(Fault(line.number, said, column, cell))

    def _row(self, line: Line, claim: str) -> None:
        standing = self.standings.get(claim)
        if standing is None:
            said = "has no id; new claims are added with `tollbook add`"
            if claim:
                said = "is the id of no claim in this ledger; was the sheet written from another one?"
            self._fault(line, said, ID, claim or None)
            return
        try:
            mark = fingerprint.read(claim, line.cells.get(FINGERPRINT, ""))
        except FingerprintError as error:
            self._fault(line, str(error), FINGERPRINT)
            return
        edited = self._edited(line, claim, mark)
        changed = self._own_changed(line, standing.mention, claim, mark)
        if edited is not None:
            self._decide(line, standing, mark, edited, changed=changed)

    def _edited(self, line: Line, claim: str, mark: Fingerprint) -> dict[str, Any] | None:
        """The cells that are not as they were written, by column; None where one of them is wrong."""
        edited: dict[str, Any] = {}
        names, before = find_profile(mark.profile).names, len(self.done.faults)
        for column in self.compared:
            cell = line.cells.get(column.name, "")
            if mark.is_as_written(claim, column.name, plain(cell)):
                continue
            try:
                value = read_cell(column, cell, self.today, self.order)
            except CellError as error:
                self._fault(line, str(error), column.name, cell)
                continue
            if mark.is_as_written(claim, column.name, value):
                continue
            if is_open(column, names=names):
                edited[column.name] = value
            else:
                self._remark(line, "was changed, and is not read back", column.name, cell)
        return edited if len(self.done.faults) == before else None

    def _own_changed(self, line: Line, mention: str, claim: str, mark: Fingerprint) -> bool:
        """Take in what the row sets in the project's own fields; whether it sets anything."""
        try:
            change, said = self.own.read(line, mention, claim, mark, self.order)
        except RowError as error:
            self._fault(line, error.said, error.column, line.cells.get(error.column or ""))
            return False
        if change is None:
            return False
        if said is not None and not self.despite_conflicts:
            self.done.conflicts.append(Conflict(line.number, mention, said))
        else:
            self.done.own.append(change)
        return True

    def _remark(self, line: Line, said: str, column: str | None = None, cell: str | None = None) -> None:
        self.done.remarks.append(Fault(line.number, said, column, cell, warns=True))

    def _decide(
        self, line: Line, standing: Standing, mark: Fingerprint, edited: dict[str, Any], *, changed: bool
    ) -> None:
        verdict = plain(line.cells.get(VERDICT, "")).casefold() or ("correct" if edited else "")
        why = plain(line.cells.get(WHY, "")) or None
        if verdict == "":
            if changed:
                return
            if why is not None:
                self._fault(line, "gives a reason for no verdict; say accept, correct, reject or unsure", VERDICT)
            else:
                self.done.untouched += 1
            return
        if (said := _unfit(verdict, edited)) is not None:
            self._fault(line, said, VERDICT, line.cells.get(VERDICT))
            return
        fields = self._fields(line, standing, edited)
        if fields is None:
            return
        since = standing.since(mark.judged_mark)
        if any(_is_same(one, self.by, verdict, why, fields) for one in since):
            self.done.known += 1
            return
        said = _what_changed(standing, mark, self.by)
        if said is not None and not self.despite_conflicts:
            self.done.conflicts.append(Conflict(line.number, standing.mention, said))
            return
        if said is not None and verdict == "accept":
            kept = self._as_accepted(line, standing, mark)
        else:
            kept = self._completed(line, standing, fields)
        self._keep(line, standing, verdict, why, kept)

    def _fields(self, line: Line, standing: Standing, edited: dict[str, Any]) -> dict[str, Any] | None:
        try:
            return fields_of(edited, standing.reading)
        except RowError as error:
            self._fault(line, error.said, error.column, line.cells.get(error.column or ""))
            return None

    def _completed(self, line: Line, standing: Standing, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields with what goes with another place's name."""
        claim = self.ledger.claim(standing.mention) if NAME in fields else None
        if claim is None:
            return fields
        completed = complete_place(self.ledger, claim, fields, how="in their own columns")
        if completed.said:
            self._remark(line, completed.said)
        return completed.fields

    def _as_accepted(self, line: Line, standing: Standing, mark: Fingerprint) -> dict[str, Any]:
        """The fields in which the claim now differs from the row that was accepted: what was accepted is the row."""
        claim = self.ledger.claim(standing.mention)
        if claim is None:
            return {}
        now = claim_cells(replace(to_row(claim), claim=under(self.words, claim)))
        names, differs = find_profile(mark.profile).names, dict[str, Any]()
        for column in self.compared:
            value = value_or_text(column, line.cells.get(column.name, ""), self.today, self.order)
            if is_open(column, names=names) and value != written_value(column, now[column.name], self.today):
                differs[column.name] = value
        return fields_of(differs, standing.reading)

    def _keep(self, line: Line, standing: Standing, verdict: str, why: str | None, fields: dict[str, Any]) -> None:
        try:
            checked(standing.reading, fields, "")
        except LedgerError as error:
            self._fault(line, str(error).removesuffix(" Nothing was stored."))
            return
        content = {"mention": standing.mention, "verdict": verdict, "fields": fields, "why": why}
        self.done.decisions.append(
            Decision(line.number, Judgement.model_validate({**content, "by": self.by, "at": self.at}))
        )


def _unfit(verdict: str, edited: dict[str, Any]) -> str | None:
    """Why a verdict does not go with what was edited; None where it does."""
    if verdict not in VERDICTS:
        return f"is no verdict; say one of {', '.join(VERDICTS)}"
    names = ", ".join(edited)
    if verdict == "correct" and not edited:
        return "says that something was wrong, and no cell was changed; write what is right in its cell, or say accept"
    if verdict == "accept" and edited:
        return f"says that all is right, but {names} was changed; say correct, or put it back"
    if edited and verdict != "correct":
        return f"decides the whole claim, but {names} was changed; say correct, or put it back"
    return None


def _is_same(judgement: Any, by: str, verdict: str, why: str | None, fields: dict[str, Any]) -> bool:
    """Whether a recorded judgement is what a row says.

    What was looked up for a place's name was no cell of it, nor was what an acceptance despite a conflict put back.
    """
    recorded: dict[str, Any] = judgement.fields
    if (judgement.by, judgement.verdict, judgement.why) != (by, verdict, why):
        return False
    return verdict == "accept" or (
        all(name in recorded and recorded[name] == value for name, value in fields.items())
        and all(name in fields or name.startswith("place.") for name in recorded)
    )


def _what_changed(standing: Standing, mark: Fingerprint, by: str) -> str | None:
    """What others did to a claim since the sheet was written; None where they did nothing."""
    others = [judgement for judgement in standing.since(mark.judged_mark) if judgement.by != by]
    said = [f"{one.by} judged it ({one.verdict}) on {one.moment[:10]}" for one in others]
    if standing.read_mark != mark.read_mark:
        said.append("it was read anew" if standing.live else "the newest run no longer finds it")
    return "; ".join(said) + " since the sheet was written" if said else None
