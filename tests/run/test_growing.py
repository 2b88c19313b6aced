"""New reports of a large war change what making its record anew would change, row for row, and read little else."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.made_claims import made
from evals.made_ledger import fill
from tests.ledger.conftest import Places, places, postgres, postgres_server
from tests.ledger.made import record_judgement
from tests.run.test_row_for_row import differing, rows
from tollbook.ledger import Ledger
from tollbook.reconcile import FlatClaim, FlatReport, making
from tollbook.reconcile import growing as growing_cell
from tollbook.run import growing
from tollbook.run.growing import GrownCell
from tollbook.run.reconciling import reconcile_at

__all__ = ["places", "postgres", "postgres_server"]

Told = tuple[list[FlatClaim], list[FlatReport]]
OFFICES = ("Ministry of Health", "Ministry of Defence", "Red Crescent", "mayor of Osk")


def war(seed: int, number: int) -> Told:
    """An invented war of which outlets copy and cite one another, and several have it from the same office."""
    claims, reports, _ = made(number, seed=seed)
    rng = random.Random(seed)
    outlets = [f"{name} Herald" for name in ("Osk", "Brell", "Tavria", "Linden", "Marden")]
    told = {report.id: replace(report, outlet=rng.choice(outlets)) for report in reports}
    words = [
        " ".join(rng.choices(["ash", "bell", "corn", "dust", "fern", "gate", "hill", "iron", "jade", "kiln"], k=40))
        for _ in range(4)
    ]
    for id_, report in told.items():
        drawn = rng.random()
        if drawn < 0.3:
            text = f"{report.text} {rng.choice(words)}"
        elif drawn < 0.6:
            text = f"{report.text} {rng.choice(outlets)} reported it first."
        else:
            text = report.text
        told[id_] = replace(report, text=text, published=None if rng.random() < 0.05 else report.published)
    moved = []
    for claim in claims:
        report = told[claim.report]
        said_by = rng.choice((claim.said_by, *OFFICES, rng.choice(outlets)))
        low = rng.choice((claim.low, 30, 31))
        moved.append(
            replace(claim, outlet=report.outlet, published=report.published, said_by=said_by, low=low, high=low)
        )
    return moved, list(told.values())


def portions(told: Told, seed: int) -> Iterator[Told]:
    """The reports in portions: first a good part of them, then few at a time."""
    claims, reports = told
    rng = random.Random(seed)
    mixed = rng.sample(reports, len(reports))
    while mixed:
        number = rng.choice((1, 2, 5, 12)) if len(mixed) < len(reports) else len(mixed) // 2
        chosen, mixed = mixed[:number], mixed[number:]
        ids = {report.id for report in chosen}
        yield [claim for claim in claims if claim.report in ids], chosen


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[GrownCell | None]:
    """Keeps the workings of all cells that may be, however small; what became of each cell that reports came to."""
    found: list[GrownCell | None] = []
    plain = growing.Growing.cell

    def noted(self: growing.Growing, *args: object) -> GrownCell | None:
        found.append(plain(self, *args))  # type: ignore[arg-type]  # handed on as it came
        return found[-1]

    monkeypatch.setattr(making, "LEAST_KEPT", 1)
    monkeypatch.setattr(growing_cell, "MANY", 0)
    monkeypatch.setattr(growing.Growing, "cell", noted)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_few_at_a_time_is_all_at_once(seed: int, tmp_path: Path, cells: list[GrownCell | None]) -> None:
    where = tmp_path / "wars.ledger"
    for claims, reports in portions(war(seed, 70), seed):
        with Ledger.open(where) as ledger:
            fill(ledger, claims, reports)
        reconcile_at(str(where))
    assert sum(found is not None for found in cells) > 2
    assert {row[2] for row in rows(where)["dependences"]} <= {"copy", "cites", "same_source"}
    assert differing(where) == []


def test_both_databases_grow_alike(places: Places, cells: list[GrownCell | None]) -> None:
    where = places.new()
    for claims, reports in portions(war(11, 50), 11):
        with Ledger.open(where) as ledger:
            fill(ledger, claims, reports)
        reconcile_at(where)
    assert any(cells)
    assert differing(where) == []


def halves(told: Told) -> tuple[Told, Told]:
    claims, reports = told
    ids = {report.id for report in reports[::2]}
    first = [claim for claim in claims if claim.report in ids], reports[::2]
    return first, ([claim for claim in claims if claim.report not in ids], reports[1::2])


def with_half(where: Path, told: Told) -> Told:
    """Reconcile half of the reports; the other half."""
    first, second = halves(told)
    with Ledger.open(where) as ledger:
        fill(ledger, *first)
    reconcile_at(str(where))
    return second


def test_an_outlet_that_was_cited_before_it_told_anything(tmp_path: Path, cells: list[GrownCell | None]) -> None:
    where = tmp_path / "wars.ledger"
    claims, reports = war(3, 60)
    reports = [replace(r, outlet="Marden Gazette" if n % 2 else r.outlet) for n, r in enumerate(reports)]
    reports = [
        r if n % 2 else replace(r, text=f"{r.text} Marden Gazette reported it first.") for n, r in enumerate(reports)
    ]
    own = {report.id: report for report in reports}
    claims = [replace(c, low=40, high=40, party="Party", outlet=own[c.report].outlet, country="AB") for c in claims]
    second = with_half(where, (claims, reports))
    with Ledger.open(where) as ledger:
        fill(ledger, *second)
    reconcile_at(str(where))
    assert any(cells)
    assert any(row[2] == "cites" for row in rows(where)["dependences"])
    assert differing(where) == []


def test_a_war_of_which_people_decided_something_is_made_as_a_whole(
    tmp_path: Path, cells: list[GrownCell | None]
) -> None:
    where = tmp_path / "wars.ledger"
    claims, reports = war(5, 80)
    second = with_half(where, ([replace(claim, country="AB") for claim in claims], reports))
    with Ledger.open(where) as ledger:
        incidents = [subject for subject in ledger.subjects("incident") if len(subject.claims) > 1]
        one = incidents[0]
        ledger.judge_record(record_judgement(one.id, "accept", claims=one.claims))
        fill(ledger, [replace(claim, country="AB") for claim in second[0]], second[1])
    reconcile_at(str(where))
    assert not any(cells)
    assert differing(where) == []


def test_as_many_reports_again_are_made_as_a_whole(
    tmp_path: Path, cells: list[GrownCell | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing_cell, "MANY", 4)
    where = tmp_path / "wars.ledger"
    claims, reports = war(6, 40)
    second = with_half(where, ([replace(claim, country="AB") for claim in claims], reports))
    with Ledger.open(where) as ledger:
        fill(ledger, [replace(claim, country="AB") for claim in second[0]], second[1])
    reconcile_at(str(where))
    assert cells == [None]
    assert differing(where) == []


def test_what_stays_is_not_read(tmp_path: Path, cells: list[GrownCell | None], monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "wars.ledger"
    told = made(300, seed=2)
    second = with_half(where, ([replace(c, country="AB") for c in told[0]], told[1]))
    report = next(one for one in second[1] if any(claim.report == one.id for claim in second[0]))
    with Ledger.open(where) as ledger:
        fill(ledger, [c for c in second[0] if c.report == report.id], [report])
    read: list[str] = []
    plain = Ledger.claims_of_reports

    def noted(self: Ledger, report_ids: Sequence[str]) -> object:
        read.extend(report_ids)
        return plain(self, report_ids)

    monkeypatch.setattr(Ledger, "claims_of_reports", noted)
    reconcile_at(str(where))
    assert any(cells)
    assert len(read) < 10
