"""Which claims make a plot of running totals."""

from datetime import date

import pytest
from lxml import html as lxml_html

from tollbook.model import Extent, Window
from tollbook.publish import PageReport, find_profile
from tollbook.publish.context import prepare
from tollbook.publish.totals import total_plots

from . import war

PLOTS = {p.title: p for p in total_plots(prepare(war.REPORTS, war.CLAIMS, war.LINKS, find_profile("internal")))}
MAIN = PLOTS["Killed, Vardia: running totals"]


def names(svg: str) -> set[str]:
    root = lxml_html.fragment_fromstring(svg)
    return {" ".join(t.text for t in label) for label in root.xpath('//g[starts-with(@class, "label")]/text')}


def test_rival_sources_are_lines_of_one_plot_and_parts_are_lines_of_their_own() -> None:
    expected = {
        "Vardian Ministry of Health",
        "Ostrel's general staff",
        "UN human rights mission",
        "UN human rights mission (civilians)",
    }
    assert names(MAIN.wide) == names(MAIN.narrow) == expected


def test_a_party_without_a_running_total_on_two_days_has_no_plot() -> None:
    assert set(PLOTS) == {"Killed, Vardia: running totals", "Killed, party not stated: running totals"}


def test_daily_figures_stand_under_the_line_of_their_source() -> None:
    assert MAIN.wide.count("By day, ") == 1
    daily = [f for f in MAIN.figures if f[1] == "Vardian Ministry of Health, that day"]
    assert [f[2] for f in daily][:3] == ["41", "52", "116"]


def test_the_table_holds_every_figure_of_the_plot_with_its_address() -> None:
    figures = [h for _, _, _, h in MAIN.figures]
    assert len(figures) == len(set(figures)) == MAIN.wide.count("<a ")
    assert set(figures) <= {f"#claim-{c.id}" for c in war.CLAIMS}


def test_a_total_without_a_window_stands_on_the_day_of_its_publication() -> None:
    claims = [
        war.claim(
            r, war.K, r.text.rstrip("."), w, n, n, source=(war.OSTREL_STAFF,), extent=Extent.CUMULATIVE, when=Window()
        )
        for r, w, n in ((war.RIVALS[2], "1,200", 1200), (war.RIVALS[3], "1,290", 1290))
    ]
    reports = [PageReport(r) for r in war.RIVALS]
    plot = total_plots(prepare(reports, claims, [], find_profile("public")))[0]
    assert [f[0] for f in plot.figures] == ["16\u00a0Mar\u00a02031", "23\u00a0Mar\u00a02031"]


def test_a_line_squeezed_into_a_few_days_of_years_has_its_days_to_itself() -> None:
    text = "Ostrel says that 9,000 people have died."
    late = war.report("late", text, "Evening Herald", date(2034, 3, 1), "")
    claim = war.claim(
        late, war.K, "9,000 people have died", "9,000", 9000, 9000,
        source=(war.OSTREL_STAFF,), extent=Extent.CUMULATIVE, when=Window(end=date(2034, 3, 1)),
    )  # fmt: skip
    context = prepare([*war.REPORTS, PageReport(late)], [*war.CLAIMS, claim], [], find_profile("internal"))
    titles = [p.title.replace("\u00a0", " ") for p in total_plots(context)]
    near = [t for t in titles if t.startswith("Killed, Vardia: running totals, ")]
    assert near == ["Killed, Vardia: running totals, 1–31 Mar 2031"]
    plot = total_plots(context)[1]
    assert plot.scale == ""
    assert plot.wide.count("By day, ") == 1
    assert "9,000" not in [f[2] for f in plot.figures]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((9_000, 9_900), "The scale begins at 9,000, not at zero."),
        ((10, 9_900), "Logarithmic scale: each step is ten times the one before."),
        ((2_000, 9_900), ""),
    ],
)
def test_a_scale_that_could_mislead_is_named(figures: tuple[int, int], said: str) -> None:
    claims = [
        war.claim(r, war.K, r.text.rstrip("."), None, n, n, source=(war.OSTREL_STAFF,), extent=Extent.CUMULATIVE)
        for r, n in zip(war.RIVALS, figures, strict=False)
    ]
    plots = total_plots(prepare([PageReport(r) for r in war.RIVALS], claims, [], find_profile("public")))
    assert [p.scale for p in plots] == [said]
