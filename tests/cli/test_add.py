from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import tollbook

WORDS = "they brought seven bodies down from the ridge"
NOTES = f"Call on the evening of the ninth.\nShe said {WORDS}, two of them women.\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger"


def write_down(ledger: Path, *options: str | Path, words: str = WORDS) -> Any:
    fixed = ("--words", words, "--measure", "remains_recovered", "--by", "Ada", "--ledger", ledger)
    return tollbook("add", *fixed, *options)


def claims(ledger: Path, *options: str) -> list[dict[str, Any]]:
    done = tollbook("claims", "--ledger", ledger, "--format", "jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_claim_from_a_call(ledger: Path, tmp_path: Path) -> None:
    notes = tmp_path / "call.txt"
    notes.write_text(NOTES, encoding="utf-8")
    done = write_down(
        ledger, "--text", notes, "--name", "call-9", "--count", "seven", "--victims", "the Rapid Support Forces",
        "--status", "combatant", "--source", "a resident of the ridge", "--kind", "witness", "--place", "Nyala",
        "--country", "Sudan", "--on", "2024-02-09", "--published", "2024-02-09", "--restricted",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "recorded in report call-9, restricted, accepted by Ada" in done.stdout
    (claim,) = claims(ledger)
    assert (claim["report"], claim["state"], claim["published"]) == ("call-9", "accepted", "2024-02-09")
    assert (claim["count"]["low"], claim["count"]["text"]) == (7, "seven")
    assert claim["victims"]["party"] == "Rapid Support Forces"
    assert claim["source"] == [{"name": "a resident of the ridge", "kind": "witness", "party": None}]
    assert (claim["place"]["country"], claim["when"]) == ("SD", {"start": "2024-02-09", "end": "2024-02-09"})
    span = claim["evidence"]
    assert NOTES[span["start"] : span["end"]] == span["text"] == WORDS
    assert claims(ledger, "--profile", "public") == []


def test_the_same_claim_once_more_is_known(ledger: Path) -> None:
    write_down(ledger, "--count", "seven")
    assert "known already" in write_down(ledger, "--count", "seven").stdout
    assert len(claims(ledger)) == 1
    assert tollbook("verify", "--ledger", ledger).returncode == 0


def test_the_same_words_are_not_kept_open_and_restricted(ledger: Path) -> None:
    write_down(ledger, "--count", "seven")
    done = write_down(ledger, "--count", "seven", "--restricted")
    assert done.returncode == 2
    assert "in the ledger already, not restricted" in done.stderr


def test_several_claims_from_one_text(ledger: Path, tmp_path: Path) -> None:
    notes = tmp_path / "call.txt"
    notes.write_text(NOTES, encoding="utf-8")
    write_down(ledger, "--text", notes, "--name", "call-9", "--count", "seven")
    write_down(
        ledger,
        "--text",
        notes,
        "--name",
        "call-9",
        "--count",
        "two",
        "--group",
        "sex:female",
        words="two of them women",
    )
    assert [claim["count"]["low"] for claim in claims(ledger)] == [7, 2]


def test_a_claim_that_the_extractor_missed_in_a_report(ledger: Path, tmp_path: Path) -> None:
    report = tmp_path / "note.txt"
    report.write_text(
        "Shelling killed 3 people in Nyala on 9 February 2024. The ridge gave up its dead.", encoding="utf-8"
    )
    tollbook("read", report, "--ledger", ledger)
    before = claims(ledger)
    done = write_down(ledger, "--report", "note", words="The ridge gave up its dead")
    assert done.returncode == 0, done.stderr
    assert len(claims(ledger)) == len(before) + 1
    tollbook("extract", "--again", "--ledger", ledger)
    kept = [claim for claim in claims(ledger) if claim["state"] == "accepted"]
    assert [claim["evidence"]["text"] for claim in kept] == ["The ridge gave up its dead"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--count", "the ridge"), "says no number"),
        (("--count", "-3"), "says no number"),
        (("--count", "9" * 40), "more than there have ever been people"),
        (("--count", "10-20", "--best", "30"), "lies outside the count"),
        (("--from", "2024-03-01", "--to", "2024-02-01"), "lies before --from"),
        (("--on", "2024-03-01", "--to", "2024-03-02"), "--on is one day"),
        (("--on", "1 March"), "not a date"),
        (("--kind", "neighbour"), "choose one of government"),
        (("--country", "Atlantis"), "no country that is known"),
        (("--text", "/nowhere/notes.txt"), "no such file"),
        (("--report", "note", "--restricted"), "would be about a new one"),
        (("--report", "note"), "no such ledger"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_stored(ledger: Path, options: tuple[str, ...], said: str) -> None:
    done = write_down(ledger, *options)
    assert done.returncode == 2
    assert said in done.stderr, done.stderr
    assert not ledger.exists()


def test_words_must_stand_in_the_text_once(ledger: Path, tmp_path: Path) -> None:
    notes = tmp_path / "call.txt"
    notes.write_text("six men. six men.", encoding="utf-8")
    assert "do not stand in the text" in write_down(ledger, "--text", notes).stderr
    assert "more than once" in write_down(ledger, "--text", notes, words="six men").stderr


def test_it_asks_who_writes(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOLLBOOK_BY", raising=False)
    done = tollbook("add", "--words", "x", "--measure", "killed", "--ledger", ledger)
    assert done.returncode == 2 and "--by" in done.stderr
