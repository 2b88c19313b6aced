"""The README's first screen names two commands; they are targets, and the targets do what it says."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def dry_run(target: str) -> str:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_two_commands_stand_on_the_first_screen_of_the_readme() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").split("\n")[:40])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_what_the_readme_says_that_the_demo_ends_with_is_what_the_makefile_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = re.findall(r'^echo "(The [^"]*)"$', dry_run("demo"), re.M)
    assert len(printed) == 3
    for line in printed:
        assert f"    {line}\n" in readme


def test_demo_sets_up_reads_the_examples_and_makes_record_and_pages() -> None:
    commands = dry_run("demo")
    assert commands.index("scripts/setup.sh runtime") < commands.index("tollbook read examples")
    order = ("read examples", "import examples", "reconcile", "page demo/demo.html", "disputes --page")
    places = [commands.index(f"tollbook {step}") for step in order]
    assert places == sorted(places)


def test_test_runs_every_check() -> None:
    commands = dry_run("test")
    for tool in ("setup.sh dev", "ruff check", "ruff format --check", "mypy", "lint-imports", "pytest -n"):
        assert tool in commands


def test_every_target_named_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        named = set(
            re.findall(r"`(?:\$ )?make ([a-z-]+)|^ *make ([a-z-]+)", document.read_text(encoding="utf-8"), re.M)
        )
        for name in {a or b for a, b in named}:
            assert name in targets, f"{document.relative_to(ROOT)}: make {name}"


def test_ci_calls_make_test_then_make_eval_and_forbids_skipped_browser_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.index("TOLLBOOK_NO_SKIPS=1") < script.index("\nmake test") < script.index("\n  make eval")
    assert "set -euo pipefail" in script
