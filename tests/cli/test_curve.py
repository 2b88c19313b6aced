"""`tollbook curve`: both sides' rival totals in one plot, each claim's pull, and never in a toll."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLES, Demo, tollbook

TABLES = EXAMPLES / "tables"
WARNING = "an estimate, not a count; in no toll"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rival totals that come with the examples, and two of our own, on both sides."""
    folder = tmp_path_factory.mktemp("curve")
    table = folder / "more.csv"
    own = [
        ("01/06/2023", "Russia", "", "", "47000", "Institute A"),
        ("01/06/2024", "Russia", "100000", "", "", "Institute A"),
        ("01/06/2023", "Ukraine", "", "", "30000", "Institute A"),
        ("01/12/2024", "Ukraine", "60000", "90000", "", "Institute B"),
        ("01/12/2024", "Ukraine", "20000", "", "", "Armed Forces of Ukraine"),
    ]
    head = (TABLES / "rival-totals.csv").read_text(encoding="utf-8")
    rows = "".join(",".join((day, of, low, high, best, says, "")) + "\n" for day, of, low, high, best, says in own)
    table.write_text(head.rstrip("\n") + "\n" + rows, encoding="utf-8")
    done = tollbook("import", table, "--map", TABLES / "rival-totals.toml", "--ledger", folder / "rival.ledger")
    assert done.returncode == 0, done.stderr
    return folder / "rival.ledger"


def rows(ledger: Path, *options: str) -> list[dict[str, Any]]:
    done = tollbook("curve", "--ledger", ledger, "--format", "jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_both_sides_stand_in_one_plot_with_each_claims_pull(ledger: Path, tmp_path: Path) -> None:
    svg, page = tmp_path / "rival.svg", tmp_path / "rival.html"
    sides = ("--party", "Russia", "--party", "Ukraine")
    done = tollbook("curve", "--ledger", ledger, *sides, "--page", svg)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(WARNING) == 2
    drawn = svg.read_text(encoding="utf-8")
    assert drawn.count('class="band"') == 2
    assert WARNING in drawn
    assert "Mediazona and Meduza: 160,000-165,000; pulls" in drawn
    assert tollbook("curve", "--ledger", ledger, *sides, "--page", page).returncode == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<h3>Claims and their pull</h3>") == 2
    assert WARNING in html
    for row in rows(ledger, *sides):
        if row["kind"] == "claim":
            assert f'id="claim-{row["claim"]}"' in html
            assert f'href="#claim-{row["claim"]}"' in html


def test_the_curve_never_falls_and_lies_in_its_interval(ledger: Path) -> None:
    days = [row for row in rows(ledger, "--party", "Russia") if row["kind"] == "day"]
    assert days[0]["day"] == "2022-07-20"
    assert days[-1]["day"] == "2025-02-24"
    estimates = [row["estimate"] for row in days]
    assert estimates == sorted(estimates)
    assert all(row["low"] <= row["estimate"] <= row["high"] for row in days)


def test_the_parties_own_claims_are_kept_out_unless_asked_for(ledger: Path) -> None:
    plain, taken = rows(ledger, "--party", "Ukraine"), rows(ledger, "--party", "Ukraine", "--with-parties")
    out = {row["said_by"]: row["why"] for row in plain if row["kind"] == "left_out"}
    assert set(out) == {"Office of the President of Ukraine", "Armed Forces of Ukraine"}
    assert all("is a party of the war" in why for why in out.values())
    own = {row["said_by"] for row in taken if row["kind"] == "claim" and row["own"]}
    assert own == set(out)


def test_weights_are_shown_and_can_be_changed_by_option_or_file(ledger: Path, tmp_path: Path) -> None:
    def weights(*options: str | Path) -> dict[str, float]:
        found = rows(ledger, "--party", "Russia", *map(str, options))
        return {row["said_by"]: row["weight"] for row in found if row["kind"] == "source"}

    toml, table = tmp_path / "w.toml", tmp_path / "w.csv"
    toml.write_text('[sources]\n"Institute A" = 0.5\n', encoding="utf-8")
    table.write_text("source,weight\nInstitute A,3\n", encoding="utf-8")
    assert weights()["Institute A"] == 1
    assert weights("--equal", "sources")["Institute A"] == 0.5
    assert weights("--weights", toml)["Institute A"] == 0.5
    assert weights("--weights", table)["Institute A"] == 3
    assert weights("--weights", table, "--weight", "Institute A=0")["Institute A"] == 0
    done = tollbook("curve", "--ledger", ledger, "--party", "Russia", "--weight", "Institute A=0.5")
    assert "0.5          " in done.stdout
    assert "each claim weighs 1; change it with --weight" in done.stdout


def test_an_estimate_is_in_no_toll_and_changes_nothing_in_the_ledger(demo: Demo, tmp_path: Path) -> None:
    copy = Path(shutil.copy(demo.ledger, tmp_path / "demo.ledger"))
    done = tollbook(
        "import", TABLES / "rival-totals.csv", "--map", TABLES / "rival-totals.toml", "--ledger", copy
    )  # fmt: skip
    assert done.returncode == 0
    assert tollbook("reconcile", "--ledger", copy).returncode == 0

    def state(name: str) -> tuple[dict[str, bytes], str]:
        tolls = tollbook("tolls", "--ledger", copy, "--format", "jsonl", "--policy", "ucdp,latest,official")
        folder = tmp_path / name
        assert tollbook("dump", folder, "--ledger", copy).returncode == 0
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}, tolls.stdout

    before = state("before")
    assert before[0]
    made = tollbook("curve", "--ledger", copy, "--party", "Russia", "--page", tmp_path / "p.html", "--ahead", "90")
    assert made.returncode == 0
    assert WARNING in made.stdout
    assert state("after") == before
    assert tollbook("verify", "--ledger", copy).returncode == 0


