"""What a reader of one kind of input hands over: text, zones and the facts that the input states of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tollbook.model import Zone


class Fact(NamedTuple):
    """A value and how it is known: `given`, `metadata`, `text`, `file` or `guessed`."""

    value: str
    how: str


class Day(NamedTuple):
    """A publication date and how it is known."""

    value: date
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report before the facts that only its text or its name can tell are added."""

    text: str
    media_type: str
    reader: str
    encoding: Fact | None = None
    zones: tuple[Zone, ...] = ()
    given_id: str | None = None
    title: Fact | None = None
    outlet: Fact | None = None
    address: Fact | None = None
    published: Day | None = None
    language: Fact | None = None
