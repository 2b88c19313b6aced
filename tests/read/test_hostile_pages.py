"""Pages made to cost time, memory or the process itself: each ends, as a report or as one line."""

from __future__ import annotations

import pytest

from tollbook.extract.triage import load_triage
from tollbook.model import Capture, Project
from tollbook.read.first_text import first_texts
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, ReadOk
from tollbook.run.cascade import Dropped, Failed, sift

SAID = (
    b"<p>Three soldiers were killed and two civilians wounded in the shelling of the village on Monday, the army said "
    b"in a note. Militants fired mortars at the convoy and the bodies were taken to a morgue. Four guerrillas died.</p>"
)
MANY = 60_000
PAGES = {
    "nested": b"<div>" * MANY + SAID,
    "nested and closed": b"<div>" * MANY + SAID + b"</div>" * MANY,
    "nested lists": b"<ul><li>" * MANY + SAID,
    "nested tables": b"<table><tr><td>" * MANY + SAID,
    "tags left open": b"<" * MANY + SAID,
    "attributes": b"<p " + b"a=b " * MANY + b">" + SAID,
    "one long line": SAID + b"x" * 5_000_000,
    "entities": b"&amp;" * MANY + SAID,
    "a document type with entities": b'<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + SAID,
    "comments left open": SAID + b"<!--" * MANY,
    "scripts left open": SAID + b"<script>" * MANY,
    "elements without end": SAID + b"<p>x" * 300_000,
    "deep metadata": b'<script type="application/ld+json">' + b"[" * MANY + b"</script>" + SAID,
    "half a surrogate": SAID + b"&#xD800;",
    "a wrong charset": b'<meta charset="utf-16">' + SAID,
    "no such charset": b'<meta charset="x-unheard-of">' + SAID,
    "characters that nobody has": SAID + bytes(range(128, 256)) * 20,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_ends(name: str) -> None:
    capture = Capture(uri="http://paper.example/1", archive="a.warc", offset=0)
    item = Input(name=name, raw=PAGES[name], media_type="text/html", capture=capture)
    ended = sift(item, ReadOptions(), Project(), load_triage())
    assert isinstance(ended, ReadOk | Dropped | Failed)
    if isinstance(ended, Dropped | Failed) and name != "scripts left open":
        assert ended.stage != "triage"  # what it says is seen, however it is wrapped
        assert "\n" not in ended.reason


@pytest.mark.parametrize(
    ("stated", "raw"),
    [
        ("iso-8859-1", SAID.replace(b"Three", "Три – three".encode())),
        (
            "windows-1251",
            "<p>Троє – three soldiers were killed in the shelling.</p>".encode("cp1251"),
        ),
        ("utf-8", "<p>Three soldiers – killed in the shelling of Orée.</p>".encode("cp1252")),
        (None, ("<p>Three soldiers were killed in the shelling.</p>" * 3).encode("utf-16")),
    ],
)
def test_a_page_in_another_charset_than_its_server_says_is_seen(stated: str | None, raw: bytes) -> None:
    text = next(first_texts(Input(name="x", raw=raw, media_type="text/html", encoding=stated)))
    assert "killed" in text
    assert load_triage().passes(text)
