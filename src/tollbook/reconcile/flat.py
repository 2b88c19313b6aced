"""A claim with what reconciling needs of its report and its source, flat: what all of reconciling works on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FlatReport:
    """What reconciling needs of a report besides its claims; `text` is the whole text that offsets refer to."""

    id: str
    name: str
    outlet: str | None = None
    address: str | None = None
    published: date | None = None
    title: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatClaim:
    """One current claim.

    `low` and `high` are people (or attacks, or things) under the project's word table, None an open side; `best` is
    what a table of claims gives beside its bounds. `source` is the id in the registry of who vouches for the claim:
    the nearest speaker, or the outlet where the report speaks in its own voice; `chain` the ids of all speakers,
    nearest first; `said_by` the nearest's name. `first`, `last` are the first and last day on which it happened;
    `published` is when it was said, `recognised` when an authority added it to its count. `local` is the number of the
    incident within the report. `article` is the address of the article that a row of a table took the claim from.
    `lat`, `lon` in degrees. `set_aside`: imported, and in no toll. `state` is a claim's state in the ledger.
    """

    id: str
    report: str
    article: str | None = None
    measure: str
    outlet: str | None = None
    published: date | None = None
    low: int | None = None
    high: int | None = None
    best: int | None = None
    comparator: str = "none"
    words: str | None = None
    vague: str | None = None
    party: str | None = None
    status: str = "unknown"
    group: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    source: str = ""
    chain: tuple[str, ...] = ()
    said_by: str = ""
    source_kind: str = "other"
    source_party: str | None = None
    stance: str = "affirmed"
    certainty: str = "stated"
    verification: str = "none"
    extent: str = "incident"
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"
    first: date | None = None
    last: date | None = None
    recognised: date | None = None
    actor: str | None = None
    means: str | None = None
    superseded: bool = False
    optional: bool = False
    set_aside: bool = False
    state: str = "machine"
    confidence: float | None = None
    evidence: str = ""
    start: int = 0
    local: int | None = None

    @property
    def heard_in(self) -> str:
        """What makes an unnamed speaker one: the report, or the article from which several rows of a table come."""
        return self.article or self.report

    @property
    def reviewed(self) -> bool:
        """Whether a person has accepted or corrected it."""
        return self.state in ("accepted", "corrected")
