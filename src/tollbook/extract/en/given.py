"""Decisions worked out beforehand: they stand in for the learned parts, so that stored ones can be scored by the code
that extracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .opinion import Key


@dataclass(frozen=True)
class Given:
    """The chance of each candidate (None: the rules accept), and by field the number of the option or code taken (a
    field that is not there is left to the rules)."""

    chances: Mapping[Key, float] | None
    choices: Mapping[str, Mapping[Key, int]]
