from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.made import claims_of, counted, judgement, report
from tollbook.errors import ReadError, SettingsError
from tollbook.ledger import Ledger
from tollbook.model import Claim, Judgement
from tollbook.run.sheets import SheetRead, bring_in, write_sheet
from tollbook.run.viewing import Wanted

from .sheets_fixture import Rows, as_csv, edit, make, rows_of


@pytest.fixture
def at(tmp_path: Path) -> Path:
    make(tmp_path / "a.ledger")
    out(tmp_path)
    return tmp_path


def out(at: Path, name: str = "out.xlsx", **options: Any) -> Path:
    write_sheet(str(at / "a.ledger"), at / name, Wanted(), **options)
    return at / name


def bring(at: Path, path: Path, by: str = "Ann", **options: Any) -> SheetRead:
    return bring_in(str(at / "a.ledger"), path, by=by, **options)


def with_cells(at: Path, **cells: Any) -> Path:
    """The sheet with these cells of its first row changed."""
    return edit(at / "out.xlsx", lambda rows: rows[0].update(cells))


def decided(done: SheetRead) -> list[tuple[int, str, dict[str, Any]]]:
    return [(one.row, one.judgement.verdict, one.judgement.fields) for one in done.decisions]


def first(at: Path) -> Any:
    with Ledger.open(at / "a.ledger") as ledger:
        return ledger.claims()[0]


def past(claim: str, **fields: Any) -> Judgement:
    """A correction that Bo made some time ago."""
    return judgement(claim, "correct", by="Bo", **fields).model_copy(update={"at": "2024-06-01T12:00:00+00:00"})


def judgements(at: Path) -> int:
    with Ledger.open(at / "a.ledger") as ledger:
        return sum(len(one.judgements) for one in ledger.judged_standings())


def test_a_sheet_that_nobody_touched_changes_nothing(at: Path) -> None:
    for path in (
        at / "out.xlsx",
        out(at, "out.csv"),
        out(at, "semi.csv", delimiter=";"),
        out(at, "p.xlsx", profile="public"),
    ):
        done = bring(at, path)
        assert (done.untouched, done.decisions, done.conflicts, done.faults, done.remarks) == (8, [], [], [], []), path
    assert judgements(at) == 0


def test_verdicts_and_edited_cells_become_judgements_of_that_person(at: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0].update(verdict="accept", why="seen on film")
        rows[1].update(low=90, high=91)
        rows[2].update(verdict="Reject")
        rows[3].update(verdict="unsure")
        rows[4].update(verdict="correct", start=date(2023, 1, 5), high=None, victims_status="civilian")

    done = bring(at, edit(at / "out.xlsx", change))
    assert decided(done) == [
        (2, "accept", {}),
        (3, "correct", {"count.low": 90, "count.high": 91}),
        (4, "reject", {}),
        (5, "unsure", {}),
        (6, "correct", {"count.high": None, "victims.status": "civilian", "when.start": "2023-01-05"}),
    ]
    assert (done.recorded, done.untouched) == (True, 3)
    with Ledger.open(at / "a.ledger") as ledger:
        found = ledger.claims()
        assert [claim.state for claim in found[:5]] == ["accepted", "corrected", "rejected", "unsure", "corrected"]
        assert {claim.judged_by for claim in found[:5]} == {"Ann"}
        assert (found[0].why, found[1].reading.count.low, found[4].reading.when.start) == (
            "seen on film",
            90,
            date(2023, 1, 5),
        )
        assert ledger.verify().ok


def test_a_dry_run_shows_the_same_and_records_nothing(at: Path) -> None:
    path = with_cells(at, low=90, high=91)
    dry = bring(at, path, dry_run=True)
    assert (dry.recorded, judgements(at)) == (False, 0)
    assert decided(dry) == decided(bring(at, path))


def test_bringing_it_in_twice_records_nothing_twice(at: Path) -> None:
    path = with_cells(at, low=1, high=2, place="Lviv", source="the mayor < Northern Post", source_kind="medical")
    assert len(bring(at, path).decisions) == 1
    again = bring(at, path)
    assert (again.known, again.decisions, again.conflicts) == (1, [], [])
    assert judgements(at) == 1
    with Ledger.open(at / "a.ledger") as ledger:
        claim = ledger.claims()[0]
    assert [(s.name, s.kind.value) for s in claim.reading.source] == [
        ("the mayor", "medical"),
        ("Northern Post", "other"),
    ]
    assert claim.reading.place is not None
    assert (claim.reading.place.country, claim.reading.place.lat) == ("UA", pytest.approx(49.838, abs=0.01))


def test_going_on_with_the_same_sheet_is_no_conflict_with_oneself(at: Path) -> None:
    bring(at, with_cells(at, low=1))
    done = bring(at, with_cells(at, low=1, high=2))
    assert decided(done) == [(2, "correct", {"count.low": 1, "count.high": 2})]


