"""The public library: what README shows, typed and imported late."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tollbook


@pytest.mark.parametrize("name", tollbook.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(tollbook, name).__name__ == name


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tollbook.nothing


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, tollbook; assert not {'spacy', 'pydantic', 'sqlalchemy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
