"""Names of victims and witnesses do not leave the house, in whatever spelling they stand in the text."""

import pytest

from tollbook.model import SourceKind, Speaker
from tollbook.publish.mask import Names, collect_names, is_generic, is_organisation, mask_speaker

from . import war

NAMES = Names(frozenset({"Irma Dostal", "Jan-Petr Hale"}), {"r-1": frozenset({"Irma", "Dostal", "Hale"})})


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Irma Dostal, 34, was killed", "[name], 34, was killed"),
        ("IRMA DOSTAL KILLED", "[name] KILLED"),
        ("Irma\n Dostal's brother", "[name]'s brother"),
        ("Dostal fell beside Irma", "[name] fell beside [name]"),
        ("the Dostals of Haldin", "the Dostals of Haldin"),
        ("Jan-Petr Hale and two men", "[name] and two men"),
        ("Mrs Irma K. Dostal", "Mrs [name] K. [name]"),
        ("whaleboats", "whaleboats"),
        ("", ""),
    ],
)
def test_names_are_masked_whole_and_by_part(text: str, masked: str) -> None:
    assert NAMES.mask(text, "r-1") == masked


def test_parts_are_masked_only_in_the_report_that_gives_the_name() -> None:
    assert NAMES.mask("Hale said that Irma Dostal died", "r-2") == "Hale said that [name] died"


def test_both_unicode_forms_of_a_name_are_masked() -> None:
    names = Names(frozenset({"Zoë Kubiš"}))
    assert names.mask("Zoe\u0308 Kubis\u030c fell", "r") == "[name] fell"


def test_an_address_that_spells_a_name_is_found() -> None:
    assert NAMES.hits("https://x.example/news/irma-dostal-killed", "r-1")
    assert not NAMES.hits("https://x.example/news/strike", "r-1")


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("local residents", True),
        ("Local residents", True),
        ("Witnesses", True),
        ("his mother", True),
        ("Doran Vell", False),
        ("a nurse named Vell", False),
        ("mother of Irma", False),
    ],
)
def test_a_speaker_named_by_role_names_nobody(name: str, generic: bool) -> None:
    assert is_generic(name) is generic
    kept = mask_speaker(Speaker(name=name, kind=SourceKind.WITNESS)).name
    assert kept == (name if generic else "a witness")


def test_officials_keep_their_names() -> None:
    assert mask_speaker(war.MAYOR) == war.MAYOR


def test_a_witness_from_a_place_does_not_mask_the_place() -> None:
    report = war.report("w", "A woman from Haldin said 3 people died in Haldin.", "X", None, "")
    speaker = Speaker(name="A woman from Haldin", kind=SourceKind.WITNESS)
    claim = war.claim(report, war.K, "3 people died in Haldin", "3", 3, 3, source=(speaker,), place=war.HALDIN)
    assert collect_names([claim.claim]).mask(report.text, report.id) == report.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Vardia's Coordination Headquarters for the Treatment of Prisoners of War", True),
        ("Coordination Headquarters", True),
        ("the Ministry of Health", True),
        ("Haldin Network for Human Rights (HNHR)", True),
        ("Lenn Rescue Centre", True),
        ("Ada Korr", False),
        ("Ada Korr of the Rescue Centre", False),
        ("Haldin Hospital nurse Ada Korr", False),
        ("Haldin Hospital's Ada Korr", False),
        ("Ada Korr, Haldin Hospital", False),
        ("headquarters", False),
        ("Centre", False),
    ],
)
def test_an_organisation_is_no_witness_to_be_masked(name: str, kept: bool) -> None:
    speaker = Speaker(name=name, kind=SourceKind.WITNESS)
    assert is_organisation(name) is kept
    if kept:
        assert mask_speaker(speaker) == speaker
        made = war.claim(war.STRIKE, war.K, "dozens of bodies lay", "dozens", 24, None, source=(speaker,))
        assert collect_names([made.claim]) == Names()
