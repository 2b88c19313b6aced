"""The soak's own judgement: what it calls a fault."""

import json
import random
import sys
from pathlib import Path

import pytest

from evals import soak


def manifest(path: Path, *entries: dict[str, str], counts: dict[str, int] | None = None) -> Path:
    record = {
        "inputs": len(entries),
        "counts": counts if counts is not None else {"read": len(entries)},
        "entries": [{"ending": "read", **entry} for entry in entries],
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_a_manifest_that_adds_up_has_no_fault(tmp_path: Path) -> None:
    path = manifest(tmp_path / "m.json", {"input": "in/a.txt"}, {"input": "in/b.csv:2"}, {"input": "in/b.csv:3"})
    assert soak.manifest_faults(path, {"a.txt", "b.csv"}) == []


@pytest.mark.parametrize(
    ("entries", "counts", "names", "fault"),
    [
        ([{"input": "a.txt"}], {"read": 2}, {"a.txt"}, "does not add up"),
        ([{"input": "a.txt"}], None, {"a.txt", "b.txt"}, "not in the manifest: b.txt"),
        ([{"input": "a.txt", "ending": "failed"}], {"failed": 1}, {"a.txt"}, "no reason: a.txt"),
    ],
)
def test_faults_of_a_manifest_are_named(
    tmp_path: Path, entries: list[dict[str, str]], counts: dict[str, int] | None, names: set[str], fault: str
) -> None:
    path = manifest(tmp_path / "m.json", *entries, counts=counts)
    found = soak.manifest_faults(path, names)
    assert len(found) == 1
    assert fault in found[0]


def test_a_missing_manifest_is_a_fault(tmp_path: Path) -> None:
    assert soak.manifest_faults(tmp_path / "none.json", set()) == ["no manifest was written"]


def test_spoilers_are_repeatable_and_spoil() -> None:
    good = soak.good_inputs()
    assert {"txt", "md", "html", "jsonl", "csv", "docx", "pdf"} == set(good)
    for spoil in soak.SPOILERS:
        assert spoil(random.Random(1), good["html"]) == spoil(random.Random(1), good["html"])
        assert spoil(random.Random(1), good["html"]) != good["html"]


def test_a_killed_process_leaves_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "command", lambda *arguments: [sys.executable, "-c", *arguments])
    assert soak.kill_at(["import time; time.sleep(60)"], 0.3)
    assert not soak.kill_at(["pass"], 30)
