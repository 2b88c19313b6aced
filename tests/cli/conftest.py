"""One ledger of the demo's reports for all tests of the command line; tests that write take a copy."""

from __future__ import annotations

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TOLLBOOK = str(Path(sys.executable).with_name("tollbook"))


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


class _Piped(io.StringIO):
    """Standard input that holds bytes, as a pipe's does."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.buffer = io.BytesIO(data)


def tollbook(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """Run a command in this process, its output caught as in a pipe."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", _Piped(stdin))
        status = main([str(argument) for argument in arguments])
    return Done(status, out.getvalue(), err.getvalue())


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
        assert (done.returncode, done.stderr) == (0, "" if done.stdout else "no claim matches\n")
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
