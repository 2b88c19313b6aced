"""A published figure, the report that it cites, and whether that report says so."""

from __future__ import annotations

from enum import StrEnum

from .base import Record
from .claim import Reading, Span, Window
from .codes import Measure, Status


class Answer(StrEnum):
    """What a cited report says of a published figure; the first that fits, in this order."""

    NO_REPORT = "no_report"
    """The ledger holds no such report."""
    NOT_READ = "not_read"
    """The report is there and cannot be read for figures: its language, or a fault that is told."""
    SUPPORTED = "supported"
    """It states this figure for that measure and those victims."""
    ANOTHER_FIGURE = "another_figure"
    """It states another one for them."""
    OTHER_MEASURE = "other_measure"
    """It has figures, but for another measure or group, place or time."""
    NO_FIGURE = "no_figure"
    """It has no such figure."""


class Whose(Record):
    """Whom words count: a party, whether they fight, and the nouns for people, each with what it tells of them.

    `nouns` holds a tuple of `sex:`, `age:` and `role:` for each noun ("women and children": two), an empty one for
    "people". `words` are words for things and people that no list knows, by their stems.
    """

    text: str = ""
    party: str | None = None
    status: Status = Status.UNKNOWN
    nouns: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()


class PublishedFigure(Record):
    """One row of a table of published figures. `row` counts as a spreadsheet does; `report` is as it was cited."""

    row: int
    value: int
    measure: Measure
    whose: str = ""
    place: str = ""
    when: Window = Window()
    exact_window: bool = False
    """Whether `when` was given as a first and a last day, not as a day, a month or a year."""
    report: str


class Told(Record):
    """A figure that stands in a report, as it is read again: its claim and the sentence that holds it.

    `replaced`: the report itself gives the figure that took its place. `false`: it says that the figure is not so.
    `sure`: the extractor records it as a claim; of others it is only asked whether the report may say so. `whole`: the
    position, in the same list, of the figure whose people these are some of.
    """

    reading: Reading
    sentence: Span
    whose: Whose = Whose()
    replaced: bool = False
    false: bool = False
    sure: bool = True
    whole: int | None = None


class Checked(Record):
    """What was found of one figure: the answer, why, and the passages that it rests on, the nearest first."""

    figure: PublishedFigure
    answer: Answer
    why: str
    report_id: str | None = None
    passages: tuple[Told, ...] = ()
