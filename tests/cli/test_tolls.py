"""Tolls, why they are what they are, and disputes, on the demo's reports."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Demo, tollbook

STRIKE = ("--incident", "Makiivka", "--measure", "killed")


@pytest.fixture(scope="module")
def ledger(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger, reconciled."""
    copy = Path(shutil.copy(demo.ledger, tmp_path_factory.mktemp("tolls") / "demo.ledger"))
    done = tollbook("reconcile", "--ledger", copy)
    assert done.returncode == 0, done.stderr
    return copy


def tolls(ledger: Path, *options: str) -> list[dict[str, Any]]:
    done = tollbook("tolls", "--ledger", ledger, "--format", "jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def strike(ledger: Path, policy: str) -> dict[str, Any]:
    """The strike's figure: of its subject with most claims."""
    return max(tolls(ledger, "--policy", policy, *STRIKE), key=lambda t: len(t["counted"]) + len(t["excluded"]))


def test_the_houses_stand_beside_each_other(ledger: Path) -> None:
    done = tollbook("tolls", "--policy", "ucdp,airwars,ibc", "--ledger", ledger, *STRIKE)
    assert done.returncode == 0
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["subject", "measure", "UCDP", "Airwars", "IBC"]
    assert any("89–400" in row for row in rows)
    assert "UCDP: known from memory, not read in its documents: " in done.stderr


def test_the_revised_figure_sets_no_bound(ledger: Path) -> None:
    found = strike(ledger, "ucdp")
    assert (found["low"], found["high"]) == (89, 400)
    assert found["reviewed"] == 0
    assert "revised" in {x["rule"] for x in found["excluded"]}


def test_a_rejected_incident_is_in_no_toll_and_no_dispute(ledger: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(ledger, tmp_path / "a.ledger"))
    subject = strike(copy, "ucdp")["subject"]
    done = tollbook("judge", subject, "reject", "--by", "A. Coder", "--ledger", copy)
    assert done.returncode == 0, done.stderr
    assert subject not in {toll["subject"] for toll in tolls(copy)}
    assert subject not in tollbook("disputes", "--format", "jsonl", "--ledger", copy).stdout
    assert tollbook("judge", subject, "unsure", "--by", "A. Coder", "--ledger", copy).returncode == 0
    assert subject in {toll["subject"] for toll in tolls(copy)}


def test_houses_go_by_their_names_in_capitals_too(ledger: Path) -> None:
    assert tolls(ledger, "--policy", "UCDP,Airwars", *STRIKE) == tolls(ledger, "--policy", "ucdp,airwars", *STRIKE)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--party", "nonsense"), "no toll: no claim is about people of nonsense; the record has "),
        (("--party", "Russians"), "did you mean --party Russia?"),
        (("--recorded", "1999-01-01"), "no toll: the ledger held no claim by the end of 1999-01-01"),
    ],
)
def test_where_there_is_no_toll_it_says_why(ledger: Path, options: tuple[str, ...], said: str) -> None:
    done = tollbook("tolls", "--ledger", ledger, *options)
    assert done.returncode == 0
    assert said in done.stderr


def test_why_names_claims_rules_and_what_makes_the_houses_differ(ledger: Path) -> None:
    toll = strike(ledger, "ucdp")["toll"]
    done = tollbook("why", toll[:12], "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    for said in (
        "low",
        "89 Russian soldiers",
        "(from memory)",
        "Left out: ",
        "replaced by m-",
        "ACLED: 89",
    ):
        assert said in done.stdout
    assert "IBC: no figure" in done.stdout
    as_json = json.loads(tollbook("why", toll, "--ledger", ledger, "--format", "jsonl").stdout)
    assert {o["policy"] for o in as_json["others"]} == {"acled", "airwars", "ibc"}


def test_a_table_of_tolls_has_a_row_a_figure(ledger: Path) -> None:
    done = tollbook("tolls", "--ledger", ledger, "--format", "csv", "--policy", "ucdp,ibc", *STRIKE)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["policy"] for row in rows} == {"ucdp", "ibc"}
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    (split,) = [row for row in rows if row["best"] == "89"]
    assert sum(int(split[column]) for column in columns) == 89


def test_ids_stay_and_filters_only_filter(ledger: Path) -> None:
    every = {t["toll"] for t in tolls(ledger)}
    assert {t["toll"] for t in tolls(ledger, "--party", "russia")} < every
    assert {t["toll"] for t in tolls(ledger, *STRIKE)} < every


def test_a_policy_of_ones_own_may_be_named(ledger: Path, tmp_path: Path) -> None:
    import tollbook.reconcile

    text = (Path(tollbook.reconcile.__file__).parent / "policies" / "ibc.toml").read_text(encoding="utf-8")
    own = tmp_path / "ours.toml"
    own.write_text(text.replace('name = "ibc"', 'name = "ours"'), encoding="utf-8")
    assert {t["policy"] for t in tolls(ledger, "--policy", f"{own},ucdp")} == {"ours", "ucdp"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tolls", "--policy", "nobody"), "no policy 'nobody': use one of acled"),
        (("tolls", "--policy", ","), "no policy named"),
        (("tolls", "--measure", "hurt"), "--measure hurt: not known"),
        (("tolls", "--incident", "Nowhere at all"), "no incident, period or series has that id or name"),
        (("why", "t-nothing"), "no toll has this id"),
        (("why", "t-"), "tolls have ids that begin so"),
        (("disputes", "--incident", "Nowhere at all"), "no incident, period or series has that id or name"),
        (("disputes", "--title", "Mine"), "--profile and --title go with --page"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(ledger: Path, arguments: tuple[str, ...], said: str) -> None:
    done = tollbook(*arguments, "--ledger", ledger)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_dispute_shows_every_claim_and_under_each_what_it_replaced(ledger: Path) -> None:
    done = tollbook("disputes", "--ledger", ledger, "--incident", "Makiivka", "--party", "Russia")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 positions, 311 apart, since 2023-01-03" in done.stdout
    assert "      89, revised from 63:\n" in done.stdout
    assert "    about 400 — " in done.stdout
    assert "200 or more (“hundreds”) — Russian military bloggers" in done.stdout


def test_disputes_as_json_lines_hold_the_words(ledger: Path) -> None:
    done = tollbook("disputes", "--ledger", ledger, "--format", "jsonl", "--measure", "killed", "--party", "Russia")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    standings = [s for d in found for p in d["positions"] for s in p["standings"]]
    assert any("89" in s["evidence"] for s in standings)
    assert any(r["report_name"] == "01-makiivka-first-toll" for s in standings for r in s["replaced"])


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_the_page_opens_each_claim_on_its_words(ledger: Path, tmp_path: Path, profile: str) -> None:
    page = tmp_path / "disputes.html"
    done = tollbook("disputes", "--ledger", ledger, "--page", page, "--profile", profile)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{page}: ")
    text = page.read_text(encoding="utf-8")
    assert "revised to 89" in text
    assert ('<section id="texts"' in text) == (profile == "internal")


def test_as_of_a_day_before_the_revision_the_first_figure_stands(ledger: Path) -> None:
    done = tollbook("disputes", "--ledger", ledger, "--as-of", "2023-01-03", "--incident", "Makiivka")
    assert done.returncode == 0
    assert "    63 — " in done.stdout
    assert "revised" not in done.stdout


def test_what_was_never_reconciled_is_told_with_the_remedy(demo: Demo) -> None:
    done = tollbook("tolls", "--ledger", demo.ledger)
    assert done.returncode == 2
    assert "tollbook reconcile" in done.stderr
