"""Tables of invented claims, and maps for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tollbook.model import Claim
from tollbook.read.claims import ClaimsMap, TableRead, load_map, read_table

TODAY = date(2026, 6, 1)

MAP = """
name = "rivals"
title = "Rival totals"
dates = "day first"
id = ["day", "side", "what", "who"]
prefix = "rivals"
published = ["link", "day"]
[columns]
measure = "what"
low = "least"
high = "most"
best = "guess"
party = "side"
source = "who"
end = "day"
address = "link"
set_aside = "leave out"
[always]
status = "combatant"
extent = "cumulative"
start = 2021-03-01
place = "Ethiopia"
[values.measure]
dead = "killed"
hurt = "injured"
"""

HEADER = "day,least,most,guess,what,who,link,side,leave out"


def own_map(folder: Path, text: str = MAP) -> ClaimsMap:
    """A map written to a file and loaded from it."""
    path = folder / "rivals.toml"
    path.write_text(text, encoding="utf-8")
    return load_map(str(path))


def table(*rows: str, header: str = HEADER) -> bytes:
    """A CSV table of these rows."""
    return "\n".join([header, *rows, ""]).encode()


def read(data: bytes, of_map: ClaimsMap, name: str = "rivals.csv", **options: bool) -> TableRead:
    """The table as read on a fixed day."""
    return read_table(name, data, of_map, today=TODAY, **options)


def claims_of(found: TableRead) -> list[Claim]:
    """All claims, in order; a table with faults has none to give."""
    assert found.faults == ()
    return [claim for row in found.rows for claim in row.claims]


def told(found: TableRead) -> list[str]:
    """The faults as lines."""
    return [str(fault) for fault in found.faults]
