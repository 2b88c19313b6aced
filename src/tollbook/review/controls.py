"""The controls by which a claim's fields are edited, and what was entered in them turned into values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from tollbook.errors import LedgerError
from tollbook.ledger import settable_paths
from tollbook.model import Reading, SourceKind

FIRST = (
    *("measure", "count.low", "count.high", "count.comparator", "victims.party", "victims.status", "source"),
    *("place.name", "place.country", "when.start", "when.end", "extent", "stance", "certainty", "verification"),
    *("actor.party", "means"),
)
"""The fields that coders set most, in the order of the form; all others are folded below them."""

KINDS = tuple(kind.value for kind in SourceKind)
"""The kinds of sources, as the lines of the source's control name them."""

LABELS = {
    "count.low": "Count, low",
    "count.high": "Count, high",
    "victims.party": "Victims' party",
    "victims.status": "Victims' status",
    "source": "Source (nearest speaker first, a line each: name | kind | party)",
    "place.name": "Place",
    "place.country": "Country (two letters)",
    "when.start": "First day",
    "when.end": "Last day",
    "actor.party": "Said to have done it",
    "verification": "Checked, as the report says",
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control: `kind` is select, date, number, lines, json or text; `value` what stands in it."""

    path: str
    label: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()

    @property
    def first(self) -> bool:
        """Whether it is one of those that are set most."""
        return self.path in FIRST


def controls(reading: Reading) -> list[Control]:
    """A control for each field that can be set but the evidence, which is moved in the text itself."""
    plain = reading.model_dump(mode="json")
    leaves = _leaves(Reading, "")
    wanted = [path for path in settable_paths() if path in leaves and path.split(".")[0] != "evidence"]
    ordered = [*FIRST, *(path for path in wanted if path not in FIRST)]
    return [_control(path, leaves[path], _value(plain, path)) for path in ordered]


def changes(reading: Reading, entered: Mapping[str, str]) -> dict[str, Any]:
    """The fields whose control holds something else than it would for this reading, with their values.

    Raises LedgerError where what was entered cannot be read.
    """
    return {
        control.path: _parsed(control, entered[control.path])
        for control in controls(reading)
        if control.path in entered and _same_lines(entered[control.path]) != _same_lines(control.value)
    }


def _same_lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _leaves(model: type[BaseModel], prefix: str) -> dict[str, Any]:
    """The type of each field that is no record of others, by path."""
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inner = next((t for t in _parts(info.annotation) if isinstance(t, type) and issubclass(t, BaseModel)), None)
        if inner is None:
            found[prefix + name] = info.annotation
        else:
            found |= _leaves(inner, f"{prefix}{name}.")
    return found


def _parts(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return tuple(t for t in get_args(annotation) if t is not type(None))
    return (annotation,)


def _control(path: str, annotation: Any, value: Any) -> Control:
    (kind, *_), optional = _parts(annotation), len(get_args(annotation)) > 1 and type(None) in get_args(annotation)
    label = LABELS.get(path, path.replace("_", " ").replace(".", ", ").capitalize())
    if kind is bool:
        return Control(path, label, "select", "yes" if value else "no", ("no", "yes"))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        choices = tuple(code.value for code in kind)
        default = choices[-1] if path in ("place.precision", "victims.status") else ""
        return Control(path, label, "select", value or default, ("", *choices) if optional else choices)
    if path == "source":
        return Control(path, label, "lines", "\n".join(map(_speaker_line, value or ())))
    if get_origin(kind) is tuple:
        if get_args(kind)[0] is str:
            return Control(path, f"{label} (one a line)", "lines", "\n".join(value or ()))
        shown = json.dumps(value, ensure_ascii=False) if value else ""
        return Control(path, f"{label} (a list, as JSON)", "json", shown)
    known = {date: "date", int: "number", float: "number"}
    return Control(path, label, known.get(kind, "text"), "" if value is None else str(value))


def _value(plain: Mapping[str, Any], path: str) -> Any:
    value: Any = plain
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _speaker_line(speaker: Mapping[str, Any]) -> str:
    return " | ".join(part for part in (speaker["name"], speaker["kind"], speaker.get("party")) if part)


def speakers(text: str) -> list[dict[str, Any]]:
    """The chain of sources from its lines. Raises LedgerError for a kind that is none."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, kind, party, *_ = [*(part.strip() for part in line.split("|")), "", ""]
        if kind and kind not in KINDS:
            raise LedgerError(f"source: {kind} is no kind of source; write one of {', '.join(KINDS)}.")
        found.append({"name": name, "kind": kind or "other", "party": party or None})
    return found


def _parsed(control: Control, entered: str) -> Any:
    text = entered.replace("\r\n", "\n").strip()
    if control.path == "source":
        return speakers(text)
    if control.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if control.kind == "json":
        try:
            return json.loads(text) if text else []
        except ValueError as error:
            raise LedgerError(f"{control.label}: is no JSON ({error}). Nothing was stored.") from error
    if control.choices == ("no", "yes"):
        return text == "yes"
    if not text:
        return None
    if control.kind == "number":
        return _number(control, text)
    return text


def _number(control: Control, text: str) -> int | float:
    bare = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    try:
        return int(bare)
    except ValueError:
        try:
            return float(bare)
        except ValueError as error:
            raise LedgerError(f"{control.label}: {text} is no number. Nothing was stored.") from error
