"""A table of claims that people keep, into a ledger: all of its rows or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tollbook.errors import ReadError, SettingsError
from tollbook.ledger import Entered, Filter, Ledger
from tollbook.ledger.engine import parse_target
from tollbook.model import Count, sha256_hex
from tollbook.read.claims import ClaimsMap, TableRead, load_map, read_table

from .rows import Row
from .viewing import look_into


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table holds, and what storing it changes (None: it is not to be stored).

    `unjudged` are claims that people had judged and that their rows no longer make: they are in no total now.
    """

    table: TableRead
    entered: Entered | None = None
    unjudged: tuple[str, ...] = ()

    def rows(self) -> list[Row]:
        """The table's claims as rows to print."""
        return [
            Row(
                claim=claim,
                report=row.report.given_id or row.report.id,
                report_id=row.report.id,
                outlet=row.report.outlet,
                published=row.report.published,
            )
            for row in self.table.rows
            for claim in row.claims
        ]


def look_at_table(
    path: Path,
    map_name: str,
    *,
    sheet: str | None = None,
    allow_falls: bool = False,
    restricted: bool = False,
    today: date | None = None,
) -> tuple[TableRead, bytes, ClaimsMap]:
    """Read a table under a map, and store nothing. Raises ReadError or SettingsError where it cannot be read at all."""
    of_map = load_map(map_name)
    data = _bytes(path)
    table = read_table(
        path.name,
        data,
        of_map,
        today=today or datetime.now(UTC).date(),
        sheet=sheet,
        words=count_in_words,
        allow_falls=allow_falls,
        restricted=restricted,
    )
    return table, data, of_map


def import_table(path: Path, map_name: str, where: str | None, *, dry_run: bool = False, **options: Any) -> Imported:
    """Read a table and store it in the ledger at `where`; `options` are those of `look_at_table`.

    A table with faults stores nothing, and makes no ledger. `dry_run`: nothing is stored, and what the ledger would
    make of the rows is told where there is one.
    """
    table, data, of_map = look_at_table(path, map_name, **options)
    if table.faults:
        return Imported(table)
    if dry_run:
        return Imported(table, None if where is None else _would_enter(where, table))
    if where is None:
        raise SettingsError("--ledger says where to store it; --dry-run only looks")
    settings = {"map": of_map.name, "hash": sha256_hex(of_map.model_dump_json().encode())[:16], "file": path.name}
    with Ledger.open(where) as ledger:
        rows = [(row.report, row.claims) for row in table.rows]
        before = _judged_and_gone(ledger)
        entered = ledger.enter_table(f"import {of_map.name}", settings, data, rows)
        return Imported(table, entered, tuple(sorted(_judged_and_gone(ledger) - before)))


def _judged_and_gone(ledger: Ledger) -> set[str]:
    """The claims of tables' rows that carry judgements and that their rows no longer make."""
    return {claim.id for claim in ledger.claims(Filter(retired=True)) if claim.is_row and claim.state != "machine"}


def _would_enter(where: str, table: TableRead) -> Entered:
    file = parse_target(where).path
    if file is not None and not file.exists():
        return Entered(None, new=len(table.rows))
    with look_into(where) as ledger:
        return ledger.look_at_table([(row.report, row.claims) for row in table.rows])


def count_in_words(words: str) -> Count | None:
    """The count that words state, as the extractor reads them, None where no word of them is one of number."""
    from tollbook.extract.en.counts import find_quantities, read_count  # the extractor is large

    told = any(quantity.kind == "count" for quantity in find_quantities(words))
    return read_count(words) if told else None


def first_count_words(words: str) -> str:
    """The words of the first number of people or things in a sentence ("at least 12"); empty where there is none."""
    from tollbook.extract.en.counts import find_quantities

    found = next((quantity for quantity in find_quantities(words) if quantity.kind == "count"), None)
    return "" if found is None else words[found.start : found.end]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file; give the path of a .csv, .xlsx or .jsonl table") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: is a folder; give the path of one table") from error
