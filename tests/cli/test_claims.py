"""`tollbook claims`: exact offsets, filters, formats, totals, the public profile."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import TOLLBOOK, Demo, tollbook
from tollbook.ledger import Ledger
from tollbook.model import Measure
from tollbook.run.rows import FLAT_COLUMNS


def test_every_evidence_is_the_text_at_its_offsets(demo: Demo) -> None:
    with Ledger.open(demo.ledger, create=False, read_only=True) as ledger:
        texts = {report.id: ledger.report(report.id).text for report in ledger.reports()}
    claims = demo.claims()
    assert len(claims) > 40
    for claim in claims:
        span = claim["evidence"]
        assert texts[claim["report_id"]][span["start"] : span["end"]] == span["text"]


def test_each_claim_names_itself_and_its_report_once(demo: Demo) -> None:
    claims = demo.claims()
    assert len({claim["id"] for claim in claims}) == len(claims)
    assert {"01-makiivka-first-toll", "02-makiivka-revised", "general-staff-2023-01-04"} <= {
        c["report"] for c in claims
    }


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--measure", "killed"), lambda c: c["measure"] == "killed"),
        (("--measure", "killed", "--measure", "injured"), lambda c: c["measure"] in ("killed", "injured")),
        (("--party", "russia"), lambda c: (c["victims"] or {}).get("party") == "Russia"),
        (("--source", "general staff"), lambda c: any("General Staff" in s["name"] for s in c["source"])),
        (
            ("--source", "military"),
            lambda c: any("military" in (s["kind"], *s["name"].split()) for s in c["source"]),
        ),
        (("--report", "14-dnipro-flats"), lambda c: c["report"] == "14-dnipro-flats"),
        (("--state", "machine"), lambda c: c["state"] == "machine"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters_keep_what_they_say_and_all_of_it(demo: Demo, options: tuple[str, ...], kept) -> None:  # type: ignore[no-untyped-def]
    chosen, everything = demo.claims(*options), demo.claims()
    assert chosen
    assert [c["id"] for c in chosen] == [c["id"] for c in everything if kept(c)]


def test_dates_and_places_narrow(demo: Demo) -> None:
    assert 0 < len(demo.claims("--from", "2025-01-01")) < len(demo.claims())
    assert all(c["place"]["country"] == "UA" for c in demo.claims("--place", "UA"))
    assert demo.claims("--state", "rejected") == []


def test_csv_has_the_same_claims(demo: Demo) -> None:
    done = tollbook("claims", "--ledger", demo.ledger, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == FLAT_COLUMNS
    assert [row["id"] for row in rows] == [claim["id"] for claim in demo.claims()]
    assert {row["measure"] for row in rows} <= {measure.value for measure in Measure}


def test_a_piped_table_has_one_line_a_claim(demo: Demo) -> None:
    done = tollbook("claims", "--ledger", demo.ledger)
    assert len(done.stdout.splitlines()) == len(demo.claims()) + 1
    assert "\x1b" not in done.stdout


def test_output_goes_to_a_file(demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    done = tollbook("claims", "--ledger", demo.ledger, "--format", "jsonl", "--output", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(demo.claims())


def test_totals_are_one_line_a_report(demo: Demo) -> None:
    done = tollbook("claims", "--ledger", demo.ledger, "--totals")
    totals = {row["report"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert len(totals) == 23
    fields = {"report", "killed", "injured", "captured", "killed_civilian", "killed_combatant"}
    assert all(row.keys() == fields for row in totals.values())
    assert totals["13-lysychansk-chain"]["killed"] == 28
    assert totals["01-makiivka-first-toll"]["killed_combatant"] == 63
    assert totals["15-nothing-to-record"]["killed"] == 0


def test_totals_take_no_other_filter(demo: Demo) -> None:
    done = tollbook("claims", "--ledger", demo.ledger, "--totals", "--measure", "killed")
    assert (done.returncode, "--report only" in done.stderr) == (2, True)


def test_the_public_profile_holds_no_offsets_and_no_file_names(demo: Demo) -> None:
    for claim in demo.claims("--profile", "public"):
        assert claim["evidence"]["start"] == 0
        assert claim["report"] == claim["report_id"]


def test_a_reader_that_stops_reading_causes_no_noise(demo: Demo) -> None:
    command = f"{TOLLBOOK} claims --ledger {demo.ledger} --format jsonl | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--party", "Ukrainian"), "did you mean --party Ukraine?"),
        (("--party", "the Danes of old"), "none is about people of the Danes of old; the ledger has "),
        (("--party", "Russia", "--state", "rejected"), "no claim matches\n"),
        (("--place", "Atlantis"), "no claim matches\n"),
    ],
)
def test_no_claim_is_said_with_a_hint(demo: Demo, options: tuple[str, ...], said: str) -> None:
    done = tollbook("claims", "--ledger", demo.ledger, *options)
    assert done.returncode == 0
    assert done.stderr.startswith("no claim matches")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
