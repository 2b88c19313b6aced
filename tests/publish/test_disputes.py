"""The page of disputes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from tests.publish.on_a_phone import fits_and_is_accessible
from tollbook.model import Dispute, Position, Replaced, Standing
from tollbook.publish import PageClaim, PageReport
from tollbook.publish.disputes import render_disputes

from . import war

KILLED = [c for c in war.STRIKE_CLAIMS if c.reading.measure == war.K]
FIRST = next(c for c in KILLED if c.reading.superseded)
RAISED = next(c for c in KILLED if c.reading.count.low == 41)
LATER = next(c for c in war.CLAIMS if c.reading.count.low == 58)
DISPUTE = Dispute(
    id="d-haldin",
    subject="i-haldin",
    kind="incident",
    name="Haldin, 3 Mar 2031",
    measure="killed",
    party=war.V,
    positions=(
        Position(
            low=41,
            high=41,
            standings=(
                Standing(
                    claim=RAISED.id,
                    report=RAISED.report_id,
                    said_by="Mayor Ivo Renn",
                    words="41",
                    figure="at least 41",
                    replaced=(
                        Replaced(claim=FIRST.id, report=FIRST.report_id, said_by="the mayor", words="26", figure="26"),
                    ),
                ),
            ),
        ),
        Position(
            low=58,
            high=58,
            standings=(Standing(claim=LATER.id, report=LATER.report_id, said_by="office", words="58", figure="58"),),
        ),
    ),
    apart=17,
    since=date(2031, 3, 4),
)
REPORTS = [PageReport(war.STRIKE), PageReport(war.AGENCY)]
CLAIMS: list[PageClaim] = [RAISED, FIRST, LATER]


def page(**more: Any) -> str:
    return render_disputes([DISPUTE], REPORTS, CLAIMS, **more)


def test_each_claim_is_a_row_on_one_scale_and_opens_on_its_words() -> None:
    text = page()
    rows = re.findall(r'<tr id="figure-([^"]+)"', text)
    assert rows == [RAISED.id, FIRST.id, LATER.id]
    for claim in CLAIMS:
        assert f'href="#claim-{claim.id}"' in text
        assert f'id="claim-{claim.id}"' in text
    assert text.count('class="axis"') == 1


def test_a_replaced_figure_is_folded_under_what_took_its_place() -> None:
    text = page()
    assert "revised to at least 41" in text
    folded = text[text.index(f'id="figure-{FIRST.id}"') :]
    assert "is-folded" in folded[:120]
    assert 'class="strike"' in folded[: folded.index("</tr>")]


def test_the_summary_says_how_far_apart_and_since_when() -> None:
    assert "2 positions that cannot all hold, since 4\u00a0Mar\u00a02031, the highest 17 above the lowest." in page()


def test_the_public_page_holds_no_text_and_no_script() -> None:
    text = page(profile="public")
    assert '<section id="texts"' not in text
    assert "<script" not in text
    assert f'<tr id="claim-{RAISED.id}"' in text


def test_a_dispute_of_which_one_side_is_held_back_is_left_out() -> None:
    reports = [PageReport(war.STRIKE), PageReport(war.AGENCY, restricted=True)]
    text = render_disputes([DISPUTE], reports, CLAIMS, profile="public")
    assert "No claims were found that cannot all hold." in text


def test_it_fits_a_phone_and_is_accessible(chromium: Path, tmp_path: Path) -> None:
    fits_and_is_accessible(page(), chromium, tmp_path)
