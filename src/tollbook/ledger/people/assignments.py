"""Who is to review which report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from ..schema_people import assignments


@dataclass(frozen=True, slots=True)
class Assignment:
    """A report that somebody is to review. Several people may be given the same one."""

    report_id: str
    name: str
    by: str
    at: str


def assign(conn: Connection, reports: Sequence[str], name: str, by: str, at: str) -> int:
    """Give reports to somebody; returns how many they did not have yet."""
    had = set(conn.execute(select(assignments.c.report_id).where(assignments.c.name == name)).scalars())
    fresh = [report for report in dict.fromkeys(reports) if report not in had]
    if fresh:
        conn.execute(insert(assignments), [{"report_id": r, "name": name, "by": by, "at": at} for r in fresh])
    return len(fresh)


def take_back(conn: Connection, reports: Sequence[str], name: str) -> int:
    """Take reports from somebody; returns how many they had."""
    theirs = (assignments.c.name == name, assignments.c.report_id.in_(list(reports)))
    return conn.execute(delete(assignments).where(*theirs)).rowcount


def every(conn: Connection, *, name: str | None = None, report: str | None = None) -> list[Assignment]:
    """The assignments, of one person or report where given, in the order of people and reports."""
    wanted = select(assignments).order_by(assignments.c.name, assignments.c.report_id)
    if name is not None:
        wanted = wanted.where(assignments.c.name == name)
    if report is not None:
        wanted = wanted.where(assignments.c.report_id == report)
    return [Assignment(row.report_id, row.name, row.by, row.at) for row in conn.execute(wanted)]
