"""A profile takes out what may not leave, and nothing else."""

import html
import json
import re

import pytest

from tollbook.cli.options import PROFILES as OFFERED
from tollbook.errors import SettingsError
from tollbook.model import Actor, Claim, Measure, Mention, Person, Place, Reading, Report, SourceKind, Span, Speaker
from tollbook.publish import PROFILES, PageClaim, PageReport, find_profile, reduce_claims, render_page
from tollbook.publish.record import State

from . import war

TEXT = (
    "Irma Dostal, a nurse, and 2 others were killed at the Dostal bakery in Haldin, her brother Petr Dostal said. "
    "The mayor said Dostal died at once."
)
REPORT = war.report("names", TEXT, "Haldin Courier", None, "Irma Dostal killed")
NAMED = war.claim(
    REPORT,
    war.K,
    "Irma Dostal, a nurse, and 2 others were killed at the Dostal bakery",
    "Irma Dostal, a nurse, and 2",
    3,
    3,
    whom="Irma Dostal, a nurse, and 2 others",
    names=("Irma Dostal",),
    persons=(Person(name="Irma Dostal", age=34),),
    source=(Speaker(name="her brother Petr Dostal", kind=SourceKind.FAMILY),),
    counterparty="the Dostal family",
    place=Place(text="the Dostal bakery", name="Haldin", country="VX"),
    actor=Actor(text="the men who shot Dostal"),
    object="Dostal bakery",
    responsibility=("denied by Petr Dostal",),
    further_places=(Place(text="Irma street"),),
)
OTHER = war.claim(REPORT, war.K, "Dostal died at once", None, 1, 1, source=(war.MAYOR,), whom="Dostal")


def test_public_leaves_no_name_of_a_victim_or_relative_in_any_field() -> None:
    reduced = reduce_claims([NAMED.claim, OTHER.claim], find_profile("public"))
    written = json.dumps([c.reading.model_dump(mode="json") for c in reduced])
    assert [name for name in ("Irma", "Petr", "Dostal") if name in written] == []
    assert reduced[0].reading.persons == ()
    assert reduced[0].reading.source[0].name == "a relative"
    assert reduced[0].reading.place == NAMED.reading.place.model_copy(update={"text": "the [name] bakery"})  # type: ignore[union-attr]


def test_a_name_in_one_claim_is_masked_in_the_words_of_another() -> None:
    reduced = reduce_claims([NAMED.claim, OTHER.claim], find_profile("public"))
    assert reduced[1].reading.evidence.text == "[name] died at once"
    assert reduce_claims([OTHER.claim], find_profile("public"))[0].reading.evidence.text == "Dostal died at once"


def test_internal_changes_nothing() -> None:
    assert reduce_claims([NAMED.claim, OTHER.claim], find_profile("internal")) == (NAMED.claim, OTHER.claim)


def test_public_offsets_count_from_the_quotation_so_that_no_names_length_is_told() -> None:
    for claim in reduce_claims([c.claim for c in war.CLAIMS], find_profile("public")):
        assert claim.reading.evidence.start == 0
        assert claim.reading.trace == ()


def test_all_that_is_coded_stays_and_so_does_the_id() -> None:
    public = reduce_claims([c.claim for c in war.CLAIMS], find_profile("public"))
    for before, after in zip((c.claim for c in war.CLAIMS), public, strict=True):
        assert after.id == before.id
        for name in ("measure", "stance", "certainty", "verification", "extent", "when", "means", "superseded"):
            assert getattr(after.reading, name) == getattr(before.reading, name)
        assert after.reading.count == before.reading.count


def test_a_quotation_longer_than_the_profile_allows_is_cut() -> None:
    text = " ".join(f"w{i}" for i in range(200))
    report = war.report("long", text, "X", None, "")
    long: Claim = war.claim(report, war.K, text, None, None, None).claim
    words = reduce_claims([long], find_profile("public"))[0].reading.evidence.text.split()
    assert len(words) == PROFILES["public"].evidence_words + 1
    assert words[-1] == "…"


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"'press'.*internal, partner, public"):
        find_profile("press")


NAMES = ("Olena Tarvik", "Marek O'Dell", "Sina Böhl-Ruiz", "Doran Vell", "Ida Tarvik")


def _named() -> tuple[list[PageReport], list[PageClaim]]:
    """A report whose victims, witness and relative have invented names, one of them in its title and address."""
    text = (
        "Olena Tarvik, 34, and Marek O'Dell were killed on Monday. Ida Tarvik said that Olena had gone for water. "
        "Sina Böhl-Ruiz was wounded, Doran Vell said; Vell was there."
    )
    title, address = "Olena Tarvik killed in Haldin", "https://courier.example/olena-tarvik"
    report = war.report("named", text, "Haldin Courier", war.WAR_START, title, address=address)
    secret = war.report("secret", "12 were killed.", "A letter", war.WAR_START, "A letter", restricted=True)

    def page_claim(of: Report, words: str, state: State = "machine", **fields: object) -> PageClaim:
        start = of.text.index(words)
        end = start + len(words)
        mention = Mention(
            text_id=of.text_id, report_id=of.id, measure=Measure.KILLED, anchor_start=start, anchor_end=end
        )
        evidence = Span(start=start, end=end, text=words)
        reading = {"evidence": evidence, "measure": Measure.KILLED, "count": {"low": 2, "high": 2, "text": words}}
        return PageClaim(Claim(mention=mention, reading=Reading.model_validate(reading | fields)), state)

    family, witness = ({"name": name, "kind": kind} for name, kind in ((NAMES[4], "family"), (NAMES[3], "witness")))
    victims = {"names": NAMES[:2], "text": "Olena Tarvik, 34, and Marek O'Dell"}
    claims = [
        page_claim(report, text[:57], victims=victims, persons=[{"name": NAMES[0]}], source=[family]),
        page_claim(report, text[58:105], source=[family]),
        page_claim(report, text[106:], "rejected", victims={"names": NAMES[2:3]}, source=[witness]),
        page_claim(secret, "12 were killed"),
    ]
    return [PageReport(report), PageReport(secret)], claims


@pytest.mark.parametrize("profile", ["public", "partner"])
def test_no_name_is_left_anywhere_on_a_page_of_a_profile_that_masks_names(profile: str) -> None:
    reports, claims = _named()
    page = html.unescape(render_page(reports, claims, profile=profile))
    parts = {part for name in NAMES for part in name.split()}
    assert [part for part in parts if part in page or part.lower() in page] == []
    assert "A letter" not in page and "12 were killed" not in page
    assert "Left out: 1 restricted report, 1 claim of such a report, " in page
    assert ("1 claim that a person rejected, 5 names, 1 text." in page) == (profile == "public")


def test_a_court_gets_names_and_texts_and_nothing_restricted() -> None:
    reports, claims = _named()
    page = html.unescape(re.sub(r"<[^>]*>", "", render_page(reports, claims, profile="court")))
    assert all(name in page for name in NAMES)
    assert "A letter" not in page and "12 were killed" not in page
    assert "Left out: 1 restricted report, 1 claim of such a report." in page


def test_every_profile_is_offered_by_the_commands() -> None:
    assert set(OFFERED) == set(PROFILES)
