"""How many were never counted, from three lists or more (multiple systems estimation). Never part of a toll."""

from .captures import Captures, CapturesError, barely_overlap, merged, of_persons, table
from .estimate import WARNING, Estimate, Estimates, estimate

__all__ = [
    "WARNING", "Captures", "CapturesError", "Estimate", "Estimates", "barely_overlap", "estimate", "merged",
    "of_persons", "table",
]  # fmt: skip
