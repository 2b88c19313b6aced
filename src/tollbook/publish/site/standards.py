"""What the field's standards ask of a published record: data, so that a recorder can correct it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Asked:
    """One demand of the standards, how this record answers (met, partly, publisher), and where."""

    asks: str
    answer: str
    where: str


@cache
def load() -> tuple[Asked, ...]:
    """The items in the order of the file."""
    text = files(__package__).joinpath("standards.toml").read_text("utf-8")
    return tuple(Asked(**item) for item in tomllib.loads(text)["items"])
