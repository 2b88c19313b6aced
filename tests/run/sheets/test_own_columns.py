"""The project's own fields in a sheet: out, edited as spreadsheets of any locale do, and back as that person's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tollbook.ledger import Ledger
from tollbook.model import OwnField, Project
from tollbook.run.own import own_of, set_own
from tollbook.run.sheets import SheetRead, bring_in, write_sheet
from tollbook.run.viewing import Wanted

from .sheets_fixture import Rows, as_csv, edit, make, rows_of

FIELDS = (
    OwnField(name="desk", on="claim", type="choice", choices=("North", "South"), help="Who handles it."),
    OwnField(name="visited", on="claim", type="yes_no"),
    OwnField(name="homes", on="claim", type="number"),
    OwnField(name="seen_on", on="claim", type="date"),
    OwnField(name="note", on="claim"),
    OwnField(name="households", on="incident", type="number"),
)


@pytest.fixture
def at(tmp_path: Path) -> Path:
    claims = make(tmp_path / "a.ledger")
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        ledger.set_project(Project(fields=FIELDS))
        set_own(ledger, claims[0].id, {"desk": "North", "homes": "12", "seen_on": "2023-01-05"}, by="Ann")
    return tmp_path


def out(at: Path, name: str = "out.xlsx", **options: Any) -> Path:
    write_sheet(str(at / "a.ledger"), at / name, Wanted(), **options)
    return at / name


def bring(at: Path, path: Path, by: str = "Ben", **options: Any) -> SheetRead:
    return bring_in(str(at / "a.ledger"), path, by=by, **options)


def values(at: Path, claim: str) -> dict[str, Any]:
    with Ledger.open(at / "a.ledger") as ledger:
        assert ledger.verify().ok
        return own_of(ledger, claim).values


def test_a_sheet_has_the_fields_of_claims_with_their_values_and_meanings(at: Path) -> None:
    sheet = out(at)
    row = rows_of(sheet)[0]
    assert [row[f"own.{n}"] for n in ("desk", "visited", "homes", "seen_on")] == ["North", "", 12, date(2023, 1, 5)]
    assert "own.households" not in row and list(row)[-1] == "fingerprint"
    said = CalamineWorkbook.from_path(sheet).get_sheet_by_name("columns").to_python()
    assert any(line[0] == "own.desk" and line[1] == "yes" and "Who handles it" in line[2] for line in said)


def test_what_was_edited_comes_back_as_that_persons_and_judges_no_claim(at: Path) -> None:
    ids: list[str] = []

    def change(rows: Rows) -> None:
        ids.extend(row["id"] for row in rows)
        rows[0] |= {"own.desk": "south", "own.homes": 12.5, "own.seen_on": None, "why": "seen the list"}
        rows[1] |= {"own.visited": "yes", "own.note": "=1+1"}

    edited = edit(out(at), change)
    looked = bring(at, edited, dry_run=True)
    assert [dict(one.judgement.fields) for one in looked.own] == [
        {"desk": "South", "homes": 12.5, "seen_on": None},
        {"visited": True, "note": "=1+1"},
    ]
    assert (looked.faults, looked.conflicts, looked.decisions, looked.unread) == ([], [], [], ())
    assert values(at, ids[0])["desk"] == "North"
    assert bring(at, edited).recorded
    assert values(at, ids[0]) == {"desk": "South", "homes": 12.5, "seen_on": None}
    assert values(at, ids[1]) == {"visited": True, "note": "=1+1"}
    with Ledger.open(at / "a.ledger") as ledger:
        assert {claim.state for claim in ledger.claims()} == {"machine"}
        assert [(c.by, c.why) for c in own_of(ledger, ids[0]).changes][-1] == ("Ben", "seen the list")
    assert bring(at, edited).own == []  # once more: nothing is recorded twice


def test_a_sheet_of_another_locale_says_the_same(at: Path) -> None:
    rows = rows_of(out(at))
    untouched = as_csv(at / "a.csv", rows, delimiter=";", days="%d.%m.%Y", decimal=",", encoding="cp1252")
    assert (bring(at, untouched).own, bring(at, untouched).faults) == ([], [])
    rows[0]["own.homes"] = 7.5
    edited = as_csv(at / "b.csv", rows, delimiter=";", days="%d.%m.%Y", decimal=",", encoding="cp1252")
    assert [dict(one.judgement.fields) for one in bring(at, edited).own] == [{"homes": 7.5}]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("own.desk", "West", "write one of North, South"),
        ("own.visited", "perhaps", "neither yes nor no"),
        ("own.homes", "many", "is no number"),
        ("own.seen_on", "soon", "is no day"),
    ],
)
def test_one_wrong_value_records_nothing(at: Path, column: str, cell: str, said: str) -> None:
    def change(rows: Rows) -> None:
        rows[0][column] = cell
        rows[1]["own.note"] = "kept out"

    done = bring(at, edit(out(at), change))
    assert [(fault.row, fault.column) for fault in done.faults] == [(2, column)] and said in done.faults[0].said
    assert not done.recorded
    assert "note" not in values(at, rows_of(at / "out.xlsx")[1]["id"])


def test_what_somebody_else_set_meanwhile_is_a_conflict(at: Path) -> None:
    sheet = out(at)
    claim = rows_of(sheet)[0]["id"]
    with Ledger.open(at / "a.ledger") as ledger:
        set_own(ledger, claim, {"desk": "South"}, by="Cora")
    edited = edit(sheet, lambda rows: rows[0].update({"own.desk": "", "own.note": "mine"}))
    done = bring(at, edited)
    assert [one.said for one in done.conflicts] == ["Cora set own.desk to South since the sheet was written"]
    assert values(at, claim)["desk"] == "South" and "note" not in values(at, claim)
    bring(at, edited, despite_conflicts=True)
    assert (values(at, claim)["desk"], values(at, claim)["note"]) == (None, "mine")


def test_they_leave_the_house_under_no_profile(at: Path) -> None:
    assert not [name for name in rows_of(out(at, profile="public"))[0] if name.startswith("own.")]


def test_a_field_that_came_since_is_filled_in_a_sheet_written_before(at: Path) -> None:
    rows = rows_of(out(at))
    with Ledger.open(at / "a.ledger") as ledger:
        ledger.set_project(Project(fields=(*FIELDS, OwnField(name="later", on="claim"))))
    claim = rows[0]["id"]

    def fill(rows: Rows) -> None:
        for row in rows:
            row["own.later"] = "x" if row["id"] == claim else ""

    filled = edit(at / "out.xlsx", fill)
    assert bring(at, filled).recorded and values(at, claim)["later"] == "x"
