"""The page as HTML: whole, safe, and every link leads somewhere."""

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from tollbook.model import Claim, Count, Reading
from tollbook.publish import PageClaim, PageReport, render_page

from . import war

NOTE = "Written for this demo: neither the war nor the outlets exist."
INTERNAL = render_page(war.REPORTS, war.CLAIMS, links=war.LINKS, notes=[NOTE], title="The war in Vardia")
PUBLIC = render_page(war.REPORTS, war.CLAIMS, links=war.LINKS, notes=[NOTE], profile="public")


def parsed(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


@pytest.mark.parametrize("page", [INTERNAL, PUBLIC], ids=["internal", "public"])
def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(page: str) -> None:
    root = parsed(page)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [h[1:] for h in root.xpath("//@href") if h.startswith("#")]
    assert len(targets) > 200
    assert set(targets) - set(ids) == set()


@pytest.mark.parametrize("page", [INTERNAL, PUBLIC], ids=["internal", "public"])
def test_every_claim_has_its_address(page: str) -> None:
    ids = set(parsed(page).xpath("//@id"))
    let_out = [c for c in war.CLAIMS if page is INTERNAL or c.state != "rejected"]
    assert [c.id for c in let_out if f"claim-{c.id}" not in ids] == []


def test_a_claims_address_is_its_evidence_in_the_text() -> None:
    root = parsed(INTERNAL)
    for claim in war.CLAIMS:
        found = root.xpath(f'//mark[@data-c="{claim.id}"]')
        assert "".join(e.text_content() for e in found) == claim.reading.evidence.text


def test_nothing_is_loaded_from_elsewhere() -> None:
    root = parsed(INTERNAL)
    assert root.xpath("//@src") == []
    assert [h for h in root.xpath("//link/@href") if h != "data:,"] == []
    assert "url(" not in INTERNAL and "@import" not in INTERNAL
    policy = root.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_only_reports_addresses_lead_out_and_they_tell_nothing() -> None:
    out = [a for a in parsed(INTERNAL).xpath("//a[@href]") if not a.get("href").startswith("#")]
    assert {a.get("href") for a in out} == {war.STRIKE.address}
    assert all("noreferrer" in a.get("rel") for a in out)


def test_the_head_says_what_was_read_and_that_no_person_reviewed_it() -> None:
    text = parsed(INTERNAL).xpath("//header")[0].text_content()
    assert NOTE in text
    assert f"{len(war.CLAIMS) - 1} claims in {len(war.REPORTS)} reports" in text
    states = dict(re.findall(r"(machine-made, not reviewed|accepted by a person|rejected by a person)\s*(\d+)", text))
    assert states == {
        "machine-made, not reviewed": str(len(war.CLAIMS) - 3),
        "accepted by a person": "1",
        "rejected by a person": "1",
    }


def test_the_public_page_holds_no_text_no_witness_and_no_reviewer_and_says_so() -> None:
    assert "reports' texts and restricted reports are left out" in parsed(PUBLIC).text_content()
    assert "opera reopened on Saturday" not in PUBLIC and "opera reopened on Saturday" in INTERNAL
    assert "Doran Vell" not in PUBLIC and "Doran Vell" in INTERNAL
    assert "coder 1" not in PUBLIC and "coder 1" in INTERNAL
    assert "haldin-strike" not in PUBLIC


def test_a_rejected_claim_is_apart_and_drawn_nowhere() -> None:
    rejected = next(c for c in war.CLAIMS if c.state == "rejected")
    rows = parsed(INTERNAL).xpath(f'//tr[@id="figure-{rejected.id}"]')
    assert len(rows) == 1
    assert rows[0].xpath("ancestor::section/@id")[-1] == "rejected"
    assert rows[0].xpath(".//svg") == []


def test_a_corrected_claim_shows_what_the_machine_read() -> None:
    claim = war.STRIKE_CLAIMS[3]
    corrected = claim.reading.model_copy(update={"count": Count(low=62, high=62, text="62")})
    shown = replace(
        claim, claim=claim.claim.model_copy(update={"reading": corrected}), state="corrected", machine=claim.reading
    )
    row = (
        parsed(render_page([PageReport(war.STRIKE)], [shown])).xpath(f'//tr[@id="figure-{claim.id}"]')[0].text_content()
    )
    assert "corrected by a person" in row
    assert "corrected: count; the machine read “26”" in row


def test_copies_share_a_row_that_names_both_outlets() -> None:
    root = parsed(INTERNAL)
    first, copy = war.AGENCY_CLAIMS[0], war.COPY_CLAIMS[0]
    row = root.xpath(f'//tr[@id="figure-{first.id}"]')[0]
    assert "the same text also in: Lakeside Post" in row.text_content()
    assert row.xpath(f'.//a[@href="#claim-{copy.id}"]')
    assert row.get("data-claims") == "2"


def test_every_claim_is_counted_once_among_the_figures() -> None:
    rows = parsed(INTERNAL).xpath('//section[@id="figures"]//tr[@data-measure]')
    assert sum(int(r.get("data-claims")) for r in rows) == len(war.CLAIMS)


def test_links_between_claims_are_said_from_both_sides() -> None:
    root = parsed(INTERNAL)
    new, old = (root.xpath(f'//tr[@id="figure-{war.STRIKE_CLAIMS[i].id}"]')[0].text_content() for i in (0, 3))
    assert "replaces 26" in new
    assert "replaced by At least 41" in old


def test_a_scale_says_when_it_is_logarithmic() -> None:
    root = parsed(INTERNAL)
    notes = {
        s.get("id"): s.xpath(".//*[@class='scale-note']")[0].text_content()
        for s in root.xpath('//section[@class="measure"]')
        if s.get("id") != "rejected"
    }
    assert notes["killed"].startswith("Logarithmic scale")
    assert notes["injured"] == "Linear scale"
    assert notes["captured"] == "No number is stated"


def test_the_same_input_gives_the_same_page() -> None:
    again = render_page(
        list(reversed(war.REPORTS)),
        list(reversed(war.CLAIMS)),
        links=war.LINKS,
        notes=[NOTE],
        title="The war in Vardia",
    )
    assert again == INTERNAL


def test_a_page_without_claims_says_so() -> None:
    text = parsed(render_page([PageReport(war.QUIET)], [])).text_content()
    assert "No claim was found." in text
    assert "Nothing to record" in text
    assert "0 claims in 1 report from 1 outlet" in text
    assert "0 claims in 0 reports" in parsed(render_page([], [])).text_content()


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_a_hostile_report_stays_text(profile: str) -> None:
    page = render_page(
        [PageReport(war.HOSTILE)], war.HOSTILE_CLAIMS, profile=profile, title="<i>T</i>", notes=["<b>n</b>"]
    )
    root = parsed(page)
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//img | //i | //b[@onmouseover] | //svg[@onload] | //*[@onerror]") == []
    assert not [h for h in root.xpath("//@href") if "script" in h]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page)
    assert "⟨U+202E⟩" in page
    assert root.xpath("//title")[0].text == "<i>T</i>"


