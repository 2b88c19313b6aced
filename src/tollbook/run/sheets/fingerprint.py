"""The fingerprint of a row: how its claim stood when the sheet was written, and what stood in each of its cells."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .columns import COMPARED

_VERSION = "f1"
_CELL = 4
_PROFILES = {"i": "internal", "p": "public", "n": "partner", "c": "court"}


class FingerprintError(ValueError):
    """A fingerprint that is none, or another row's; the message says the remedy."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a row's fingerprint says: the claim's marks (`Standing`), the profile, and a short hash of each cell.

    `own` are those of the project's own fields, by a hash of the field's name: a project may get others meanwhile.
    """

    profile: str
    read_mark: str
    judged_mark: str
    cells: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)

    def is_as_written(self, claim: str, column: str, value: Any) -> bool:
        """Whether a cell's value is the one that was written."""
        return self.cells[column] == cell_hash(claim, column, value)

    def is_own_as_written(self, claim: str, name: str, value: Any) -> bool:
        """The same for a field of the project's own; one that the sheet did not have was empty."""
        written = self.own.get(_hash(name, _CELL), cell_hash(claim, name, None))
        return written == cell_hash(claim, name, value)


def cell_hash(claim: str, column: str, value: Any) -> str:
    """Some characters that tell a cell's value from others."""
    return _hash([claim, column, value], _CELL)


def write(
    claim: str, profile: str, marks: tuple[str, str], values: Mapping[str, Any], own: Mapping[str, Any] | None = None
) -> str:
    """The fingerprint of a row as text; `values` are those of the compared columns, `own` of the project's fields."""
    letter = next(key for key, name in _PROFILES.items() if name == profile)
    cells = "".join(cell_hash(claim, column.name, values[column.name]) for column in COMPARED)
    said = f"{_VERSION}{letter}.{marks[0]}.{marks[1]}.{cells}"
    if own:
        said += "." + "".join(_hash(name, _CELL) + cell_hash(claim, name, value) for name, value in own.items())
    return f"{said}.{_hash([claim, said], _CELL)}"


def read(claim: str, text: str) -> Fingerprint:
    """What a fingerprint says. Raises FingerprintError where it is damaged, of another version or of another row."""
    said, _, check = text.strip().rpartition(".")
    parts = said.split(".")
    own = parts[4] if len(parts) == 5 else ""
    known = len(parts) in (4, 5) and parts[0][:-1] == _VERSION and len(parts[3]) == _CELL * len(COMPARED)
    if not known or len(own) % (2 * _CELL):
        raise FingerprintError("is not as it was written; put it back, or write the sheet out again")
    if check != _hash([claim, said], _CELL):
        raise FingerprintError(
            "belongs to another row: columns were moved or sorted apart from each other; undo that, or write the sheet "
            "out again"
        )
    by_name = dict(zip((column.name for column in COMPARED), _pieces(parts[3]), strict=True))
    pieces = _pieces(own)
    by_field = dict(zip(pieces[::2], pieces[1::2], strict=True))
    return Fingerprint(_PROFILES.get(parts[0][-1], "internal"), parts[1], parts[2], by_name, by_field)


def _pieces(text: str) -> list[str]:
    return [text[start : start + _CELL] for start in range(0, len(text), _CELL)]


def _hash(value: Any, length: int) -> str:
    digest = hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest)[:length].decode("ascii")
