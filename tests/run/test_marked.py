from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.run.rows_fixture import TEXT, row
from tollbook.model import Span
from tollbook.run.marked import pieces, to_html

spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(spans, max_size=6))
def test_the_pieces_are_the_text_and_know_their_claims(places: list[tuple[int, int]]) -> None:
    rows = [row(evidence=Span(start=s, end=e, text=TEXT[s:e])) for s, e in places]
    cut = pieces(TEXT, rows)
    assert "".join(piece.text for piece in cut) == TEXT
    for number, (start, end) in enumerate(places, 1):
        assert "".join(piece.text for piece in cut if number in piece.claims) == TEXT[start:end]
        assert sum(number in piece.ends for piece in cut) == (1 if end > start else 0)


def test_hostile_text_is_never_markup() -> None:
    page = to_html("<script>alert(1)</script>", [], title="<b>", about="&", descriptions=[])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<h1>&lt;b&gt;</h1>" in page


def test_every_mark_leads_to_its_claim() -> None:
    marked = row()
    page = to_html(TEXT, [marked], title="Orvale", about="", descriptions=["killed 12"])
    assert f'<mark>Twelve people died in Orvale</mark><sup><a href="#claim-{marked.claim.id}">1</a></sup>' in page
    assert f'<li id="claim-{marked.claim.id}">killed 12</li>' in page
