"""What readers do not see: names of victims, witnesses and relatives, wherever they stand, and restricted reports."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from tests.ledger.conftest import Places
from tests.publish.war import HALDIN, WAR_START, report
from tollbook.model import (
    Claim,
    Count,
    Measure,
    Mention,
    Person,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Victims,
)
from tollbook.publish.mask import Names
from tollbook.review import Person as Reviewer
from tollbook.review.permissions import Role
from tollbook.review.veil import _TAG, WITHHELD, Withheld

from .conftest import OURS, Opened, fill, opened

NAMES = ("Olena Tarvik", "Marek O'Dell", "Sina Böhl-Ruiz", "Doran Vell", "Ida Tarvik")
TEXT = report(
    "names",
    "Haldin. Olena Tarvik, 34, and Marek O'Dell were killed on Monday. Her mother, Ida Tarvik, said that Olena had "
    "gone for water. A neighbour, Doran Vell, was there; Vell said a third, Sina Böhl-Ruiz, was taken to a clinic.",
    "Haldin Courier",
    WAR_START,
    "Olena Tarvik and another killed in Haldin",
    address="https://courier.example/olena-tarvik-killed",
)
SECRET = report("secret", "A source in the hospital says 12 were killed in Haldin.", "Letter", WAR_START, "A letter")
SECRET = SECRET.model_copy(update={"restricted": True})


def claim(of: Report, words: str, at: str, **fields: object) -> Claim:
    start, anchor = of.text.index(words), of.text.index(at)
    mention = Mention(
        text_id=of.text_id, report_id=of.id, measure=Measure.KILLED, anchor_start=anchor, anchor_end=anchor + len(at)
    )
    evidence = Span(start=start, end=start + len(words), text=words)
    reading = {"evidence": evidence, "measure": Measure.KILLED, "count": Count(low=2, high=2), "place": HALDIN}
    return Claim(mention=mention, reading=Reading.model_validate(reading | fields))


KILLED = claim(
    TEXT,
    "Olena Tarvik, 34, and Marek O'Dell were killed on Monday",
    "killed",
    victims=Victims(names=("Olena Tarvik", "Marek O'Dell"), text="Olena Tarvik, 34, and Marek O'Dell"),
    persons=(Person(name="Olena Tarvik", age=34), Person(name="Marek O'Dell")),
    source=(Speaker(name="Ida Tarvik", kind=SourceKind.FAMILY),),
)
THIRD = claim(
    TEXT,
    "Sina Böhl-Ruiz, was taken to a clinic",
    "taken",
    victims=Victims(names=("Sina Böhl-Ruiz",)),
    source=(Speaker(name="Doran Vell", kind=SourceKind.WITNESS),),
)
TOLD = claim(SECRET, "12 were killed", "12")


def parts() -> set[str]:
    return {part for name in NAMES for part in name.split()}


@pytest.fixture
def reader(places: Places) -> Iterator[Opened]:
    where = places.new()
    ledger = places.open(where)
    fill(ledger, [TEXT, SECRET], [KILLED, THIRD, TOLD])
    yield opened(where, ledger, Reviewer("Reader", Role.READER))


REPORT = f"/reports/{TEXT.id}"
PAGES = ["/", "/?state=all", REPORT, f"{REPORT}?claim={KILLED.id}", f"{REPORT}?claim={THIRD.id}",
         f"/claims/{KILLED.id}/item", "/reports", "/work", "/me", "/openapi.json"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_sees_no_name_and_nothing_restricted(reader: Opened, path: str) -> None:
    answer = reader.client.get(path)
    assert answer.status_code == 200
    shown = html.unescape(answer.text)
    assert [part for part in parts() if part in shown] == []
    assert "olena" not in shown.lower()
    assert SECRET.id not in shown and TOLD.id not in shown and "A letter" not in shown
    assert path == "/openapi.json" or ("Accept" not in shown and "/correct" not in shown)  # no verdict is offered


def test_a_coder_sees_the_words_as_they_stand(reader: Opened) -> None:
    coder = opened(reader.bench.where, reader.ledger, Reviewer("Coder", Role.CODER))
    shown = html.unescape(re.sub(r"<[^>]*>", "", coder.client.get(f"/reports/{TEXT.id}").text))
    assert all(name in shown for name in NAMES)
    assert "A letter" in coder.client.get("/reports").text


def test_a_text_is_withheld_and_still_read(reader: Opened) -> None:
    shown = html.unescape(re.sub(r"<[^>]*>", "", reader.client.get(f"/reports/{TEXT.id}").text))
    assert f"{WITHHELD}, 34, and {WITHHELD} were killed on Monday." in shown
    assert f"{WITHHELD} said a third, {WITHHELD}, was taken to a clinic." in shown


@pytest.mark.parametrize(
    "path", [f"/reports/{SECRET.id}", f"/claims/{TOLD.id}/item", f"/reports/{SECRET.id}?claim={TOLD.id}"]
)
def test_a_restricted_report_stays_restricted_for_whoever_guesses_its_id(reader: Opened, path: str) -> None:
    answer = reader.client.get(path)
    assert answer.status_code == 403
    assert "12 were killed" not in answer.text


def test_a_name_that_somebody_corrects_is_withheld_at_once(reader: Opened) -> None:
    assert reader.client.get("/").status_code == 200
    coder = opened(reader.bench.where, reader.ledger, Reviewer("Coder", Role.CODER))
    form = {"seen": coder.sign(THIRD.id), "victims.names": "Karo Hastings", "why": "Karo Hastings is her married name"}
    assert coder.client.post(f"/claims/{THIRD.id}/correct", data=form, headers=OURS).status_code == 303
    shown = reader.client.get(f"/reports/{TEXT.id}?claim={THIRD.id}").text
    assert "Karo" not in shown and "Hastings" not in shown
    assert "Sina" not in shown  # what it was before stays withheld too


def test_names_are_found_across_marks_and_in_attributes_and_not_across_cells() -> None:
    withheld = Withheld.__new__(Withheld)
    withheld.names = Names(frozenset({"Olena Tarvik", "Marek O'Dell"}))
    page = (
        "<p>Ol<mark>ena</mark> Tar<b>vik</b>, Marek O&#39;Dell</p><td>Olena</td><td>Tarvik</td>"
        '<input value="Marek O&#39;Dell, 4" title="OLENA TARVIK"><p>Olenas Tarvik &amp; sons</p>'
        '<a href="/search?q=Olena+Tarvik&amp;what=claims" title="Who? Olena Tarvik">its claims</a>'
    )
    assert withheld.veil(page, is_html=True) == (
        f"<p>{WITHHELD}<mark></mark><b></b>, {WITHHELD}</p><td>Olena</td><td>Tarvik</td>"
        f'<input value="{WITHHELD}, 4" title="{WITHHELD}"><p>Olenas Tarvik &amp; sons</p>'
        f'<a href="/search" title="Who? {WITHHELD}">its claims</a>'
    )
    assert len(_TAG.findall(page)) == len(_TAG.findall(withheld.veil(page, is_html=True)))
