"""Looking at reports and claims, judging them, and the ledger as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Demo, tollbook


def first_claim(demo: Demo) -> str:
    return str(demo.claims("--report", "01-makiivka-first-toll", "--measure", "killed")[0]["id"])


def test_show_prints_the_text_with_its_claims(demo: Demo) -> None:
    done = tollbook("show", "01-makiivka-first-toll", "--ledger", demo.ledger)
    assert (done.returncode, done.stderr) == (0, "")
    text = (EXAMPLES / "reports" / "01-makiivka-first-toll.txt").read_text(encoding="utf-8")
    assert "]1" in done.stdout
    assert "1. killed 63" in done.stdout
    assert done.stdout.count("(Written for this demo.") == text.count("(Written for this demo.")


def test_show_writes_a_page(demo: Demo) -> None:
    done = tollbook("show", "02-makiivka-revised", "--ledger", demo.ledger, "--format", "html")
    assert done.stdout.startswith("<!DOCTYPE html>")
    claim = demo.claims("--report", "02-makiivka-revised")[0]["id"]
    assert f'id="claim-{claim}"' in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "no-such"), "no such report"),
        (("show", "r-"), "fits several reports"),
        (("explain", "m-"), "no such claim"),
        (("explain", "m-zzz"), "no such claim"),
        (("claims", "--report", "no-such"), "no such report"),
    ],
)
def test_names_that_fit_none_or_several_are_told(demo: Demo, arguments: tuple[str, ...], said: str) -> None:
    done = tollbook(*arguments, "--ledger", demo.ledger)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_explain_names_rule_and_words_for_the_fields(demo: Demo) -> None:
    done = tollbook("explain", first_claim(demo)[:14], "--ledger", demo.ledger)
    assert (done.returncode, done.stderr) == (0, "")
    assert "killed in report 01-makiivka-first-toll" in done.stdout
    assert "state: machine-made, not reviewed" in done.stdout
    assert "\nhistory:\n" in done.stdout


def test_links_are_json_lines_that_name_claims(demo: Demo) -> None:
    done = tollbook("links", "--within", "--format", "jsonl", "--ledger", demo.ledger)
    assert (done.returncode, done.stderr) == (0, "")
    ids = {claim["id"] for claim in demo.claims()}
    for link in map(json.loads, done.stdout.splitlines()):
        assert {link["a"], link["b"]} <= ids
        assert link["type"] in {"repeats", "revises", "contradicts", "part_of"}


def test_a_judgement_is_kept_with_its_claim(demo: Demo, copy: Path) -> None:
    claim = first_claim(demo)
    done = tollbook(
        *("judge", claim[:14], "correct", "--field", "count.low=62", "--field", "victims.party=Norland"),
        *("--why", "a test", "--by", "A. Coder", "--ledger", copy),
    )
    assert (done.returncode, done.stderr) == (0, "")
    corrected = tollbook("claims", "--state", "corrected", "--format", "jsonl", "--ledger", copy).stdout
    (judged,) = map(json.loads, corrected.splitlines())
    assert (judged["id"], judged["count"]["low"], judged["victims"]["party"]) == (claim, 62, "Norland")
    explained = tollbook("explain", claim, "--ledger", copy).stdout
    assert "corrected by A. Coder" in explained
    assert "chain of 1 judgement whole" in tollbook("verify", "--ledger", copy).stdout


def test_a_rejected_claim_leaves_totals_and_the_public_profile(demo: Demo, copy: Path) -> None:
    claims = [claim["id"] for claim in demo.claims("--report", "01-makiivka-first-toll", "--measure", "killed")]
    for claim in claims:
        assert tollbook("judge", claim, "reject", "--by", "A. Coder", "--ledger", copy).returncode == 0
    public = tollbook("claims", "--format", "jsonl", "--profile", "public", "--ledger", copy).stdout
    assert not any(claim in public for claim in claims)
    totals = tollbook("claims", "--totals", "--report", "01-makiivka-first-toll", "--ledger", copy).stdout
    assert json.loads(totals)["killed"] == 0


@pytest.mark.parametrize("field", ["count.lowest=3", "count.low=many", "measure=dead"])
def test_a_field_or_value_that_cannot_be_is_refused(demo: Demo, copy: Path, field: str) -> None:
    done = tollbook("judge", first_claim(demo), "correct", "--field", field, "--by", "I", "--ledger", copy)
    assert (done.returncode, done.stdout) == (2, "")
    assert field.split("=")[0] in done.stderr
    assert "chain of 0 judgements" in tollbook("verify", "--ledger", copy).stdout


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("source=null", 'source=[{"name": '),
        ("place=Kupiansk", "place.name=Lviv"),
        ("victims.names=Ann", "victims.names=["),
        ("when.start=yesterday", "when.start=2023-01-04"),
    ],
)
def test_a_value_of_another_form_is_shown_the_right_one(demo: Demo, copy: Path, field: str, shown: str) -> None:
    done = tollbook("judge", first_claim(demo), "correct", "--field", field, "--by", "I", "--ledger", copy)
    assert (done.returncode, done.stdout) == (2, "")
    assert shown in done.stderr


def test_a_corrected_place_name_says_which_place_was_taken(demo: Demo, copy: Path) -> None:
    done = tollbook("judge", first_claim(demo), "correct", "--field", "place.name=Lviv", "--by", "I", "--ledger", copy)
    assert done.returncode == 0
    assert 'place.name="Lviv" place.country="UA"' in done.stdout
    assert "in the gazetteer" in done.stderr
    explained = tollbook("explain", first_claim(demo), "--ledger", copy).stdout
    assert "set by I on " in explained
    assert '  the machine reads {"text": ' in explained


def test_extract_passes_over_what_it_has_read(copy: Path) -> None:
    done = tollbook("extract", "--ledger", copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 reports extracted, 23 passed over" in done.stdout


def test_extract_again_changes_nothing(demo: Demo, copy: Path) -> None:
    done = tollbook("extract", "--again", "--ledger", copy)
    assert "23 reports extracted, 0 passed over, 0 failed; 0 claims new, 0 changed, 0 moved, 0 retired" in done.stdout
    after = tollbook("claims", "--format", "jsonl", "--ledger", copy).stdout
    assert [json.loads(line) for line in after.splitlines()] == demo.claims()


def test_dump_restore_rebuild_and_merge_keep_every_claim(demo: Demo, copy: Path, tmp_path: Path) -> None:
    before = demo.claims()
    restored = tmp_path / "restored.ledger"
    for arguments in (
        ("dump", tmp_path / "dump", "--ledger", copy),
        ("restore", tmp_path / "dump", "--ledger", restored),
        ("rebuild", "--ledger", restored),
        ("merge", copy, "--ledger", restored),
    ):
        done = tollbook(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
    after = tollbook("claims", "--format", "jsonl", "--ledger", restored).stdout
    assert [json.loads(line) for line in after.splitlines()] == before


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_page_is_one_file_that_says_what_it_is(demo: Demo, tmp_path: Path, profile: str) -> None:
    out = tmp_path / "page.html"
    head = ("--title", "Demo", "--note", "Written for this demo.")
    done = tollbook("page", out, "--ledger", demo.ledger, "--profile", profile, *head)
    assert (done.returncode, done.stderr) == (0, "")
    page = out.read_text(encoding="utf-8")
    assert "Written for this demo." in page
    assert "<title>Demo" in page
    assert ("those published at the time" in page) is (profile == "internal")
    assert list(tmp_path.iterdir()) == [out]


def test_an_unknown_profile_is_refused(demo: Demo, tmp_path: Path) -> None:
    done = tollbook("page", tmp_path / "page.html", "--ledger", demo.ledger, "--profile", "press")
    assert done.returncode == 2
    assert "internal, partner, public" in done.stderr


def test_a_page_cannot_go_to_a_folder_that_is_not_there(demo: Demo, tmp_path: Path) -> None:
    done = tollbook("page", tmp_path / "none" / "page.html", "--ledger", demo.ledger)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"tollbook: {tmp_path / 'none'}: no such folder to write page.html to; make it first\n"
    assert "is a folder" in tollbook("page", tmp_path, "--ledger", demo.ledger).stderr


def test_project_settings_are_shown_and_set(copy: Path, tmp_path: Path) -> None:
    shown = tollbook("project", "show", "--ledger", copy).stdout
    assert 'name = "Tollbook demo"' in shown
    file = tmp_path / "project.toml"
    file.write_text(shown.replace("conflict", "violence"), encoding="utf-8")
    assert "stored" in tollbook("project", "set", file, "--ledger", copy).stdout
    assert "unchanged" in tollbook("project", "set", file, "--ledger", copy).stdout
    assert 'scope = "violence"' in tollbook("project", "show", "--ledger", copy).stdout


def test_a_ledger_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    for command in (("claims",), ("reports",), ("verify",), ("rebuild",), ("page", tmp_path / "p.html")):
        done = tollbook(*command, "--ledger", tmp_path / "none.db")
        assert (done.returncode, done.stdout) == (2, "")
        assert "no such ledger" in done.stderr
    assert list(tmp_path.iterdir()) == []
