"""Persons killed, missing or detained: how lists and reports name them, and the cases that these make up."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from .base import Record
from .claim import Window
from .identity import make_id


class Fate(StrEnum):
    """What became of a person, as a list or a report has it."""

    KILLED = "killed"
    MISSING = "missing"
    CAPTURED = "captured"
    RELEASED = "released"
    UNKNOWN = "unknown"


class Naming(Record):
    """One naming of a person: an entry of a list, or what one claim says of a named victim.

    `other_names` are the same name in other scripts or spellings; `description` stands for a person without a name.
    `age` is that at the incident (for missing persons at their disappearance); `born` a year. An entry of a list has
    `list_name` and `source_id`; a claim's person has `mention` and `report`.
    """

    name: str = ""
    other_names: tuple[str, ...] = ()
    patronymic: str | None = None
    description: str | None = None
    age: int | None = Field(default=None, ge=0, le=130)
    born: int | None = None
    sex: Literal["female", "male"] | None = None
    place: str | None = None
    country: str | None = None
    when: Window = Window()
    fate: Fate = Fate.UNKNOWN
    list_name: str | None = None
    source_id: str | None = None
    mention: str | None = None
    report: str | None = None

    @property
    def id(self) -> str:
        """`n-...`: of the list and the entry's id there, or of the claim and the name."""
        if self.list_name is not None:
            return make_id("n", "list", self.list_name, self.source_id)
        return make_id("n", "claim", self.mention, self.name)

    @property
    def label(self) -> str:
        """The name, else the description."""
        return self.name or self.description or "no name"

    @property
    def day(self) -> date | None:
        """The first day that is known."""
        return self.when.start or self.when.end


class ListVersion(Record):
    """A version of a list as the log keeps it: what differs from the version before.

    `sha256` names the file's bytes, which are kept; `removed` holds ids that the list gave (`source_id`).
    """

    list_name: str
    version: int = Field(ge=1)
    file: str
    sha256: str
    by: str
    at: str
    kept_by: str | None = None
    as_of: date | None = None
    added: tuple[Naming, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Naming, ...] = ()


class PersonPair(Record):
    """Two namings that may be of one person: `a` has the lesser id. `why` says how each particular compares."""

    a: str
    b: str
    probability: float = Field(ge=0, le=1)
    why: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a judgement on the pair is about: `same:n-...:n-...`."""
        return f"same:{self.a}:{self.b}"


class Case(Record):
    """One person: the ids of the namings that are of them.

    `state`: `single` (one naming), `machine` (joined by probability alone), `accepted` (people accepted enough pairs to
    hold it together).
    """

    id: str
    members: tuple[str, ...]
    state: Literal["single", "machine", "accepted"] = "single"
