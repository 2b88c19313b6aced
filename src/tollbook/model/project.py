"""Settings of one recording effort, as `project.toml` holds them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Record

Scope = Literal["conflict", "violence", "any_harm"]


class Project(Record):
    """What a recording effort records: scope of harm, wars, word table for vague counts, languages."""

    name: str = "unnamed"
    scope: Scope = "conflict"
    wars: tuple[str, ...] = ()
    word_table: str = "guide"
    languages: tuple[str, ...] = ("en",)
    learned: bool = True
    """Whether the learned parts are used as a second opinion; rules alone otherwise."""
    encoder: bool = True
    """Whether the encoder is among the learned parts; the sparse models alone otherwise (a third less CPU time)."""
    max_report_bytes: int = Field(default=20_000_000, gt=0)
