"""The queue, the report's page and what people do on them, on both databases."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import Markup

from tests.publish import war
from tollbook.ledger import Filter
from tollbook.model import Span
from tollbook.review.controls import changes, controls
from tollbook.review.passage import around, evidence_of, excerpt, find_words
from tollbook.review.queue import would_be
from tollbook.run.influence import Influence
from tollbook.run.reconciling import reconcile_at

from .conftest import OURS, STRIKE, WHO, Opened

REPORT = STRIKE[0].mention.report_id
KILLED, INJURED, CHILDREN = STRIKE[0].id, STRIKE[1].id, STRIKE[2].id


def order(page: str) -> list[str]:
    return re.findall(r'<article class="[^"]*" id="item-(m-\w+)"', page)


class Elements(HTMLParser):
    """All elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_queue_holds_what_nobody_has_reviewed(review: Opened) -> None:
    page = review.client.get("/").text
    assert len(order(page)) == 8
    assert "0 of 8 claims reviewed" in page
    assert review.judge(KILLED, "accept") == 303
    page = review.client.get("/").text
    assert KILLED not in order(page)
    assert "1 of 8 claims reviewed" in page
    assert order(review.client.get("/?state=accepted").text) == [KILLED]
    assert order(review.client.get("/?state=all&mine=1").text) == [KILLED]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("measure=injured", [INJURED]),
        ("text=children", [CHILDREN]),
        ("source=general+staff&measure=killed", [STRIKE[4].id, STRIKE[5].id]),
        ("party=Nowhere", []),
        ("state=unsure", []),
    ],
)
def test_filters(alone: Opened, query: str, found: list[str]) -> None:
    assert order(alone.client.get(f"/?{query}").text) == found


def test_what_moves_a_toll_most_comes_first(review: Opened) -> None:
    assert "Nothing was reconciled yet" in review.client.get("/").text
    reconcile_at(review.bench.where)
    page = review.client.get("/").text
    influence = review.bench.influence(order(page))
    moves = [influence[id_].move if id_ in influence else -1 for id_ in order(page)]
    assert moves == sorted(moves, reverse=True)
    assert moves[0] > 0
    assert order(review.client.get("/?order=reading").text)[0] == KILLED
    assert "If rejected:" in page


def test_what_a_claim_moves_names_the_measure_once() -> None:
    made = Influence("m-1", 5, "i-1", "Osk, 2024-03-11", "killed", "UCDP", (5, 5, 5), None)
    assert would_be(made) == "killed, Osk, 2024-03-11: 5 under UCDP; without it no figure"
    period = replace(made, name="Vardia: killed, running total, 11 Mar 2024", without=(4, 4, 4))
    assert would_be(period) == "Vardia: killed, running total, 11 Mar 2024: 5 under UCDP; without it 4"


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")])
def test_a_verdict_is_a_judgement_in_the_ledger(review: Opened, verdict: str, state: str) -> None:
    assert review.judge(INJURED, verdict) == 303
    now = review.now(INJURED)
    assert (now.state, now.judged_by) == (state, WHO)
    assert review.ledger.verify().ok


def test_a_script_gets_the_item_as_it_is_now(review: Opened) -> None:
    form = {"verdict": "accept", "seen": review.sign(INJURED)}
    answer = review.client.post(f"/claims/{INJURED}/judge", data=form, headers={**OURS, "tollbook-part": "item"})
    assert answer.status_code == 200
    assert order(answer.text) == [INJURED]
    assert f"accepted by {WHO}" in answer.text
    assert "1 of 8 claims reviewed" in answer.text


def test_who_was_slower_is_told_so(review: Opened) -> None:
    sign = review.sign(INJURED)
    review.judge(INJURED, "reject")
    assert review.post(f"/claims/{INJURED}/judge", verdict="accept", seen=sign) == 409
    assert review.now(INJURED).state == "rejected"


def form_of(review: Opened, claim_id: str) -> dict[str, str]:
    """The edit form as the page holds it."""
    claim = review.now(claim_id)
    return {c.path: c.value for c in controls(claim.reading)} | {"seen": review.sign(claim_id)}


