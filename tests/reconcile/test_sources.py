"""The registry of sources: what is one source, and what people decide about it."""

from __future__ import annotations

import random
from dataclasses import replace

from tollbook.model import Source
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.decisions import SourceDecisions, pair
from tollbook.reconcile.sources import Registry, identified, local, propose_sources

from .made_series import claim


def said(number: int, *chain: str, kind: str = "other", **fields: object) -> FlatClaim:
    return claim(number, chain=chain, said_by=chain[0] if chain else "", source="", source_kind=kind, **fields)


def by_alias(sources: list[Source]) -> dict[str, Source]:
    return {alias: source for source in sources for alias in source.aliases}


CLAIMS = [
    said(1, "Chad's defence ministry", kind="military", source_party="Chad", outlet="Harbour Post"),
    said(
        2, "the Chadian Ministry of Defence", "Harbour Post", kind="military", source_party="Chad", outlet="Quay News"
    ),
    said(3, "officials", kind="unnamed", outlet="Quay News"),
    said(4, "officials", kind="unnamed", outlet="Harbour Post"),
    said(5, outlet="harbour-post.com"),
    said(6),
]


def test_names_of_one_source_are_its_aliases() -> None:
    found = by_alias(propose_sources(CLAIMS))
    ministry = found["Chad's defence ministry"]
    assert ministry is found["the Chadian Ministry of Defence"]
    assert (ministry.kind, ministry.party, ministry.report) == ("military", "Chad", None)
    assert (ministry.name, ministry.why) == ("Chad's defence ministry", "the defence ministry of Chad")


def test_an_outlet_that_speaks_and_is_quoted_is_one_source() -> None:
    found = by_alias(propose_sources(CLAIMS))
    assert found["Harbour Post"].outlet
    assert found["Harbour Post"].id == identified(CLAIMS)[1].chain[1]


def test_speakers_without_a_name_are_one_source_a_report() -> None:
    third, fourth = identified(CLAIMS)[2:4]
    assert third.source != fourth.source
    names = {source.id: source.name for source in propose_sources(CLAIMS)}
    assert (names[third.source], names[fourth.source]) == ("officials [r-3]", "officials [r-4]")


def test_a_report_of_no_outlet_speaks_for_itself() -> None:
    last = identified(CLAIMS)[-1]
    assert last.source.startswith("src-")
    assert last.source != identified([said(7)])[0].source


def test_neither_order_nor_other_claims_change_an_id() -> None:
    ids = {c.id: (c.source, c.chain) for c in identified(CLAIMS)}
    shuffled = list(CLAIMS)
    random.Random(2).shuffle(shuffled)
    assert {c.id: (c.source, c.chain) for c in identified(shuffled)} == ids
    assert all((c.source, c.chain) == ids[c.id] for one in CLAIMS for c in identified([one]))
    assert propose_sources(shuffled) == propose_sources(CLAIMS)


def test_people_put_names_together() -> None:
    decided = SourceDecisions(together=(("Chad's defence ministry", "Colonel Brahim Oumar"),))
    claims = [*CLAIMS, said(8, "Colonel Brahim Oumar"), said(9, "Brahim Oumar")]
    found = by_alias(propose_sources(claims, decided))
    assert found["Brahim Oumar"] is found["the Chadian Ministry of Defence"]
    assert found["Brahim Oumar"].id != by_alias(propose_sources(claims))["Brahim Oumar"].id


def test_people_may_say_that_unnamed_speakers_of_two_reports_are_one() -> None:
    decided = SourceDecisions(together=((local("officials", "r-3"), local("officials", "r-4")),))
    third, fourth = identified(CLAIMS, decided)[2:4]
    assert third.source == fourth.source


def test_people_split_a_name_off() -> None:
    names = ("Chad's defence ministry", "the Chadian Ministry of Defence")
    decided = SourceDecisions(apart=frozenset({pair(*names)}))
    first, second = identified(CLAIMS, decided)[:2]
    assert first.source != second.source
    assert identified(CLAIMS[:1], decided)[0].source == first.source


def test_a_name_split_off_can_be_put_with_another() -> None:
    names = ("Chad's defence ministry", "the Chadian Ministry of Defence")
    decided = SourceDecisions(apart=frozenset({pair(*names)}), together=((names[1], "Brahim Oumar"),))
    claims = identified([*CLAIMS, said(8, "Brahim Oumar")], decided)
    assert claims[1].source == claims[-1].source != claims[0].source


def test_people_correct_fields() -> None:
    id_ = identified(CLAIMS)[0].source
    decided = SourceDecisions(
        fields=((id_, "party", "North"), (id_, "since", "2021-04-20"), (id_, "kind", "government"))
    )
    (found,) = [s for s in propose_sources(CLAIMS, decided) if s.id == id_]
    assert (found.party, found.kind, str(found.since)) == ("North", "government", "2021-04-20")


def test_a_registry_gives_each_link_of_a_chain_its_own_id() -> None:
    chain = Registry().chain(said(1, "residents", "Harbour Post", kind="witness"))
    assert len(set(chain)) == 2
    assert chain == Registry().chain(replace(said(1, "residents", "Harbour Post", kind="witness"), low=5))


def test_people_put_sources_together_by_their_ids() -> None:
    first, fourth = identified(CLAIMS)[0].source, identified(CLAIMS)[3].source
    decided = SourceDecisions(together=((first, fourth, "the army", "officials [r-4]"),))
    claims = identified([*CLAIMS, said(8, "the army", kind="military", source_party="Chad")], decided)
    assert claims[0].source == claims[3].source == min(first, fourth)
    assert claims[-1].source not in (first, fourth)  # a name that means a source only beside its report joins nothing


def test_those_who_stay_keep_the_id_when_a_name_is_split_off() -> None:
    names = ["Chad's defence ministry", "the Chadian Ministry of Defence", "Chad's MoD"]
    claims = [said(n, name, source_party="Chad") for n, name in enumerate(names)]
    apart = frozenset(pair(names[0], stay) for stay in names[1:])
    before, after = identified(claims), identified(claims, SourceDecisions(apart=apart))
    assert [c.source for c in after[1:]] == [c.source for c in before[1:]]
    assert after[0].source != before[0].source
