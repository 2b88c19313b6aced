"""How the program's output is read."""

import pytest

from evals.program import ProgramError, rows, tollbook


def test_only_a_line_feed_ends_a_line() -> None:
    assert rows('{"a": "x\u2028y"}\n\n{"a": "z"}\n') == [{"a": "x\u2028y"}, {"a": "z"}]


def test_a_failing_command_is_shown_with_what_it_said() -> None:
    with pytest.raises(ProgramError, match="exit status"):
        tollbook("no-such-command")
