"""Reports of invented events, with flat claims: two strikes on one town, a clash elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tollbook.reconcile import FlatClaim, FlatReport

OSK: dict[str, Any] = {
    "place": "Osk",
    "country": "UA",
    "admin1": "Tavria",
    "lat": 47.1,
    "lon": 33.2,
    "precision": "settlement",
}
BRELL: dict[str, Any] = {**OSK, "place": "Brell", "lat": 48.9, "lon": 35.6}


def report(name: str, day: str, text: str, title: str = "") -> FlatReport:
    """A report by an outlet of its own."""
    return FlatReport(
        id=f"r-{name}", name=name, outlet=f"Outlet {name}", published=date.fromisoformat(day), title=title, text=text
    )


def claim(of: FlatReport, number: int, low: int | None, day: str, where: dict[str, Any], **fields: Any) -> FlatClaim:
    """A claim of a report; its evidence stands at `start`."""
    when = date.fromisoformat(day)
    made: dict[str, Any] = {
        "id": f"m-{of.name}-{number}",
        "report": of.id,
        "measure": "killed",
        "outlet": of.outlet,
        "published": of.published,
        "low": low,
        "high": low,
        "comparator": "exact",
        "chain": (f"Office {of.name}",),
        "said_by": f"Office {of.name}",
        "first": when,
        "last": when,
        "means": "missile",
        "status": "civilian",
        **where,
    }
    return FlatClaim(**{**made, **fields})


def events() -> tuple[list[FlatClaim], list[FlatReport]]:
    """Three reports of a strike on Osk, one of a strike there a month later, one of a clash at Brell."""
    strike = "A missile hit the bakery on Linden Street in Osk at 7:40 a.m., neighbours told. Halyna Zorenko, 61, died."
    reports = [
        report("a", "2024-03-11", strike + " Three people were killed.", "Missile hits bakery in Osk"),
        report("b", "2024-03-12", "The dead of the bakery strike in Osk, Linden Street, are now four, the mayor said."),
        report("c", "2024-03-12", "Bakery strike: five dead in Osk after the 7:40 a.m. missile on Linden Street."),
        report("d", "2024-04-20", "Shells fell on the railway yard of Osk at dusk. Two rail workers were killed."),
        report("e", "2024-03-11", "A patrol was ambushed near Brell. Nine soldiers were killed by rifle fire."),
    ]
    a, b, c, d, e = reports
    claims = [
        claim(a, 1, 3, "2024-03-11", OSK),
        claim(a, 2, 1, "2024-03-11", OSK, names=("Halyna Zorenko",), start=60),
        claim(b, 1, 4, "2024-03-11", OSK, chain=("Office a",), said_by="Office a"),
        claim(c, 1, 5, "2024-03-11", OSK),
        claim(d, 1, 2, "2024-04-20", OSK, means="artillery"),
        claim(e, 1, 9, "2024-03-11", BRELL, means="small_arms", status="combatant"),
    ]
    return claims, reports


def members(groups: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    """Groups without order."""
    return {frozenset(group) for group in groups}
