"""Zones: lines that are no reporting are silent as a whole, and no sentence, headline or caption ever is."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model import SILENT_ZONES
from tollbook.read import find_zones
from tollbook.read.frame import Lexicon, load_lexicon

BODY = "Six people were killed in Novo Selo, the mayor said.\n\nTwo of them were medics.\n\n"

SILENT = {
    "promo": [
        "Read more", "READ MORE:", "Read more: Ten die in strike on Lug", "ALSO READ | Army denies losses",
        "Related: Who shells Novo Selo?", "Related – The war in maps", "Read Also", "Recommended for you",
        "Don't miss", "READ MORE WORLD STORIES", "Most read in World", "More top stories", "You may also like",
        "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Story continues below", "Scroll down for video",
        "Sign up to our morning newsletter – every weekday", "Get the day's news in your inbox",
        "Subscribe now", "Follow us on Telegram", "Follow @courier", "Click here to donate", "Log in",
        "© 2022 The Courier", "Copyright The Courier. All rights reserved.", "All rights reserved",
        "Читайте также: Ещё один обстрел", "Підписуйтесь на наш канал", "За темою:", "Реклама",
    ],
    "share": [
        "Share", "Share this article", "Share on Facebook", "Tweet", "Facebook | Twitter | WhatsApp", "Print",
        "E-mail this to a friend", "1.2k shares", "Share this: Facebook", "Copy link", "Поделиться",
    ],
    "cookie": [
        "We use cookies to improve your experience.", "This website uses cookies.", "Accept all cookies",
        "By continuing to browse you agree to our use of cookies.", "Accept all", "Cookie policy",
    ],
    "error": [
        "Something went wrong.", "An error has occurred. Please try again later.", "Please enable JavaScript to go on",
        "Sorry, this video is not available", "Error! There was a problem processing your request", "404 not found",
    ],
    "navigation": [
        "Skip to main content", "Back to top", "Home | World | Sport | Opinion", "Home > World > Europe",
        "View comments",
        "Show more", "Privacy Policy | Terms of Use | Contact us",
    ],
    "markup": ["https://courier.example/a/b.jpg", "image: https://courier.example/1.jpg", "* * *", "-----"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in SILENT.items() for line in lines])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_that_is_no_reporting_is_silent(kind: str, line: str, newline: str) -> None:
    text = (BODY + line + "\n\n" + BODY).replace("\n", newline)
    silent = [(zone.kind, text[zone.start : zone.end]) for zone in find_zones(text) if zone.kind in SILENT_ZONES]
    assert silent == [(kind, line)]


SPEAKING = [
    "Read more names of the dead were added on Monday, the council said.",
    "Share of wounded civilians rises to 40 per cent",
    "Follow-up strike kills six medics",
    "Related attacks killed 12 people in Lug and Novo Selo.",
    "More than 40 killed in strike on market",
    "Most killed were children, says mayor",
    "More bodies found",
    "Advertisement hoarding falls in shelling, killing two",
    "Six killed, the army's telegram channel said",
    "Contact with the unit was lost; 12 are missing.",
    "An error by the gunners killed four, the ministry said.",
    "Cookie factory shelled: five workers dead",
    "The cookie factory was hit twice and six workers died.",
    "Loading of bodies went on all night",
    "Home destroyed, family of four dead",
    "Comments by the minister that nobody died were denied",
    "Print works hit, one killed",
    "Email from the front: 'We lost nine'",
    "Next to the school lay 12 bodies",
    "Join the dead: three more die in hospital",
    "Support for the wounded runs out in Lug",
    "Menu of horrors: 300 killed in a week",
    "Death toll: 44",
    "HRANA: 3,461+ killed incl. 1,551 civilians",
    "Killed: 12",
    "12 killed",
    "Dead",
    "Rescuers at the market in Lug. (Photo: Courier)",
    "Ivan Petrenko, 34",
    "In pictures: the dead of Novo Selo",
    "Live: six killed in Lug",
    "Видео: погибли шестеро",
    "Реклама рухнула, двое погибли",
    "Поделились снимками убитых",
]


@pytest.mark.parametrize("line", SPEAKING)
def test_what_may_hold_a_claim_is_never_silent(line: str) -> None:
    for text in (line, BODY + line + "\n\n" + BODY, f"{line}\n\n{BODY}", f"{BODY}{line}\n"):
        assert [zone for zone in find_zones(text) if zone.kind in SILENT_ZONES] == []


MENU = "Home\nNews\nWorld\nSport\nOpinion\nCourier TV\nContact us\n"
NAMES = (
    "The dead:\n\nIvan Petrenko\nOlena Koval\nMykola Home\nTaras Bondar\nAnna Lys\nPetro Hora\nMaria Dub\nOleh Mak\n"
)


def test_a_menu_is_silent_and_a_list_of_names_is_not() -> None:
    text = f"{MENU}\n{BODY}{NAMES}"
    silent = "".join(text[zone.start : zone.end] for zone in find_zones(text) if zone.kind == "navigation")
    assert silent == MENU.replace("\n", "")


def test_a_short_headline_beside_a_menu_is_not_of_it() -> None:
    text = f"{MENU}Mass grave found\n\n{BODY}"
    assert all("grave" not in text[z.start : z.end] for z in find_zones(text) if z.kind in SILENT_ZONES)


def test_readers_comments_are_silent_to_the_end() -> None:
    text = f"{BODY}{BODY}{BODY}12 comments\n\nJan: they say 900 died\n\nReply\n"
    (zone,) = [zone for zone in find_zones(text) if zone.kind == "comments"]
    assert text[zone.start :].startswith("12 comments")
    assert zone.end == len(text.rstrip())


def test_a_counter_of_comments_above_the_report_silences_nothing_else() -> None:
    text = f"Six killed in Lug\n\n12 comments\n\n{BODY}{BODY}"
    assert not [zone for zone in find_zones(text) if zone.kind == "comments"]


MARKUP = [
    (
        "![Rescuers in Lug](https://x.example/1.jpg) Six died.",
        ["![", "](https://x.example/1.jpg)"],
        ["Rescuers in Lug"],
    ),
    ("![](https://x.example/1.jpg)", ["![](https://x.example/1.jpg)"], []),
    ("Six died, [the mayor said](https://x.example/2).", ["[", "](https://x.example/2)"], []),
    ("Six died <b>in Lug</b>.", ["<b>", "</b>"], []),
    ('<img src="a.jpg" alt="x"> Six died.', ['<img src="a.jpg" alt="x">'], []),
    ("Six died. https://t.example/x1 pic.twitter.com/ab12", ["https://t.example/x1", "pic.twitter.com/ab12"], []),
    ("Six died. [caption id=3] {{< figure x >}}", ["[caption id=3]", "{{< figure x >}}"], []),
    ("\ufeffSix died.", ["\ufeff"], []),
    ("Six died [in Lug] (the mayor said) and 3 < 4 > 2.", [], []),
]


@pytest.mark.parametrize(("text", "silent", "captions"), MARKUP)
def test_code_inside_a_line_is_silent_and_its_words_are_not(text: str, silent: list[str], captions: list[str]) -> None:
    zones = find_zones(text)
    assert [text[z.start : z.end] for z in zones if z.kind == "markup"] == silent
    assert [text[z.start : z.end] for z in zones if z.kind == "caption"] == captions


TITLES = [
    ("Six killed in Lug\n\nThe mayor said so.", "Six killed in Lug"),
    ("# Six killed in Lug\n\nThe mayor said so.", "Six killed in Lug"),
    ("Home\nNews\nWorld\nSport\n\n# Six killed in Lug\nThe mayor said so.", "Six killed in Lug"),
    ("\ufeffSix killed in Lug\r\n\r\nThe mayor said so.", "Six killed in Lug"),
    ("Six were killed in Lug.\n\nThe mayor said so.", None),
    ("Six killed in Lug\nThe mayor said so.", None),
    ("12 November 2022\n\nSix were killed.", None),
    ("LUG, 12 November 2022 (Reuters) -\n\nSix were killed.", None),
    ("Six killed in Lug", None),
    ("Lug\n\nSix were killed.", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_a_heading_or_a_short_first_line(text: str, title: str | None) -> None:
    found = [text[zone.start : zone.end] for zone in find_zones(text) if zone.kind == "title"]
    assert found == ([title] if title else [])


SHAPES = [
    ("caption", "Smoke over the market in Lug on Monday. Photograph: Anna Lys/Courier"),
    ("caption", "Smoke over the market in Lug (Courier/Getty)"),
    ("caption", "Photo: Courier"),
    ("list", "* six killed in Lug"),
    ("list", "1. six killed in Lug"),
    ("list", "• two wounded"),
    ("table", "| Lug | 6 | 12 |"),
    ("table", "Lug | 6 | 12 | 3"),
    ("table", "Lug\t6\t12"),
]


@pytest.mark.parametrize(("kind", "line"), SHAPES)
def test_captions_items_and_rows_are_marked_and_speak(kind: str, line: str) -> None:
    text = f"{BODY}{line}\n\n{BODY}"
    assert [(z.kind, text[z.start : z.end]) for z in find_zones(text)] == [(kind, line)]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*SPEAKING, *MENU.split(), "Share", "Read more", "![a](https://x.example)", "", "* x"]))
)
def test_zones_are_in_order_and_silent_ones_do_not_overlap(lines: list[str]) -> None:
    text = "\n".join(lines)
    zones = find_zones(text)
    assert list(zones) == sorted(zones, key=lambda zone: (zone.start, -zone.end))
    silent = [zone for zone in zones if zone.kind in SILENT_ZONES]
    assert all(a.end <= b.start for a, b in pairwise(silent))
    assert all(0 <= zone.start < zone.end <= len(text) for zone in zones)


def test_every_entry_of_the_lexicon_says_why() -> None:
    import tomllib
    from importlib.resources import files

    data = tomllib.loads(files("tollbook.read").joinpath("data/zones.toml").read_text("utf-8"))
    assert all(entry["why"] for entry in (*data["line"], *data["tail"]))
    assert isinstance(load_lexicon(), Lexicon)
