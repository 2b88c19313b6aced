from __future__ import annotations

import pytest

from tollbook.publish.formats.web_annotations import standing


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("Three guards died in Kesh", "Three guards died in Kesh"),
        ("[name] and 2 others were killed near the bridge, [name] said", "and 2 others were killed near the bridge,"),
        ("In Kesh 4 guards were killed and then …", "In Kesh 4 guards were killed and then"),
        ("[name], [name]", ""),
        ("", ""),
    ],
)
def test_a_quotation_keeps_what_stands_in_the_report_as_it_is(quoted: str, words: str) -> None:
    assert standing(quoted) == words
