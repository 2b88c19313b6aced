from __future__ import annotations

import pytest

from tollbook.cli.console import harmless, one_line, print_table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("killed 12\n\tmen", "killed 12\n\tmen"),
        ("\x1b[2J\x1b[31mred", "\ufffd[2J\ufffd[31mred"),
        ("a\x00b\x07c\x9bd", "a\ufffdb\ufffdc\ufffdd"),
        ("abc\u202edcba", "abc\ufffddcba"),
        ("Київ, кіл. ö", "Київ, кіл. ö"),
    ],
)
def test_text_cannot_move_the_cursor_or_turn_direction(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_one_line_is_one_line() -> None:
    assert one_line(" a\r\nb\u2028c \t d ") == "a\ufffd b\ufffdc d"


def test_piped_tables_are_aligned_and_never_shortened(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "1", "name": "東京", "words": "long " * 60}, {"id": "200", "name": "Kyiv", "words": "short"}]
    print_table(rows, ("id", "name", "words"), stretch="words")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "id   name  words"
    assert lines[1] == "1    東京  " + ("long " * 60).rstrip()
    assert lines[2] == "200  Kyiv  short"