def test_what_others_judged_since_is_a_conflict_and_is_not_overwritten(at: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0].update(low=1)
        rows[1].update(verdict="reject")

    path = edit(at / "out.xlsx", change)
    with Ledger.open(at / "a.ledger") as ledger:
        ledger.judge(past(first(at).id, count__low=7))
    done = bring(at, path)
    assert [(one.row, one.said) for one in done.conflicts] == [
        (2, "Bo judged it (correct) on 2024-06-01 since the sheet was written")
    ]
    assert decided(done) == [(3, "reject", {})]
    assert first(at).reading.count.low == 7
    done = bring(at, path, despite_conflicts=True)
    assert (decided(done), done.known) == ([(2, "correct", {"count.low": 1})], 1)
    assert first(at).reading.count.low == 1


def test_what_a_run_read_anew_is_a_conflict_unless_the_row_is_untouched(at: Path) -> None:
    path = with_cells(at, verdict="accept")
    r = report(1, published=date(2023, 1, 9))
    with Ledger.open(at / "a.ledger") as ledger:
        ledger.store_run(r.id, ledger.start_run("rules.2").id, [counted(c, 99) for c in claims_of(r)])
    done = bring(at, path)
    assert [one.said for one in done.conflicts] == ["it was read anew since the sheet was written"]
    assert (done.untouched, done.decisions) == (7, [])


def test_what_is_accepted_despite_a_conflict_is_the_row_as_it_stood_in_the_sheet(at: Path) -> None:
    before = first(at).reading
    path = with_cells(at, verdict="accept")
    with Ledger.open(at / "a.ledger") as ledger:
        ledger.judge(past(first(at).id, count__low=7, place__name="Tarn", when__start=None))
    done = bring(at, path, despite_conflicts=True)
    assert decided(done) == [
        (2, "accept", {"count.low": before.count.low, "place.name": "Kesh", "when.start": "2023-01-04"})
    ]
    now = first(at)
    assert (now.state, now.reading.count, now.reading.place, now.reading.when) == (
        "accepted",
        before.count,
        before.place,
        before.when,
    )
    assert bring(at, path, despite_conflicts=True).known == 1


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"measure": "kiled"}, "measure", "is no code of this column; write one of killed, injured"),
        ({"measure": ""}, "measure", "may not be empty"),
        ({"superseded": ""}, "superseded", "may not be empty; write yes or no"),
        ({"superseded": "perhaps"}, "superseded", "is neither yes nor no"),
        ({"low": "many"}, "low", "is no whole number"),
        ({"low": -3}, "low", "is below zero"),
        ({"low": 30, "high": 20}, None, "low is 30 and high 20"),
        ({"lat": 97.5}, None, "less than or equal to 90"),
        ({"country": "Ruritania"}, "country", "is no country that is known"),
        ({"start": "31.02.2023"}, "start", "is no day; write it as 2023-01-04"),
        ({"start": "4.1.23"}, "start", "has a year of two digits"),
        ({"start": "4.1.3023"}, "start", "look at its year"),
        ({"start": date(2023, 2, 1)}, None, "starts on 2023-02-01 and ends on 2023-01-13"),
        ({"place": "", "admin1": "Tarn"}, "place", "was emptied, but admin1 was written"),
        ({"source": "", "source_kind": "medical"}, "source", "names nobody whose kind or party could be set"),
        ({"verdict": "ok"}, "verdict", "is no verdict; say one of accept, correct, reject, unsure"),
        ({"verdict": "correct"}, "verdict", "no cell was changed"),
        ({"verdict": "accept", "low": 1}, "verdict", "all is right, but low was changed"),
        ({"verdict": "reject", "low": 1}, "verdict", "decides the whole claim, but low was changed"),
        ({"why": "because"}, "verdict", "gives a reason for no verdict"),
        ({"id": ""}, "id", "has no id; new claims are added with `tollbook add`"),
        ({"id": "m-none"}, "id", "is the id of no claim in this ledger"),
        ({"fingerprint": "f1i.a.b.c.d"}, "fingerprint", "is not as it was written"),
    ],
)
def test_a_bad_row_is_named_by_row_and_column_and_nothing_is_recorded(
    at: Path, cells: dict[str, Any], column: str | None, said: str
) -> None:
    def change(rows: Rows) -> None:
        rows[0].update(cells)
        rows[1].update(verdict="accept")

    done = bring(at, edit(at / "out.xlsx", change))
    (fault,) = done.faults
    assert (fault.row, fault.column) == (2, column)
    assert said in fault.said
    assert (done.recorded, judgements(at)) == (False, 0)


def test_columns_that_were_sorted_apart_are_seen(at: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0]["fingerprint"], rows[1]["fingerprint"] = rows[1]["fingerprint"], rows[0]["fingerprint"]

    done = bring(at, edit(at / "out.xlsx", change))
    assert [fault.row for fault in done.faults] == [2, 3]
    assert "sorted apart" in done.faults[0].said


