"""Parties: names in running text, and a lint of the tables that hold them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import SettingsError
from tollbook.reference.countries import countries
from tollbook.reference.parties import Parties
from tollbook.reference.parties_data import PARTY_KINDS, Alias, read_tables
from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import fold

ORDINARY = """
    a aid alliance also amid an and area army as at attack authority award base battle body border both bridge bus by
    camp car case cell centre child city civilian clash coast command council country court crossing day dead death
    depot district doctor east family fan farm fighter fire force from front general girl group gun half hand harm he
    hill home hospital hour house in island it lake land last leader left line man many march market mass may member
    mend might mile mine mission mosque mother near new night no north now number of official old on one order out pair
    party people person place plan police port post power press prison rally rat region report resident rest rice right
    river road route safe school sea security service shell she shore side so soldier south state station step store
    street strike team the then they time total tower town track training troop two under union unit van victim village
    wall war watch water wave way week well west who with woman work worker world wound year zone
"""
HEADER = "party\tkind\ttext\tsince\tuntil\tcountry\tparent\tnote\n"


def found(text: str, on: date | None = None, where: tuple[str, ...] = ()) -> list[tuple[str, str | None, str]]:
    return [(match.text, match.party, match.kind) for match in Parties.load().find(text, on, where)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukrainian troops fired.", [("Ukrainian troops", "Ukraine", "forces")]),
        ("Moscow's general staff spoke.", [("Moscow's general staff", "Russia", "body")]),
        ("Daesh gunmen fled.", [("Daesh gunmen", "Islamic State", "forces")]),
        ("the IS group and ISIS", [("IS group", "Islamic State", "forces"), ("ISIS", "Islamic State", "abbreviation")]),
        ("Ansar Allah fighters", [("Ansar Allah fighters", "Houthis", "forces")]),
        ("the IDF and the Qassam Brigades", [("IDF", "Israel", "forces"), ("Qassam Brigades", "Hamas", "forces")]),
        ("Gaza's health ministry", [("Gaza's health ministry", "Palestine", "body")]),
        ("the Hamas-run health ministry", [("Hamas-run health ministry", "Palestine", "body")]),
        ("a Hizbullah commander", [("Hizbullah commander", "Hezbollah", "forces")]),
        ("pro-Russian separatists", [("pro-Russian separatists", "Donetsk People's Republic", "forces")]),
        ("the Tatmadaw and the Arakan Army", [("the Tatmadaw", "Myanmar", "forces"), ("Arakan Army",) * 2 + ("name",)]),
        ("Shi'ite pilgrims", [("Shi'ite pilgrims", "Shiites", "people")]),
        ("Yezidi women", [("Yezidi", "Yazidis", "people")]),
        ("TTP militants", [("TTP militants", "Pakistani Taliban", "forces")]),
        ("Bosnian Serb forces", [("Bosnian Serb forces", "Bosnian Serbs", "forces")]),
        ("LTTE cadres", [("LTTE cadres", "Liberation Tigers of Tamil Eelam", "name")]),
        ("Blue helmets", [("Blue helmets", "United Nations", "forces")]),
        ("U.S.-led coalition jets", [("U.S.-led coalition", "US-led coalition", "name")]),
        ("the army of Azerbaijan", [("army of Azerbaijan", "Azerbaijan", "forces")]),
    ],
)
def test_names_in_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is what they told us in the car.",
        "The Washington Post and The Kyiv Independent",
        "the Sea of Azov and Lake Chad",
        "who said so, and a fan in the union",
        "Tamil Nadu",
        "TOWN THAT IS LOST AND SO IS ALL",
        "his chin, a pole, a wall",
        "they were lashed and settled",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "party", "half"),
    [
        ("Iran-brokered talks", "Iran", "brokered"),
        ("non-Serbian", "Serbia", "non"),
        ("Israel-Gaza", "Israel", "gaza"),
    ],
)
def test_half_of_a_compound_is_marked(text: str, party: str, half: str) -> None:
    first = Parties.load().find(text)[0]
    assert (first.party, first.compound) == (party, half)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("They buried Karen Hill and Christian Roux there.", []),
        ("the Karen villages were burnt", ["Karen"]),
        ("the reporter Ahmed Hadi was hurt there", []),
        ("then President Hadi left", ["Yemen"]),
        ("he crossed into Jordan on Tuesday", ["Jordan"]),
        ("Troops In Chad Killed Four Men Near Border", ["Chad"]),
    ],
)
def test_part_of_a_persons_name_is_no_party(text: str, parties: list[str]) -> None:
    assert [match.party for match in Parties.load().find(text)] == parties


@pytest.mark.parametrize(
    ("text", "named"), [("The KIA lost a post in Myanmar.", True), ("12 KIA and 31 WIA in Myanmar.", False)]
)
def test_an_abbreviation_of_counts_behind_a_number_is_no_group(text: str, named: bool) -> None:
    found = {m.party for m in Parties.load().find(text, countries=["MM"])}
    assert ("Kachin Independence Army" in found) is named


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The rebels fled", "rebels"),
        ("government forces shelled", "government"),
        ("militants attacked", "militants"),
        ("Muslim rebels fled", "rebels"),
    ],
)
def test_generic_words_keep_their_role(text: str, role: str) -> None:
    match = Parties.load().find(text)[0]
    assert (match.party, match.kind, match.role) == (None, "generic", role)


@pytest.mark.parametrize(
    ("text", "on", "where", "party"),
    [
        ("Kurdish fighters", date(2017, 7, 1), ("SY",), "Syrian Democratic Forces"),
        ("Kurdish fighters", date(2014, 10, 1), ("SY",), "YPG"),
        ("Kurdish fighters", date(2014, 10, 1), ("IQ",), "Peshmerga"),
        ("Abu Mohammed al-Golani", date(2015, 5, 1), ("SY",), "Al-Nusra Front"),
        ("Abu Mohammed al-Golani", date(2019, 5, 1), ("SY",), "Hayat Tahrir al-Sham"),
        ("Maoist rebels", date(2003, 5, 1), ("NP",), "Communist Party of Nepal (Maoist)"),
        ("Maoist rebels", date(2010, 5, 1), ("IN",), "Communist Party of India (Maoist)"),
        ("Shabak", None, ("IQ",), "Shabak"),
        ("Shabak", None, ("PS", "IL"), "Israel"),
    ],
)
def test_date_and_country_decide(text: str, on: date | None, where: tuple[str, ...], party: str) -> None:
    assert found(text, on, where)[0][1] == party


def test_a_name_of_two_parties_is_ambiguous() -> None:
    match = Parties.load().find("Maoist rebels attacked")[0]
    assert match.ambiguous
    assert match.others


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Ansar Allah", "Houthis"),
        ("ISIL", "Islamic State"),
        ("the Taliban", "Taliban"),
        ("Jabhat al-Nusra", "Al-Nusra Front"),
        ("Ukrainians", "Ukraine"),
        ("USSR", "Soviet Union"),
        ("PKK", "Kurdistan Workers' Party"),
        ("Nowhere Liberation Choir", None),
    ],
)
def test_canonical(name: str, canonical: str | None) -> None:
    assert Parties.load().canonical(name) == canonical


def test_parents_and_belonging() -> None:
    known = Parties.load()
    assert known.belongs("Wagner Group", "Russia")
    assert known.belongs("YPG", "Syrian Democratic Forces")
    assert not known.belongs("Russia", "Wagner Group")
    assert known.ancestors("Maute group") == ["Islamic State East Asia", "Islamic State"]
    assert known.same("Daesh", "Islamic State group")
    assert not known.same("Hamas", "Fatah")


def test_parties_of_a_country_begin_with_its_state() -> None:
    here = [party.name for party in Parties.load().of_country("SY")]
    assert here[0] == "Syria"
    assert {"Islamic State", "Al-Nusra Front", "Syrian rebels"} <= set(here)


@given(st.text(max_size=200))
def test_any_text_gives_spans_in_order(text: str) -> None:
    end = 0
    for match in Parties.load().find(text):
        assert end <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.text
        end = match.end


def test_every_name_is_found_whole_where_it_stands_alone() -> None:
    parties = Parties.load()
    named = [a for a in read_tables().aliases if len(a.text) > 6]
    assert len(named) > 15_000
    missed = [a for a in named if not _is_found(parties, a)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "party", "words"),
    [
        ("President P. W. Botha spoke.", "South Africa", "P. W. Botha"),
        ("President P.W. Botha spoke.", "South Africa", "P.W. Botha"),
        ("SPLM/A-IO fighters fled.", "SPLM-IO", "SPLM/A-IO fighters"),
        ("the SPLM (IO) said", "SPLM-IO", "SPLM (IO)"),
        (
            "by “Islamic State – Sahel Province” men",
            "Islamic State in the Greater Sahara",
            "Islamic State – Sahel Province",
        ),
    ],
)
def test_marks_inside_a_name_do_not_end_it(text: str, party: str, words: str) -> None:
    match = next(m for m in Parties.load().find(text) if m.party is not None)
    assert (match.party, match.text) == (party, words)


@pytest.mark.parametrize("text", ["Bush. W was there", "the P; W; Botha"])
def test_marks_that_no_name_has_there_end_it(text: str) -> None:
    assert all(" " not in m.text for m in Parties.load().find(text))


def _is_found(parties: Parties, alias: Alias) -> bool:
    matches = parties.find(f"and then {alias.text} came")
    return any(alias.party == match.party or alias.party in match.others for match in matches)


class TestTables:
    """A lint of the tables that ship."""

    tables = read_tables()

    def test_kinds_countries_and_dates(self) -> None:
        for party in self.tables.parties.values():
            assert party.kind in PARTY_KINDS
            assert [iso for iso in party.countries if iso not in countries()] == [], party
            assert not (party.since and party.until) or party.since <= party.until, party
        for alias in self.tables.aliases:
            assert alias.party in self.tables.parties
            assert not (alias.since and alias.until) or alias.since <= alias.until, alias

    def test_no_name_twice(self) -> None:
        """One text of one kind means one party at a time and place, unless it is listed as ambiguous."""
        by_text: dict[tuple[str, str], list[Alias]] = defaultdict(list)
        for alias in self.tables.aliases:
            by_text[alias.text, alias.kind].append(alias)
        pairs = [pair for group in by_text.values() for pair in combinations(group, 2) if _overlap(*pair)]
        assert [(first.text, first.party, second.party) for first, second in pairs if self._clash(first, second)] == []

    def test_no_name_twice_for_one_party(self) -> None:
        entries = Counter(
            (row["party"], row["kind"], text, row["since"], row["until"])
            for file in sorted((DATA / "parties").glob("*.tsv"))
            for row in rows(file)
            for text in listed(row["text"])
        )
        assert [entry for entry, times in entries.items() if times > 1] == []

    def _clash(self, first: Alias, second: Alias) -> bool:
        if first.party == second.party:
            return False
        here, there = (set(self.tables.parties[alias.party].countries) for alias in (first, second))
        return bool(here & there) and not (first.ambiguous and second.ambiguous)

    def test_no_ordinary_word_names_a_party(self) -> None:
        for word in ORDINARY.split():
            for text in (word, word.capitalize()):
                parties = {match.party for match in Parties.load().find(f"the {text} was there")}
                assert parties <= {None}, (text, parties)

    def test_ambiguous_names_are_names(self) -> None:
        texts = {alias.text for alias in self.tables.aliases}
        generic = {text for row in rows(DATA / "ambiguous.tsv") if (text := row["text"]) not in texts}
        assert generic == set()

    def test_phrases_that_name_nobody_are_no_names(self) -> None:
        texts = {fold(alias.text) for alias in self.tables.aliases}
        assert [phrase for phrase in self.tables.not_parties if fold(phrase) in texts] == []


def _overlap(first: Alias, second: Alias) -> bool:
    starts = max(first.since or date.min, second.since or date.min)
    return starts <= min(first.until or date.max, second.until or date.max)


def _own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.tsv"
    file.write_text(HEADER + text, encoding="utf-8")
    return file


def test_a_table_of_the_user_adds_and_replaces(tmp_path: Path) -> None:
    file = _own(
        tmp_path,
        "Hill Guard\tarmed_group\t\t1994\t\tSY\tSyria\tinvented\n"
        "Hill Guard\tname\tGuard of the Hills\nHill Guard\tleader\tAro Tamm\n",
    )
    own = Parties.load(file)
    assert [match.party for match in own.find("Aro Tamm of the Guard of the Hills")] == ["Hill Guard", "Hill Guard"]
    assert own.belongs("Hill Guard", "Syria")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nobody\tname\tNobody at all\n", "no row defines"),
        ("Hill Guard\tgang\t\n", "unknown kind"),
        ("Hill Guard\tarmed_group\t\t1994-15\n", "is no date"),
        ("Hill Guard\tarmed_group\t\t\t\tSY\tMoon\n", "its parent"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Parties.load(_own(tmp_path, text))
