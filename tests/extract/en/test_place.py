from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.en.place import DocumentPlaces, find_places
from tollbook.model import Precision

NAMES = [
    # text, words, name, country, precision
    ("Shells hit Bakhmut on Monday.", "Bakhmut", "Bakhmut", "UA", "settlement"),
    ("Rockets fell on Artemivsk, Ukraine.", "Artemivsk", "Bakhmut", "UA", "settlement"),
    ("Two died in the Kharkiv region.", "Kharkiv region", "Kharkiv Oblast", "UA", "adm1"),
    ("Fighting went on in the Ukrainian region of Kherson.", "Kherson", "Kherson Oblast", "UA", "adm1"),
    ("Five were killed in the city of Kherson.", "Kherson", "Kherson", "UA", "settlement"),
    ("Soldiers shelled eastern Ukraine.", "eastern Ukraine", "eastern Ukraine", "UA", "region"),
    (
        "A drone hit the northern Aleppo province of Syria.",
        "northern Aleppo province",
        "Aleppo Governorate",
        "SY",
        "adm1",
    ),
    ("Raids in northwestern Syria went on.", "northwestern Syria", "northwestern Syria", "SY", "region"),
    (
        "The strike hit the Jabalia refugee camp in Gaza.",
        "Jabalia refugee camp",
        "Jabalia camp",
        "PS",
        "settlement",
    ),
    ("Israeli tanks reached Gaza.", "Gaza", "Gaza Strip", "PS", "region"),
    ("Dead were brought to al-Shifa Hospital in Gaza City.", "al-Shifa Hospital", "Gaza City", "PS", "settlement"),
    ("The siege of Azovstal ended.", "Azovstal", "Mariupol", "UA", "settlement"),
    ("Gunmen raided Gimbi, Oromia, at dawn.", "Gimbi", "Gimbi", "ET", "settlement"),
    ("The port of Aden, Yemen, was hit.", "Aden", "Aden", "YE", "settlement"),
    ("People fled Sudan's Darfur region.", "Darfur region", "Darfur", "SD", "region"),
    ("Militia burned houses in Rakhine state, Myanmar.", "Rakhine state", "Rakhine", "MM", "adm1"),
    ("A boat sank in the Black Sea.", "Black Sea", "Black Sea", None, "region"),
    ("He was killed on the Israel-Lebanon border.", "Israel-Lebanon border", "Israel-Lebanon border", "LB", "region"),
    ("Four died in the Syrian town of Nubl.", "Nubl", "Nubul", "SY", "settlement"),
    ("KHARKIV CAME UNDER FIRE AGAIN, UKRAINE SAYS", "KHARKIV", "Kharkiv", "UA", "settlement"),
    ("Two guards died in the Kenyan capital.", "Kenyan capital", "Nairobi", "KE", "settlement"),
    ("Yemen's capital was bombed.", "'s capital", "Sanaa", "YE", "settlement"),
    ("Prisoners died in Israeli jails.", "Israeli jails", "Israel", "IL", "country"),
    ("Aleppos suburbs in Syria were shelled.", "Aleppo", "Aleppo", "SY", "settlement"),
    ("Clashes broke out in Port-au-Prince, Haiti.", "Port-au-Prince", "Port-au-Prince", "HT", "settlement"),
]


@pytest.mark.parametrize(("text", "words", "name", "country", "precision"), NAMES)
def test_a_name_in_its_sentence(text: str, words: str, name: str, country: str | None, precision: str) -> None:
    start = text.index(words)
    place = DocumentPlaces(text).place_at(start, start + len(words))
    assert place is not None
    assert (place.name, place.country, place.precision) == (name, country, Precision(precision))


