"""Claims out to a spreadsheet from a page, edited, and back: looked at first, recorded then."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from tollbook.review.gate import LARGEST_FILE

from .conftest import HOSTILE, OURS, STRIKE, WHO, Opened

INJURED = STRIKE[1].id


def sheet(client: TestClient, **asked: str) -> list[dict[str, str]]:
    answer = client.get("/sheets/out", params={"form": "csv"} | asked)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def upload(review: Opened, rows: list[dict[str, str]], name: str = "edited.csv") -> tuple[int, str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    files = {"sheet": (name, out.getvalue().encode(), "text/csv")}
    answer = review.client.post("/sheets/in", files=files, headers=OURS)
    return answer.status_code, answer.text


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_a_sheet_goes_out_comes_back_is_looked_at_and_recorded(review: Opened) -> None:
    (row,) = sheet(review.client, measure="injured")
    status, page = upload(review, [row | {"low": "120", "high": "120", "why": "read again"}])
    assert status == 200
    assert "1 judgement to record in your name; nothing is recorded yet" in page
    assert "count.low = 120" in page
    assert review.now(INJURED).state == "machine"
    key = key_of(page)
    answer = review.client.post("/sheets/record", data={"key": key}, headers=OURS)
    assert "1 judgement recorded in your name" in answer.text
    now = review.now(INJURED)
    assert (now.state, now.judged_by, now.why, now.reading.count.low) == ("corrected", WHO, "read again", 120)
    assert review.post("/sheets/record", key=key) == 422  # recorded once
    assert "1 recorded before" in upload(review, [row | {"low": "120", "high": "120", "why": "read again"}])[1]


def test_faults_are_named_by_row_and_column_and_nothing_can_be_recorded(alone: Opened) -> None:
    rows = sheet(alone.client)
    rows[0]["low"], rows[1]["verdict"] = "many", "perhaps"
    status, page = upload(alone, rows)
    assert status == 200
    assert "2 places wrong; nothing was recorded" in page
    assert "<td>2</td><td>low</td><td>many</td>" in page and "<td>3</td><td>verdict</td>" in page
    assert 'name="key"' not in page


def test_conflicts_are_shown_and_left_out_unless_somebody_says_otherwise(alone: Opened) -> None:
    (row,) = sheet(alone.client, measure="injured")
    from tollbook.run.judging import judge_in

    judge_in(alone.ledger, INJURED, verdict="reject", by="Ann")
    page = upload(alone, [row | {"verdict": "accept"}])[1]
    assert "Ann judged it (reject)" in page and "1 in conflict" in page
    alone.post("/sheets/record", key=key_of(page))
    assert alone.now(INJURED).judged_by == "Ann"
    page = upload(alone, [row | {"verdict": "accept"}])[1]
    alone.post("/sheets/record", key=key_of(page), despite="1")
    assert alone.now(INJURED).judged_by == WHO


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.txt", b"some words", "notes.txt"),
        ("../../etc/passwd", b"a,b\n1,2\n", "passwd: has no column"),
        ("x.xlsx", b"PK\x03\x04 nothing", "x.xlsx"),
        ("empty.csv", b"", "no file was chosen"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_remedy(alone: Opened, name: str, data: bytes, said: str) -> None:
    answer = alone.client.post("/sheets/in", files={"sheet": (name, data)}, headers=OURS)
    assert (answer.status_code, said in answer.text, "etc/" in answer.text) == (422, True, False)


def test_somebody_elses_sheet_is_not_recorded_and_a_form_without_one_is_none(alone: Opened) -> None:
    assert alone.post("/sheets/record", key="guessed") == 422
    assert alone.client.post("/sheets/in", data={"a": "b"}, headers=OURS).status_code == 422
    headers = OURS | {"content-length": str(LARGEST_FILE + 1)}
    assert alone.client.post("/sheets/in", content=b"", headers=headers).status_code == 413
    assert alone.client.get("/sheets/out?form=exe").status_code == 404


def test_hostile_words_go_out_as_words(alone: Opened) -> None:
    answer = alone.client.get("/sheets/out", params={"report": HOSTILE[0].mention.report_id})
    sheet_ = CalamineWorkbook.from_object(io.BytesIO(answer.content)).get_sheet_by_name("claims")
    assert len(sheet_.to_python()) == len(HOSTILE) + 1
