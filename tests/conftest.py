"""For all tests: the browser, and the rule that CI lets no test be skipped for want of a tool."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

NO_SKIPS = "TOLLBOOK_NO_SKIPS"
"""Where this is set, a skipped test fails, unless its reason is that the corpus is not beside the checkout or that
torch, which only training needs, is not installed."""


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this system; the test is skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    pytest.skip("no Chromium is installed (on Debian: apt install chromium)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where CI asks for it."""
    report = yield
    if os.environ.get(NO_SKIPS) and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "corpus" not in reason and "for training alone" not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid}: may not be skipped here ({NO_SKIPS} is set): {reason}"
    return report
