"""A small ledger of invented reports, its record made and, where asked, each claim accepted by an invented reviewer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.ledger.made import changed, claims_of, judgement, report
from tollbook.ledger import Ledger
from tollbook.model import Claim, Person, Place, Victims, Window
from tollbook.reconcile.making import MAKER, cell_of, make_cell
from tollbook.run.publishing import Published, Wanted, publish
from tollbook.run.reconciling import reconcile

VICTIM = "Ada Korrel"
DAY = date(2031, 5, 4)
SPOTS = {"Velimor": (11.5, 22.25), "Ostrana": (12.0, 23.0), "Dry Ford": (11.75, 22.75), "Kesh": (11.25, 22.5)}


def placed(claim: Claim, day: date) -> Claim:
    """The claim with a day and with coordinates."""
    name = claim.reading.place.name if claim.reading.place else None
    lat, lon = SPOTS.get(name or "", (None, None))
    place = Place(text=name, name=name, country="UA", lat=lat, lon=lon, precision="settlement")
    return changed(claim, place=place, when=Window(start=day, end=day))


def make_ledger(where: Path, *, reviewed: bool = True, reports: tuple[int, ...] = (1, 6)) -> list[str]:
    """Fill a ledger and make its record; returns the claims' ids. One claim names a victim."""
    with Ledger.open(where) as ledger:
        run = ledger.start_run("rules.1")
        made = []
        for number in reports:
            day = DAY + timedelta(days=10 * number)  # each report tells of a day of its own
            found = report(number, 3, published=day)
            claims = [placed(claim, day) for claim in claims_of(found, number, 3)]
            named = Victims(party="Velimor", status="civilian", text="soldiers", names=(VICTIM,))
            claims[0] = changed(claims[0], victims=named, persons=(Person(name=VICTIM, age=31),))
            ledger.add_report_with_claims(found, b"raw", run.id, claims)
            made += [claim.id for claim in claims]
        ledger.end_run(run.id)
        if reviewed:
            for id_ in made:
                ledger.judge(judgement(id_, by="Invented Reviewer"))
        reconcile(ledger, make_cell, cell_of, maker=MAKER)
    return made


def remake(where: Path) -> None:
    """Make the record again."""
    with Ledger.open(where) as ledger:
        reconcile(ledger, make_cell, cell_of, maker=MAKER)


def published(where: Path, out: Path, **wanted: object) -> Published:
    """Publish under one policy that needs no model."""
    given: dict[str, object] = {"policies": "latest", "day": DAY}
    return publish(str(where), out, Wanted(**(given | wanted)))  # type: ignore[arg-type]  # a test's own words
