"""Sources: what kind of speaker a name is, and for whom it speaks."""

from __future__ import annotations

import pytest

from tollbook.model.codes import SourceKind
from tollbook.reference.countries import countries
from tollbook.reference.parties import Parties
from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.sources import outlets, party_of_source, source_kind


@pytest.mark.parametrize(
    ("name", "kind", "party"),
    [
        ("Ukraine's general staff", "military", "Ukraine"),
        ("the Russian Defence Ministry", "military", "Russia"),
        ("Ukraine", "government", "Ukraine"),
        ("the Kremlin", "government", "Russia"),
        ("the Hamas-run health ministry", "medical", "Palestine"),
        ("Gaza's civil defence agency", "rescue_service", "Palestine"),
        ("the IDF", "military", "Israel"),
        ("Hamas", "armed_group", "Hamas"),
        ("a Hezbollah official", "armed_group", "Hezbollah"),
        ("a Houthi military spokesman", "armed_group", "Houthis"),
        ("Daniel Hagari", "military", "Israel"),
        ("Yahya Saree", "military", "Houthis"),
        ("Vitali Klitschko", "local_authority", "Ukraine"),
        ("Mahmoud Basal", "rescue_service", "Palestine"),
        ("Volodymyr Zelensky", "government", "Ukraine"),
        ("ISIS", "armed_group", "Islamic State"),
        ("the UN human rights office", "igo", None),
        ("UNICEF", "igo", None),
        ("the Red Cross committee", "igo", None),
        ("Human Rights Watch", "ngo", None),
        ("Amnesty International", "ngo", None),
        ("the Syrian Observatory for Human Rights", "monitor", None),
        ("ACLED", "monitor", None),
        ("Reuters", "media", None),
        ("TASS", "media", "Russia"),
        ("SANA", "media", "Syria"),
        ("Al-Masirah TV", "media", "Houthis"),
        ("witnesses", "witness", None),
        ("his mother", "family", None),
        ("the city's mayor", "local_authority", None),
        ("the governor of Kharkiv", "local_authority", None),
        ("doctors at the hospital", "medical", None),
        ("police", "police_or_court", None),
        ("activists", "other", None),
        ("a defence analyst", "analyst", None),
    ],
)
def test_kind_and_party(name: str, kind: str, party: str | None) -> None:
    assert source_kind(name) is SourceKind(kind)
    assert party_of_source(name) == party


def test_both_sides_of_a_war_read_alike() -> None:
    """Swapping the sides in a speaker's name swaps the party and nothing else (design rule 5)."""
    for form in ("{}'s defence ministry", "the {} army", "{} officials", "the mayor of a town in {}", "{} police"):
        kinds = {source_kind(form.format(side)) for side in ("Russia", "Ukraine", "Armenia", "Azerbaijan")}
        assert len(kinds) == 1, form


def test_outlets_are_known() -> None:
    assert {"Reuters", "TASS", "Al Jazeera"} <= outlets()


@pytest.mark.parametrize("table", ["source_names.tsv", "source_words.tsv"])
def test_kinds_in_the_tables_exist(table: str) -> None:
    assert all(SourceKind(row["kind"]) for row in rows(DATA / table))


def test_parties_in_the_tables_exist() -> None:
    known = Parties.load()
    named = {row["party"] for row in rows(DATA / "source_names.tsv") if row["party"]}
    assert [party for party in named if known.get(party) is None] == []


def test_persons_who_speak_hold_one_office() -> None:
    """A person's row says the kind of source that the person is; nobody is two kinds."""
    kinds: dict[str, set[str]] = {}
    for file in sorted((DATA / "parties").glob("*.tsv")):
        for row in rows(file):
            if row.get("speaks"):
                assert row["kind"] == "leader"
                for person in listed(row["text"]):
                    kinds.setdefault(person, set()).add(row["speaks"])
    assert kinds
    assert {person: found for person, found in kinds.items() if len(found) > 1} == {}


def test_governments_speak_as_governments() -> None:
    for country in countries().values():
        if country.demonyms and country.iso not in {"PS", "EH"}:
            assert source_kind(f"the {country.demonyms[0]} government") is SourceKind.GOVERNMENT, country.name