def test_only_what_was_changed_is_set(review: Opened) -> None:
    form = form_of(review, INJURED) | {"count.low": "1,112", "count.high": "1112", "why": "a typing slip"}
    assert review.post(f"/claims/{INJURED}/correct", **form) == 303
    now = review.now(INJURED)
    assert (now.state, now.reading.count.low, now.reading.count.high, now.why) == (
        "corrected", 1112, 1112, "a typing slip",
    )  # fmt: skip
    assert review.ledger.history(INJURED)[-1].fields == {"count.low": 1112, "count.high": 1112}
    assert now.machine.count.low == 112


def test_a_count_in_words_sets_its_bounds(review: Opened) -> None:
    form = form_of(review, INJURED) | {"stated": "at least 112"}
    assert review.post(f"/claims/{INJURED}/correct", **form) == 303
    count = review.now(INJURED).reading.count
    assert (count.low, count.high, count.comparator.value) == (112, None, "at_least")


@pytest.mark.parametrize(
    ("path", "entered", "value"),
    [
        ("source", "the mayor | local_authority | Vardia\nan agency", ["the mayor", "an agency"]),
        ("victims.names", "Ann Example\nBo Example", ["Ann Example", "Bo Example"]),
        ("victims.status", "civilian", "civilian"),
        ("when.start", "2031-03-02", "2031-03-02"),
        ("means", "", None),
        ("superseded", "yes", True),
        ("place.name", "", None),
        ("persons", '[{"name": "Ann Example"}]', [{"name": "Ann Example"}]),
    ],
)
def test_every_kind_of_field_is_edited(alone: Opened, path: str, entered: str, value: Any) -> None:
    assert alone.post(f"/claims/{INJURED}/correct", **(form_of(alone, INJURED) | {path: entered})) == 303
    set_ = alone.ledger.history(INJURED)[-1].fields
    assert set_ is not None
    assert ([s["name"] for s in set_[path]] if path == "source" else set_[path]) == value


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "nothing was changed"),
        ({"count.low": "many"}, "is no number"),
        ({"count.low": "200"}, "Give both"),
        ({"source": "x | nonsense"}, "no kind of source"),
        ({"persons": "{"}, "is no JSON"),
        ({"when.start": "yesterday"}, "write a day"),
        ({"stated": "a blur"}, "says no number"),
        ({"victims.status": "brave"}, "victims.status"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(alone: Opened, changed: dict[str, str], said: str) -> None:
    form = form_of(alone, INJURED) | changed
    answer = alone.client.post(f"/claims/{INJURED}/correct", data=form, headers=OURS)
    assert answer.status_code == 422
    assert said in answer.text
    assert alone.now(INJURED).state == "machine"


def test_a_form_left_alone_changes_nothing_whatever_the_claim() -> None:
    for claim in war.CLAIMS:
        assert changes(claim.reading, {c.path: c.value for c in controls(claim.reading)}) == {}


def test_evidence_moves_to_the_words_selected(review: Opened) -> None:
    at = war.STRIKE.text.index("112 wounded")
    form = {"words": "112 wounded", "at": str(at), "seen": review.sign(INJURED)}
    assert review.post(f"/claims/{INJURED}/evidence", **form) == 303
    span = review.now(INJURED).reading.evidence
    assert (span.start, span.end) == (at, at + 11)
    form = {"words": "words that are not there", "seen": review.sign(INJURED)}
    assert review.post(f"/claims/{INJURED}/evidence", **form) == 422


def test_a_claim_that_was_missed_is_added_where_it_was_selected(review: Opened) -> None:
    words = "that its rockets had hit a barracks"
    form = {"words": words, "at": str(war.STRIKE.text.index(words)), "measure": "attacks", "count": "1"}
    form |= {"party": "Vardia", "source": "Ostrel's general staff", "first": "2031-03-03", "place": "Haldin"}
    answer = review.client.post(f"/reports/{REPORT}/claims", data=form, headers=OURS)
    assert answer.status_code == 303
    (added,) = review.ledger.claims(Filter(measure="attacks"))
    assert answer.headers["location"] == f"/reports/{REPORT}?claim={added.id}#claim-{added.id}"
    assert (added.state, added.judged_by, added.reading.evidence.text) == ("accepted", WHO, words)
    assert (added.reading.count.low, added.reading.when.start) == (1, war.STRIKE.published)
    assert review.post("/undo") == 303
    assert review.now(added.id).state == "rejected"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words": "not in it"}, "do not stand in the report"),
        ({"words": "the"}, "times. Give more"),
        ({"words": ""}, "no words were given"),
        ({"words": "Nine of the dead", "measure": "sorrow"}, "sorrow"),
        ({"words": "Nine of the dead", "first": "3 March"}, "no date"),
        ({"words": "Nine of the dead", "first": "2031-03-03", "last": "2031-03-01"}, "exchange them"),
    ],
)
def test_a_claim_that_cannot_be_is_not_added(alone: Opened, form: dict[str, str], said: str) -> None:
    answer = alone.client.post(f"/reports/{REPORT}/claims", data={"measure": "killed"} | form, headers=OURS)
    assert answer.status_code == 422
    assert said in answer.text
    assert len(alone.ledger.claims()) == 8


