"""What the methodology page tells beside the settings: sources, wars, and how well reports are read, as measured."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ...reference.wars import Wars
from ..released import Colophon, ReleasedReport
from ..words import day

SCOPES = {
    "conflict": "harm in armed conflict and organised violence",
    "violence": "harm in any violence: armed conflict, organised violence, crime, police shootings",
    "any_harm": "harm of any cause: violence, disasters, accidents",
}
LANGUAGES = {"en": "English", "ru": "Russian", "uk": "Ukrainian"}
MOST = 15
"""Outlets that the page names."""
READ = {
    "found": "the claim is found, with its measure and words",
    "core": "so is its number or range",
    "whose": "so is whose people are meant",
    "said": "so is who says so (whose people aside)",
    "full": "all of it, and whether it is claimed or denied",
}
"""What the modes of evaluation ask, in the order of the page."""


@dataclass(frozen=True)
class Sources:
    """Where the reports appeared, most reports first, how many outlets more there are, and the days between."""

    outlets: tuple[tuple[str, int], ...]
    more: int
    unnamed: int
    first: date | None
    last: date | None


def sources_of(reports: Iterable[ReleasedReport]) -> Sources:
    """Counts the reports by outlet, one in memory at a time."""
    counted: Counter[str] = Counter()
    unnamed, first, last = 0, None, None
    for report in reports:
        counted.update([report.outlet] if report.outlet else [])
        unnamed += report.outlet is None
        if report.published:
            first = min(first or report.published, report.published)
            last = max(last or report.published, report.published)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return Sources(tuple(ranked[:MOST]), max(0, len(ranked) - MOST), unnamed, first, last)


def wars_of(colophon: Colophon) -> Iterator[str]:
    """The project's wars in its own words, each with the day from which it is counted and where that is from."""
    for name in colophon.wars:
        war = next(iter(Wars.load().named([name])), None)
        begun = f", counted from {day(war.start)} ({war.note})" if war and war.start else ""
        yield f"{name}{begun}"


@dataclass(frozen=True)
class Scores:
    """How well reports are read: F1 by what is asked (as measured, between two people), and precision and recall by
    measure, over so many annotated reports."""

    reports: int
    asked: tuple[tuple[str, str, str], ...]
    measures: tuple[tuple[str, int, str, str], ...]


@cache
def scores() -> Scores:
    """The figures of `scores.json`, which `python -m scripts.scores_page` writes."""
    read = json.loads(files(__package__).joinpath("scores.json").read_text("utf-8"))
    asked = tuple((f"{scope}: {READ[mode]}", *pair) for scope, mode, *pair in read["asked"])
    return Scores(read["reports"], asked, tuple(tuple(row) for row in read["measures"]))
