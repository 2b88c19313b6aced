"""Every error ends as one line that says the remedy; no traceback unless it is asked for."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.cli import boundary, main
from tollbook.errors import LedgerError

TOLLBOOK = str(Path(sys.executable).with_name("tollbook"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claims"], "Missing option '--ledger'"),
        (["clams"], "No such command 'clams'"),
        (["claims", "--ledger", "x", "--colour", "red"], "No such option: --colour"),
        (["claims", "--ledger", "x", "--measure", "dead"], "--measure dead: not known; choose one of killed, injured"),
        (["claims", "--ledger", "x", "--from", "yesterday"], "--from yesterday: not a date; write YYYY-MM-DD"),
        (["claims", "--ledger", "x", "--from", "2024-02-01", "--to", "2024-01-01"], "lies after --to 2024-01-01"),
        (["claims", "--ledger", "x", "--format", "xml"], "--format xml: not known; choose one of table, csv, jsonl"),
        (["claims", "--ledger", "x", "--state", "good"], "--state good: not known; choose one of machine"),
        (["links", "--ledger", "x"], "no such ledger"),
        (["judge", "m-1", "maybe", "--ledger", "x", "--by", "I"], "VERDICT maybe: not known; choose one of accept"),
        (["judge", "m-1", "accept", "--ledger", "x"], "give --by NAME"),
        (["judge", "m-1", "accept", "--ledger", "x", "--by", " "], "give --by NAME"),
        (["judge", "m-1", "correct", "--ledger", "x", "--by", "I"], "correct needs at least one --field"),
        (["judge", "m-1", "correct", "--ledger", "x", "--by", "I", "--field", "low"], "write it as NAME=VALUE"),
        (["read", "x", "--ledger", "y", "--column", "body"], "--column body: write it as NAME=VALUE"),
        (["read", "x", "--ledger", "y", "--column", "body=text"], "no column of a report is called 'body'"),
    ],
)
def test_bad_usage_is_one_line_with_its_remedy(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOLLBOOK_LEDGER", raising=False)
    monkeypatch.delenv("TOLLBOOK_BY", raising=False)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.startswith("tollbook: ")
    assert err.count("\n") == 1


def test_unknown_options_name_the_command_whose_help_tells_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--colour", "red"]) == 2
    assert "tollbook claims --help" in capsys.readouterr().err


def failing(error: BaseException) -> Callable[[object], int]:
    def call(_arguments: object) -> int:
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (LedgerError("war.db: not a ledger;\nname another"), 2, "war.db: not a ledger; name another"),
        (PermissionError(13, "Permission denied", "out.html"), 2, "out.html: permission denied"),
        (KeyboardInterrupt(), 130, "run the same command again"),
        (ZeroDivisionError("division by zero"), 70, "a fault of the program, not of your input: ZeroDivisionError"),
    ],
)
def test_errors_have_their_status_and_one_line(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundary, "call", failing(error))
    assert main(["claims"]) == status
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["--debug", "claims"], ["claims", "--debug"]])
def test_debug_shows_where_an_error_arose(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundary, "call", failing(ZeroDivisionError()))
    assert main(arguments) == 70
    assert "Traceback" in capsys.readouterr().err


def test_debug_after_two_dashes_is_an_argument() -> None:
    assert boundary.take_debug(["show", "--", "--debug"]) == (False, ["show", "--", "--debug"])


def test_the_commands_named_are_those_registered() -> None:
    from tollbook.cli.app import COMMANDS, app

    registered = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback is not None}
    assert registered | {group.name for group in app.registered_groups} == COMMANDS


def test_help_and_version_need_no_heavy_import() -> None:
    code = (
        "import sys; from tollbook.cli import main; status = main(sys.argv[1:]); "
        "heavy = {'spacy', 'sqlalchemy', 'tollbook.model', 'numpy', 'trafilatura', 'pyarrow'} & set(sys.modules); "
        "assert not heavy, heavy; sys.exit(status)"
    )
    for arguments in (["--help"], ["--version"], ["claims", "--help"]):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_help_is_plain_in_a_pipe() -> None:
    done = subprocess.run([TOLLBOOK, "--help"], capture_output=True, text=True, check=True)
    assert "\x1b" not in done.stdout
    assert "╭" not in done.stdout


def test_names_and_rows_that_are_no_unicode_break_no_output(tmp_path: Path) -> None:
    reports, ledger, manifest = tmp_path / "reports", tmp_path / "x.ledger", tmp_path / "m.json"
    reports.mkdir()
    (reports / os.fsdecode(b"a\xff.txt")).write_text("Shelling killed 12 people in the village, the governor said.")
    row = {"id": "b", "text": "Shelling killed 13 people, the governor said.", "outlet": "Half \ud800"}
    (reports / "b.jsonl").write_text(json.dumps(row))

    def run(*arguments: str | Path) -> str:
        done = subprocess.run([TOLLBOOK, *arguments, "--ledger", ledger], capture_output=True, check=True)
        assert done.stderr == b""
        return done.stdout.decode("utf-8")

    run("read", reports, "--manifest", manifest)
    assert json.loads(manifest.read_text("utf-8"))["entries"][0]["report"] == "a\udcff"
    listed = [json.loads(line) for line in run("claims", "--format", "jsonl").splitlines()]
    assert {(claim["report"], claim["outlet"]) for claim in listed} == {("a\udcff", None), ("b", "Half \ud800")}
    run("claims", "--format", "csv", "--output", tmp_path / "x.csv")
    assert "Half \\ud800" in (tmp_path / "x.csv").read_text("utf-8")
    assert "a\\udcff" in run("reports")


def test_an_empty_path_is_no_name_for_the_current_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "", "--ledger", str(tmp_path / "x.ledger")]) == 2
    assert "one of the paths is empty" in capsys.readouterr().err
    assert not (tmp_path / "x.ledger").exists()


@pytest.mark.parametrize(("name", "said"), [("none/m.json", "does not exist; make it first"), (".", "is a folder")])
def test_a_manifest_that_cannot_be_written_is_told_before_anything_is_read(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "x.ledger"
    assert main(["read", str(tmp_path), "--ledger", str(ledger), "--manifest", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err
    assert not ledger.exists()


def test_a_full_disk_behind_the_output_is_no_fault_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert boundary.explain(OSError(errno.ENOSPC, "No space left on device"), argv=["claims"]) == 2
    assert capsys.readouterr().err == (
        "tollbook: the output cannot be written (no space left on device); make room, or write it elsewhere\n"
    )


def test_a_reader_that_has_had_enough_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def told_by_typer(_: object) -> int:
        try:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        except OSError:
            sys.exit(1)

    monkeypatch.setattr(boundary, "call", told_by_typer)
    monkeypatch.setattr(boundary, "silence_output", lambda: None)
    assert boundary.run(["claims"]) == 0


def test_the_package_runs_as_its_script_does() -> None:
    ran = subprocess.run([sys.executable, "-m", "tollbook", "clams"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "No such command 'clams'" in ran.stderr