def test_undo_takes_back_one_judgement_after_the_other(review: Opened) -> None:
    before = {claim.id: claim for claim in review.ledger.claims()}
    review.judge(KILLED, "accept")
    review.judge(INJURED, "reject")
    review.judge(INJURED, "accept")
    assert [review.post("/undo") for _ in range(4)] == [303, 303, 303, 422]
    assert {claim.id: claim for claim in review.ledger.claims()} == before
    assert review.ledger.verify().ok


def test_a_judgement_is_taken_back_at_its_claim(review: Opened) -> None:
    review.judge(KILLED, "accept")
    review.judge(INJURED, "reject")
    assert review.judge(KILLED, "withdraw") == 303
    assert (review.now(KILLED).state, review.now(INJURED).state) == ("machine", "rejected")


def test_a_claim_opens_with_each_field_and_the_words_that_set_it(alone: Opened) -> None:
    answer = alone.client.get(f"/claims/{KILLED}")
    assert answer.headers["location"] == f"/reports/{REPORT}?claim={KILLED}#claim-{KILLED}"
    page = alone.client.get(answer.headers["location"]).text
    assert f'<mark id="claim-{KILLED}" class="machine chosen"' in page
    for name in ("measure", "count", "victims", "source", "place", "when", "extent", "stance", "certainty"):
        assert f'data-field="{name}"' in page
    assert "Mayor Ivo Renn" in page


def test_the_new_claim_form_holds_the_words_and_their_number(alone: Opened) -> None:
    page = alone.client.get(f"/reports/{REPORT}/new", params={"words": "at least 12 men", "at": "0"}).text
    assert 'value="at least 12"' in page
    assert "do not stand in the report" in page


@pytest.mark.parametrize("path", ["/", "/reports", "/reports/{hostile}", "/reports/{hostile}?claim={claim}", "/nope"])
def test_hostile_words_stay_words(alone: Opened, path: str) -> None:
    claim = war.HOSTILE_CLAIMS[0]
    page = alone.client.get(path.format(hostile=claim.report_id, claim=claim.id)).text
    for tag, attributes in Elements(page).found:
        assert tag not in ("img", "svg", "iframe", "object", "style"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        assert not any(str(value).startswith("javascript:") for value in attributes.values()), attributes
        assert tag != "script" or attributes == {"type": "module", "src": "/static/review.js"}
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("wanted", "near", "start"), [("a b", None, 4), ("a  b", None, 4), ("c", 9, 8), ("c", 0, 2), ("c", 8, 8)]
)
def test_words_are_found_whatever_their_white_space(wanted: str, near: int | None, start: int) -> None:
    text = "x c a\nb c c"
    if near is None or near == 9:
        assert text[find_words(text, wanted, near).start :].startswith(("a\nb", "c"))
    assert find_words(text, wanted, near).start == start


