"""Cases in publications: as much of a person as the profile lets out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.published import make_ledger, published
from tollbook.ledger import Ledger
from tollbook.model import Fate, Naming
from tollbook.run.casing import match_cases


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("cases") / "war.ledger"
    make_ledger(where, reports=(1,))
    row = {
        "name": "Omar Aziz",
        "age": 28,
        "place": "Kesh",
        "fate": Fate.KILLED,
        "list_name": "ministry",
        "source_id": "1",
    }
    with Ledger.open(where) as ledger:
        ledger.note_list("ministry", [Naming.model_validate(row)], b"list", file="list.csv", by="A. Coder")
    match_cases(str(where))
    return where


@pytest.mark.parametrize(
    ("profile", "shown", "withheld"),
    [
        ("court", ("Omar Aziz", "aged 28", "Kesh", "ministry"), ()),
        ("partner", ("aged 28", "ministry", "case-"), ("Omar", "Aziz")),
        ("public", ("killed", "ministry", "case-"), ("Omar", "Aziz", "aged 28")),
    ],
)
def test_names_and_particulars_go_by_the_profile(
    where: Path, tmp_path: Path, profile: str, shown: tuple[str, ...], withheld: tuple[str, ...]
) -> None:
    published(where, tmp_path / "out", profile=profile, draft=True, formats="csv")
    page = (tmp_path / "out" / "cases.html").read_text(encoding="utf-8")
    body = page[page.index("<main") : page.index("</main>")]
    assert all(words in body for words in shown)
    assert not any(words in page for words in withheld)