def test_what_each_source_would_say_stands_below_when_asked_for(ledger: Path) -> None:
    done = tollbook("curve", "--ledger", ledger, "--party", "Russia", "--ahead", "30")
    assert "if they go on as they did, by 2025-03-26" in done.stdout
    assert "no bounds: " in done.stdout
    assert "Mediazona and Meduza: " in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--party", "Atlantis"), "no running total of killed about people of Atlantis in this ledger; it has running"),
        (("--party", "Russia", "--weight", "Mediazone=2"), "weight of Mediazone: no source of these claims; they are"),
        (("--party", "Russia", "--weight", "Institute A=-1"), "give 0 or more"),
        (("--party", "Russia", "--weight", "Institute A"), "write it as NAME=VALUE"),
        (("--party", "Russia", "--page", "plot.png"), "name a file that ends in .html or .svg"),
        (("--party", "Russia", "--equal", "outlets"), "--equal outlets: not known"),
        (("--party", "Russia", "--measure", "dead"), "--measure dead: not known"),
    ],
)
def test_bad_input_is_named_with_the_remedy(ledger: Path, options: tuple[str, ...], said: str) -> None:
    done = tollbook("curve", "--ledger", ledger, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("w.toml", "sources = 3\n", "give a table [sources]"),
        ("w.toml", "[sources\n", "not TOML"),
        ("w.csv", "name,weight\na,1\n", "give the columns source and weight"),
        ("w.csv", "source,weight\nInstitute A,much\n", "line 2: 'much' is no number"),
    ],
)
def test_a_bad_file_of_weights_is_named(ledger: Path, tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = tollbook("curve", "--ledger", ledger, "--party", "Russia", "--weights", tmp_path / name)
    assert done.returncode == 2
    assert said in done.stderr


def test_too_few_claims_have_no_curve_and_the_reason_is_said(ledger: Path, tmp_path: Path) -> None:
    done = tollbook("curve", "--ledger", ledger, "--party", "Russia", "--as-of", "2022-08-01")
    assert done.returncode == 0
    assert "no curve: a curve needs 4 figures or ranges on 3 days, and here are 1 on 1" in done.stdout
    drawn = tollbook(
        "curve", "--ledger", ledger, "--party", "Russia", "--as-of", "2022-08-01", "--page", tmp_path / "p.svg"
    )
    assert drawn.returncode == 2
    assert "nothing to draw: Russia: a curve needs 4" in drawn.stderr


def test_one_source_alone_is_told_and_long_lists_end_in_how_many_more(tmp_path: Path) -> None:
    head = (TABLES / "rival-totals.csv").read_text(encoding="utf-8").splitlines()[0]
    lines = [f"{1 + n % 28:02}/{1 + n // 28:02}/2023,Russia,,,{1000 + 40 * n},Institute A," for n in range(70)]
    (tmp_path / "one.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    ledger = tmp_path / "one.ledger"
    done = tollbook("import", tmp_path / "one.csv", "--map", TABLES / "rival-totals.toml", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    shown = tollbook("curve", "--ledger", ledger, "--party", "Russia").stdout
    found = rows(ledger, "--party", "Russia")
    assert "one source alone: no rival totals" in shown
    assert "and 10 claims that pull less; --page and --format jsonl show all" in shown
    assert sum(row["kind"] == "claim" for row in found) == 70
