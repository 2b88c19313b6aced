"""`tollbook series`, `coverage` and `sources` on the demo."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Demo, tollbook


def test_series_of_the_general_staff_s_bulletins_agree(demo: Demo) -> None:
    done = tollbook("series", "--ledger", demo.ledger, "--source", "general staff", "--party", "Russia")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "4 totals, 4 daily figures, 2023-01-02 to 2023-01-05; 3 checked against totals: 3 agree, 0 differ"
        in done.stdout
    )
    assert (
        "720 stated for the day is the step between totals: total 108,910 less 108,190 on 3 January 2023" in done.stdout
    )


def test_series_points_and_rows(demo: Demo) -> None:
    done = tollbook("series", "--ledger", demo.ledger, "--party", "Russia", "--points")
    assert "2023-01-04 total 108,910 m-" in done.stdout
    rows = [
        json.loads(line)
        for line in tollbook("series", "--ledger", demo.ledger, "--format", "jsonl").stdout.splitlines()
    ]
    assert {point["kind"] for point in rows[0]["points"]} == {"total", "daily"}
    assert rows[0]["account"]["agree"] == 3


def test_series_as_of_a_day_and_a_plot(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    done = tollbook("series", "--ledger", demo.ledger, "--party", "Russia", "--as-of", "2023-01-03", "--plot", file)
    assert "2 totals, 2 daily figures, 2023-01-02 to 2023-01-03" in done.stdout
    assert file.read_text(encoding="utf-8").startswith("<svg ")
    none = tollbook("series", "--ledger", demo.ledger, "--measure", "missing", "--plot", file)
    assert (none.returncode, none.stdout) == (2, "")


def test_coverage_is_careful_with_silence(demo: Demo) -> None:
    done = tollbook("coverage", "--ledger", demo.ledger)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2022-07-25 to 2023-01-01 (23 weeks)" in done.stdout
    assert "Russia: its own casualties, stated" in done.stdout
    assert "No report is no evidence of no harm" in done.stdout
    rows = [
        json.loads(x) for x in tollbook("coverage", "--ledger", demo.ledger, "--format", "jsonl").stdout.splitlines()
    ]
    assert {row["kind"] for row in rows} >= {"all", "weeks", "never_stated"}


def test_sources_are_listed_once_with_their_names(demo: Demo) -> None:
    done = tollbook("sources", "--ledger", demo.ledger, "--format", "jsonl")
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["Russia's defence ministry"]["party"] == "Russia"
    assert rows["local authorities [14-dnipro-flats]"]["report"].startswith("r-")
    assert tollbook("sources", "--ledger", demo.ledger, "--source", "no such").stdout.count("\n") == 1


def test_sources_say_which_reports_depend_on_which_and_why(demo: Demo) -> None:
    graph = tollbook("sources", "--ledger", demo.ledger, "--graph", "--format", "jsonl")
    edges = {(row["report"], row["report_b"], row["kind"]) for row in map(json.loads, graph.stdout.splitlines())}
    assert ("16-makiivka-syndicated", "01-makiivka-first-toll", "copy") in edges
    assert not any(kind == "copy" and "general-staff" in report for report, _, kind in edges)
    names = ("01-makiivka-first-toll", "03-makiivka-ukrainian-claim")
    done = tollbook("sources", "--ledger", demo.ledger, "--why", *names)
    assert "both have it from Russia's defence ministry" in done.stdout
    apart = tollbook("sources", "--ledger", demo.ledger, "--why", "Kyiv", "Russia's defence ministry")
    assert "are independent" in apart.stdout
    wrong = tollbook("sources", "--ledger", demo.ledger, "--why", "nobody", "Kyiv")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "no claim, report or source of that name" in wrong.stderr