def test_an_excerpt_keeps_to_its_line_of_a_text_s_head(alone: Opened) -> None:
    text = "---\ntitle: Twelve dead in Kesh\noutlet: Row Post\n---\nKESH - Nothing else was said.\n"
    claim = alone.now(CHILDREN)
    start = text.index("Twelve dead")
    reading = claim.reading.model_copy(update={"evidence": Span(start=start, end=start + 11, text="Twelve dead")})
    assert Markup(excerpt(text, replace(claim, reading=reading))).striptags() == "… title: Twelve dead in Kesh …"
    assert around(text, text.index("KESH")).striptags().endswith("KESH - Nothing else was said.")


def test_an_excerpt_ends_with_whole_words_for_those_who_settle_too(alone: Opened) -> None:
    claim = alone.now(CHILDREN)
    text = war.STRIKE.text.replace("\n", " ")
    shown = str(evidence_of(text, claim.reading))
    assert f">{claim.reading.evidence.text}</mark>" in shown
    words = Markup(shown).striptags().strip("… ").split()
    assert len(words) < len(text.split())
    assert {words[0], words[-1]} <= set(text.split())


def test_an_excerpt_keeps_to_its_paragraph(alone: Opened) -> None:
    shown = excerpt(war.STRIKE.text, alone.now(CHILDREN))
    assert "Nine" in shown and "HALDIN, 3 March" in shown
    assert "The mayor had first spoken" not in shown


TOLD = "A nurse called at noon. At least 12 people were killed in Haldin, she said.\r\nTwo more were hurt."


def test_a_claim_is_written_down_with_a_report_of_its_own(review: Opened) -> None:
    form = {"text": TOLD, "words": "At least 12 people were killed in Haldin", "measure": "killed", "name": "call-7"}
    form |= {"count": "at least 12", "outlet": "A nurse", "published": "2031-03-04", "restricted": "1"}
    answer = review.client.post("/add", data=form, headers=OURS)
    assert answer.status_code == 303
    assert "call-7" in review.client.get("/reports").text
    (claim,) = [c for c in review.ledger.claims() if c.given_id == "call-7"]
    assert (claim.state, claim.judged_by, claim.reading.count.low) == ("accepted", WHO, 12)
    report = review.ledger.report(claim.report_id)
    assert (report.restricted, str(report.published), report.outlet) == (True, "2031-03-04", "A nurse")
    assert report.text == TOLD.replace("\r\n", "\n")
    assert claim.id in answer.headers["location"]
    again = review.client.post("/add", data=form | {"restricted": ""}, headers=OURS)
    assert again.status_code == 422 and "in the ledger already, restricted" in again.text
    assert review.ledger.verify().ok


def test_what_was_entered_stands_in_the_form_again_where_it_could_not_be_stored(review: Opened) -> None:
    before = len(list(review.ledger.claims()))
    form = {"text": TOLD, "words": "30 people", "measure": "injured", "party": "Kesh <b>", "restricted": "1"}
    answer = review.client.post("/add", data=form, headers=OURS)
    assert answer.status_code == 422
    for words in ("do not stand in the", "Two more were hurt.", 'value="Kesh &lt;b&gt;"', "30 people", " checked"):
        assert words in answer.text, words
    assert '<option value="injured" selected>' in answer.text
    empty = review.client.post("/add", data={}, headers=OURS)
    assert empty.status_code == 422 and "no words were given" in empty.text
    assert len(list(review.ledger.claims())) == before


@pytest.mark.parametrize("path", ["/reports", "/codings"])
def test_a_list_of_reports_goes_on_page_by_page(review: Opened, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    ids = {report.id for report in review.ledger.reports()}
    assert len(ids) > 1
    for views in ("views", "coding_views"):
        monkeypatch.setattr(f"tollbook.review.{views}.REPORTS", 1)
    seen: list[str] = []
    page: str | None = path
    while page is not None:
        text = review.client.get(page).text
        seen += [id_ for id_ in ids if f'href="/reports/{id_}"' in text or f'name="report" value="{id_}"' in text]
        more = re.search(r'rel="next" href="([^"#]+)', text)
        page = more[1] if more else None
    assert sorted(seen) == sorted(ids)


def test_the_first_reports_given_to_nobody_are_shown(review: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "the first" not in review.client.get("/work").text
    monkeypatch.setattr("tollbook.review.house_views.FREE", 1)
    assert "the first 1 report" in review.client.get("/work").text
