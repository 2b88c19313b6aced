"""The page of curves: hostile names are text, nothing else is let in, and it fits a phone."""

from datetime import date, timedelta
from pathlib import Path

from tests.publish.on_a_phone import fits_and_is_accessible
from tollbook.draw import CurveLine, CurveMark, curves_chart
from tollbook.publish.curves import CurveSection, render_curves

HOSTILE = '<script>alert("x")</script> & sons'


def section(name: str) -> CurveSection:
    return CurveSection(
        anchor=f"curve-{name}",
        title=f"killed, {name}: an estimate, not a count; in no toll",
        why_none=None,
        days=(("2031-01-01", "100", "80 to 120", "110"),),
        sources=((HOSTILE, "2", "1", "50.0%", "× 1.20", "+12"),),
        claims=((f"m-{name}", "2031-01-01", HOSTILE, "90-110", "+3", "+1"),),
        left_out=(("denied", 1), (HOSTILE, 2)),
    )


def page() -> str:
    days = tuple(date(2031, 1, 1) + timedelta(days=n) for n in range(40))
    values = tuple(100.0 + n for n in range(40))
    marks = (CurveMark(days[3], 100, 90, 110, f"{HOSTILE}: 90-110; pulls +3", "#claim-m-North", 1.0),)
    curves = [CurveLine(HOSTILE, days, values, values, values, marks, "139: an estimate") for _ in range(2)]
    none = CurveSection("curve-none", "killed, East", "a curve needs 4 figures", (), (), (), ())
    plot = curves_chart(curves, title="Killed")
    return render_curves("Killed: an estimate", [section("North"), section("South"), none], [HOSTILE], plot)


def test_names_from_reports_are_text_and_the_policy_lets_nothing_in() -> None:
    html = page()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 6
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in html
    assert "style=" not in html


def test_every_mark_leads_to_its_claim_and_a_curve_that_there_is_not_says_why() -> None:
    html = page()
    assert 'href="#claim-m-North"' in html
    assert 'id="claim-m-North"' in html
    assert "No curve: a curve needs 4 figures." in html
    assert "2 claims: " in html


def test_it_fits_a_phone_and_is_accessible(chromium: Path, tmp_path: Path) -> None:
    fits_and_is_accessible(page(), chromium, tmp_path)
