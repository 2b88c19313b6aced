"""`make soak`: reading that is killed and begun again, hostile inputs, and the whole corpus through the program."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import program, scorers, texts
from .corpus import satp, write_table
from .figures import Figure

GRACEFUL = {0, 1, 3}
"""Exit statuses of `tollbook read` that are answers; anything else is a fault."""


def command(*arguments: str) -> list[str]:
    """The program of this environment with arguments."""
    return [str(Path(sys.executable).with_name("tollbook")), *arguments]


def contents(ledger: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Claims and reports of a ledger, sorted, without what depends on when they were stored."""
    claims = program.rows(program.tollbook("claims", "--ledger", str(ledger), "--format", "jsonl"))
    reports = program.rows(program.tollbook("reports", "--ledger", str(ledger), "--format", "jsonl"))

    def key(row: dict[str, Any]) -> str:
        return json.dumps(row, sort_keys=True)

    return sorted(claims, key=key), sorted(reports, key=key)


def kill_at(arguments: Sequence[str], seconds: float) -> bool:
    """Start the program and kill -9 its whole process group after so many seconds; whether it was still running."""
    running = subprocess.Popen(
        command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True
    return False


def kills(folder: Path, rounds: int, reports: int, seed: int) -> list[str]:
    """Kill a reading run at random points, up to three times a round, finish it, compare with an undisturbed ledger."""
    table, calm = folder / "reports.jsonl", folder / "calm.ledger"
    write_table(texts.reports(reports, seed), table)
    started = time.monotonic()
    program.tollbook("read", str(table), "--ledger", str(calm), "--quiet")
    whole, expected, rng = time.monotonic() - started, contents(calm), random.Random(seed)
    faults, killed = [], 0
    for number in range(rounds):
        ledger = folder / f"killed-{number}.ledger"
        arguments = ["read", str(table), "--ledger", str(ledger), "--quiet", "--workers", str(rng.choice([0, 2]))]
        moments = [rng.uniform(0.05, whole) for _ in range(rng.randint(1, 3))]
        killed += sum(kill_at(arguments, moment) for moment in moments)
        program.tollbook(*arguments)
        if contents(ledger) != expected:
            faults.append(f"round {number}, killed after {moments}: the ledger differs from an undisturbed one")
    print(f"kills: {rounds} rounds of {reports} reports, {killed} kills, {len(faults)} faults")
    return faults


def random_bytes(rng: random.Random, good: bytes) -> bytes:
    """Noise of about the same length."""
    return rng.randbytes(rng.randint(0, max(1, len(good))))


def truncated(rng: random.Random, good: bytes) -> bytes:
    """The beginning of a good input."""
    return good[: rng.randint(0, len(good))]


def flipped(rng: random.Random, good: bytes) -> bytes:
    """A good input with some bytes changed."""
    bad = bytearray(good)
    for _ in range(rng.randint(1, 20)):
        bad[rng.randrange(len(bad))] = rng.randrange(256)
    return bytes(bad)


SPOILERS: tuple[Callable[[random.Random, bytes], bytes], ...] = (random_bytes, truncated, flipped)


def good_inputs() -> dict[str, bytes]:
    """One good input of each kind that can be made here, by extension."""
    text = texts.reports(1)[0].text
    row = {"id": "a", "text": text, "published": "2024-05-01"}
    return {
        "txt": text.encode("utf-8"),
        "md": f"# A heading\n\n{text}".encode(),
        "html": f"<html><head><title>A</title></head><body><article><p>{text}</p></article></body></html>".encode(),
        "jsonl": (json.dumps(row) + "\n").encode("utf-8") * 3,
        "csv": ("id,text\n" + "".join(f'{n},"{text}"\n' for n in range(3))).encode("utf-8"),
        "docx": _docx(text),
        "pdf": _pdf(),
    }


def _docx(text: str) -> bytes:
    import io

    import docx

    document, out = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    import io

    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=300, height=300)
    writer.write(out)
    return out.getvalue()


def fuzz(folder: Path, files: int, seed: int) -> list[str]:
    """Feed spoiled inputs of every kind: each must end in the manifest, and no fault of the program may show."""
    rng, good = random.Random(seed), good_inputs()
    inputs = folder / "spoiled"
    inputs.mkdir()
    for number in range(files):
        extension = rng.choice(sorted(good))
        (inputs / f"{number:04}.{extension}").write_bytes(rng.choice(SPOILERS)(rng, good[extension]))
    manifest = folder / "manifest.json"
    arguments = command(
        "read", str(inputs), "--ledger", str(folder / "fuzz.ledger"), "--quiet", "--manifest", str(manifest)
    )
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=3600)
    faults = []
    if done.returncode not in GRACEFUL:
        faults.append(f"exit status {done.returncode}: {done.stderr[-500:]}")
    if "Traceback" in done.stderr:
        faults.append(f"a traceback: {done.stderr[-2000:]}")
    faults += manifest_faults(manifest, {path.name for path in inputs.iterdir()})
    print(f"fuzz: {files} files, {len(faults)} faults")
    return faults


def manifest_faults(path: Path, names: set[str]) -> list[str]:
    """What is wrong with a manifest: sums that do not add up, files that it does not name, failures with no reason."""
    if not path.exists():
        return ["no manifest was written"]
    manifest = json.loads(path.read_text(encoding="utf-8"))
    faults = []
    if sum(manifest["counts"].values()) != manifest["inputs"] or manifest["inputs"] != len(manifest["entries"]):
        faults.append(f"the manifest does not add up: {manifest['counts']} of {manifest['inputs']}")
    # a table's rows are named TABLE:LINE
    named = {Path(entry["input"]).name.rsplit(":", 1)[0] for entry in manifest["entries"]}
    faults += [f"not in the manifest: {name}" for name in sorted(names - named)]
    faults += [
        f"no reason: {entry['input']}"
        for entry in manifest["entries"]
        if entry["ending"] == "failed" and not entry.get("reason")
    ]
    return faults


def whole_satp(shared: Path, folder: Path) -> list[Figure]:
    """All years of the coded summaries, which `make eval` takes two of."""
    documents = satp(shared / "corpus" / "satp" / "tune_2005_2012.jsonl.gz", years=())
    output = program.run_sets({"satp": documents}, folder)["satp"]
    figures = scorers.score_totals("satp whole", documents, output.totals, scorers.module(shared / "score_satp.py"))
    for figure in figures:
        print(f"  {figure.name:36} {figure.value:.3f}  {figure.low:.3f}-{figure.high:.3f}  {figure.reports}")
    return figures


def main(argv: Sequence[str] | None = None) -> int:
    """Run all three; 1 where there are faults."""
    parser = argparse.ArgumentParser(prog="python -m evals.soak", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--rounds", type=int, default=20, help="rounds of kills")
    parser.add_argument("--reports", type=int, default=60, help="reports in each round")
    parser.add_argument("--files", type=int, default=600, help="spoiled files")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        faults = kills(folder, options.rounds, options.reports, options.seed)
        faults += fuzz(folder, options.files, options.seed)
        if (options.shared / "corpus").is_dir():
            whole_satp(options.shared, folder)
    for fault in faults:
        print(f"soak: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
