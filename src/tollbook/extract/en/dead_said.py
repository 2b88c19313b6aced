"""A status that a sentence tells of its dead, or says not to hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A status with the stretch of the words that tell it, in the sentence, and the word for its dead (`of`)."""

    status: str
    start: int
    end: int
    holds: bool = True
    of: int | None = None
    """Number of the token that stands for the dead; None where only the turn of speech tells of them."""
    verb: bool = False
    """Whether a verb tells it that has them as its object or subject."""
    carried: bool = False
    """Whether its dead are those of a sentence before ("we are not ready to accept them")."""
