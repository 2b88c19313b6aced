"""The fields of a reading that a person can set, by dotted path; a reading flat, and a flat one laid over another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tollbook.errors import LedgerError
from tollbook.model import Reading, Span

MACHINE_FIELDS = frozenset({"trace", "confidence", "group"})
"""Fields about how the machine came to a reading: nobody sets them, and no disagreement is about them."""

Pins = tuple[tuple[str, Any], ...]
"""Values that people set, by path, in the order in which they are laid over a reading."""


@cache
def settable_paths() -> tuple[str, ...]:
    """All dotted paths that a judgement may set, sorted: `count.low`, `victims.party`, `source` (a whole list) ..."""
    return tuple(sorted(_paths(Reading, "")))


def _paths(model: type[BaseModel], prefix: str) -> Iterable[str]:
    for name, info in model.model_fields.items():
        if not prefix and name in MACHINE_FIELDS:
            continue
        yield prefix + name
        inner = _record_of(info.annotation)
        if inner is not None and inner is not Span:  # a span is right as a whole, or not
            yield from _paths(inner, f"{prefix}{name}.")


def _record_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((r for r in map(_record_of, get_args(annotation)) if r is not None), None)
    return None


def flatten(reading: Mapping[str, Any]) -> dict[str, Any]:
    """A reading's JSON form as path -> value, without evidence and the machine's own fields; lists stay whole."""
    flat: dict[str, Any] = {}
    for name, value in reading.items():
        if name != "evidence" and name not in MACHINE_FIELDS:
            _flatten(name, value, flat)
    return flat


def _flatten(path: str, value: Any, into: dict[str, Any]) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _flatten(f"{path}.{name}", inner, into)
    else:
        into[path] = value


def differing(a: Mapping[str, Any], b: Mapping[str, Any]) -> set[str]:
    """The paths at which two flat readings differ; a path that one lacks counts as null there."""
    return {path for path in a.keys() | b.keys() if a.get(path) != b.get(path)}


def overlaid(reading: Mapping[str, Any], pins: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A reading's JSON form with the given values set, later ones over earlier ones."""
    result: dict[str, Any] = dict(reading)
    for path, value in pins:
        *parents, last = path.split(".")
        place = result
        for name in parents:
            place[name] = dict(place.get(name) or {})
            place = place[name]
        place[last] = value
    return result


def checked(reading: Mapping[str, Any], fields: Mapping[str, Any], text: str) -> None:
    """Raise LedgerError unless `fields` can be set on this reading of `text`; the error says what is possible."""
    for path in fields:
        if path not in settable_paths():
            raise LedgerError(f"{path}: no field of a claim. Fields: {', '.join(settable_paths())}.")
    try:
        after = Reading.model_validate(overlaid(reading, fields.items()))
    except ValidationError as e:
        raise LedgerError(_explained(e, fields)) from e
    if any(path.startswith(("count", "when")) for path in fields):
        _check_order(after)
    span = after.evidence
    if "evidence" in fields and text[span.start : span.end] != span.text:
        raise LedgerError(
            f"evidence: the report's text has other characters at {span.start}-{span.end}. "
            "Give start, end and text as they stand in the report."
        )


def _check_order(after: Reading) -> None:
    """Raise LedgerError where bounds or days of a reading that people set stand the wrong way round."""
    count, when = after.count, after.when
    if any(bound is not None and bound < 0 for bound in (count.low, count.high)):
        raise LedgerError("count: a number of people or things cannot be below 0. Give count.low and count.high.")
    if count.low is not None and count.high is not None and count.low > count.high:
        raise LedgerError(
            f"count: low is {count.low:,} and high {count.high:,}. Give both, the lower as count.low; null leaves a "
            "side open."
        )
    if when.start is not None and when.end is not None and when.start > when.end:
        raise LedgerError(
            f"when: starts on {when.start} and ends on {when.end}. Give both, the earlier as when.start; null leaves a "
            "side open."
        )


_FORMS = {
    "source": 'a list, such as source=[{"name": "the mayor", "kind": "local_authority"}]; source=[] is the own voice',
    "place": 'place.name=Lviv, or a whole place, such as place={"name": "Lviv", "country": "UA"}; place=null for none',
    "victims": 'victims.party=Russia, or all of it, such as victims={"party": "Russia", "status": "combatant"}',
    "victims.names": 'a list, such as victims.names=["Ann Smith"]; victims.names=[] for none',
    "count": 'count.low=12 and count.high=12, or all of it, such as count={"low": 12, "high": 12}',
    "when": "when.start=2023-01-04 and when.end=2023-01-04",
    "when.start": "a day, such as when.start=2023-01-04, or null",
    "when.end": "a day, such as when.end=2023-01-04, or null",
    "actor": 'actor.party=Russia, or all of it, such as actor={"party": "Russia", "text": "Russian forces"}; or null',
    "evidence": 'its place in the text and its words, such as evidence={"start": 0, "end": 9, "text": "63 killed"}',
    "persons": 'a list, such as persons=[{"name": "Ann Smith", "age": 34}]',
    "further_places": 'a list, such as further_places=[{"name": "Lviv", "country": "UA"}]',
    "further_actors": 'a list, such as further_actors=[{"party": "Russia"}]',
}
"""What form a value has that is neither a number nor a word, by example."""


def _explained(error: ValidationError, fields: Mapping[str, Any]) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        path = ".".join(str(part) for part in fault["loc"])
        given = next((p for p in fields if path == p or path.startswith(p + ".")), path)
        wanted = _wanted(given, fault["type"], fault["msg"])
        value = json.dumps(fields.get(given), ensure_ascii=False, default=str)
        lines.append(f"{given}: {wanted} (given: {value})")
    return "; ".join(lines) + ". Nothing was stored."


def _wanted(path: str, kind: str, said: str) -> str:
    """What is wrong with a value, with an example where its form is neither a number nor a word."""
    form = _FORMS.get(path) or (f'a list, such as {path}=["..."]' if kind == "tuple_type" else None)
    if form is None:
        return said
    return f"write {form}" if kind in ("tuple_type", "model_type") else f"{said}; write {form}"
