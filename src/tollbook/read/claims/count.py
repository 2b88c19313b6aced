"""A row's cells as a count: a single figure, bounds with or without a best guess, or words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tollbook.model import Comparator, Count

from .cells import CellError, whole_number
from .faults import RowError

WordsReader = Callable[[str], Count | None]
"""Reads a count in words ("at least 12"); given by whoever puts the stages together."""

_OPEN_ABOVE = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_OPEN_BELOW = (Comparator.UP_TO, Comparator.FEWER_THAN)
_SAID = {
    Comparator.ABOUT: "about ",
    Comparator.AT_LEAST: "at least ",
    Comparator.MORE_THAN: "more than ",
    Comparator.UP_TO: "up to ",
    Comparator.FEWER_THAN: "fewer than ",
}


def read_count(
    cells: Mapping[str, str], columns: Mapping[str, str], comparator: Comparator | None, words: WordsReader | None
) -> Count | None:
    """The count in these cells (by field; `columns` by field for the faults), None where none is filled.

    Only a best: low = high = best. Low and high: `between`. One bound: `at_least` or `up_to`. A best beside bounds is
    kept as `best`. `comparator` qualifies a single figure or a lone best. The count's text has its digits in groups;
    the row keeps them as they stand. Raises RowError.
    """
    if cells.get("words"):
        return _in_words(cells["words"], columns["words"], words)
    given = {
        field: _number(cells[field], columns[field]) for field in ("figure", "best", "low", "high") if cells.get(field)
    }
    if "figure" in given:
        return _single(given["figure"], cells["figure"], comparator or Comparator.EXACT, columns["figure"])
    low, high, best = given.get("low"), given.get("high"), given.get("best")
    if low is None and high is None:
        if best is None:
            return None
        single = _single(best, cells["best"], comparator or Comparator.EXACT, columns["best"])
        return single.model_copy(update={"best": best})
    _check(low, best, high, cells, columns)
    return _bounded(low, best, high)


def _number(cell: str, column: str) -> int:
    try:
        return whole_number(cell)
    except CellError as error:
        raise RowError(str(error), column, cell) from error


def _single(number: int, cell: str, comparator: Comparator, column: str) -> Count:
    if comparator in (Comparator.BETWEEN, Comparator.VAGUE, Comparator.NONE):
        raise RowError(f"a single figure cannot be {comparator.value!r}", column, cell)
    return Count(
        low=None if comparator in _OPEN_BELOW else number,
        high=None if comparator in _OPEN_ABOVE else number,
        comparator=comparator,
        text=f"{_SAID.get(comparator, '')}{number:,}",
    )


def _check(
    low: int | None, best: int | None, high: int | None, cells: Mapping[str, str], columns: Mapping[str, str]
) -> None:
    if low is not None and high is not None and low > high:
        raise RowError(f"is above the high of {high:,}", columns["low"], cells["low"])
    if best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        bounds = f"{'' if low is None else f'{low:,}'}-{'' if high is None else f'{high:,}'}"
        raise RowError(f"lies outside its own bounds, {bounds}", columns["best"], cells["best"])


def _bounded(low: int | None, best: int | None, high: int | None) -> Count:
    if low is None:
        comparator, text = Comparator.UP_TO, f"up to {high:,}"
    elif high is None:
        comparator, text = Comparator.AT_LEAST, f"at least {low:,}"
    elif low == high:
        comparator, text = Comparator.EXACT, f"{low:,}"
    else:
        comparator, text = Comparator.BETWEEN, f"{low:,}-{high:,}"
    if best is not None and not low == best == high:
        text += f", best {best:,}"
    return Count(low=low, high=high, comparator=comparator, text=text, best=best)


def _in_words(cell: str, column: str, read: WordsReader | None) -> Count:
    try:
        number = whole_number(cell)
    except CellError:
        found = read(cell) if read is not None else None
        if found is None:
            raise RowError("cannot be read as a count; write it as 12, at least 12 or 10-15", column, cell) from None
        return found
    return Count(low=number, high=number, comparator=Comparator.EXACT, text=f"{number:,}")
