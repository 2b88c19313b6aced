"""The record's pages: what they show, what is decided on them, and that a page reads its own rows alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.ledger.conftest import Places
from tests.publish import war
from tollbook.draw import DARK, LIGHT
from tollbook.ledger import SubjectHead, WantedSubjects
from tollbook.model import Claim
from tollbook.review import Person
from tollbook.review.incidents import rows_for
from tollbook.review.pages import static
from tollbook.review.permissions import Role
from tollbook.run.reconciling import reconcile_at

from .conftest import OURS, WHO, Opened, fill, opened
from .test_review import Elements

SERIES = [*war.BULLETINS[:4], *war.RIVALS]
REPORTS = [war.STRIKE, war.HOSTILE, war.MORGUE, *SERIES]
CLAIMS = [c.claim for c in war.CLAIMS if c.report_id in {report.id for report in REPORTS}]


@pytest.fixture
def record(places: Places) -> Iterator[Opened]:
    """A workbench on a ledger with its record, once in SQLite and once in PostgreSQL."""
    where = places.new()
    ledger = places.open(where)
    fill(ledger, REPORTS, CLAIMS)
    reconcile_at(where)
    yield opened(where, ledger)


def ids(record: Opened, kind: str = "incident") -> list[str]:
    found = record.ledger.list_subjects(WantedSubjects(kind=kind), limit=99)
    return [head.id for head in sorted(found, key=lambda head: (-head.size, head.id))]


def paths(record: Opened) -> list[str]:
    """All of the record's pages."""
    every = [f"/incidents/{id_}" for kind in ("incident", "period") for id_ in ids(record, kind)]
    every += [f"/series/{id_}" for id_ in ids(record, "series")]
    every += [f"/sources/{source.id}" for source, _ in record.ledger.list_sources(limit=99)]
    lists = ["/incidents", "/incidents?kind=period", "/series", "/sources", "/map", "/search"]
    return [*lists, "/search?q=killed", "/search?q=killed&what=reports", *every]


def test_the_list_tells_what_is_claimed_the_dead_first_and_no_part_as_a_rival() -> None:
    def counts(*groups: tuple[str, int | None, int | None, str | None, str | None]) -> tuple[str, ...]:
        names = ("measure", "low", "high", "sex", "age")
        body = {"victims": [dict(zip(names, group, strict=True)) for group in groups]}
        (row,) = rows_for([SubjectHead("i-1", "incident", "Osk", "2024-03-11", "", 3, body)], {})
        return row.counts

    dead, children = ("killed", 40, 45, None, None), ("killed", 5, 5, None, "child")
    assert counts(("attacks", 1, 1, None, None), dead, children) == ("killed 40–45", "attacks 1")
    assert counts(children) == ("killed 5",)
    assert counts(("killed", 63, 89, None, None), ("killed", 200, None, "male", None)) == ("killed 63–200 or more",)
    assert counts(("killed", 28, None, None, None)) == ("killed 28 or more",)
    assert counts(("killed", None, 9, None, None), ("injured", None, None, None, None)) == (
        "killed up to 9",
        "injured no number",
    )


def test_every_page_shows_and_hostile_words_stay_words(record: Opened) -> None:
    for path in paths(record):
        answer = record.client.get(path)
        assert answer.status_code == 200, path
        page = answer.text
        for tag, attributes in Elements(page).found:
            assert tag not in ("img", "iframe", "object", "style", "foreignobject"), (path, tag)
            assert not [n for n in attributes if n.startswith("on") or n == "style"], (path, attributes)
            assert not any(str(v).lower().startswith("javascript:") for v in attributes.values()), (path, attributes)
            assert tag != "script" or attributes["src"] in ("/static/review.js", "/static/record.js"), path
        assert "\u202e" not in page


def test_an_incident_shows_claims_houses_dates_and_history(record: Opened) -> None:
    id_ = ids(record)[0]
    page = record.client.get(f"/incidents/{id_}").text
    one = record.ledger.subject(id_)
    size = len(re.findall(r'<tr id="claim-m-', page))
    assert size == len(one.claims)
    for words in ("Three dates", "Happened", "Reported", "Recognised", "What each house", "UCDP", "got its id"):
        assert words in page, words
    assert page.count('class="plot"') == size


def test_houses_stand_side_by_side_with_the_rule_that_makes_them_differ(places: Places) -> None:
    from tollbook.run.houses import load_policies

    where = places.new()
    ledger = places.open(where)
    fill(ledger, REPORTS, CLAIMS)
    reconcile_at(where)
    review = opened(where, ledger)
    review.bench.policies = load_policies("ucdp,airwars,ibc")
    pages = [review.client.get(f"/incidents/{id_}").text for id_ in ids(review)]
    assert any("Why it is not UCDP" in page and "by the rule on" in page for page in pages)


