"""Maps: which column of a table of claims holds what. They are TOML files that an expert can read and write.

Those in `read/data/maps` come with the program; docs/how-to/import-claims.md explains every key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from tollbook.errors import SettingsError
from tollbook.model import (
    Certainty,
    Comparator,
    Extent,
    Means,
    Measure,
    Precision,
    Record,
    SourceKind,
    Stance,
    Status,
    Verification,
)

Falls = Literal["refuse", "warn", "allow"]
Values = dict[str, dict[str, str]]

CODES: Mapping[str, type[StrEnum]] = {
    "measure": Measure,
    "comparator": Comparator,
    "status": Status,
    "source_kind": SourceKind,
    "stance": Stance,
    "certainty": Certainty,
    "verification": Verification,
    "extent": Extent,
    "means": Means,
    "precision": Precision,
}
"""Fields that take a code of the annotation guide."""

COUNTS = ("low", "best", "high", "figure", "words")
"""Fields that hold the count; `figure` is a single number, `words` a count in words ("at least 12")."""

REPORT_FIELDS = ("outlet", "address", "title", "set_aside")
"""Fields that are one for the whole row."""

FIELDS = frozenset(
    (
        *CODES, *COUNTS, *REPORT_FIELDS,
        *("party", "victims", "group", "names", "source", "via", "source_party"),
        *("start", "end", "hours", "margin", "recognised"),
        *("place", "country", "admin1", "lat", "lon"),
        *("actor", "object", "directness"),
    )
)  # fmt: skip
"""All fields that a map can fill."""

ANY_OTHER = "*"
"""In a table of values: whatever is not named there; the empty string stands for "not told"."""


class MappedSpeaker(Record):
    """What a map says of a speaker named in the table; what it leaves out is found by the name."""

    name: str | None = None
    kind: SourceKind | None = None
    party: str | None = None


class Block(Record):
    """One claim that each row makes: where its fields are, and in which rows it stands.

    `columns` gives the column of a field, `always` its value where no column gives one, `values` what the cells of a
    field's column mean. `only` names columns with the cells that a row must have, `unless` those that it must not all
    have.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    always: dict[str, str] = Field(default_factory=dict)
    values: Values = Field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    falls: Falls | None = None
    zero: Literal["stated", "hedged", "leave out"] = "stated"

    @field_validator("always", "values", mode="before")
    @classmethod
    def _as_words(cls, given: object) -> object:
        return _words(given)

    @model_validator(mode="after")
    def _is_sound(self) -> Block:
        for name in (*self.columns, *self.always, *self.values):
            if name not in FIELDS:
                raise ValueError(f"no field is named {name!r}; fields: {', '.join(sorted(FIELDS))}")
        for field, value in self.always.items():
            _check_value(field, value)
        for field, meanings in self.values.items():
            for value in meanings.values():
                _check_value(field, value)
        return self

    def mentioned(self) -> Iterator[str]:
        """All columns that it names."""
        yield from self.columns.values()
        yield from self.only
        yield from self.unless

    def over(self, general: Block) -> Block:
        """This block with what the map says of all its claims."""
        values = {**general.values, **self.values}
        # a column of its own has meanings of its own: those of the general column are not about it
        for field in self.columns.keys() & general.values.keys() - self.values.keys():
            if general.columns.get(field) != self.columns[field]:
                del values[field]
        return Block(
            columns={**{f: c for f, c in general.columns.items() if f not in self.always}, **self.columns},
            always={**general.always, **self.always},
            values=values,
            only={**general.only, **self.only},
            unless={**general.unless, **self.unless},
            falls=self.falls or general.falls,
            zero=self.zero if self.zero != "stated" else general.zero,
        )


