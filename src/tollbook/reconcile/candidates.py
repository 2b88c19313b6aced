"""Which episodes may be of one event: sorted neighbourhoods, in SQL that DuckDB and Spark SQL run alike.

Every episode stands in several lists: of its district and its place, of each street, person and rare name in it, of
its rarest words. Each list is in the order of days, ties broken by id; an episode is paired with the next few of each
list. That is linear in the number of episodes, however many are of one event, where equality of keys is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .episodes import Episode
from .where import FINE

if TYPE_CHECKING:
    import pyarrow as pa

AREA_WIDTH = 12
PLACE_WIDTH = 12
MARK_WIDTH = 6
RARE_NAMES = 6
RARE_TERMS = 10
TITLE_TERMS = 4
UNDATED = -1_000_000

Pairs = npt.NDArray[np.int64]
"""Two columns of row numbers, the lower one first, in order."""
PairsOf = Callable[[Sequence[Episode]], Pairs]
"""Finds the pairs among episodes: here, or on a cluster by the same SQL."""


def candidate_sql() -> str:
    """The query over `entries` (list, width, day, id, row) and `steps` (step), the same in both dialects.

    A join on list and rank alone, once for each step: a range of ranks would be quadratic.
    """
    return """
WITH ranked AS (
    SELECT list, width, row, row_number() OVER (PARTITION BY list ORDER BY day, id) AS rank FROM entries
), ahead AS (
    SELECT ranked.list, ranked.row, ranked.rank + steps.step AS rank
    FROM ranked CROSS JOIN steps WHERE steps.step <= ranked.width
)
SELECT DISTINCT least(ahead.row, ranked.row) AS a, greatest(ahead.row, ranked.row) AS b
FROM ahead JOIN ranked ON ahead.list = ranked.list AND ahead.rank = ranked.rank
WHERE ahead.row <> ranked.row
ORDER BY a, b
""".strip()


def entries(episodes: Sequence[Episode]) -> pa.Table:
    """The lists in which each episode stands, as an Arrow table."""
    import pyarrow as pa

    lists: list[str] = []
    widths: list[int] = []
    rows: list[int] = []
    for row, episode in enumerate(episodes):
        for name, width in _lists(episode):
            lists.append(name)
            widths.append(width)
            rows.append(row)
    days = [e.day.toordinal() if e.day else UNDATED for e in episodes]
    return pa.table(
        {
            "list": pa.array(lists, pa.string()),
            "width": pa.array(widths, pa.int32()),
            "day": pa.array([days[row] for row in rows], pa.int32()),
            "id": pa.array([episodes[row].id for row in rows], pa.string()),
            "row": pa.array(rows, pa.int64()),
        }
    )


def steps() -> pa.Table:
    """The steps ahead in a list."""
    import pyarrow as pa

    return pa.table({"step": pa.array(range(1, max(AREA_WIDTH, PLACE_WIDTH, MARK_WIDTH) + 1), pa.int32())})


def candidates(episodes: Sequence[Episode]) -> Pairs:
    """The pairs of episodes (by their places in the sequence, which must be in the order of ids)."""
    import duckdb

    if len(episodes) < 2:
        return np.empty((0, 2), dtype=np.int64)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("entries", entries(episodes))
        connection.register("steps", steps())
        found = connection.execute(candidate_sql()).fetchnumpy()
    return np.column_stack((np.asarray(found["a"], dtype=np.int64), np.asarray(found["b"], dtype=np.int64)))


def _lists(episode: Episode) -> Iterator[tuple[str, int]]:
    where, marks = episode.where, episode.marks
    if where.country:
        yield f"area {where.country} {where.admin1 or '-'}", AREA_WIDTH
        if where.name and where.precision in FINE:
            yield f"place {where.country} {where.name}", PLACE_WIDTH
    for kind, found in (("street", marks.streets), ("person", marks.people)):
        for mark in found[:RARE_NAMES]:
            yield f"{kind} {mark}", MARK_WIDTH
    for mark in _rarest(marks.names, RARE_NAMES):
        yield f"name {mark}", MARK_WIDTH
    for mark in _rarest(marks.terms, RARE_TERMS):
        yield f"word {mark}", MARK_WIDTH
    for a, b in combinations(sorted(_rarest(marks.title, TITLE_TERMS)), 2):
        yield f"title {a} {b}", MARK_WIDTH
    if episode.main:  # its report's own subject, among its like: the others would come between
        yield "subject", AREA_WIDTH
        if where.country:
            yield f"subject {where.country} {where.admin1 or '-'}", AREA_WIDTH
            yield f"subject {where.country} {where.name}", PLACE_WIDTH


def _rarest(weighed: Sequence[tuple[int, float]], most: int) -> list[int]:
    return [mark for mark, _ in sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:most]]
