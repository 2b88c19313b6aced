"""Which episodes may be of one event: sorted neighbourhoods, in memory or in SQL that DuckDB and Spark SQL run alike.

Every episode stands in several lists: of its district and its place, of each street, person and rare name in it, of
its rarest words. Each list is in the order of days, ties broken by id; an episode is paired with the next few of each
list. That is linear in the number of episodes, however many are of one event, where equality of keys is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .candidate_lists import NARROW, UNDATED, WIDE, narrow_lists, wide_lists
from .episodes import Episode
from .neighbours import entries_of, neighbours

if TYPE_CHECKING:
    import pyarrow as pa

MOST_IN_MEMORY = 1_000_000
"""With more entries in lists than these the query finds the pairs, which takes less memory."""

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
        wide = list(wide_lists(episode))
        narrow = [f"{kind} {a} {b}" for kind, a, b in narrow_lists(episode)]
        lists += [*wide, *narrow]
        widths += [WIDE] * len(wide) + [NARROW] * len(narrow)
        rows += [row] * (len(wide) + len(narrow))
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

    return pa.table({"step": pa.array(range(1, WIDE + 1), pa.int32())})


def candidates(episodes: Sequence[Episode]) -> Pairs:
    """The pairs of episodes (by their places in the sequence, which must be in the order of ids)."""
    number = len(episodes)
    if number < 2:
        return np.empty((0, 2), dtype=np.int64)
    found = entries_of(episodes)
    if len(found.lists) > MOST_IN_MEMORY:
        return by_query(episodes)
    return np.column_stack(np.divmod(neighbours(found, number), number))


def by_query(episodes: Sequence[Episode]) -> Pairs:
    """The same pairs, found by DuckDB."""
    import duckdb

    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("entries", entries(episodes))
        connection.register("steps", steps())
        found = connection.execute(candidate_sql()).fetchnumpy()
    return np.column_stack((np.asarray(found["a"], dtype=np.int64), np.asarray(found["b"], dtype=np.int64)))
