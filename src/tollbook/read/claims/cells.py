"""Single cells: numbers, days, addresses, yes and no. Each raises CellError with what is wrong and the remedy."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from tollbook.read.dates import date_in_address, parse_date
from tollbook.read.outcome import UnreadableError


class CellError(ValueError):
    """A cell that does not hold what its column must; the message says what was expected."""


_WHOLE = re.compile(r"\d+(?:\.0)?|\d{1,3}(?:[, '’\u00a0\u2009\u202f]\d{3})+")
_NOT_DIGITS = re.compile(r"[, '’\u00a0\u2009\u202f]")
_LARGEST = 10**11  # more than there have ever been people
_NUMERIC_DAY = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[T ]\d.*)?")
_ADDRESS = re.compile(r"https?://\S+")
_POST = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[^/]+/status/(\d{15,20})", re.I)
_POST_EPOCH_MS = 1288834974657  # the ids of posts count milliseconds from here, in their bits above the 22nd
_TAIL_DAY = re.compile(r"[-/](20\d\d)-(\d\d)-(\d\d)(?=[/#?]|$)")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0", ""})


NO_CHARACTER = "holds NUL or half of a surrogate pair, which are no characters; mend the cell"


def is_broken(cell: str) -> bool:
    """Whether a cell holds what is no character: from JSON's escapes, or a spreadsheet that was cut off."""
    return any("\ud800" <= char <= "\udfff" or char == "\x00" for char in cell)


def whole_number(cell: str) -> int:
    """A whole number, thousands set apart by commas, apostrophes or spaces or not at all."""
    if not _WHOLE.fullmatch(cell):
        if re.fullmatch(r"[-−]\s?\d.*", cell):
            raise CellError("is below zero; a count is not")
        raise CellError("is no whole number; write digits only, such as 1200 or 1,200")
    number = int(_NOT_DIGITS.sub("", cell.removesuffix(".0")))
    if number > _LARGEST:
        raise CellError("is more than there are people; look at the cell")
    return number


def degrees(cell: str, limit: int) -> float:
    """Degrees of latitude (limit 90) or longitude (180)."""
    try:
        value = float(cell)
    except ValueError as error:
        raise CellError("is no number of degrees; write it as 48.51") from error
    if not -limit <= value <= limit:
        raise CellError(f"lies outside -{limit} to {limit} degrees")
    return value


def yes_or_no(cell: str) -> bool:
    """Whether a cell says yes."""
    word = cell.casefold()
    if word not in _YES | _NO:
        raise CellError("is neither yes nor no")
    return word in _YES


def day(cell: str, order: str, today: date) -> date:
    """The day that a cell states, numbers read in the map's order ("day first", "month first", "year first").

    A four-digit year first is ISO in any order; a month in words leaves no choice. A day of the far future, or before
    1900, cannot be.
    """
    match = _NUMERIC_DAY.fullmatch(cell)
    found = _numeric(match, order) if match else _in_words(cell)
    if found.year < 1900 or (found - today).days > 366:
        raise CellError(f"is {found.isoformat()}, which cannot be; look at its year")
    return found


def _numeric(match: re.Match[str], order: str) -> date:
    first, _, second, third = match.groups()
    if len(first) == 4:
        year, month, number = first, second, third
    elif len(third) != 4:
        raise CellError("has a year of two digits; write four")
    elif order == "year first":
        raise CellError('could be two days; say dates = "day first" or "month first" in the map')
    else:
        month, number = (second, first) if order == "day first" else (first, second)
        year = third
    try:
        return date(int(year), int(month), int(number))
    except ValueError as error:
        raise CellError(f"is no day of the calendar (dates are read {order})") from error


def _in_words(cell: str) -> date:
    try:
        found = parse_date(cell)
    except UnreadableError as error:
        raise CellError("is no day; write it as 2023-01-04") from error
    if found is None:
        raise CellError("is no day; write it as 2023-01-04")
    return found


def address(cell: str) -> str | None:
    """The web address that a cell holds, remarks beside it left out; None where it holds none."""
    match = _ADDRESS.search(cell)
    return match.group().rstrip(").,;") if match else None


def day_of_address(link: str) -> date | None:
    """The day of publication that a web address tells: in its path, or in the number of a post."""
    post = _POST.match(link)
    if post:
        moment = ((int(post.group(1)) >> 22) + _POST_EPOCH_MS) / 1000
        return datetime.fromtimestamp(moment, UTC).date()
    tail = _TAIL_DAY.search(link)
    if tail:
        try:
            return date(*map(int, tail.groups()))
        except ValueError:
            return None  # digits that are no day of the calendar
    return date_in_address(link)
