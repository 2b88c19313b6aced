"""Web pages: main text, title, captions, and what the page says of itself."""

from datetime import date

import pytest

from tollbook.read import ReadOk, html

from .made import known, outcome_of, reason_of, report_of, zones

PAGE = """<!DOCTYPE html><html lang="en"><head>
<title>Six killed in Lug | The Courier</title>
<meta property="og:title" content="Six killed in Lug">
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2022-11-12T14:03:00Z">
<link rel="canonical" href="https://courier.example/news/lug">
</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Six killed in Lug</h1>
<p>Six people were killed when a shell hit the market in Lug on Saturday, the mayor said in the evening.</p>
<figure><img src="1.jpg"><figcaption>Rescuers carry a wounded girl from the market in Lug.</figcaption></figure>
<p>Another twelve were wounded, three of them children, according to the hospital in the district town.</p>
<table><tr><th>Village</th><th>Killed</th></tr><tr><td>Lug</td><td>6</td></tr></table>
<p>The defence ministry denied that its guns had fired on the town at any time during the day.</p></article>
<section id="comments"><h2>Comments</h2><p>Jan says: nobody died there, it is all made up by them.</p></section>
<footer>Contact us. We use cookies.</footer></body></html>"""


def test_the_main_text_is_kept_and_what_stands_around_it_is_not() -> None:
    text = report_of(PAGE, ".html").text
    assert text.startswith("Six killed in Lug\n")
    assert text.count("Six killed in Lug") == 1
    for words in ("the market in Lug on Saturday", "Another twelve were wounded", "Village", "denied that its guns"):
        assert words in text
    for words in ("Sport", "Jan says", "cookies"):
        assert words not in text


def test_title_captions_and_tables_are_marked() -> None:
    marked = zones(report_of(PAGE, ".html"))
    assert ("title", "Six killed in Lug") in marked
    assert ("caption", "Rescuers carry a wounded girl from the market in Lug.") in marked
    assert [words for kind, words in marked if kind == "table"][-1].replace(" ", "").strip("|") == "Lug|6"


def test_what_the_page_says_of_itself() -> None:
    report = report_of(PAGE, ".html")
    assert (report.title, report.outlet, report.published) == ("Six killed in Lug", "The Courier", date(2022, 11, 12))
    assert (report.address, report.language, report.encoding) == ("https://courier.example/news/lug", "en", "utf-8")
    how = known(report)
    assert [how[field] for field in ("title", "outlet", "published", "address")] == ["metadata"] * 4
    assert report.reader.startswith("html.2+trafilatura.")


BRIEF = (
    "Two herders were shot dead by riders near the well of Tasra on Thursday, and a boy of nine who was with them is "
    "still being looked for, the elders of the district told the governor, who has sent forty men after them."
)


@pytest.mark.parametrize("kind", ["story", "comments"])
def test_a_brief_of_one_paragraph_is_not_missed(kind: str) -> None:
    songs = "<b>All of the songs of the contest</b>"
    page = f"<html><body><div><p>{songs}</p></div><div class='{kind}'><p>{BRIEF}</p></div></body></html>"
    found = html._missed(html._parts(html.trafilatura.load_html(page)), "All of the songs of the contest.")
    assert found == ([BRIEF] if kind == "story" else [])


def test_the_second_part_of_an_article_is_kept_and_other_parts_are_not() -> None:
    told = [
        f"In the {n}th hour of the day the market of Lug was shelled again, as its mayor had feared."
        for n in range(4, 9)
    ]
    teaser = "<div class='teaser'><p>The cup final is to be played in the old stadium, now painted anew.</p></div>"
    parts = [
        f"<div class='entry'>{''.join(f'<p>{line}</p>' for line in lines)}</div>" for lines in (told[:3], told[3:])
    ]
    tree = html.trafilatura.load_html(f"<html><body>{parts[0]}{teaser}{parts[1]}</body></html>")
    assert html._missed(html._parts(tree), "\n".join(told[:3])) == told[3:]
    assert html._missed(html._parts(tree), "\n".join(told)) == []


def test_a_title_that_shares_no_word_with_the_text_is_no_part_of_it() -> None:
    page = PAGE.replace("Six killed in Lug", "Cup final won after penalties", 2).replace(
        "<h1>Six killed in Lug</h1>", ""
    )
    report = report_of(page, ".html")
    assert not report.text.startswith("Cup final")
    assert report.title is not None


def test_a_title_that_the_text_lacks_comes_first() -> None:
    page = PAGE.replace("<h1>Six killed in Lug</h1>", "")
    report = report_of(page, ".html")
    assert report.text.startswith("Six killed in Lug\n\nSix people")
    assert zones(report)[0] == ("title", "Six killed in Lug")


def test_options_override_the_page() -> None:
    report = report_of(PAGE, ".html", published=date(2020, 1, 2), outlet="Other", language="ru")
    assert (report.published, report.outlet, report.language) == (date(2020, 1, 2), "Other", "ru")
    assert {known(report)[field] for field in ("published", "outlet", "language")} == {"given"}


def test_an_outlet_that_the_page_does_not_name_is_guessed_from_its_host() -> None:
    page = PAGE.replace('<meta property="og:site_name" content="The Courier">', "").replace(" | The Courier", "")
    report = report_of(page, ".html")
    assert report.outlet is not None
    assert "courier" in report.outlet.lower()
    assert known(report)["outlet"] == "guessed"


def test_the_date_in_the_address_wins_over_another_in_the_metadata() -> None:
    page = PAGE.replace("courier.example/news/lug", "courier.example/2022/11/03/lug")
    assert report_of(page, ".html").published == date(2022, 11, 3)


RUSSIAN = "В результате обстрела рынка в селе погибли шесть человек, сообщил глава района вечером в субботу."


@pytest.mark.parametrize(
    ("declaration", "written", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", "koi8-r"),
        ("", "cp1251", "cp1251"),
        ('<meta charset="utf-8">', "cp1251", "cp1251"),
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
    ],
)
def test_a_page_in_another_encoding(declaration: str, written: str, encoding: str) -> None:
    page = f"<html><head>{declaration}</head><body><article><p>{RUSSIAN}</p><p>{RUSSIAN}</p></article></body></html>"
    report = report_of(page.encode(written), ".html")
    assert RUSSIAN in report.text
    assert (report.encoding, report.language) == (encoding, "ru")


@pytest.mark.parametrize(
    "page",
    [b"<html></html>", b"<html><body><script>alert('Six killed')</script></body></html>", b"<!DOCTYPE html>"],
)
def test_a_page_without_a_main_text_is_named(page: bytes) -> None:
    assert "has no main text" in reason_of(page, ".html")


def test_a_deeply_nested_page_does_no_harm() -> None:
    page = b"<html><body>" + b"<div>" * 20_000 + b"<p>Six people were killed in Lug.</p>" + b"</div>" * 20_000
    outcome = outcome_of(page, ".html")
    assert isinstance(outcome, ReadOk) or "has no main text" in outcome.reason
