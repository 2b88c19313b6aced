"""Writing large JSON documents and CSV files one row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..csv_safe import safe_cell


def plain(value: object) -> object:
    """Days as ISO 8601; everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def dump(value: Any) -> str:
    """JSON in one line, days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=plain, separators=(",", ":"))


def write_json(path: Path, value: Any) -> Path:
    """A small document, indented for people."""
    path.write_text(json.dumps(value, ensure_ascii=False, default=plain, indent=1) + "\n", encoding="utf-8")
    return path


def write_members(path: Path, head: dict[str, Any], name: str, items: Iterable[Any]) -> Path:
    """An object whose last member `name` is a list of any length."""
    with path.open("w", encoding="utf-8") as out:
        out.write(dump(head)[:-1] + ("," if head else "") + f"{dump(name)}:[")
        _items(out.write, items)
        out.write("]}\n")
    return path


def write_array(path: Path, items: Iterable[Any]) -> Path:
    """An array of any length."""
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        _items(out.write, items)
        out.write("]\n")
    return path


def write_object(path: Path, members: Iterable[tuple[str, Any]]) -> Path:
    """An object of any number of members, by name."""
    with path.open("w", encoding="utf-8") as out:
        out.write("{")
        for n, (name, value) in enumerate(members):
            out.write(("," if n else "") + f"\n{dump(name)}:{dump(value)}")
        out.write("}\n")
    return path


def _items(write: Any, items: Iterable[Any]) -> None:
    for n, item in enumerate(items):
        write(("," if n else "") + "\n" + dump(item))


def write_rows(path: Path, header: Sequence[Sequence[object]], rows: Iterable[Sequence[object]]) -> Path:
    """A CSV file with one or more header rows; None is an empty cell, and no text cell is a formula."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows(header)
        for row in rows:
            writer.writerow([safe_cell(plain(value)) for value in row])
    return path