def test_links_are_accepted_rejected_and_left(record: Opened) -> None:
    for id_ in ids(record):
        page = record.client.get(f"/incidents/{id_}").text
        keys = re.findall(r'name="link" value="([^"]+)"', page)
        if keys:
            break
    assert record.post("/links/judge", link=keys[0], verdict="reject", back=id_) == 303
    page = record.client.get(f"/incidents/{id_}").text
    assert "rejected by a person" in page
    assert f"{WHO}: the link: rejected" in page
    identity = re.search(r'name="identity" value="([0-9a-f]+)"', page)
    assert identity is not None
    assert record.post("/record/undo", subject=keys[0], identity=identity[1], back=id_) == 303
    page = record.client.get(f"/incidents/{id_}").text
    assert "took a decision back" in page and "since taken back" in page and '<li class="rejected">' not in page
    assert record.post("/links/judge", link="repeats:m-0:m-1", verdict="accept", back=id_) == 422
    assert record.post("/links/judge", link=keys[0], verdict="withdraw", back=id_) == 422
    assert record.ledger.verify().ok


def test_two_incidents_are_merged_and_the_merge_is_taken_back(record: Opened) -> None:
    first, second, *_ = ids(record)
    held = {id_: set(record.ledger.subject(id_).claims) for id_ in (first, second)}
    answer = record.client.post(f"/incidents/{first}/merge", data={"other": second, "why": "one night"}, headers=OURS)
    home = answer.headers["location"]
    page = record.client.get(home).text
    assert set(re.findall(r'<tr id="claim-(m-\w+)"', page)) == held[first] | held[second]
    assert "(<bdi>one night</bdi>)" in page
    assert record.client.get(f"/incidents/{second}").status_code == 404
    identity = re.search(r'name="identity" value="([0-9a-f]+)"', page)
    subject = re.search(r'name="subject" value="([^"]+)"', page)
    assert identity is not None and subject is not None
    form = {"subject": subject[1], "identity": identity[1], "back": first}
    assert record.client.post("/record/undo", data=form, headers=OURS).status_code == 303
    assert {id_: set(record.ledger.subject(id_).claims) for id_ in (first, second)} == held
    assert "since taken back" in record.client.get(f"/incidents/{first}").text


def test_ticked_claims_are_split_off(record: Opened) -> None:
    first = ids(record)[0]
    claims = record.ledger.subject(first).claims
    out = claims[0]
    form = {"claims": [out], "why": "another street"}
    answer = record.client.post(f"/incidents/{first}/split", data=form, headers=OURS)
    assert answer.status_code == 303
    left = answer.headers["location"].removeprefix("/incidents/")
    assert out not in record.ledger.subject(left).claims
    assert record.client.post(f"/incidents/{left}/split", data={}, headers=OURS).status_code == 422


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("/incidents/{id}/merge", {}, "no other incident was named"),
        ("/incidents/{id}/merge", {"other_id": "i-nowhere"}, "no such incident"),
        ("/incidents/{id}/merge", {"other": "{id}"}, "cannot be merged"),
        ("/incidents/{id}/split", {"claims": "m-nothing"}, "m-nothing"),
        ("/incidents/{id}/judge", {"verdict": "split"}, "no verdict"),
        ("/record/undo", {"subject": "{id}", "identity": "0", "back": "{id}"}, "does not stand"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    record: Opened, path: str, form: dict[str, str], said: str
) -> None:
    id_ = ids(record)[0]
    before = record.ledger.last_seq()
    filled = {name: value.replace("{id}", id_) for name, value in form.items()}
    answer = record.client.post(path.replace("{id}", id_), data=filled, headers=OURS)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert record.ledger.last_seq() == before


def test_no_form_leads_to_another_host(record: Opened) -> None:
    answer = record.client.post("/record/reconcile", data={"back": "//evil.example/x"}, headers=OURS)
    assert answer.headers["location"].startswith("/incidents/%2F%2Fevil")


def test_an_earlier_state_is_asked_for_by_a_form(record: Opened) -> None:
    id_ = ids(record)[0]
    assert 'name="as_of"' in record.client.get(f"/incidents/{id_}").text
    early = record.client.get(f"/incidents/{id_}?as_of=2000-01-01").text
    assert "This is an earlier state" in early and "<tr id=" not in early and 'id="decide"' not in early
    assert record.client.get("/incidents?as_of=2000-01-01").text.count('class="name"') == 0
    assert record.client.get(f"/incidents/{id_}?as_of=yesterday").status_code == 404
    assert record.client.get(f"/incidents/{id_}?recorded=2000-01-01").status_code == 404


