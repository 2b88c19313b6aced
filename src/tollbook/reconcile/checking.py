"""Whether a report says what is published with reference to it: one figure against all that stand in the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Answer, Checked, Comparator, Count, PublishedFigure, Stance, Told, Whose

from .checking_fit import THINGS, measure_apart, place_apart, time_apart, whose_apart

SHOWN = 5
"""Passages that an answer names at most."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure of the report beside the published one: what is apart, in words, if anything."""

    told: Told
    apart: tuple[str, ...]
    says_it: bool


def check(figure: PublishedFigure, whose: Whose, report_id: str, told: Sequence[Told], text: str = "") -> Checked:
    """The answer for one published figure; `whose` are its words as they are read, `told` the figures in the report's
    `text`."""
    held = [_held(figure, whose, one, told, text) for one in told if has_number(one.reading.count)]
    said = [one for one in held if _is_affirmed(one.told) and not one.told.replaced]
    fitting = [one for one in said if not one.apart]
    same = [one for one in fitting if not _is_part(one, told, fitting)]
    supporting = [one for one in same if one.says_it]

    def answer(kind: Answer, why: str, passages: Sequence[_Held]) -> Checked:
        found = tuple(one.told for one in passages[:SHOWN])
        return Checked(figure=figure, answer=kind, why=why, report_id=report_id, passages=found)

    if supporting:
        return answer(Answer.SUPPORTED, _supported(supporting[0].told), supporting)
    if same:
        nearest = sorted(same, key=lambda one: _distance(figure.value, one.told.reading.count))
        return answer(Answer.ANOTHER_FIGURE, _another(figure, nearest, held), nearest)
    kindred = [
        one
        for one in said
        if (one.told.sure or one.says_it) and (one.told.reading.measure in THINGS) == (figure.measure in THINGS)
    ]
    if kindred:
        nearest = sorted(kindred, key=lambda one: (not one.says_it, len(one.apart)))
        return answer(Answer.OTHER_MEASURE, _other(figure, nearest), nearest)
    return answer(Answer.NO_FIGURE, _none(held), [one for one in held if one.says_it])


def _held(figure: PublishedFigure, whose: Whose, told: Told, among: Sequence[Told], text: str) -> _Held:
    whole = None if told.whole is None else among[told.whole]
    apart = (
        measure_apart(figure, told, whole),
        whose_apart(whose, told, figure.measure),
        place_apart(figure.place, told, text),
        time_apart(figure, told),
    )
    return _Held(told, tuple(filter(None, apart)), says(told.reading.count, figure.value))


def has_number(count: Count) -> bool:
    """Whether words are a figure at all: a number, a bound or a word such as "dozens"; "several" is none."""
    return count.low is not None or count.high is not None


def _is_affirmed(told: Told) -> bool:
    return told.reading.stance is Stance.AFFIRMED and not told.false


def says(count: Count, value: int) -> bool:
    """Whether the words of a count state a number: never one between bounds, nor that of a vague word."""
    if count.comparator in (Comparator.VAGUE, Comparator.NONE):
        return False
    return value in (count.low, count.high, count.best)


def _is_part(one: _Held, told: Sequence[Told], fitting: Sequence[_Held]) -> bool:
    """Whether it counts some of the people of another figure that fits as well: a part does not support the whole."""
    return one.told.whole is not None and any(other.told is told[one.told.whole] for other in fitting)


def _distance(value: int, count: Count) -> int:
    stated = [number for number in (count.low, count.high) if number is not None]
    return min((abs(value - number) for number in stated), default=10**12)


def _words(told: Told) -> str:
    return told.reading.count.text or told.reading.evidence.text


def _supported(told: Told) -> str:
    marks = [m for m in (told.reading.certainty.value, told.reading.verification.value) if m not in ("stated", "none")]
    more = f" ({', '.join(marks)} there)" if marks else ""
    return f"“{_words(told)}”: {told.reading.measure.value.replace('_', ' ')}{more}"


def _another(figure: PublishedFigure, nearest: Sequence[_Held], held: Sequence[_Held]) -> str:
    said = "; ".join(dict.fromkeys(f"“{_words(one.told)}”" for one in nearest[:3]))
    why = f"the report says {said}"
    gone = [one for one in held if one.says_it and not one.apart and one not in nearest]
    if any(one.told.replaced for one in gone):
        return f"{why}; {figure.value:,} is the figure that it replaced"
    if any(not _is_affirmed(one.told) for one in gone):
        return f"{why}; {figure.value:,} is denied there"
    elsewhere = next((one for one in held if one.says_it and one.apart), None)
    if elsewhere is not None:
        return f"{why}; {figure.value:,} stands there of {', '.join(elsewhere.apart)}"
    if any(_between(one.told.reading.count, figure.value) for one in nearest):
        return f"{why}; {figure.value:,} would fit those words, but is not in them"
    return why


def _between(count: Count, value: int) -> bool:
    low, high = count.low or 0, count.high if count.high is not None else value
    return (count.low is not None or count.high is not None) and low <= value <= high


def _other(figure: PublishedFigure, nearest: Sequence[_Held]) -> str:
    first = nearest[0]
    said = f"“{_words(first.told)}” is of {', '.join(first.apart)}"
    return f"{figure.value:,} stands there, but {said}" if first.says_it else f"its figures are others: {said}"


def _none(held: Sequence[_Held]) -> str:
    if any(one.says_it and not _is_affirmed(one.told) for one in held):
        return "the report names it only to deny it"
    return "the report has no such figure"
