"""Who may do what: the roles, and for each route the least of them, from one table (permissions.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files

ANYONE = "anyone"


class Role(StrEnum):
    """What somebody is in the house. A role may all that the ones before it may."""

    READER = "reader"
    """Looks at the record; names of victims and witnesses and restricted reports are kept from them."""
    CODER = "coder"
    """Judges claims and adds those that were missed."""
    REVIEWER = "reviewer"
    """Decides between coders, on the record and on who does what."""
    ADMIN = "admin"
    """Decides who may do what, and on the project's settings."""

    def reaches(self, least: Role) -> bool:
        """Whether this role may what `least` may."""
        return _ORDER.index(self) >= _ORDER.index(least)


_ORDER = tuple(Role)

Route = tuple[str, str]
"""A method and a path as the application has them, its parts in braces."""


def _load() -> Mapping[Route, Role | None]:
    table: Mapping[str, str] = tomllib.loads(files(__package__).joinpath("permissions.toml").read_text("utf-8"))
    return {_route(name): None if least == ANYONE else Role(least) for name, least in table.items()}


def _route(name: str) -> Route:
    method, path = name.split(" ")
    return method, path


PERMISSIONS: Mapping[Route, Role | None] = _load()
"""The least role that may call each route; None where nobody need be known."""

NOT_BY_TOKEN = ("/me", "/people")
"""Where paths begin that an API token opens to nobody: who holds one should not make more, nor set a password."""


def by_token(path: str) -> bool:
    """Whether an API token may open the path at all."""
    return not any(path == start or path.startswith(start + "/") for start in NOT_BY_TOKEN)
