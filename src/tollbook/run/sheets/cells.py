"""Single cells of a sheet: as text, as a spreadsheet or a CSV of any locale gives them back, and as values."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tollbook.draw.svg import visible
from tollbook.publish.csv_safe import is_dangerous
from tollbook.read.claims.cells import CellError, day, degrees, whole_number, yes_or_no
from tollbook.read.claims.places import country_code
from tollbook.read.claims.speakers import known_party

from .columns import Column

ORDERS = ("day first", "month first")
"""How a spreadsheet may have rewritten days, besides the year first."""

_POINTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_WITH_ZEROS = re.compile(r"([0-9]+)[.,]0{1,2}")
_LONGEST = 32_000
"""A little less than a spreadsheet's cell holds."""


def as_text(value: object) -> str:
    """A value as a cell's text, control characters and half surrogate pairs written out, and not too long."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            text = visible(str(value))
            return text if len(text) <= _LONGEST else text[:_LONGEST] + " ..."


def plain(cell: str) -> str:
    """A cell's text without the apostrophe that keeps it from being run as a formula, spaces alike."""
    text = cell.strip(" ")
    return " ".join((text[1:] if text.startswith("'") and is_dangerous(text[1:]) else text).split())


def read_cell(column: Column, cell: str, today: date, order: str | None) -> Any:
    """The value of a cell in JSON form, None where it is empty; `order` is how days are read besides the year first.

    Raises CellError with what is wrong and the remedy.
    """
    text = plain(cell)
    match column.kind:
        case "names":
            return [name for name in (part.strip() for part in text.split(";")) if name]
        case "chain":
            return [name for name in (part.strip() for part in text.split("<")) if name]
        case _ if not text:
            return None
        case "number":
            return whole_number(_in_digits(text))
        case "degrees":
            return round(degrees(text.replace(",", ".") if text.count(",") == 1 else text, 180), 5)
        case "day":
            return _day(text, today, order)
        case "yes or no":
            return yes_or_no(text)
        case "country":
            return _country(text)
        case "code":
            return _code(column, text)
        case _:
            return text


def written_value(column: Column, value: object, today: date) -> Any:
    """What `value_or_text` makes of a cell that is written with this value."""
    return value_or_text(column, as_text(value), today, ORDERS[0])


def value_or_text(column: Column, cell: str, today: date, order: str | None) -> Any:
    """What `read_cell` makes of a cell; its plain text where that cannot be read, as some written long ago cannot."""
    try:
        return read_cell(column, cell, today, order)
    except CellError:
        return plain(cell)


def party(name: str) -> str:
    """A party under its canonical name, where it has one."""
    return known_party(name)[0]


def _in_digits(text: str) -> str:
    """A whole number without what a locale puts between its thousands or after its point: 1.200, 12,0."""
    if _POINTED.fullmatch(text):
        return text.replace(".", "")
    zeros = _WITH_ZEROS.fullmatch(text)
    return zeros.group(1) if zeros else text


def _day(text: str, today: date, order: str | None) -> str:
    found: set[date] = set()
    for either in (order,) if order else ORDERS:
        try:
            found.add(day(text, either, today))
        except CellError as error:
            if "year" in str(error):  # of two digits, or one that cannot be: told as it is
                raise
    if not found:
        raise CellError("is no day; write it as 2023-01-04")
    if len(found) > 1:
        raise CellError("could be two days; write it as 2023-01-04")
    return found.pop().isoformat()


def _country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise CellError("is no country that is known; write its two letters, or its English name")
    return code


def _code(column: Column, text: str) -> str:
    code = text.casefold().replace(" ", "_")
    if code not in column.codes:
        raise CellError(f"is no code of this column; write one of {', '.join(column.codes)}")
    return code