NO_PLACES = [
    "Allen said the march would go on.",
    "Of the dead, most were children.",
    "Mr Hassan told reporters that May was the worst month.",
    "Reading the list took the minister an hour.",
    "The Red Cross counted the wounded.",
    "Police and soldiers were among the dead.",
    "President Omar Bashir spoke on Friday.",
    "Ukrainian and Russian soldiers fought on.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_words_and_people_are_no_places(text: str) -> None:
    assert [r.mention.text for r in DocumentPlaces(text).resolved if not r.mention.in_name] == []


IN_NAMES = [
    ("The Kharkiv Human Rights Protection Group counted twelve dead.", "Kharkiv"),
    ("Officials of the Donetsk People's Republic denied it.", "Donetsk"),
    ("Students of the University of Aleppo fled.", "Aleppo"),
    ("The Kyiv Independent reported the strike.", "Kyiv"),
    ("A Damascus-based monitor counted the dead.", "Damascus"),
    ("Two US soldiers died in Iraq.", "US"),
]


@pytest.mark.parametrize(("text", "words"), IN_NAMES)
def test_names_inside_names_are_marked(text: str, words: str) -> None:
    start = text.index(words)
    assert [r.mention.in_name for r in DocumentPlaces(text).between(start, start + len(words))] == [True]


def test_a_name_outside_an_organisation_goes_before_one_inside() -> None:
    text = "The Kharkiv Human Rights Protection Group counted twelve dead in Izium."
    place = DocumentPlaces(text).place_at(0, len(text))
    assert place is not None and place.name == "Izium"


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Gunmen attacked the village of Testovka in Ukraine.", "Testovka", "UA", None),
        ("They burned the town of Wad Testab in Sudan's North Darfur state.", "Wad Testab", "SD", None),
        ("Nine died in Testabad village, Helmand province, Afghanistan.", "Testabad", "AF", "Helmand"),
    ],
)
def test_unknown_settlements_have_a_country_and_no_coordinates(
    text: str, name: str, country: str, admin1: str | None
) -> None:
    places = [r.place for r in DocumentPlaces(text).resolved if r.place.name == name]
    assert len(places) == 1
    assert (places[0].country, places[0].lat, places[0].lon) == (country, None, None)
    assert places[0].precision is Precision.UNKNOWN
    assert places[0].admin1 == admin1


def test_a_part_of_an_area_has_no_coordinates() -> None:
    (found,) = DocumentPlaces("Villages in northern Mali were burned.").resolved
    assert (found.place.name, found.place.lat, found.place.precision) == ("northern Mali", None, Precision.REGION)


def test_words_that_go_back() -> None:
    text = "Rockets hit Izium in the Kharkiv region. Residents of the city fled. The region was dark."
    places = DocumentPlaces(text)
    city, region = (places.place_at(text.index(w), text.index(w) + len(w)) for w in ("the city", "The region"))
    assert city is not None and region is not None
    assert (city.name, city.text) == ("Izium", "the city")
    assert region.name == "Kharkiv Oblast"


def test_the_capital_is_the_one_of_the_foremost_country() -> None:
    text = "Sudan's army shelled a market in Omdurman. Shells also fell on the capital."
    place = DocumentPlaces(text).place_at(text.index("the capital"), len(text) - 1)
    assert place is not None and (place.name, place.country) == ("Khartoum", "SD")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Lebanese soldiers moved into Tripoli as fighters left Beirut and Sidon.", "LB"),
        ("Libya's army shelled Tripoli while Benghazi and Misrata stayed calm.", "LY"),
    ],
)
def test_the_document_decides_among_namesakes(text: str, country: str) -> None:
    start = text.index("Tripoli")
    place = DocumentPlaces(text).place_at(start, start + 7)
    assert place is not None and place.country == country


def test_a_name_has_one_sense_in_a_text() -> None:
    text = "Fighting reached Hama, Syria. Later, shells fell on Hama again. The army left Hama."
    senses = {(r.place.name, r.country, r.place.lat) for r in DocumentPlaces(text).resolved if r.mention.name == "Hama"}
    assert len(senses) == 1


def test_countries_given_from_outside_count() -> None:
    text = "Shells fell on Tripoli."
    assert next(iter(DocumentPlaces(text, countries=["LB"]).countries)) == "LB"
    assert DocumentPlaces(text, countries=["LB"]).resolved[0].country == "LB"


def test_countries_are_ranked_with_the_title_before_the_text() -> None:
    places = DocumentPlaces(
        "Talks in Doha failed. Qatar was silent.", title="Sudan: shells kill ten in Omdurman, Sudan"
    )
    assert list(places.countries)[:2] == ["SD", "QA"]
    assert max(places.countries.values()) == 1.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KHARKIV, Ukraine, Nov 3 (Reuters) - Missiles hit a school.", "Kharkiv"),
        ("GAZA CITY, Gaza Strip (AP) — Strikes killed nine.", "Gaza City"),
        ("Khartoum, 4 May (AFP) - The army said so.", "Khartoum"),
        ("Missiles hit a school - again.", None),
        ("Kharkiv was quiet - for once.", None),
    ],
)
def test_dateline(text: str, name: str | None) -> None:
    found = DocumentPlaces(text).dateline
    assert (found.place.name if found else None) == name


