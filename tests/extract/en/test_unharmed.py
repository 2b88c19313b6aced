"""Harm said not to have been done: a count of none."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def none_of(text: str) -> set[str]:
    """The measures with a candidate that counts none."""
    context = read_context(made_report(text), Project())
    return {d.measure.value for d in drafts_of(context) if d.candidate.count.high == 0}


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Neither of the shells caused any casualties, the military said.", {"casualties"}),
        ("The bomb failed to cause any injuries.", {"injured"}),
        ("The blast did not cause any injuries or deaths.", {"injured", "killed"}),
        ("The envoys escaped without injury.", {"injured"}),
        ("The rockets wounded four but did not kill anyone.", {"killed"}),
        ("The blast did not injure a single person.", {"injured"}),
        ("They took the post without killing anybody.", {"killed"}),
        ("A shell landed near the post without causing casualties.", {"casualties"}),
    ],
)
def test_none_were_harmed(text: str, measures: set[str]) -> None:
    assert measures <= none_of(text)


@pytest.mark.parametrize("text", ["The bomb caused many injuries.", "He gave no number of the wounded."])
def test_harm_done_is_not_none(text: str) -> None:
    assert none_of(text) == set()
