"""Maps of lists of persons: which column holds what. TOML files that an expert can read and write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from tollbook.errors import SettingsError
from tollbook.model import Fate, Record

FIELDS = (
    *("name", "given", "father", "family", "other_name", "patronymic", "description", "age", "born", "sex"),
    *("place", "country", "date", "first", "last", "fate"),
)
"""Fields that a column can hold. `given`, `father` and `family` make up a name where no column holds the whole."""
CODES = {"sex": ("female", "male"), "fate": tuple(fate.value for fate in Fate)}

EXAMPLE = """\
# Which column of a list of persons holds what. Columns that are not named here are left aside.
name = "ministry"                # the list's name: later files of this name are its versions
kept_by = "Ministry of Health"   # who keeps it
id = "No"                        # the column with the list's own id of each person
dates = "day first"              # how 03/04/2023 is read: day first, month first; else only 2023-04-03

[columns]
name = "Name"                    # or given, father and family
other_name = "Name (Arabic)"     # the same name in another script
patronymic = "Patronymic"        # apart from the name: where two differ, it is hardly one person
age = "Age"                      # at the incident; or born = "Year of birth"
sex = "Sex"
place = "Town"
date = "Date of death"           # or first and last
fate = "Status"

[values.sex]
F = "female"
M = "male"

[values.fate]
Dead = "killed"                  # killed, missing, captured, released, unknown

[always]
country = "SD"
"""


class PersonMap(Record):
    """A map: the list's name, the column of its ids, the columns of fields, what cells mean, what always holds."""

    name: str = Field(min_length=1)
    id: str = Field(min_length=1)
    kept_by: str | None = None
    dates: Literal["day first", "month first", "year first"] = "year first"
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    always: dict[str, str] = Field(default_factory=dict)

    @field_validator("columns", "always")
    @classmethod
    def _are_fields(cls, given: dict[str, str]) -> dict[str, str]:
        for field in given:
            if field not in FIELDS:
                raise ValueError(f"no field is named {field!r}; fields: {', '.join(FIELDS)}")
        return given

    @model_validator(mode="after")
    def _is_sound(self) -> PersonMap:
        if not {"name", "given", "family", "description"} & self.columns.keys():
            raise ValueError("no column holds a name; give columns.name, or given and family, or description")
        for field, meanings in self.values.items():
            for meaning in meanings.values():
                if meaning and meaning not in CODES.get(field, (meaning,)):
                    raise ValueError(f"values.{field}: {meaning!r} is none of {', '.join(CODES[field])}")
        return self

    def needed(self) -> tuple[str, ...]:
        """The columns that a list must have."""
        return (self.id, *self.columns.values())


def load_person_map(path: Path) -> PersonMap:
    """Read a map. Raises SettingsError that names the file and the remedy."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        said = "there is no such map; `tollbook cases import --print-map` prints one to copy and change"
        raise SettingsError(f"{path}: {said}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, IsADirectoryError) as error:
        raise SettingsError(f"{path}: is no TOML ({error})") from error
    try:
        return PersonMap.model_validate(table)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        said = fault["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{path}: {f'{where}: ' if where else ''}{said}") from error
