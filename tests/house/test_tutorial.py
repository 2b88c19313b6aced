"""The tutorial's commands run one after the other, as they stand, with ids that an earlier one printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from tollbook.ledger import Ledger
from tollbook.reconcile import load_policy
from tollbook.review import Person, Sessions, Workbench, make_app

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs/tutorial/first-ledger.md").read_text(encoding="utf-8")
PLACEHOLDERS = ("CLAIM", "OTHER_CLAIM")


def commands() -> list[list[str]]:
    """The indented lines that call the program and end by themselves."""
    every = [shlex.split(line) for line in re.findall(r"^ {4}tollbook (.*)$", TUTORIAL, re.M)]
    return [command for command in every if command[0] != "serve"]


def test_the_tutorial_names_no_id_since_ids_change_with_the_version() -> None:
    assert re.findall(r"\bm-[0-9a-f]+", TUTORIAL) == []
    assert [name for name in PLACEHOLDERS if not any(name in command for command in commands())] == []


def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    program = str(Path(sys.executable).with_name("tollbook"))
    printed: dict[str, str] = {}
    for command in commands():
        ids = dict(zip(PLACEHOLDERS, re.findall(r"^m-[0-9a-f]+", printed.get("claims", ""), re.M), strict=False))
        arguments = [ids.get(word, word) for word in command]
        done = subprocess.run([program, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        printed[arguments[0]] = printed.get(arguments[0], "") + done.stdout
    manifest = " ".join(printed["read"].split())
    for ending in ("not relevant: examples/reports/15-", "copy: examples/reports/16-", "language not supported: "):
        assert ending in manifest
    assert "63" in printed["claims"]
    assert "89" in printed["claims"]
    assert "TASS" in printed["show"]
    assert "history:" in printed["explain"]
    assert "victims.status" in printed["judge"]
    assert (tmp_path / "first.html").read_text(encoding="utf-8").casefold().startswith("<!doctype html>")
    assert (tmp_path / "ministry.csv").exists()
    assert_it_is_reviewed(tmp_path / "first.ledger")


def assert_it_is_reviewed(where: Path) -> None:
    """What the tutorial has its reader do in the workbench, by the same forms."""
    with Ledger.open(str(where)) as ledger:
        sessions = Sessions(Person("Your Name"))
        app = make_app(
            Workbench(str(where), ledger, [load_policy("ucdp")]), sessions, hosts=frozenset(("127.0.0.1:1",))
        )
        client = TestClient(app, base_url="http://127.0.0.1:1")
        client.get(f"/enter?token={sessions.token}")
        assert client.get("/").text.count('class="item machine') > 20
        (makiivka,) = re.findall(r'href="/incidents/(i-\w+)"[^>]*>(?:<bdi>)?Makiivka', client.get("/incidents").text)
        page = client.get(f"/incidents/{makiivka}").text
        assert "Accept: these claims are of one incident" in page
        ours = {"sec-fetch-site": "same-origin"}
        done = client.post(f"/incidents/{makiivka}/judge", data={"verdict": "accept"}, headers=ours)
        for heading in ("<h1>", '<h2 id="decide-h">'):
            assert "accepted by a person" in done.text.partition(heading)[2].partition("</h")[0]
