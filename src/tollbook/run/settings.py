"""`project.toml`: the settings of one recording effort, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tollbook.errors import SettingsError
from tollbook.model import Project
from tollbook.reconcile.policy import policy_names
from tollbook.reference.wars import Wars
from tollbook.reference.words import WordTable

_A_SLIP = 0.8
"""How like a listed war's name (0 to 1) an unlisted one must be to be taken for a slip of the pen."""


def load_project(path: Path) -> Project:
    """Read a project's settings. Raises SettingsError where the file is no TOML or a setting is unknown or wrong."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: there is no such file; give the path of a project.toml") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML ({error}); correct it and try again") from error
    try:
        return checked_project(values)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def checked_project(values: Mapping[str, Any]) -> Project:
    """A project of these settings. Raises SettingsError for one that is unknown or wrong, with those that are known."""
    try:
        project = Project.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_first_fault(error)) from error
    try:
        WordTable.load(project.word_table)
    except SettingsError as error:
        raise SettingsError(f"word_table: {error}") from error
    _check_wars(project.wars)
    unknown = [name for name in project.policies if name not in policy_names()]
    if unknown:
        raise SettingsError(f"policies: no policy {unknown[0]!r}; write one of {', '.join(policy_names())}")
    return project


def _check_wars(named: Sequence[str]) -> None:
    """Raises SettingsError for a war that is on no list and whose name is so like that of one that it is a slip.

    A war of no list with a name of its own is the project's own.
    """
    wars = Wars.load()
    known = {name.lower(): war.id for war in wars for name in (war.id, war.name, *war.aliases)}
    for name in named:
        like = [] if wars.named([name]) else get_close_matches(name.lower(), known, n=3, cutoff=_A_SLIP)
        if like:
            meant = " or ".join(dict.fromkeys(known[found] for found in like))
            raise SettingsError(f"wars: no war is called {name!r}; did you mean {meant}?")


def project_toml(project: Project) -> str:
    """Write a project's settings as TOML, so that `load_project` reads the same ones."""
    plain = project.model_dump(mode="json", exclude={"fields"})
    lines = [f"{name} = {_toml(value)}" for name, value in plain.items()]
    for field in project.fields:
        lines += [
            "",
            "[[fields]]",
            *(f"{name} = {_toml(value)}" for name, value in field.model_dump().items() if value),
        ]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list() | tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case _:
            escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return '"' + "".join(_escape(char) for char in escaped) + '"'


def _escape(char: str) -> str:
    """TOML's basic strings hold no control characters; other characters stand for themselves."""
    return f"\\u{ord(char):04X}" if ord(char) < 32 or ord(char) == 127 else char


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    name = ".".join(str(part) for part in fault["loc"]) or "settings"
    if fault["type"] == "extra_forbidden":
        return f"no setting is called {name!r}; the settings are {', '.join(Project.model_fields)}"
    return f"{name}: {fault['msg'].lower()}"
