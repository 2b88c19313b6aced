"""The frame around a report: menus, pointers, buttons, notices, errors and readers' comments, by data/zones.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from tollbook.errors import SettingsError
from tollbook.model import SILENT_ZONES, Zone

from .lines import Line

_MARKS = " \t*•·▪●>»|-–—+#[](){}_🔵🔴⚡"
_SEPARATORS = re.compile(r"\s*[|>»•·/]\s*|\s{3,}")
_MENU_LINES = 4
_MENU_SHARES = ((20, 0.15), (8, 0.3), (0, 0.6))
"""The share of known sections that makes a run of at least so many short lines a menu: chance cannot give a list of
names five lines that say "Sport" or "About us"."""
_ROW_SHARE = 0.6
_MENU_PARTS = 3
_TAIL_FROM = 0.5


class _Pattern(NamedTuple):
    kind: str
    regex: re.Pattern[str]
    max: int


class Lexicon(NamedTuple):
    """The patterns and words of data/zones.toml."""

    lines: tuple[_Pattern, ...]
    tails: tuple[_Pattern, ...]
    sections: frozenset[str]
    buttons: frozenset[str]


def frame_zones(lines: Sequence[Line], length: int) -> Iterator[Zone]:
    """The silent zones among a text's lines; `length` is the text's."""
    lexicon = load_lexicon()
    menu = _menu_lines(lines, lexicon)
    for number, line in enumerate(lines):
        if line.start >= _TAIL_FROM * length and (kind := _match(line, lexicon.tails)):
            yield Zone(start=line.start, end=lines[-1].end, kind=kind)
            return
        kind = "navigation" if number in menu else line_kind(line, lexicon)
        if kind:
            yield Zone(start=line.start, end=line.end, kind=kind)


def line_kind(line: Line, lexicon: Lexicon) -> str | None:
    """The silent kind that a line is wholly of, or None."""
    return _match(line, lexicon.lines) or _row_kind(line.words, lexicon)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read data/zones.toml; raises SettingsError where an entry is not as it should be."""
    data = tomllib.loads(files("tollbook.read").joinpath("data/zones.toml").read_text("utf-8"))
    return Lexicon(
        lines=tuple(_pattern(entry) for entry in data["line"]),
        tails=tuple(_pattern(entry) for entry in data["tail"]),
        sections=frozenset(data["navigation"]["words"]),
        buttons=frozenset(data["share"]["words"]),
    )


def _pattern(entry: dict[str, Any]) -> _Pattern:
    kind = entry["kind"]
    if kind not in SILENT_ZONES:
        raise SettingsError(
            f"data/zones.toml: {kind!r} is no silent zone; write one of {', '.join(sorted(SILENT_ZONES))}"
        )
    try:
        return _Pattern(kind, re.compile(entry["pattern"], re.I), entry.get("max", 160))
    except re.error as error:
        raise SettingsError(f"data/zones.toml: a pattern of kind {kind!r} cannot be read ({error}); mend it") from error


def _match(line: Line, patterns: Sequence[_Pattern]) -> str | None:
    words = line.words.strip(_MARKS)
    for pattern in patterns:
        if len(words) <= pattern.max and pattern.regex.fullmatch(words):
            return pattern.kind
    return None


def _row_kind(words: str, lexicon: Lexicon) -> str | None:
    """A row of buttons, or of sections ("Home | World | Sport"): three or more, most of them known."""
    if len(words) > 200:
        return None
    tokens = [token for token in re.split(r"[\s,|•·/]+", words.casefold()) if token]
    if tokens and all(token in lexicon.buttons for token in tokens):
        return "share"
    parts = [part for part in _SEPARATORS.split(words.casefold().strip(_MARKS)) if part]
    known = sum(part in lexicon.sections for part in parts)
    return "navigation" if len(parts) >= _MENU_PARTS and known >= _ROW_SHARE * len(parts) else None


def _menu_lines(lines: Sequence[Line], lexicon: Lexicon) -> set[int]:
    """Numbers of the lines that are a menu: runs of lines of up to four words, enough of them names of sections.

    A run is cut to its first and last section: a short headline beside a menu is none of it.
    """
    menu: set[int] = set()
    run: list[int] = []
    for number in range(len(lines) + 1):
        if number < len(lines) and _is_short(lines[number].words):
            run.append(number)
            continue
        known = [n for n in run if _section(lines[n].words) in lexicon.sections]
        inner = range(known[0], known[-1] + 1) if known else range(0)
        share = next(share for least, share in _MENU_SHARES if len(inner) >= least)
        if len(inner) >= _MENU_LINES and len(known) >= share * len(inner):
            menu.update(inner)
        run = []
    return menu


def _section(words: str) -> str:
    """The name of a menu's entry: "News ▼News" is News."""
    return re.split(r"[▼▾▸›»+]", words.strip(_MARKS).casefold())[0].strip()


def _is_short(words: str) -> bool:
    is_headline = re.match(r"#\s", words) is not None
    words = words.strip(_MARKS)
    return not is_headline and len(words.split()) <= 4 and not re.search(r"\d|[.!?]$", words)
