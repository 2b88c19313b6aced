"""The codebook: every field of a record with its meaning and codes, ours and the project's own, from one place."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model import OwnField, Project

from .own import STATUS, TYPES
from .sheets.columns import COLUMNS, YES_NO


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: on what it is, its name, what it holds, its values, and whose it is."""

    on: str
    name: str
    meaning: str
    values: tuple[str, ...]
    is_own: bool = False
    required: bool = False


def codebook(project: Project) -> list[Entry]:
    """All fields in the order of a claim, then those of the project's own."""
    ours = [
        Entry("claim", c.name, c.meaning, YES_NO if c.kind == "yes or no" else c.codes)
        for c in COLUMNS
        if c.path is not None
    ]
    return [*ours, _entry(STATUS, is_own=False), *(_entry(field, is_own=True) for field in project.fields)]


def _entry(field: OwnField, *, is_own: bool) -> Entry:
    meaning = field.help or field.title
    values = field.choices or ((TYPES[field.type],) if field.type != "text" else ())
    return Entry(field.on, field.name, meaning, tuple(values), is_own, field.required)