def test_rows_may_be_sorted_left_out_and_annotated_but_not_doubled(at: Path) -> None:
    def change(rows: Rows) -> None:
        rows.reverse()
        del rows[0]
        for row in rows:
            row["my notes"] = "hm"
        rows[0]["verdict"] = "accept"

    done = bring(at, edit(at / "out.xlsx", change))
    assert (len(done.decisions), done.untouched, done.unread) == (1, 6, ("my notes",))
    done = bring(at, edit(at / "out.xlsx", lambda rows: rows.append(dict(rows[0])), "twice.xlsx"))
    assert [(fault.row, fault.column) for fault in done.faults] == [(2, "id"), (10, "id")]


def test_a_changed_cell_that_is_not_read_back_is_told(at: Path) -> None:
    done = bring(at, with_cells(at, evidence="other words"))
    assert [(remark.row, remark.column) for remark in done.remarks] == [(2, "evidence")]
    assert (done.decisions, done.untouched) == ([], 8)


@pytest.mark.parametrize(
    ("delimiter", "decimal", "days", "encoding"),
    [
        (";", ",", "%d.%m.%Y", "cp1252"),
        (";", ",", "%d/%m/%Y", "utf-8-sig"),
        (",", ".", "%m/%d/%Y", "utf-8-sig"),
        ("\t", ".", "%Y-%m-%d", "utf-16"),
    ],
)
def test_csv_comes_back_from_spreadsheets_of_any_locale(
    at: Path, delimiter: str, decimal: str, days: str, encoding: str
) -> None:
    rows = rows_of(at / "out.xlsx")
    rows[0].update(low="1.200" if decimal == "," else "1,200", high=1300, lon=37.25, why="père")
    rows[4].update(start=date(2023, 1, 6))  # a day that could be two, but for how the others are written
    path = as_csv(at / "out.csv", rows, delimiter=delimiter, days=days, decimal=decimal, encoding=encoding)
    assert decided(bring(at, path)) == [
        (2, "correct", {"count.low": 1200, "count.high": 1300, "place.lon": 37.25}),
        (6, "correct", {"when.start": "2023-01-06"}),
    ]
    assert first(at).why == "père"


def test_a_first_line_that_names_the_delimiter_is_no_row(at: Path) -> None:
    path = out(at, "out.csv")
    text = path.read_text("utf-8-sig").replace("machine,,", "machine,accept,", 1)
    path.write_text("sep=,\n" + text, encoding="utf-8")
    assert decided(bring(at, path)) == [(2, "accept", {})]


def test_a_day_that_could_be_two_is_asked_back(at: Path) -> None:
    rows = rows_of(at / "out.xlsx")[:1]
    rows[0].update(start=date(2023, 1, 6), end=None)
    path = as_csv(at / "one.csv", rows, delimiter=",", days="%d/%m/%Y", decimal=".", encoding="utf-8")
    assert "could be two days" in bring(at, path).faults[0].said


def test_public_sheets_leave_out_names_and_do_not_write_masks_back(tmp_path: Path) -> None:
    from tests.run.test_viewing import BROTHER, ILDA, TEXT, claim
    from tollbook.model import Report

    r = Report(text=TEXT, given_id="brenn", outlet="Orvale Post")
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        made: list[Claim] = [claim(r, "killed Ilda Brenn", victims=ILDA, source=(BROTHER,))]
        ledger.add_report_with_claims(r, None, ledger.start_run("test.1").id, made)
    path = out(tmp_path, profile="public")
    assert "brenn" not in str(rows_of(path)).casefold()
    done = bring(tmp_path, edit(path, lambda rows: rows[0].update(source="somebody", source_kind="witness")))
    assert [remark.column for remark in done.remarks] == ["source"]
    (speaker,) = first(tmp_path).reading.source
    assert (speaker.name, speaker.kind.value) == ("Toma Brenn", "witness")


def test_restricted_reports_stay_out_of_public_sheets(tmp_path: Path) -> None:
    make(tmp_path / "a.ledger", restricted=True)
    where = str(tmp_path / "a.ledger")
    assert write_sheet(where, tmp_path / "in.csv", Wanted()).restricted == 8
    assert write_sheet(where, tmp_path / "p.csv", Wanted(), profile="public").claims == 0


def test_a_profile_leaves_rejected_claims_out_where_it_says_so(at: Path) -> None:
    with Ledger.open(at / "a.ledger") as ledger:
        ledger.judge(judgement(first(at).id, "reject"))
    assert len(rows_of(out(at, "p.xlsx", profile="public"))) == 7


def test_what_is_no_sheet_is_refused_with_the_remedy(at: Path) -> None:
    (at / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="has no column 'id'"):
        bring(at, at / "other.csv")
    with pytest.raises(ReadError, match=r"no such file .* sheet out"):
        bring(at, at / "none.xlsx")
    with pytest.raises(SettingsError, match=r"end its name in \.xlsx or \.csv"):
        out(at, "out.ods")


def test_ids_are_never_mistaken_for_one_another(at: Path) -> None:
    ids = [row["id"] for row in rows_of(at / "out.xlsx")]
    assert all(a != b for a, b in itertools.combinations(ids, 2))
