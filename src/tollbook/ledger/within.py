"""Links inside reports, kept report by report, so that a report is linked again only when its claims have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from tollbook.model import Link

from . import schema
from .codec import to_json

_BATCH = 500


@dataclass(frozen=True)
class LinksWithin:
    """A report's links; `mark` says from which claims and by which code they were made."""

    report: str
    mark: str
    links: tuple[Link, ...]


def kept(conn: Connection, marks: Mapping[str, str]) -> dict[str, tuple[Link, ...]]:
    """The links of those of these reports of which they are kept under just this mark."""
    table, found = schema.links_within, {}
    for batch in _batches(list(marks)):
        for row in conn.execute(select(table).where(table.c.report_id.in_(batch))):
            if row.mark == marks[row.report_id]:
                found[row.report_id] = tuple(Link.model_validate(link) for link in json.loads(row.links))
    return found


def keep(conn: Connection, made: Sequence[LinksWithin]) -> None:
    """Put these reports' links in the place of what was kept of them."""
    table = schema.links_within
    for batch in _batches([one.report for one in made]):
        conn.execute(delete(table).where(table.c.report_id.in_(batch)))
    if made:
        rows = [
            {
                "report_id": one.report,
                "mark": one.mark,
                "links": to_json([link.model_dump(mode="json", exclude_defaults=True) for link in one.links]),
            }
            for one in made
        ]
        conn.execute(insert(table), rows)


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
