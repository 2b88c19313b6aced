"""A reader walks through the whole workbench, page by page, and meets no name of a victim or witness."""

from __future__ import annotations

import html
import re
from collections import deque
from pathlib import Path

import pytest

from tests.run.named import NAMES, leaks, make_named
from tollbook.ledger import Ledger
from tollbook.review import Person
from tollbook.review.permissions import Role

from .conftest import Opened, opened

MOST = 150
"""Pages that are looked at; filters and days make more addresses than there are pages."""


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("named") / "war.ledger"
    make_named(where)
    return where


def walked(person: Opened) -> dict[str, str]:
    """The pages that links lead to from the first one, each kind of page with all that it links to."""
    pages: dict[str, str] = {}
    waiting, seen = deque(["/", "/?state=all", "/openapi.json"]), {"/leave"}
    while waiting and len(pages) < MOST:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        answer = person.client.get(path)
        if answer.status_code == 303:
            waiting.append(answer.headers["location"].partition("#")[0])
            continue
        pages[path] = answer.text
        found = re.findall(r'href="(/[^"#]*)', answer.text) if "html" in answer.headers["content-type"] else []
        waiting.extend(html.unescape(href) for href in found if "box=" not in href)
    return pages


@pytest.mark.parametrize("role", [Role.READER, Role.CODER])
def test_what_a_walk_through_all_pages_shows(where: Path, role: Role) -> None:
    with Ledger.open(where) as ledger:
        pages = walked(opened(str(where), ledger, Person("Rolf", role)))
    kinds = {re.sub(r"\b(?:[a-z]+-)[0-9a-f]{8,}", "*", path).partition("?")[0] for path in pages}
    assert {"/", "/reports/*", "/incidents/*", "/cases/*", "/sources/*", "/search", "/map", "/dead"} <= kinds, kinds
    told = {path: found for path, page in pages.items() if (found := leaks(html.unescape(page)))}
    if role is Role.READER:
        assert told == {}
    else:  # the search itself finds them: whoever may see the names does
        assert len({part for found in told.values() for part in found}) > len(NAMES)
