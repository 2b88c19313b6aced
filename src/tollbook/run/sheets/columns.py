"""The columns of a sheet of claims: what each holds, which field an edit of it sets, and which values it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tollbook.model import (
    Certainty,
    Comparator,
    Extent,
    Means,
    Measure,
    Precision,
    SourceKind,
    Stance,
    Status,
    Verification,
)

Kind = Literal["text", "number", "degrees", "day", "yes or no", "code", "party", "country", "names", "chain"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `path` is the field that an edit sets; None: it is for reading, or it is no field of a claim.

    `personal`: a profile without names masks it, so that it is not read back then. `may_be_empty`: whether a code may
    be taken out.
    """

    name: str
    meaning: str
    path: str | None = None
    kind: Kind = "text"
    codes: tuple[str, ...] = ()
    width: int = 14
    personal: bool = False
    may_be_empty: bool = True


VERDICTS = ("accept", "correct", "reject", "unsure")
ID, STATE, VERDICT, WHY, FINGERPRINT = "id", "state", "verdict", "why", "fingerprint"


def _codes(codes: type[StrEnum]) -> tuple[str, ...]:
    return tuple(code.value for code in codes)


def _coded(name: str, path: str, codes: type[StrEnum], meaning: str, *, may_be_empty: bool = False) -> Column:
    return Column(name, meaning, path, "code", _codes(codes), 16, may_be_empty=may_be_empty)


COLUMNS = (
    Column(ID, "The claim's id. It says which claim the row is about: leave it.", width=20),
    Column(STATE, "How it stood when the sheet was written: machine (nobody had judged it), or what was decided last."),
    Column(
        VERDICT,
        "Your decision. accept: all of it is right as it stands. correct: the cells that you changed were wrong. "
        "reject: it is no claim. unsure: somebody else should look. Empty, with nothing changed: you did not judge it.",
        codes=VERDICTS,
        kind="code",
    ),
    Column(WHY, "Your reason, if you want to give one; it is kept with the judgement.", width=24),
    Column("evidence", "The words of the report that state the claim.", width=70),
    _coded("measure", "measure", Measure, "What is counted."),
    Column("count", "The words of the count.", width=16),
    _coded("comparator", "count.comparator", Comparator, "How the words bound the number."),
    Column("low", "The number at least; empty: no lower bound is said.", "count.low", "number", width=9),
    Column("high", "The number at most; empty: no upper bound is said.", "count.high", "number", width=9),
    Column("best", "What the source itself holds likeliest, beside its bounds.", "count.best", "number", width=9),
    Column("victims", "The words for those who were harmed.", width=20),
    Column("victims_party", "Whose people they are; empty: not said.", "victims.party", "party", width=18),
    _coded("victims_status", "victims.status", Status, "Whether they fought."),
    Column(
        "victims_names", "Full names of single victims, with ; between them.", "victims.names", "names", (), 20, True
    ),
    Column(
        "source",
        "Who says so, the nearest speaker first, with < between them; empty: the report in its own voice.",
        "source",
        "chain",
        (),
        28,
        True,
    ),
    _coded("source_kind", "source", SourceKind, "What kind of speaker the nearest one is.", may_be_empty=True),
    Column("source_party", "For which party the nearest speaker speaks; empty: none.", "source", "party", width=18),
    _coded("stance", "stance", Stance, "Whether that source says it is so or is not so."),
    _coded("certainty", "certainty", Certainty, "hedged where source or report marks doubt."),
    _coded("verification", "verification", Verification, "What the report says about checking the figure."),
    _coded("extent", "extent", Extent, "What stretch of events the figure covers."),
    Column(
        "place",
        "Where: the common English name. Another name brings its country and coordinates from the gazetteer, unless "
        "you change those cells too. Empty: no place is given.",
        "place.name",
        width=18,
    ),
    Column("admin1", "The province.", "place.admin1", width=16),
    Column("country", "The country's two letters, or its name.", "place.country", "country", width=9),
    Column("lat", "Degrees north of the place named, never closer.", "place.lat", "degrees", width=11),
    Column("lon", "Degrees east of the place named, never closer.", "place.lon", "degrees", width=11),
    _coded("precision", "place.precision", Precision, "How exactly the place is known."),
    Column("start", "The first day of the harm; empty: cannot be told.", "when.start", "day", width=12),
    Column("end", "The last day of the harm; empty: cannot be told.", "when.end", "day", width=12),
    Column("actor", "The words for who is said to have done it.", width=20),
    Column("actor_party", "Who is said to have done it; empty: nobody is named.", "actor.party", "party", width=18),
    _coded("means", "means", Means, "By what; empty: not said.", may_be_empty=True),
    Column("superseded", "yes: the same text says that another figure took its place.", "superseded", "yes or no"),
    Column("optional", "yes: careful coders may differ on whether this is a claim at all.", "optional", "yes or no"),
    Column("set_aside", "yes: kept, and in no toll.", "set_aside", "yes or no"),
    Column("report", "The report's name.", width=20),
    Column("outlet", "Who published it.", width=18),
    Column("published", "When it was published.", width=12),
    Column("address", "Where the report stands on the web, where it is known.", width=40),
    Column(FINGERPRINT, "How the claim stood when the sheet was written, to tell what changed: leave it.", width=8),
)
"""The columns of a sheet, in order. Another list of compared ones needs another version of the fingerprint."""

BY_NAME = {column.name: column for column in COLUMNS}
YES_NO = ("yes", "no")

_NOT_COMPARED = frozenset({ID, STATE, VERDICT, WHY, "report", "outlet", "published", "address", FINGERPRINT})
COMPARED = tuple(column for column in COLUMNS if column.name not in _NOT_COMPARED)
"""The columns in which a changed cell is seen."""


def is_open(column: Column, *, names: bool) -> bool:
    """Whether the column is for the person to fill; `names`: whether the sheet's profile lets names out."""
    return column.name in (VERDICT, WHY) or (column.path is not None and (names or not column.personal))
