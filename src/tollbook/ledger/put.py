"""Rows in the place of others: those that are there already stay as they are, so that little is written where little
has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select

_BATCH = 500
Row = dict[str, Any]
Key = tuple[Any, ...]


def held_cells(conn: Connection, table: Table, cells: Sequence[str]) -> list[Row]:
    """The rows that a table has of these cells."""
    return held_by(conn, table, table.c.cell, cells)


def put(conn: Connection, table: Table, rows: Sequence[Row], held: Sequence[Row]) -> list[Row]:
    """Make these the rows of a table in the place of those held; the rows that went or came, of a changed one both."""
    before, after = _by_key(table, held), _by_key(table, rows)
    gone = [row for key, row in before.items() if after.get(key) != row]
    come = [row for key, row in after.items() if before.get(key) != row]
    keys = [column.name for column in table.primary_key]
    if gone:
        one = [table.c[key] == bindparam(f"old_{key}") for key in keys]
        conn.execute(delete(table).where(*one), [{f"old_{key}": row[key] for key in keys} for row in gone])
    if come:
        conn.execute(insert(table), come)
    return [*gone, *come]


def held_by(conn: Connection, table: Table, column: ColumnElement[Any], values: Sequence[str]) -> list[Row]:
    """The rows of a table that have one of these values in a column of it."""
    return [
        row
        for start in range(0, len(values), _BATCH)
        for row in _held(conn, table, column.in_(values[start : start + _BATCH]))
    ]


def _held(conn: Connection, table: Table, wanted: ColumnElement[bool]) -> Iterator[Row]:
    for row in conn.execute(select(table).where(wanted)).mappings():
        yield dict(row)


def _by_key(table: Table, rows: Sequence[Row]) -> dict[Key, Row]:
    keys = [column.name for column in table.primary_key]
    return {tuple(row[key] for key in keys): row for row in rows}
