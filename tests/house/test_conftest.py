"""With TOLLBOOK_NO_SKIPS, as CI sets it, a test that lacks its tool fails instead of being skipped."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CASES = """
import pytest

@pytest.fixture
def tool():
    pytest.skip("no such tool is installed")

def test_needs_a_tool(tool): ...

@pytest.mark.skipif(True, reason="the corpus is not beside the checkout")
def test_needs_the_corpus(): ...

@pytest.mark.xfail(reason="known")
def test_known(): assert False

def test_plain(): ...
"""


@pytest.mark.parametrize(("asked", "outcomes"), [(False, {"skipped": 2}), (True, {"skipped": 1, "errors": 1})])
def test_skips_fail_where_none_are_allowed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, asked: bool, outcomes: dict[str, int]
) -> None:
    monkeypatch.delenv("TOLLBOOK_NO_SKIPS", raising=False)
    if asked:
        monkeypatch.setenv("TOLLBOOK_NO_SKIPS", "1")
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(CASES)
    pytester.runpytest().assert_outcomes(passed=1, xfailed=1, **outcomes)
