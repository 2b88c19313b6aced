"""Attacks from within reports, names of files and whatever can be called: nothing runs and nothing breaks."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.publish import war
from tollbook.ledger import Ledger
from tollbook.model import Report
from tollbook.publish.csv_safe import is_dangerous
from tollbook.reconcile import load_policy
from tollbook.review import Person, Sessions, Workbench, make_app
from tollbook.run.sheets import write_sheet
from tollbook.run.viewing import Wanted

from .conftest import HOST, HOSTILE, OURS, STRIKE, fill
from .test_review import Elements

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "<svg/onload=alert(1)>",
    "' OR 1=1; --", "{{ 7*7 }}{% raw %}", "]]><!--", "</textarea><script>1</script>", "\u202egnp.exe",
    "../../etc/passwd", "=HYPERLINK(\"http://evil.example\")", "\x1b[2J\x07", "<base href=//evil.example>",
    "<form action=//evil.example>",
)  # fmt: skip
PAYLOAD = " ".join(PAYLOADS)
ELEMENTS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "p",
        "span",
        "nav",
        "label",
        "progress",
    ),
    *("div", "form", "button", "kbd", "main", "dialog", "h1", "h2", "dl", "dt", "dd", "details", "summary", "select"),
    *("option", "input", "article", "blockquote", "mark", "b", "cite", "section", "aside", "ul", "ol", "li", "small"),
    *("q", "textarea", "code", "time", "table", "thead", "tbody", "tr", "th", "td", "br", "svg", "path", "line", "i"),
}


def hostile(number: int, **more: Any) -> Report:
    """A report that is hostile in every field that a page could show."""
    given = {"outlet": PAYLOAD, "title": PAYLOAD, "given_id": f"{number}{PAYLOAD}", "address": "javascript:alert(1)"}
    return war.report(**({"text": war.STRIKE.text, "published": date(2031, 3, 3)} | given | more))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    where = str(tmp_path / "war.ledger")
    with Ledger.open(where) as ledger:
        report = hostile(1, text=PAYLOAD + "\n\n" + war.STRIKE.text)
        fill(ledger, [war.STRIKE, war.HOSTILE, report], [*STRIKE, *HOSTILE])
        sessions = Sessions(Person(PAYLOAD))
        bench = Workbench(where, ledger, [load_policy("ucdp")])
        app = make_app(bench, sessions, hosts=frozenset((HOST,)))
        browser = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False)
        browser.get(f"/enter?token={sessions.token}")
        yield browser


def pages(client: TestClient) -> list[str]:
    found = re.findall(r'href="(/reports/r-\w+)"', client.get("/reports").text)
    queries = [f"/?text={part}" for part in ("%22%3E%3Cscript%3E", "%7B%7B7*7%7D%7D")]
    return ["/", "/?state=all", "/reports", "/work", "/people", "/activity", "/me", *found, *queries]


def test_no_field_of_a_report_becomes_an_element_or_a_script(client: TestClient) -> None:
    claim = STRIKE[1].id
    why = {"verdict": "unsure", "why": PAYLOAD, "seen": ""}
    client.post(f"/claims/{claim}/judge", data=why, headers=OURS)
    client.post("/people/invite", data={"role": "reader", "note": PAYLOAD}, headers=OURS)
    looked = pages(client)
    assert len(looked) > 9
    for path in looked:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found = Elements(answer.text).found
        assert {tag for tag, _ in found} <= ELEMENTS, path
        for tag, attributes in found:
            assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")], (
                path,
                tag,
            )
            for name in ("href", "src", "action", "formaction"):
                assert (attributes.get(name) or "/").startswith(("/", "#", "?", "data:,")), (path, tag, attributes)
                assert not (attributes.get(name) or "").startswith("//"), (path, attributes)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL)
        assert scripts == [""], path
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", answer.text), path


def test_no_cell_of_a_sheet_is_a_formula(tmp_path: Path) -> None:
    where, book, table = str(tmp_path / "war.ledger"), tmp_path / "out.xlsx", tmp_path / "out.csv"
    formulas = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://evil.example")', "＝1+1")
    reports = [war.report(f"{f}-{n}", war.STRIKE.text, f, date(2031, 3, 3), f) for n, f in enumerate(formulas)]
    mentions = [STRIKE[0].mention.model_copy(update={"report_id": report.id}) for report in reports]
    with Ledger.open(where) as ledger:
        fill(ledger, reports, [STRIKE[0].model_copy(update={"mention": mention}) for mention in mentions])
    for path in (book, table):
        assert write_sheet(where, path, Wanted()).claims == len(formulas)
    with zipfile.ZipFile(book) as parts:
        for name in parts.namelist():
            content = parts.read(name).decode("utf-8", "replace")
            assert not re.search(r"<f[ >]", content), name
            assert "<hyperlink" not in content, name
    with table.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row if cell]
    assert not [cell for cell in cells if is_dangerous(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
