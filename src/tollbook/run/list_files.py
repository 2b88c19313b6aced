"""Lists of persons from CSV files as a table of captures: counted combinations, one row a person, or a file a list."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import ReadError
from tollbook.reconcile.uncounted import Captures, CapturesError, of_persons, table

YES = frozenset({"1", "yes", "y", "true", "x", "+"})
NO = frozenset({"0", "no", "n", "false", "", "-", "na", "n/a"})
COUNTS = ("count", "n", "persons")
"""Names under which a column of a table of combinations may hold how many persons there are."""


@dataclass(frozen=True)
class ListsRead:
    """The table, where it came from in words, and what is to be said of the reading."""

    captures: Captures
    origin: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rows:
    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """Line numbers with cells by column."""


def read_lists(
    paths: Sequence[Path], *, id_column: str | None = None, count: str | None = None, lists: Sequence[str] = ()
) -> ListsRead:
    """The table of captures that files give.

    One file: a row a combination with a column that counts (`count`, else one called count, n or persons), or a row a
    person. Its list columns hold only yes or no (1, 0, x, empty ...); `lists` names them where not all such columns are
    lists. Several files: each is a list of persons with an id in `id_column` (else "id"). Raises ReadError that names
    file and line, the id that is twice in a list, or why the lists make no table.
    """
    try:
        if len(paths) > 1:
            return _by_files([_read(path) for path in paths], id_column or "id")
        found = _read(paths[0])
        counted = count or next((c for c in found.columns if c.casefold() in COUNTS), None)
        if counted is not None:
            return _by_combinations(found, counted, lists)
        return _by_persons(found, id_column, lists)
    except CapturesError as error:
        raise ReadError(f"{', '.join(str(path) for path in paths)}: {error}") from error


def _read(path: Path) -> _Rows:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text; save the table as CSV in UTF-8") from error
    lines = csv.reader(text.splitlines())
    columns = tuple(cell.strip() for cell in next(lines, []))
    if not any(columns):
        raise ReadError(f"{path}: empty; the first line names the columns")
    twice = next((c for n, c in enumerate(columns) if c in columns[:n]), None)
    if twice is not None:
        raise ReadError(f"{path}: two columns are called {twice!r}; give each a name of its own")
    rows = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise ReadError(f"{path}, line {number}: {len(cells)} cells under {len(columns)} columns")
        rows.append((number, {c: cell.strip() for c, cell in zip(columns, cells, strict=True)}))
    if not rows:
        raise ReadError(f"{path}: no row under the names of the columns")
    return _Rows(path, columns, tuple(rows))


def _mark(found: _Rows, line: int, column: str, cell: str) -> bool:
    if cell.casefold() not in YES | NO:
        raise ReadError(
            f"{found.path}, line {line}, column {column!r}: {cell!r} is neither yes (1, x) nor no (0, empty)"
        )
    return cell.casefold() in YES


def _lists(found: _Rows, apart: Sequence[str | None], wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """The columns that are lists, and those that are passed over."""
    unknown = [name for name in wanted if name not in found.columns]
    if unknown:
        raise ReadError(f"{found.path}: no column {unknown[0]!r}; it has {', '.join(found.columns)}")
    others = [c for c in found.columns if c not in apart]
    if wanted:
        return list(dict.fromkeys(wanted)), [c for c in others if c not in wanted]
    marks = [c for c in others if all(row[c].casefold() in YES | NO for _, row in found.rows)]
    return marks, [c for c in others if c not in marks]


def _by_combinations(found: _Rows, count: str, wanted: Sequence[str]) -> ListsRead:
    if count not in found.columns:
        raise ReadError(f"{found.path}: no column {count!r} that counts; it has {', '.join(found.columns)}")
    lists, over = _lists(found, [count], wanted)
    cells: dict[str, int] = {}
    for line, row in found.rows:
        cell = "".join("1" if _mark(found, line, name, row[name]) else "0" for name in lists)
        if cell in cells:
            raise ReadError(f"{found.path}, line {line}: this combination of lists stands there before; give it once")
        if not row[count].isascii() or not row[count].isdigit():
            raise ReadError(f"{found.path}, line {line}: {row[count]!r} in {count!r} is no whole number of persons")
        cells[cell] = int(row[count])
    none = cells.pop("0" * len(lists), 0)
    notes = [*_passed_over(over)]
    if none:
        notes.append(f"{none:,} persons on no list left out: those are what is to be estimated")
    return ListsRead(table(lists, cells), f"{len(cells)} combinations of lists", tuple(notes))


def _by_persons(found: _Rows, id_column: str | None, wanted: Sequence[str]) -> ListsRead:
    key = id_column if id_column is not None else next((c for c in found.columns if c.casefold() == "id"), None)
    if key is not None and key not in found.columns:
        raise ReadError(f"{found.path}: no column {key!r}; it has {', '.join(found.columns)}")
    if key is not None:
        _check_ids(found, key)
    lists, over = _lists(found, [key], wanted)
    persons = [[name for name in lists if _mark(found, line, name, row[name])] for line, row in found.rows]
    none = sum(not person for person in persons)
    notes = list(_passed_over(over))
    if key is None:
        notes.append("no column of ids: nobody can see whether a person stands there twice")
    if none:
        notes.append(f"{none:,} rows on no list left out: those are what is to be estimated")
    return ListsRead(of_persons(lists, persons), f"{len(persons):,} rows, one a person", tuple(notes))


def _by_files(found: Sequence[_Rows], key: str) -> ListsRead:
    names = [one.path.stem for one in found]
    twice = next((n for i, n in enumerate(names) if n in names[:i]), None)
    if twice is not None:
        raise ReadError(f"two files are called {twice}: a list goes by its file's name; rename one")
    on: dict[str, list[str]] = {}
    for one, name in zip(found, names, strict=True):
        if key not in one.columns:
            raise ReadError(f"{one.path}: no column {key!r}; say with --id which of {', '.join(one.columns)} it is")
        _check_ids(one, key)
        for _, row in one.rows:
            on.setdefault(row[key], []).append(name)
    notes = ("persons are joined by equal ids alone: give each person one id in all files beforehand",)
    return ListsRead(of_persons(names, on.values()), f"{len(found)} files, a list each", notes)


def _check_ids(found: _Rows, key: str) -> None:
    seen: dict[str, int] = {}
    for line, row in found.rows:
        if not row[key]:
            raise ReadError(f"{found.path}, line {line}: no id in column {key!r}")
        if row[key] in seen:
            raise ReadError(
                f"{found.path}, line {line}: id {row[key]!r} stands there twice (before in line {seen[row[key]]}): "
                "one person or two? Each person is on a list once"
            )
        seen[row[key]] = line


def _passed_over(columns: Sequence[str]) -> Sequence[str]:
    return [f"not lists, passed over: {', '.join(columns)}"] if columns else []
