"""The bench of sites: copies are rows of their own, which point to each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.bench_site import copied


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_copies_point_to_their_own_claims_and_reports(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "copies"
    data.mkdir()
    (data / "colophon.jsonl").write_text("{}\n")
    (data / "remains.jsonl").write_text("")
    (data / "curves.jsonl").write_text("")
    write(data / "subjects.jsonl", [{"id": "i-1", "kind": "incident", "claims": [{"id": "m-1"}, {"id": "m-2"}]},
                                    {"id": "s-1", "kind": "series", "claims": [{"id": "m-1"}]}])  # fmt: skip
    write(data / "claims.jsonl", [{"id": "m-1", "report": "r-1"}, {"id": "m-2", "report": "r-1"}])
    write(data / "reports.jsonl", [{"id": "r-1", "title": "r-1 is its name"}])
    copied(data, to, 3)
    assert [row["id"] for row in read(to / "subjects.jsonl")] == ["i-1x0", "i-1x1", "i-1x2"]
    claims = {row["id"]: row["report"] for row in read(to / "claims.jsonl")}
    assert claims == {f"m-{m}x{turn}": f"r-1x{turn}" for m in (1, 2) for turn in range(3)}
    assert {c["id"] for row in read(to / "subjects.jsonl") for c in row["claims"]} == set(claims)
    assert [row["id"] for row in read(to / "reports.jsonl")] == ["r-1x0", "r-1x1", "r-1x2"]
