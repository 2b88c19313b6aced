"""The tutorial's commands run one after the other, as they stand."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def commands() -> list[list[str]]:
    """The indented lines that call the program, but those that name a claim's id: that differs with the version."""
    text = (ROOT / "docs/tutorial/first-ledger.md").read_text(encoding="utf-8")
    lines = re.findall(r"^ {4}tollbook (.*)$", text, re.M)
    return [shlex.split(line) for line in lines if not re.search(r"\bm-[0-9a-f]+", line)]


def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    program = str(Path(sys.executable).with_name("tollbook"))
    printed = {}
    for arguments in commands():
        done = subprocess.run([program, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        printed[arguments[0]] = printed.get(arguments[0], "") + done.stdout
    manifest = " ".join(printed["read"].split())
    for ending in ("not relevant: examples/reports/15-", "copy: examples/reports/16-", "language not supported: "):
        assert ending in manifest
    assert "63" in printed["claims"]
    assert "89" in printed["claims"]
    assert "TASS" in printed["show"]
    assert (tmp_path / "first.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "ministry.csv").exists()
