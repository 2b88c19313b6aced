"""The fingerprint of a row: how its claim stood when the sheet was written, and what stood in each of its cells."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .columns import COMPARED

_VERSION = "f1"
_CELL = 4
_PROFILES = {"i": "internal", "p": "public", "n": "partner", "c": "court"}


class FingerprintError(ValueError):
    """A fingerprint that is none, or another row's; the message says the remedy."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a row's fingerprint says: the claim's marks (`Standing`), the profile, and a short hash of each cell."""

    profile: str
    read_mark: str
    judged_mark: str
    cells: Mapping[str, str]

    def is_as_written(self, claim: str, column: str, value: Any) -> bool:
        """Whether a cell's value is the one that was written."""
        return self.cells[column] == cell_hash(claim, column, value)


def cell_hash(claim: str, column: str, value: Any) -> str:
    """Some characters that tell a cell's value from others."""
    return _hash([claim, column, value], _CELL)


def write(claim: str, profile: str, marks: tuple[str, str], values: Mapping[str, Any]) -> str:
    """The fingerprint of a row as text; `values` are those of the compared columns."""
    letter = next(key for key, name in _PROFILES.items() if name == profile)
    cells = "".join(cell_hash(claim, column.name, values[column.name]) for column in COMPARED)
    said = f"{_VERSION}{letter}.{marks[0]}.{marks[1]}.{cells}"
    return f"{said}.{_hash([claim, said], _CELL)}"


def read(claim: str, text: str) -> Fingerprint:
    """What a fingerprint says. Raises FingerprintError where it is damaged, of another version or of another row."""
    said, _, check = text.strip().rpartition(".")
    parts = said.split(".")
    if len(parts) != 4 or parts[0][:-1] != _VERSION or len(parts[3]) != _CELL * len(COMPARED):
        raise FingerprintError("is not as it was written; put it back, or write the sheet out again")
    if check != _hash([claim, said], _CELL):
        raise FingerprintError(
            "belongs to another row: columns were moved or sorted apart from each other; undo that, or write the sheet "
            "out again"
        )
    cells = (parts[3][start : start + _CELL] for start in range(0, len(parts[3]), _CELL))
    by_name = dict(zip((column.name for column in COMPARED), cells, strict=True))
    return Fingerprint(_PROFILES.get(parts[0][-1], "internal"), parts[1], parts[2], by_name)


def _hash(value: Any, length: int) -> str:
    digest = hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest)[:length].decode("ascii")