def test_search_finds_claims_with_their_incidents_and_reports(record: Opened) -> None:
    page = record.client.get("/search?q=mayor").text
    assert 'href="/claims/m-' in page and "/incidents/" in page
    assert 'href="/reports/r-' in record.client.get("/search?q=mayor&what=reports").text
    assert "Nothing holds all these words" in record.client.get("/search?q=zzzz").text
    assert record.client.get("/search?q=killed&before=9223372036854775808").status_code == 422


def test_the_map_leads_to_each_place_and_can_be_steered(record: Opened) -> None:
    page = record.client.get("/map").text
    assert page.count('class="dot') >= 1
    assert "disputed" in page
    for href in re.findall(r'href="(/map\?box=[^"]+)"', page):
        assert record.client.get(href.replace("&amp;", "&")).status_code == 200


def test_the_map_of_everything_shows_what_its_list_holds(record: Opened) -> None:
    heads = [head for head in record.ledger.list_subjects(WantedSubjects(), limit=99) if head.body.get("lat")]
    (country, *_) = sorted({head.body["country"] for head in heads})
    for counted, listed in ((f"/map?country={country}", f"/map?country={country}&since=1900-01-01"),):
        shown = [re.findall(r'aria-label="([^"]+: \d+ incidents?, [^"]+)"', record.client.get(path).text)
                 for path in (counted, listed)]  # fmt: skip
        assert sorted(shown[0]) == sorted(shown[1]) != []


def test_a_series_stands_among_its_rivals_with_its_arithmetic_and_gaps(record: Opened) -> None:
    listed = record.client.get("/series").text
    assert "Vardian Ministry of Health" in listed
    pages = [record.client.get(f"/series/{id_}").text for id_ in ids(record, "series")]
    page = next(page for page in pages if "adds up" in page)
    assert page.count('class="series party-') >= 2  # a line and bars
    assert "2,362" in page and "52" in page
    id_ = next(i for i, p in zip(ids(record, "series"), pages, strict=True) if p is page)
    assert "Nothing of this series had been published" in record.client.get(f"/series/{id_}?as_of=2031-02-01").text
    assert record.client.get(f"/series/{id_}?recorded=2031-02-01").status_code == 404
    assert "is no series" in record.client.get(f"/series/{ids(record)[0]}").text


def test_a_reader_decides_nothing(record: Opened) -> None:
    from tollbook.review import Person
    from tollbook.review.permissions import Role

    reader = opened(record.bench.where, record.ledger, Person("Reader", Role.READER))
    page = reader.client.get(f"/incidents/{ids(record)[0]}").text
    assert "Reviewers decide" in page and "/merge" not in page and 'type="checkbox"' not in page


def test_parties_have_the_palette_that_follows_no_flag() -> None:
    css = static("record.css").decode()
    for number, (light, dark) in enumerate(zip(LIGHT, DARK, strict=True), 1):
        assert f"--party-{number}: {light};" in css and f"--party-{number}: {dark};" in css
        assert f".party-{number} {{ color: var(--party-{number}); }}" in css
    drawing = css[css.index(".map ") :]
    assert not re.search(r"\.map [^{]*\{[^}]*#[0-9a-f]{3}", drawing)


def test_a_reader_sees_the_record_without_the_claims_of_restricted_reports(places: Places) -> None:
    secret = {r.id: r.model_copy(update={"restricted": True}) for r in (war.STRIKE, war.BULLETINS[1], war.MORGUE)}
    copies = [
        Claim(mention=c.mention.model_copy(update={"report_id": secret[c.mention.report_id].id}), reading=c.reading)
        for c in CLAIMS
        if c.mention.report_id in secret
    ]
    hidden = {war.BULLETINS[1].id, war.MORGUE.id}  # no open copy of these; of the strike there is one
    where = places.new()
    ledger = places.open(where)
    reports = [report for report in REPORTS if report.id not in hidden]
    fill(ledger, [*reports, *secret.values()], [*(c for c in CLAIMS if c.mention.report_id not in hidden), *copies])
    reconcile_at(where)
    reader = opened(where, ledger, Person("Reader", Role.READER))
    banned = {*(report.id for report in secret.values()), *(claim.id for claim in copies)}
    seen = {path: reader.client.get(path) for path in paths(reader)}
    for path, answer in seen.items():
        assert answer.status_code == 200 or "which readers do not see" in answer.text, path
        assert not [id_ for id_ in banned if id_ in answer.text], path
    pages = {path: answer.text for path, answer in seen.items() if answer.status_code == 200}
    assert any("in restricted reports left out" in page for page in pages.values())
    assert any(path.startswith("/series/") for path in pages)
    for path in ("/incidents", "/series", "/sources", "/map", "/search?q=killed", "/search?q=killed&what=reports"):
        assert path in pages, path
    coder = opened(where, ledger, Person("Coder", Role.CODER))
    assert all(coder.client.get(path).status_code == 200 for path in seen)
