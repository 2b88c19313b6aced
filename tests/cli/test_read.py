"""`tollbook read`: the demo's manifest, exit statuses, options, standard input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import EXAMPLES, Demo, tollbook

REPORT = (
    "KYIV, 3 May 2023 - Shelling killed 12 people in the village on Tuesday, the governor said, and wounded five more."
)


def entries(demo: Demo) -> dict[str, dict[str, Any]]:
    return {Path(entry["input"]).name: entry for entry in demo.manifest["entries"]}


def test_the_demo_reads_without_a_failure_and_its_manifest_adds_up(demo: Demo) -> None:
    assert demo.status == 0
    counts = demo.manifest["counts"]
    assert sum(counts.values()) == demo.manifest["inputs"] == len(demo.manifest["entries"]) == 23
    assert counts == {
        "read": 20,
        "known": 0,
        "copy": 1,
        "not relevant": 1,
        "language not supported": 1,
        "failed": 0,
    }
    assert "23 inputs: 20 read, 1 copy, 1 not relevant, 1 language not supported" in demo.output


def test_each_input_of_the_demo_ends_as_its_readme_says(demo: Demo) -> None:
    found = entries(demo)
    assert found["15-nothing-to-record.txt"]["ending"] == "not relevant"
    assert found["16-makiivka-syndicated.txt"]["ending"] == "copy"
    assert found["17-not-in-english.txt"]["ending"] == "language not supported"
    assert found["04-general-staff-daily.csv:4"]["report"] == "general-staff-2023-01-04"


def test_reading_again_finds_everything_known(copy: Path) -> None:
    done = tollbook("read", EXAMPLES / "reports", "--ledger", copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["23 inputs: 23 known", f"0 new claims recorded in {copy}"]


def test_what_is_known_is_named_when_asked_and_what_failed_always(copy: Path, tmp_path: Path) -> None:
    done = tollbook("read", EXAMPLES / "reports", tmp_path / "gone.txt", "--ledger", copy, "--verbose")
    named = [line.split(":")[0].strip() for line in done.stdout.splitlines()[:-2]]
    assert named == ["known"] * 23 + ["failed"]
    done = tollbook("read", EXAMPLES / "reports", tmp_path / "gone.txt", "--ledger", copy)
    assert [line.split(":")[0].strip() for line in done.stdout.splitlines()[:-2]] == ["failed"]


def test_piped_output_has_no_colour_and_no_bar(demo: Demo) -> None:
    assert "\x1b" not in demo.output
    assert "━" not in demo.output


def test_options_override_what_the_input_says(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    done = tollbook(
        *("read", "-", "--ledger", ledger, "--published", "2023-05-03", "--outlet", "Radio Orvale", "--language", "en"),
        stdin=REPORT.encode(),
    )
    assert (done.returncode, done.stderr) == (0, "")
    listed = tollbook("reports", "--ledger", ledger, "--format", "jsonl")
    report = json.loads(listed.stdout)
    assert (report["published"], report["outlet"], report["language"]) == ("2023-05-03", "Radio Orvale", "en")


def test_a_table_may_call_its_columns_otherwise(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f'key,body,day\nx1,"{REPORT}",2023-05-03\n', encoding="utf-8")
    ledger = tmp_path / "l.db"
    columns = ("--column", "id=key", "--column", "text=body", "--column", "published=day")
    done = tollbook("read", table, "--ledger", ledger, *columns)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(tollbook("reports", "--ledger", ledger, "--format", "jsonl").stdout)
    assert (report["report"], report["published"]) == ("x1", "2023-05-03")


def test_some_failures_are_named_and_end_in_status_3(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    done = tollbook("read", tmp_path / "in", tmp_path / "gone.txt", "--ledger", tmp_path / "l.db")
    assert done.returncode == 3
    assert "4 inputs: 1 read, 3 failed" in done.stdout
    failed = [line for line in done.stdout.splitlines() if line.startswith("  failed: ")]
    assert len(failed) == 3
    assert all(" (" in line for line in failed)
    assert "Traceback" not in done.stdout + done.stderr


def test_nothing_but_failures_ends_in_status_1(tmp_path: Path) -> None:
    done = tollbook("read", tmp_path / "gone.txt", "--ledger", tmp_path / "l.db")
    assert (done.returncode, "1 input: 1 failed" in done.stdout) == (1, True)
    assert list(tmp_path.iterdir()) == [], "a mistyped path leaves no empty ledger behind"


def test_an_empty_folder_ends_in_status_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = tollbook("read", tmp_path / "in", "--ledger", tmp_path / "l.db")
    assert (done.returncode, "0 inputs: nothing to read" in done.stdout) == (1, True)
    assert not (tmp_path / "l.db").exists()


def test_a_ledger_that_is_none_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a ledger")
    done = tollbook("read", EXAMPLES / "reports", "--ledger", other)
    assert done.returncode == 2
    assert done.stderr.startswith(f"tollbook: {other}: is not a ledger")
    assert other.read_text() == "not a ledger"


def test_quiet_prints_sums_only(copy: Path) -> None:
    done = tollbook("read", EXAMPLES / "reports", "--ledger", copy, "--quiet")
    assert len(done.stdout.splitlines()) == 2
