"""One ledger of the demo's reports for all tests of the command line; tests that write take a copy."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TOLLBOOK = str(Path(sys.executable).with_name("tollbook"))


def tollbook(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, its output piped."""
    command = [TOLLBOOK, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, input=stdin, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Demo:
    """The demo, read once: its ledger, the run's output and its manifest."""

    ledger: Path
    output: str
    status: int
    manifest: dict[str, Any]

    def claims(self, *options: str) -> list[dict[str, Any]]:
        """The claims that `tollbook claims --format jsonl` prints."""
        done = tollbook("claims", "--ledger", self.ledger, "--format", "jsonl", *options)
        assert (done.returncode, done.stderr) == (0, "")
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    ledger, manifest = folder / "demo.ledger", folder / "manifest.json"
    done = tollbook(
        *("read", EXAMPLES / "reports", "--ledger", ledger, "--manifest", manifest),
        *("--project", EXAMPLES / "project.toml"),
    )
    assert done.stderr == ""
    return Demo(ledger, done.stdout, done.returncode, json.loads(manifest.read_text(encoding="utf-8")))


@pytest.fixture
def copy(demo: Demo, tmp_path: Path) -> Path:
    """A copy of the demo's ledger that a test may change."""
    return Path(shutil.copy(demo.ledger, tmp_path / "copy.ledger"))


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    return tollbook