class ClaimsMap(Block):
    """A whole map. Two tables imported under one `name` are states of the same table."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")
    title: str
    about: str = ""
    table: str = ""
    """Where the table comes from, and under which licence."""
    dates: Literal["day first", "month first", "year first"] = "year first"
    empty: tuple[str, ...] = ()
    """Words that stand for an empty cell."""
    id: tuple[str, ...]
    prefix: str = ""
    published: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    """Columns (or patterns such as `ext_*`) that are no part of what the row says."""
    may_lack: tuple[str, ...] = ()
    """Columns that older states of the table do not have."""
    evidence: tuple[str, ...] = ()
    several_sources: str = ""
    """What stands between several sources in one cell."""
    keeper: MappedSpeaker | None = None
    """Whoever keeps the table and vouches for its rows: the last speaker of each chain."""
    several: Literal["chain", "keeper"] = "chain"
    speakers: dict[str, MappedSpeaker] = Field(default_factory=dict)
    claims: tuple[Block, ...] = ()

    @field_validator("id", "published", mode="before")
    @classmethod
    def _as_list(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _says_what_is_counted(self) -> ClaimsMap:
        if not self.id:
            raise ValueError("id must name at least one column")
        if self.several == "keeper" and self.keeper is None:
            raise ValueError("several = 'keeper' needs a keeper")
        for number, block in enumerate(self.blocks, 1):
            where = f"claim {number}: " if self.claims else ""
            if not block.columns.keys() & set(COUNTS):
                raise ValueError(f"{where}no column holds the count; give one for {', '.join(COUNTS)}")
            if "figure" in block.columns and block.columns.keys() & {"low", "high", "best", "words"}:
                raise ValueError(f"{where}a single figure has no low, high, best or words beside it")
            if "measure" not in block.columns and "measure" not in block.always:
                raise ValueError(f"{where}nothing says what is counted; give columns.measure or always.measure")
        return self

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The claims of each row, each with all that the map says of it."""
        general = Block.model_validate({name: getattr(self, name) for name in Block.model_fields})
        return tuple(block.over(general) for block in self.claims) or (general,)

    def needed(self) -> list[str]:
        """The columns that the table must have, in the map's order."""
        named = [*self.id, *self.published, *self.evidence]
        for block in self.blocks:
            named += block.mentioned()
        return [column for column in dict.fromkeys(named) if column not in self.may_lack]


def map_names() -> list[str]:
    """The names of the maps that come with the program, sorted."""
    return sorted(f.name.removesuffix(".toml") for f in _folder().iterdir() if f.name.endswith(".toml"))


def map_text(name: str) -> str:
    """The TOML of a map that comes with the program, to copy and change. Raises SettingsError where there is none."""
    file = _folder().joinpath(f"{name}.toml")
    if "/" in name or not file.is_file():
        raise SettingsError(f"no map {name!r}: those that come with the program are {', '.join(map_names())}")
    return file.read_text(encoding="utf-8")


def load_map(name_or_path: str) -> ClaimsMap:
    """A map by the name of one that comes with the program, or from a TOML file.

    Raises SettingsError, with the key at fault and the remedy, where there is none or it is not as it should be.
    """
    path = Path(name_or_path)
    if name_or_path in map_names():
        return _parse(map_text(name_or_path), name_or_path)
    try:
        return _parse(path.read_text(encoding="utf-8"), name_or_path)
    except (FileNotFoundError, IsADirectoryError) as error:
        known = ", ".join(map_names())
        raise SettingsError(f"no map {name_or_path!r}: use one of {known}, or the path of a TOML file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"map {name_or_path}: cannot be read ({error})") from error


def _folder() -> Traversable:
    return resources.files("tollbook.read").joinpath("data", "maps")


def _parse(text: str, name: str) -> ClaimsMap:
    try:
        return ClaimsMap.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"map {name}: is not TOML: {error}") from error
    except ValidationError as error:
        said = "; ".join(_explained(fault["loc"], fault["msg"]) for fault in error.errors(include_url=False))
        raise SettingsError(f"map {name}: {said}") from error


def _explained(where: tuple[int | str, ...], message: str) -> str:
    words = message.removeprefix("Value error, ")
    if words.startswith("Extra inputs"):
        words = "no such key"
    elif words == "Field required":
        words = "is missing"
    path = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    return f"{path}: {words}" if path else words


def _words(given: object) -> object:
    """Values of TOML as the words that a cell would have: a date as ISO, a list of words divided by `;`."""
    if isinstance(given, dict):
        return {key: _words(value) for key, value in given.items()}
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, list):
        return "; ".join(str(value) for value in given)
    return str(given) if isinstance(given, int | float) else given


def _check_value(field: str, value: str) -> None:
    codes = CODES.get(field)
    if codes is not None and value and value not in tuple(codes):
        raise ValueError(f"{value!r} is no {field}; it is one of {', '.join(codes)}")
