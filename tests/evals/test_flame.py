from __future__ import annotations

import time
from collections import Counter
from xml.etree import ElementTree

from evals.flame import WIDTH, flame_svg, sampled


def test_a_call_is_as_wide_as_its_share_and_stands_on_its_caller() -> None:
    svg = flame_svg(Counter({("a.main", "a.read"): 75, ("a.main", "a.write"): 25}), "Title <&>")
    boxes = {
        group[0].text: (float(group[1].get("width", "")), float(group[1].get("y", "")))
        for group in ElementTree.fromstring(svg)
        if group.tag.endswith("g")
    }
    assert boxes["a.read: 75.0%"][0] == 0.75 * WIDTH
    assert boxes["a.main: 100.0%"][0] == WIDTH
    assert boxes["a.main: 100.0%"][1] > boxes["a.read: 75.0%"][1] == boxes["a.write: 25.0%"][1]


def test_work_is_seen_where_it_is_done() -> None:
    def busy() -> None:
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass

    seen = sampled(busy)
    assert seen
    assert all(stack[-1].endswith("busy") for stack in seen if "busy" in " ".join(stack))
    assert sum(count for stack, count in seen.items() if any("busy" in call for call in stack)) > 20_000
