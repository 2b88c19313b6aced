"""Parties of Africa and the Americas: names in sentences, by date and by country."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.reference.parties import Parties


def parties(text: str, on: date | None = None, where: tuple[str, ...] = ()) -> list[str | None]:
    return [match.party for match in Parties.load().find(text, on, where) if match.kind != "generic"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RSF fighters entered the town, Hemedti's men said.", ["Rapid Support Forces", "Rapid Support Forces"]),
        ("General Abdel Fattah al-Burhan rejected the count.", ["Sudan"]),
        ("Masalit families fled after the Janjaweed came.", ["Masalit", "Janjaweed"]),
        ("Machar's SPLM-IO accused the SSPDF.", ["SPLM-IO", "SPLM-IO", "South Sudan"]),
        ("Eight Twic Dinka were killed by Nuer youths.", ["Twic Dinka", "White Army"]),
        ("Officials blamed OLF-Shene; the OLA denied it.", ["Oromo Liberation Army", "Oromo Liberation Army"]),
        ("Fano militiamen ambushed an ENDF convoy.", ["Fano", "Ethiopia"]),
        ("Tigrayan forces shelled the road.", ["Tigray People's Liberation Front"]),
        ("ethnic Tigrayans were detained", ["Tigray"]),
        ("Macawisley fighters drove al-Shabaab from the village.", ["Somalia", "Al-Shabaab"]),
        ("Galje'el and Hawadle elders signed a truce.", ["Galje'el", "Hawadle clan"]),
        ("The LRA leader Joseph Kony escaped.", ["Lord's Resistance Army", "Lord's Resistance Army"]),
        ("CODECO militiamen killed 12 Hema.", ["CODECO", "Hema"]),
        (
            "M23 rebels fought the FARDC and Wazalendo.",
            ["M23", "Democratic Republic of the Congo", "Wazalendo"],
        ),
        ("Anti-balaka fighters attacked; ex-Seleka replied.", ["Anti-balaka", "Seleka"]),
        ("ISWAP and Boko Haram clashed.", ["Islamic State West Africa Province", "Boko Haram"]),
        ("Fulani herders raided a Berom hamlet.", ["Fulani", "Berom"]),
        ("Amba Boys abducted two teachers.", ["Ambazonian separatists"]),
        ("JNIM said it killed 30 VDP.", ["JNIM", "Volunteers for the Defence of the Homeland"]),
        ("Dogon hunters were blamed for the raid on a Peul village.", ["Dan Na Ambassagou", "Fulani"]),
        ("Haftar's forces shelled a GNA post.", ["Libyan National Army", "Government of National Accord"]),
        ("The GIA claimed the bomb.", ["GIA"]),
        ("Renamo and Frelimo traded blame.", ["RENAMO", "FRELIMO"]),
        ("Interahamwe militia killed Tutsis.", ["Interahamwe", "Tutsi"]),
        ("THE FMLN ATTACKED THE ATLACATL BATTALION.", ["FMLN", "El Salvador"]),
        ("ELN guerrillas and FARC dissidents fought.", ["National Liberation Army", "FARC dissidents"]),
        ("Sendero Luminoso killed Ashaninka villagers.", ["Shining Path", "Ashaninka"]),
        ("Kaibiles shot Ixil peasants.", ["Guatemala", "Ixil"]),
        ("US-backed Contras hit a Sandinista post.", ["Contras", "Sandinistas"]),
        ("The 400 Mawozo gang belongs to Viv Ansanm.", ["400 Mawozo", "Viv Ansanm"]),
    ],
)
def test_names_in_sentences(text: str, expected: list[str]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In fact the model of the report was mended.",
        "The far side of the hill is bare; he may mend it.",
        "Bandits and gunmen fled on motorbikes.",
        "A bus fell into a river and nine people drowned.",
    ],
)
def test_ordinary_words_name_no_party(text: str) -> None:
    assert parties(text) == []


@pytest.mark.parametrize(
    ("text", "day", "where", "expected"),
    [
        ("Kagame", date(1994, 5, 1), ("RW",), "Rwandan Patriotic Front"),
        ("Kagame", date(2024, 5, 1), ("RW",), "Rwanda"),
        ("Laurent Kabila", date(1996, 12, 1), ("CD",), "AFDL"),
        ("Laurent Kabila", date(1999, 12, 1), ("CD",), "Democratic Republic of the Congo"),
        ("Daniel Ortega", date(1985, 2, 1), ("NI",), "Sandinistas"),
        ("Daniel Ortega", date(2018, 6, 1), ("NI",), "Nicaragua"),
        ("Museveni", date(1984, 1, 1), ("UG",), "National Resistance Army"),
        ("al-Shabab", date(2021, 3, 27), ("MZ",), "Islamic State Mozambique"),
        ("al-Shabab", date(2021, 3, 27), ("SO",), "Al-Shabaab"),
        ("UPC", date(2020, 1, 1), ("CF",), "UPC (Central African Republic)"),
        ("UPC", date(2003, 1, 1), ("CD",), "Union of Congolese Patriots"),
        ("ERP", date(1989, 11, 1), ("SV",), "People's Revolutionary Army"),
        ("Ansar al-Sharia", date(2014, 1, 1), ("LY",), "Ansar al-Sharia (Libya)"),
        ("Ansar al-Sharia", date(2014, 1, 1), ("TN",), "Ansar al-Sharia (Tunisia)"),
    ],
)
def test_day_and_country_decide(text: str, day: date, where: tuple[str, ...], expected: str) -> None:
    assert parties(text, day, where) == [expected]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Twic Dinka", "Dinka"),
        ("SPLM-N (al-Hilu)", "SPLM-N"),
        ("Civilian Joint Task Force", "Nigeria"),
        ("Islamic State in Sinai", "Islamic State"),
        ("Popular Liberation Forces", "FMLN"),
        ("Viv Ansanm", "Haitian gangs"),
    ],
)
def test_parts_belong_to_their_whole(part: str, whole: str) -> None:
    known = Parties.load()
    assert known.belongs(part, whole)
    assert not known.belongs(whole, part)
