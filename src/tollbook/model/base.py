"""The base of all records: frozen, closed to unknown fields, written to JSON in one way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value; equal when all its fields are."""

    model_config = ConfigDict(frozen=True, extra="forbid")
