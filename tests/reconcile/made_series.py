"""Flat claims for tests of series: made by hand, and from the files of daily figures."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tollbook.reconcile import FlatClaim

START = date(2023, 10, 7)
PARTS = {
    "killed_children_cum": ("killed", ("age:child",)),
    "killed_women_cum": ("killed", ("age:adult", "sex:female")),
    "med_killed_cum": ("killed", ("role:health_worker",)),
    "press_killed_cum": ("killed", ("role:journalist",)),
    "killed_cum": ("killed", ()),
    "injured_cum": ("injured", ()),
}


def claim(number: int, **fields: Any) -> FlatClaim:
    """A claim of one source about one party."""
    made: dict[str, Any] = {
        "id": f"m-{number}",
        "report": f"r-{number}",
        "measure": "killed",
        "source": "staff",
        "said_by": "the General Staff",
        "party": "North",
    }
    return FlatClaim(**{**made, **fields})


def total(number: int, day: str, count: int, **fields: Any) -> FlatClaim:
    """A running total published on its day."""
    when = date.fromisoformat(day)
    made = {"low": count, "high": count, "comparator": "exact", "extent": "cumulative", "last": when, "published": when}
    return claim(number, **{**made, **fields})


def daily(number: int, day: str, count: int, **fields: Any) -> FlatClaim:
    """A figure of one day published on that day."""
    when = date.fromisoformat(day)
    made = {"low": count, "high": count, "comparator": "exact", "extent": "period", "first": when}
    return claim(number, **{**made, "last": when, "published": when, **fields})


def gaza(path: Path) -> list[FlatClaim]:
    """The bulletins' stated figures; values that the compilers worked out (`ext_`) are left out."""
    with path.open(encoding="utf-8") as lines:
        return [made for line in lines for made in _bulletin(json.loads(line))]


def _bulletin(row: dict[str, Any]) -> Iterator[FlatClaim]:
    day = date.fromisoformat(row["report_date"])
    first = day - timedelta(days=max(0, row["report_period"] // 24 - 1))
    both: dict[str, Any] = {
        "report": row["report_date"],
        "published": day,
        "party": "Palestine",
        "source": "ministry",
        "said_by": "the health ministry",
        "comparator": "exact",
    }

    def made(name: str, **fields: Any) -> FlatClaim:
        return FlatClaim(**{**both, "id": f"{day}-{name}", "low": row[name], "high": row[name], **fields})

    for name in ("killed", "injured"):
        if name in row:
            yield made(name, measure=name, extent="period", first=first, last=day)
    for name, (measure, group) in PARTS.items():
        if name in row:
            yield made(name, measure=measure, group=group, extent="cumulative", first=START, last=day)
    if "killed_committee" in row:
        yield made("killed_committee", measure="killed", extent="period", first=START, last=day, recognised=day)


def russia(path: Path) -> list[FlatClaim]:
    """One running total a day."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            claim(
                number,
                measure="casualties",
                party="Russia",
                low=int(row["personnel"]),
                high=None if row["modifier"] == "more" else int(row["personnel"]),
                comparator="more_than" if row["modifier"] == "more" else "about",
                extent="cumulative",
                first=date(2022, 2, 24),
                last=date.fromisoformat(row["date"]),
                published=date.fromisoformat(row["date"]),
            )
            for number, row in enumerate(csv.DictReader(lines))
        ]