SIDES = {"Vardia": "Ostrel", "Ostrel": "Vardia"}


def swap(text: str) -> str:
    return re.sub("Vardia|Ostrel", lambda m: SIDES[m.group()], text)


def swapped_war() -> tuple[list[PageReport], list[PageClaim]]:
    """The same reports and claims with the sides' names exchanged throughout; outlets keep theirs."""
    reports = {r.id: r.report.model_copy(update={"text": swap(r.report.text)}) for r in war.REPORTS}
    claims = []
    for claim in war.CLAIMS:
        report = reports[claim.report_id]
        mention = claim.claim.mention.model_copy(update={"report_id": report.id, "text_id": report.text_id})
        reading = Reading.model_validate_json(swap(claim.reading.model_dump_json()))
        claims.append(replace(claim, claim=Claim(mention=mention, reading=reading)))
    return [PageReport(r) for r in reports.values()], claims


def test_swapping_the_sides_swaps_their_names_and_nothing_else() -> None:
    """Design rules 5 and 12: order, colours and drawings follow the claims, never a party's name."""

    def drawn(page: str) -> list[str]:
        figures = parsed(page).xpath('//section[@id="figures"] | //section[@id="totals"]')
        return [
            f"{e.tag} {e.get('class')} {e.text} {e.tail} {e.get('x')} {e.get('points')}"
            for f in figures
            for e in f.iter()
        ]

    before = drawn(render_page(war.REPORTS, war.CLAIMS))
    assert drawn(render_page(*swapped_war())) == [swap(line) for line in before]
    assert any("party-2" in line for line in before)
