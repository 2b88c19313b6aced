"""The pipeline: pure, repeatable, every offset exact, and nothing hostile in a text breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.made import DAY, claims_of, flat, made_report
from tollbook.errors import SettingsError
from tollbook.extract import extract_claims, may_hold_claims
from tollbook.model import Claim, Project, Report, Zone

STORY = (
    "Shelling kills 12 in border town\n\n"
    "Shelling killed 12 people, among them three children, in Kharkiv on Monday, the governor said. Another 30 were "
    "wounded.\n\nThe bodies of two soldiers were found under the rubble. At least 54 people have been killed in the "
    "region since January.\n"
)
SNIPPETS = (
    "Gunmen killed 12 villagers in Borno.",
    "The army said it had lost “nine” soldiers.",
    "HRANA: 3,461+ killed incl. 1,551 civilians",
    "Another 20 were wounded, five of them seriously.",
    "The bodies of 40 fighters lie in the street.",
    "Russia fired 14 missiles and 94 drones.",
    "Up to 7,000 people fled; the rest stayed.",
    "KHARTOUM, March 3 (Agency) - Two died.",
    "She told us: “They killed three.”",
    "No casualties were reported.",
    "killed killed killed 12 12 12",
    "12",
    "…",
)
ODD = "\u200b\u00ad\u202e\ufeff\u00a0\u2009\u2019\u201c\u2026\ufb01аеосі\r\t\x0c\u2028\U0001f480\ud800́\x00"


def exact(text: str, claims: list[Claim]) -> None:
    """Every evidence and anchor is a stretch of the text."""
    for claim in claims:
        evidence, mention = claim.reading.evidence, claim.mention
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert evidence.text == text[evidence.start : evidence.end]
        assert evidence.text.strip()
        assert 0 <= mention.anchor_start < mention.anchor_end <= len(text)
        assert evidence.start <= mention.anchor_start and mention.anchor_end <= evidence.end
        for trace in claim.reading.trace:
            assert (trace.start is None) == (trace.end is None)
            if trace.start is not None and trace.end is not None:
                assert 0 <= trace.start <= trace.end <= len(text)


@pytest.mark.parametrize("learned", [True, False])
def test_the_same_report_gives_the_same_claims(learned: bool) -> None:
    report, project = made_report(STORY), Project(learned=learned)
    first = extract_claims(report, project)
    assert first == extract_claims(report, project)
    assert len({c.id for c in first}) == len(first) >= 5


@pytest.mark.parametrize("learned", [True, False])
def test_claims_stand_in_the_order_of_the_text(learned: bool) -> None:
    starts = [c.mention.anchor_start for c in claims_of(STORY, learned=learned)]
    assert starts == sorted(starts)


def test_mentions_belong_to_their_report() -> None:
    report = made_report(STORY, outlet="The Daily Example")
    for claim in extract_claims(report):
        assert (claim.mention.report_id, claim.mention.text_id) == (report.id, report.text_id)
        assert claim.mention.measure == claim.reading.measure


def test_confidence_is_of_the_learned_part_alone() -> None:
    assert all(c.reading.confidence is not None and 0 <= c.reading.confidence <= 1 for c in claims_of(STORY))
    assert all(c.reading.confidence is None for c in claims_of(STORY, learned=False))


def test_every_field_says_what_set_it() -> None:
    wanted = {"measure", "count", "victims.party", "victims.status", "source", "place", "when", "actor", "extent"}
    for claim in claims_of(STORY):
        assert wanted <= {t.field for t in claim.reading.trace}


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\u200b\u200b", "x" * 5000, "12 " * 3000, "A quiet day in the village."]
)
def test_a_text_with_nothing_to_record(text: str) -> None:
    assert list(claims_of(text)) == []


def test_a_language_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(SettingsError, match="language 'fr'"):
        extract_claims(Report(text="Dix morts.", language="fr"))


def test_a_report_of_unknown_language_is_read() -> None:
    assert extract_claims(Report(text="Gunmen killed 12 villagers in Borno.", published=DAY))


def test_a_silent_zone_yields_no_claim_and_moves_no_offset() -> None:
    text = (
        "Gunmen killed 12 villagers in Borno.\n\nRead more: 30 soldiers killed in ambush\n\nFour farmers were abducted."
    )
    start = text.index("Read more")
    zone = Zone(start=start, end=text.index("\n\nFour"), kind="promo")
    found = extract_claims(made_report(text, zones=(zone,)))
    exact(text, found)
    assert {flat(c.reading)["count"] for c in found} >= {(12, 12)}
    assert not any(start <= c.mention.anchor_start < zone.end for c in found)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Gunmen killed 12 villagers.", True),
        ("The bodies lie in the street.", True),
        ("She took two books home.", True),  # cheap, so generous: a number beside a looser word
        ("The minister opened a school.", False),
        ("", False),
    ],
)
def test_may_hold_claims(text: str, holds: bool) -> None:
    assert may_hold_claims(made_report(text)) is holds


def test_a_line_that_is_silent_holds_no_claim() -> None:
    text = "The minister opened a school.\nRead more: gunmen killed 12 villagers"
    silent = Zone(start=text.index("Read"), end=len(text), kind="promo")
    assert not may_hold_claims(made_report(text, zones=(silent,)))


HOMOGLYPHS = {
    "plain": "Army shells killed 12 people and wounded 30 in Kharkiv.",
    "cyrillic letters": "Army shells kіllеd 12 реoplе and wоunded 30 in Khаrkіv.",
    "soft hyphens": "Army shells kil\u00adled 12 peo\u00adple and woun\u00added 30 in Khar\u00adkiv.",
    "odd spaces": "Army\u00a0shells\u00a0killed\u200912\u00a0people and\u3000wounded 30\u00a0in Kharkiv.",
    "zero width": "\ufeffArmy shells killed\u200b 12 people\u200b and wounded 30 in Kharkiv\u200e.",
    "tabs and returns": "Army shells\tkilled 12 people\r\nand wounded 30 in Kharkiv.",
}


@pytest.mark.parametrize("learned", [True, False])
@pytest.mark.parametrize("name", HOMOGLYPHS)
def test_odd_characters_change_no_field(name: str, learned: bool) -> None:
    text = HOMOGLYPHS[name]
    found = [flat(c.reading) for c in claims_of(text, learned=learned)]
    plain = [flat(c.reading) for c in claims_of(HOMOGLYPHS["plain"], learned=learned)]
    exact(text, list(claims_of(text, learned=learned)))
    kept = ("measure", "count", "comparator", "status", "place", "country", "means", "extent", "stance")
    assert [{k: f[k] for k in kept} for f in found] == [{k: f[k] for k in kept} for f in plain]
    assert len(plain) >= 2


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """Snippets joined by odd separators, with odd characters put in anywhere."""
    parts = draw(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=3))
    text = draw(st.sampled_from([" ", "\n", "\n\n", "\r\n", ""])).join(parts)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at:]
    return text


@settings(deadline=None, max_examples=60)
@given(odd_texts(), st.booleans())
def test_offsets_are_exact_on_any_text(text: str, learned: bool) -> None:
    report, project = made_report(text), Project(learned=learned)
    found = extract_claims(report, project)
    exact(text, found)
    assert found == extract_claims(report, project)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    exact(text, extract_claims(made_report(text)))
