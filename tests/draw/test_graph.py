from __future__ import annotations

from tollbook.draw import Arc, Node, graph

NODES = [Node("a", "Post, 1 May", "/reports/a"), Node("b", "Wire, 2 May <b>", "/reports/b")]


def test_reports_stand_in_a_column_joined_by_arcs_with_their_reasons() -> None:
    drawn = graph(NODES, [Arc("b", "a", "cites", "Wire cites Post", "#tie-1")], title="who depends on whom")
    assert drawn.count("<circle") == 2
    assert 'aria-label="Wire cites Post"' in drawn and 'class="line dash-1"' in drawn
    assert "<b>" not in drawn
    assert drawn.index("Wire cites Post") < drawn.index("/reports/a")  # arcs lie below the names


def test_an_arc_to_a_report_that_is_not_there_is_left_out() -> None:
    assert "line dash" not in graph(NODES, [Arc("b", "c", "copy", "why", "#")], title="t")
    assert graph([], [], title="t") == ""


def test_a_long_name_is_cut_to_the_room_there_is() -> None:
    drawn = graph([Node("a", "x" * 200, "/a")], [], title="t", width=330)
    assert "x" * 30 + "…" in drawn or "…" in drawn