def test_lists_share_the_word_for_their_kind() -> None:
    text = "Shells hit the Donetsk and Luhansk regions of Ukraine."
    assert [r.place.precision for r in DocumentPlaces(text).resolved[:2]] == [Precision.ADM1, Precision.ADM1]


def test_mentions_say_what_they_found() -> None:
    text = "Rebels held the Syrian town of Saraqeb, in northern Idlib."
    saraqeb, idlib = find_places(text)
    assert (saraqeb.name, saraqeb.kind, saraqeb.type_word, saraqeb.hint) == ("Saraqeb", "settlement", "town", "SY")
    assert saraqeb.inside == 1
    assert (idlib.text, idlib.modifier, idlib.locative) == ("northern Idlib", "northern", True)


def test_sentence_spans_can_be_given() -> None:
    text = "It rained. Reading stayed calm."
    assert find_places(text)[0].strength <= find_places(text, [(0, len(text))])[0].strength


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "the", "É", "U.S.", "A" * 300, "Al-", "Al-Al-Al-"])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in DocumentPlaces(text).resolved)


WORDS = (
    "the in of and Kharkiv Gaza Strip al - , . ' ’s region village Old City northern Syria Israeli jails capital \n"
    " Idlib ( ) US Al Bab 12 camp Shifa Hospital border Mali"
)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=25))
def test_offsets_are_exact_in_any_order_of_words(words: list[str]) -> None:
    text = " ".join(words)
    places = DocumentPlaces(text)
    for mention in places.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.name_start < mention.name_end <= len(text)
    for found in places.resolved:
        assert (found.place.lat is None) == (found.place.lon is None)
        assert found.entry is not None or found.place.lat is None
    starts = [found.mention.start for found in places.resolved]
    assert len(set(starts)) == len(starts)


def test_a_part_of_a_town_is_placed_at_the_town() -> None:
    first = DocumentPlaces("Shells hit the al-Gharbiya neighbourhood of Qamishli in Syria.").resolved[0]
    assert (first.mention.text, first.place.name) == ("al-Gharbiya neighbourhood", "Qamishli")


@pytest.mark.parametrize("kind", ["Village", "Town", "District", "County", "village"])
def test_words_for_kinds_of_place_may_be_capitalised(kind: str) -> None:
    text = f"Gunmen attacked Umbeti {kind} in the North Kivu province of Congo."
    assert ("Umbeti", "CD") in [(r.place.name, r.country) for r in DocumentPlaces(text).resolved]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They died in Kramatorsk, Ukraine, an answer to the attack on Makiivka. The city's mayor wept.", "Kramatorsk"),
        ("They died in Kramatorsk, Ukraine. Others died in Makiivka. The city's mayor wept.", "Makiivka"),
        ("Shells fell on Makiivka, Ukraine. The city's mayor wept.", "Makiivka"),
    ],
)
def test_the_city_is_one_where_something_happens_before_one_that_is_named_as_a_target(text: str, name: str) -> None:
    assert [r.place.name for r in DocumentPlaces(text).resolved if r.mention.kind == "back"] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bombs fell on Tolvarro, a village in southwestern Kosovo.", "Tolvarro"),
        ("Gunmen raided Banshiro, a remote farming hamlet in Uganda.", "Banshiro"),
        ("Landing ships were hit at Halden Cove in the Falkland Islands on Tuesday.", "Halden Cove"),
        ("Twenty were taken on Mount Halden in Chad.", "Mount Halden"),
        ("Two died on Hill 734 in Vietnam.", "Hill 734"),
    ],
)
def test_a_kind_of_land_or_of_place_beside_a_name_shows_that_it_is_one(text: str, name: str) -> None:
    assert name in {r.place.name for r in DocumentPlaces(text).resolved}


def test_a_councillor_beside_a_name_makes_it_no_place() -> None:
    assert not DocumentPlaces("He was driven to Jens Halden, a town councillor.").resolved


def test_a_hamlet_s_name_alone_does_not_make_a_text_speak_of_its_country() -> None:
    text = "Eight are in critical condition at Bwera Hospital in western Uganda, police in Kasese said."
    assert {r.country for r in DocumentPlaces(text).resolved} == {"UG"}
    assert {r.country for r in DocumentPlaces("Eight were killed in Bhera.").resolved} == {"PK"}
