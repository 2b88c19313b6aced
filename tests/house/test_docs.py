"""The documentation names every code, field, command and option; nothing it names is missing."""

import enum
import re
from pathlib import Path
from typing import get_args

import pytest

from tollbook.model import Claim, Reading, codes
from tollbook.model.project import Project, Scope

ROOT = Path(__file__).parents[2]
CLAIMS = (ROOT / "docs/reference/claims.md").read_text(encoding="utf-8")
LISTS = [c for c in vars(codes).values() if isinstance(c, type) and issubclass(c, enum.StrEnum) and c is not enum.StrEnum]


@pytest.mark.parametrize("codes_of", LISTS, ids=lambda c: c.__name__)
def test_every_code_stands_in_the_claims_reference(codes_of: type[enum.StrEnum]) -> None:
    assert [code.value for code in codes_of if f"`{code.value}`" not in CLAIMS] == []


def test_every_field_of_a_reading_stands_in_the_claims_reference() -> None:
    inner = {"group", "trace"}  # the number of the local incident and the rules' trail stay in the ledger
    assert [name for name in Reading.model_fields if name not in inner and f"`{name}`" not in CLAIMS] == []
    assert Claim.model_fields.keys() == {"mention", "reading"}


def test_every_scope_and_setting_is_documented() -> None:
    files = (ROOT / "docs/reference/files.md").read_text(encoding="utf-8")
    assert [scope for scope in get_args(Scope) if f"`{scope}`" not in CLAIMS] == []
    assert [name for name in Project.model_fields if f"`{name}`" not in files] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        if not name.startswith("decisions/"):
            assert f" {name}\n" in navigation, name
