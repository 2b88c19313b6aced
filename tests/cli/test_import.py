from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import tollbook

MAP = """
name = "market"
title = "Dead by market day"
dates = "day first"
id = "nr"
published = "said"
[columns]
low = "least"
high = "most"
best = "guess"
source = "who"
place = "where"
start = "day"
end = "day"
set_aside = "aside"
[always]
measure = "killed"
party = "Sudan"
status = "civilian"
extent = "incident"
country = "Sudan"
"""
HEADER = "nr,day,said,where,least,most,guess,who,aside"
ROWS = (
    "A-1,01/02/2024,02/02/2024,Nyala,4,9,6,a hospital (via Radio Zor),",
    "A-2,03/02/2024,03/02/2024,El Fasher,,,12,the governor,",
    "A-3,03/02/2024,05/02/2024,Nyala,20,,,the other side,yes",
)


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "market.toml").write_text(MAP, encoding="utf-8")
    write(tmp_path)
    return tmp_path


def write(folder: Path, *rows: str) -> None:
    (folder / "dead.csv").write_text("\n".join([HEADER, *(rows or ROWS), ""]), encoding="utf-8")


def bring(at: Path, *options: str) -> Any:
    return tollbook("import", at / "dead.csv", "--map", at / "market.toml", "--ledger", at / "a.ledger", *options)


