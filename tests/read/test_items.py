"""Feeds, news items in ninjs, e-mail and tables in Parquet: what each says of itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tollbook.model import Report
from tollbook.read.inputs import read_inputs
from tollbook.read.outcome import Outcome, ReadFailed, ReadOk


def read(path: Path, data: bytes | str) -> list[Outcome]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_inputs([path]))


def reports(outcomes: list[Outcome]) -> list[Report]:
    assert all(isinstance(outcome, ReadOk) for outcome in outcomes), outcomes
    return [outcome.report for outcome in outcomes if isinstance(outcome, ReadOk)]


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Karsk Post</title>
<entry><id>tag:1</id><title>Three killed in {place}</title><link href="http://post.example/1"/>
<updated>2021-03-02T10:00:00Z</updated><published>2021-03-01T10:00:00Z</published>
<content type="html">
&lt;p&gt;Three people were &lt;b&gt;killed&lt;/b&gt; on Monday.&lt;/p&gt;</content></entry></feed>"""

RSS = """<rss version="2.0"><channel><title>Post</title><item><title>Two hurt</title><link>http://post.example/2</link>
<pubDate>Tue, 02 Mar 2021 10:00:00 GMT</pubDate><description>Two were hurt.</description></item></channel></rss>"""


@pytest.mark.parametrize("name", ["feed.xml", "feed.atom", "feed"])
def test_an_entry_of_a_feed_is_a_report(tmp_path: Path, name: str) -> None:
    (report,) = reports(read(tmp_path / name, ATOM.format(place="Karsk")))
    assert report.text == "Three killed in Karsk\n\nThree people were killed on Monday."
    assert (report.address, report.outlet, report.published) == (
        "http://post.example/1",
        "The Karsk Post",
        date(2021, 3, 2),
    )


def test_rss_is_read_too(tmp_path: Path) -> None:
    (report,) = reports(read(tmp_path / "a.rss", RSS))
    assert (report.text, report.published) == ("Two hurt\n\nTwo were hurt.", date(2021, 3, 2))


def test_entities_that_grow_and_entities_that_fetch_do_neither(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}<!ENTITY x SYSTEM "file://{secret}">]>'
    hostile = RSS.replace("<rss", doctype + "<rss").replace("Two were hurt.", "&e9;&x;Two were hurt.")
    outcomes = read(tmp_path / "bomb.rss", hostile)
    assert len(outcomes) == 1
    for outcome in outcomes:
        if isinstance(outcome, ReadOk):
            assert len(outcome.report.text) < 10_000
            assert "the secret" not in outcome.report.text


def ninjs(**more: object) -> str:
    item = {
        "uri": "urn:agency:1",
        "version": "1",
        "headline": "Shelling in Karsk",
        "versioncreated": "2021-03-02T10:00:00Z",
        "body_html": "<p>Three people were killed.</p><p>Two were hurt.</p>",
        "provider": "Agency",
        "language": "en",
    }
    return json.dumps({**item, **more})


def test_a_news_item_says_what_it_is(tmp_path: Path) -> None:
    (report,) = reports(read(tmp_path / "a.json", ninjs()))
    assert report.text.split("\n\n")[0] == "Shelling in Karsk"
    assert "Three people were killed." in report.text
    assert (report.address, report.outlet, report.published) == ("urn:agency:1", "Agency", date(2021, 3, 2))


def test_a_withdrawn_item_is_a_state_of_its_own_that_yields_no_claims_by_its_note(tmp_path: Path) -> None:
    item = ninjs(pubstatus="canceled", version="2", ednote="Kill: nobody was killed.")
    (report,) = reports(read(tmp_path / "a.json", item))
    silent = [report.text[zone.start : zone.end] for zone in report.zones if zone.kind == "markup"]
    assert silent == ["[State: canceled, version 2]", "[Note to editors: Kill: nobody was killed.]"]
    assert report.text_id != reports(read(tmp_path / "b.json", ninjs()))[0].text_id


def test_bodies_and_headlines_of_later_versions_are_read(tmp_path: Path) -> None:
    item = {
        "uri": "urn:agency:2",
        "headlines": [{"role": "main", "value": "Raid"}],
        "bodies": [{"role": "main", "contenttype": "text/plain", "value": "One was killed."}],
    }
    (report,) = reports(read(tmp_path / "a.json", json.dumps(item)))
    assert report.text == "Raid\n\nOne was killed."


def test_other_json_is_told_what_to_do(tmp_path: Path) -> None:
    (failed,) = read(tmp_path / "a.json", '{"a": 1}')
    assert isinstance(failed, ReadFailed)
    assert ".jsonl" in failed.reason


MAIL = """From: "Field office" <office@ngo.example>
Subject: Update from Karsk
Date: Tue, 2 Mar 2021 10:00:00 +0000
Message-ID: <m1@ngo.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Three people were killed.

--b
Content-Type: text/plain
Content-Disposition: attachment; filename="../list.txt"

Two were hurt.
--b--
"""


def test_a_message_and_its_attachments_are_reports(tmp_path: Path) -> None:
    message, attached = reports(read(tmp_path / "a.eml", MAIL))
    assert message.text.startswith("Update from Karsk\n\nThree people were killed.")
    assert (message.outlet, message.published, message.given_id) == (
        "Field office",
        date(2021, 3, 2),
        "m1@ngo.example",
    )
    assert attached.text.strip() == "Two were hurt."
    assert attached.given_id == "list"


def test_a_message_of_parts_in_parts_is_one_line(tmp_path: Path) -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    (failed,) = read(tmp_path / "deep.eml", "From: a@b.example\n" + deep)
    assert isinstance(failed, ReadFailed)


def test_a_table_in_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    table = pa.table(
        {"id": [1, 2], "text": ["One was killed.", None], "published": [date(2021, 3, 2), None], "x": [1, 2]}
    )
    pq.write_table(table, tmp_path / "a.parquet")
    first, second = read_inputs([tmp_path / "a.parquet"])
    assert isinstance(first, ReadOk)
    assert (first.report.text, first.report.given_id, first.report.published) == (
        "One was killed.",
        "1",
        date(2021, 3, 2),
    )
    assert isinstance(second, ReadFailed)
