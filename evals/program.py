"""Runs the program as a user would: a table in, claims and totals out, nothing imported from it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .corpus import Document, shards, write_table


class ProgramError(RuntimeError):
    """The program failed; the message holds the command and what it wrote to standard error."""


@dataclass(frozen=True)
class Output:
    """What the program made of a set of documents."""

    claims: dict[str, list[dict[str, Any]]]
    totals: dict[str, dict[str, Any]]
    seconds: float


def tollbook(*arguments: str) -> str:
    """Run the command line program of this environment; its standard output. Fails on any exit status but 0."""
    command = [str(Path(sys.executable).with_name("tollbook")), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ProgramError(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr[-4000:]}")
    return done.stdout


def rows(output: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines; only a line feed ends a line (a text may hold U+2028)."""
    return [json.loads(line) for line in output.split("\n") if line.strip()]


def read_table(documents: Sequence[Document], folder: Path, name: str, settings: str = "") -> Output:
    """Read one table into a ledger of its own under a project's settings (TOML); take claims and totals from it."""
    started = time.monotonic()
    table, ledger, project = (folder / f"{name}.{kind}" for kind in ("jsonl", "ledger", "toml"))
    write_table(documents, table)
    project.write_text(settings, encoding="utf-8")
    tollbook("read", str(table), "--ledger", str(ledger), "--project", str(project), "--quiet")
    claims: dict[str, list[dict[str, Any]]] = {document.id: [] for document in documents}
    for claim in rows(tollbook("claims", "--ledger", str(ledger), "--format", "jsonl")):
        claims[claim["report"]].append(claim)
    totals = {row["report"]: row for row in rows(tollbook("claims", "--ledger", str(ledger), "--totals"))}
    return Output(claims, totals, time.monotonic() - started)


def run_sets(
    sets: Mapping[str, Sequence[Document]], folder: Path, workers: int = 2, settings: Mapping[str, str] | None = None
) -> dict[str, Output]:
    """Run the program over each set, in shards, `workers` at a time; the shards' outputs joined by set.

    `settings` are the project's settings (TOML) by set, where they are not the default.
    """
    with ThreadPoolExecutor(workers) as pool:
        waiting = [
            (name, pool.submit(read_table, shard, folder, f"{name}-{number}", (settings or {}).get(name, "")))
            for name, documents in sets.items()
            for number, shard in enumerate(shards(documents, workers))
        ]
        parts = [(name, future.result()) for name, future in waiting]
    joined = {name: Output({}, {}, 0.0) for name in sets}
    for name, part in parts:
        whole = joined[name]
        joined[name] = Output(whole.claims | part.claims, whole.totals | part.totals, whole.seconds + part.seconds)
    return joined