def claims(at: Path, *options: str) -> list[dict[str, Any]]:
    done = tollbook("claims", "--ledger", at / "a.ledger", "--format", "jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_rows_become_reports_with_their_claims(at: Path) -> None:
    done = bring(at)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"3 rows with 3 claims, 1 of them set aside: 3 new, in {at / 'a.ledger'}\n"
    first, second, third = claims(at)
    assert [claim["report"] for claim in (first, second, third)] == ["A-1", "A-2", "A-3"]
    assert first["count"] == {
        "low": 4, "high": 9, "best": 6, "comparator": "between", "text": "4-9, best 6", "vague": None,
    }  # fmt: skip
    assert [speaker["name"] for speaker in first["source"]] == ["a hospital", "Radio Zor"]
    assert (first["place"]["name"], first["place"]["country"], first["place"]["precision"]) == (
        "Nyala",
        "SD",
        "settlement",
    )
    assert (second["count"]["low"], second["count"]["high"], second["published"]) == (12, 12, "2024-02-03")
    assert (third["set_aside"], second["set_aside"], third["count"]["comparator"]) == (True, False, "at_least")
    assert "who: the governor" in second["evidence"]["text"]
    shown = tollbook("claims", "--ledger", at / "a.ledger").stdout
    assert "4-9, best 6" in shown and "set aside" in shown


def test_importing_again_stores_nothing(at: Path) -> None:
    bring(at)
    before = claims(at)
    again = bring(at)
    assert "3 known" in again.stdout and "new" not in again.stdout
    assert claims(at) == before
    assert tollbook("verify", "--ledger", at / "a.ledger").returncode == 0


def test_a_changed_row_is_a_revision(at: Path) -> None:
    bring(at)
    write(at, ROWS[0].replace("4,9,6", "5,9,7"), ROWS[1])
    done = bring(at)
    assert "1 revised, 1 known" in done.stdout
    assert "1 row of earlier imports is not in this table; its claims stay" in done.stdout
    found = claims(at)
    assert sorted(claim["count"]["low"] for claim in found) == [5, 12, 20]
    listed = tollbook("reports", "--ledger", at / "a.ledger", "--format", "jsonl").stdout
    assert [json.loads(line)["kept as"] for line in listed.splitlines()] == ["read", "read", "read", "revision"]
    assert "least: 5" in tollbook("show", "A-1", "--ledger", at / "a.ledger").stdout
    write(at)  # and back again
    assert "1 revised, 2 known" in bring(at).stdout
    assert sorted(claim["count"]["low"] for claim in claims(at)) == [4, 12, 20]


def test_a_better_map_reads_the_same_rows_otherwise(at: Path) -> None:
    bring(at)
    (at / "market.toml").write_text(MAP.replace('"civilian"', '"combatant"'), encoding="utf-8")
    assert "3 read otherwise by the map" in bring(at).stdout
    found = claims(at)
    assert {claim["victims"]["status"] for claim in found} == {"combatant"}
    assert len(found) == 3


def test_one_bad_row_stores_nothing(at: Path) -> None:
    write(at, *ROWS, "A-1,31/02/2024,05/02/2024,Nyala,20,x,,someone,")
    done = bring(at)
    assert done.returncode == 2
    assert "wrong: row 5, column 'nr': 'A-1' is the id of row 2 too" in done.stderr
    assert "wrong: row 5, column 'most': 'x' is no whole number" in done.stderr
    assert "1 row is not as the map says; nothing was stored" in done.stderr
    assert not (at / "a.ledger").exists()


def test_a_dry_run_shows_and_stores_nothing(at: Path) -> None:
    done = tollbook("import", at / "dead.csv", "--map", at / "market.toml", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "A-2" in done.stdout and "nothing was stored (--dry-run)" in done.stdout
    assert "3 new" in bring(at, "--dry-run").stdout and not (at / "a.ledger").exists()
    bring(at)
    write(at, ROWS[0].replace("4,9,6", "5,9,7"), *ROWS[1:])
    assert "1 revised, 2 known, in" in bring(at, "--dry-run").stdout
    assert [claim["count"]["low"] for claim in claims(at)] == [4, 12, 20]
    write(at)
    lines = tollbook("import", at / "dead.csv", "--map", at / "market.toml", "--dry-run", "--format", "jsonl").stdout
    assert [json.loads(line)["report"] for line in lines.splitlines()] == ["A-1", "A-2", "A-3"]


def test_what_is_asked_wrongly_is_told(at: Path) -> None:
    for arguments, said in (
        (("dead.csv",), "--map"),
        (("dead.csv", "--map", "market.toml"), "--ledger"),
        (("gone.csv", "--map", "economist", "--dry-run"), "no such file"),
        (("dead.csv", "--map", "economist", "--dry-run"), "has no column"),
        (("dead.csv", "--map", "nobody", "--dry-run"), "no map 'nobody'"),
    ):
        done = tollbook("import", *(at / a if a.endswith((".csv", ".toml")) else a for a in arguments))
        assert done.returncode == 2
        assert said in done.stderr, done.stderr


def test_maps_can_be_listed_and_printed() -> None:
    assert "ucdp-ged" in tollbook("import", "--print-map", "list").stdout
    assert 'name = "acled"' in tollbook("import", "--print-map", "acled").stdout


def test_no_extractor_reads_the_rows(at: Path) -> None:
    bring(at)
    before = claims(at)
    done = tollbook("extract", "--ledger", at / "a.ledger", "--again")
    assert "0 reports extracted" in done.stdout
    assert claims(at) == before


def test_restricted_rows_stay_in_the_house(at: Path) -> None:
    bring(at, "--restricted")
    assert len(claims(at)) == 3
    assert claims(at, "--profile", "public") == []
    assert tollbook("claims", "--ledger", at / "a.ledger", "--totals", "--profile", "public").stdout == ""
    page = at / "page.html"
    done = tollbook("page", page, "--ledger", at / "a.ledger", "--profile", "public")
    assert done.returncode == 0, done.stderr
    assert "governor" not in page.read_text(encoding="utf-8")
    tollbook("page", page, "--ledger", at / "a.ledger")
    shown = page.read_text(encoding="utf-8")
    assert "governor" in shown and "imported from a table" in shown and "set aside by" in shown


def test_no_public_page_of_disputes_tells_of_a_restricted_figure(at: Path) -> None:
    write(at, "A-1,01/02/2024,02/02/2024,Nyala,,,40,the army,", "A-2,01/02/2024,02/02/2024,Nyala,,,4,the mayor,")
    bring(at)
    write(at, "A-3,01/02/2024,02/02/2024,Nyala,,,98765,a neighbour,")
    bring(at, "--restricted")
    ledger, page = at / "a.ledger", at / "page.html"
    assert tollbook("reconcile", "--ledger", ledger).returncode == 0
    assert tollbook("disputes", "--ledger", ledger, "--page", page).returncode == 0
    assert "98,761" in page.read_text(encoding="utf-8")  # how far apart the figures are
    assert tollbook("disputes", "--ledger", ledger, "--page", page, "--profile", "public").returncode == 0
    shown = page.read_text(encoding="utf-8")
    assert "the mayor" in shown and not any(figure in shown for figure in ("98765", "98,765", "98,761"))


def test_rows_can_be_restricted_later(at: Path) -> None:
    bring(at)
    assert "3 revised" in bring(at, "--restricted").stdout
    assert (len(claims(at)), claims(at, "--profile", "public")) == (3, [])
    assert "3 known" in bring(at, "--restricted").stdout


def test_it_says_from_which_cells_a_claim_comes(at: Path) -> None:
    bring(at)
    explained = tollbook("explain", claims(at)[0]["id"], "--ledger", at / "a.ledger").stdout
    assert 'map market from "who: a hospital (via Radio Zor)"' in explained
    assert "the same for every row" in explained
    assert "state: imported from a table, not reviewed" in explained
