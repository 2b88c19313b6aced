"""Timeline, places, sources, and the rules for claims that are cut in pieces."""

from collections.abc import Mapping
from dataclasses import replace

from tollbook.model import Zone
from tollbook.publish import PageReport, find_profile
from tollbook.publish.context import prepare
from tollbook.publish.figures import measure_sections
from tollbook.publish.lists import marked_texts, places, sources, target_rules, timeline

from . import war

CONTEXT = prepare(war.REPORTS, war.CLAIMS, war.LINKS, find_profile("internal"))
ROWS = [row for m in measure_sections(CONTEXT) for p in m.parties for g in p.groups for row in g.rows]


def test_the_timeline_is_in_order_and_what_has_no_date_comes_last() -> None:
    spans = timeline(CONTEXT, ROWS)
    assert [s.name for s in spans] == ["Feb 2031", "Mar 2031", "Date not known"]
    assert sum(len(s.entries) for s in spans) == len(ROWS)
    totals = [e.when for e in spans[1].entries if e.when.startswith("total to")]
    assert totals[0] == "total to 1\u00a0Mar\u00a02031"


def test_a_place_says_how_exact_it_is() -> None:
    about = {p.name: p.about for p in places(CONTEXT)}
    assert about["Haldin"] == "VX · 51.25, 31.50 (settlement: its centre)"
    assert about["Korva"] == "VX"


def test_each_speaker_of_a_chain_is_listed_with_its_claims() -> None:
    found = {s.name: s for s in sources(CONTEXT)}
    assert found["Northern Press Agency"].about == "the outlet in its own voice"
    assert [s.claims for s in sources(CONTEXT) if s.name == "Northern Press Agency"] == [6, 2]
    assert found["Mayor Ivo Renn"].about == "local authority · Vardia"
    measures = dict(found["Mayor Ivo Renn"].measures)
    assert [what for what, _ in measures["Killed"]] == ["At least 41", "Nine", "26"]


def told_by(voices: Mapping[str, str], profile: str = "internal") -> dict[str, str]:
    claims = [replace(c, voices=tuple(voices.get(s.name, "") for s in c.reading.source)) for c in war.CLAIMS]
    context = prepare(war.REPORTS, claims, war.LINKS, find_profile(profile))
    return {s.name: s.about for s in sources(context)}


def test_all_names_of_one_source_are_one_line() -> None:
    names = sorted({s.name for c in war.CLAIMS for s in c.reading.source})
    one, other, *_ = (name for name in names if name in told_by({}))
    apart, together = told_by({}), told_by({one: "src-1", other: "src-1"})
    assert {one, other} <= set(apart)
    assert len({one, other} & set(together)) == 1
    assert f"also as {next(iter({one, other} - set(together)))}" in " ".join(together.values())


def test_a_masked_speaker_is_joined_with_nobody() -> None:
    hidden = {s.name for c in war.CLAIMS for s in c.reading.source} - set(told_by({}, "public"))
    assert hidden
    shown = told_by(dict.fromkeys({s.name for c in war.CLAIMS for s in c.reading.source}, "src-1"), "public")
    assert not any(name in f"{shown}" for name in hidden)


def test_zones_that_are_no_reporting_are_set_apart_and_headlines_are_not() -> None:
    text = "Bread prices rise\n\nShare this\n\nNobody died."
    zones = (Zone(start=0, end=17, kind="title"), Zone(start=19, end=29, kind="share"))
    report = war.report("zones", text, "X", None, "", zones=zones)
    shown = marked_texts(prepare([PageReport(report)], [], [], find_profile("internal")))[0]
    written = "".join(p.html for p in shown.paragraphs)
    assert '<span class="zone">Share this</span>' in written
    assert written.count("<span") == 1


def test_notes_stand_beside_the_paragraph_in_which_a_claim_begins() -> None:
    text = next(t for t in marked_texts(CONTEXT) if t.report.report.id == war.STRIKE.id)
    assert [len(p.notes) for p in text.paragraphs] == [0, 3, 3, 1, 0]


def test_only_claims_in_pieces_need_a_rule_of_their_own() -> None:
    text = "12 people were killed and 30 hurt in the raid."
    report = war.report("cut", text, "X", None, "")
    first = war.claim(report, war.K, "12 people were killed and 30", "12", 12, 12)
    second = war.claim(report, war.Measure.INJURED, "killed and 30 hurt in the raid", "30", 30, 30)
    rules = target_rules(prepare([PageReport(report)], [first, second], [], find_profile("internal")))
    assert f'[data-c="{second.id}"]' in rules
    assert first.id not in rules
    assert target_rules(prepare([PageReport(report)], [first], [], find_profile("internal"))) == ""
