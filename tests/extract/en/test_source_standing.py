"""How a description's speaker stands among those of its kind."""

from __future__ import annotations

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.source_standing import standing
from tollbook.model import Project


def test_the_only_monitor_that_speaks_is_noted() -> None:
    text = (
        "Shelling killed nine people, a monitor said. The Harbour Observatory for Human Rights said on Friday that the "
        "port was shelled and nine people were killed."
    )
    context = read_context(made_report(text), Project())
    first = context.speakers[0]
    assert any(feature.startswith("s:only=1") for feature in standing(context, first, "", "a"))
