"""What claims are together about: one incident, one period, or the running figures of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .flat import FlatClaim


class SubjectKind(StrEnum):
    """The kinds of things that a toll or a dispute is about."""

    INCIDENT = "incident"
    PERIOD = "period"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Subject:
    """An incident, a period or a series with the claims about it, in the order of report date, report and text."""

    id: str
    kind: SubjectKind
    name: str
    claims: tuple[FlatClaim, ...]
