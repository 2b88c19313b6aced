"""What a row's edited cells set: fields of a claim by path, as a judgement takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tollbook.model import SourceKind
from tollbook.read.claims.faults import RowError
from tollbook.read.claims.speakers import known_speaker

from .cells import party
from .columns import BY_NAME

_SOURCE = ("source", "source_kind", "source_party")
_PLACE = ("place", "admin1", "country", "lat", "lon", "precision")


def fields_of(edited: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that edited cells (by column) set on a claim with this reading (in JSON form).

    Raises RowError where a cell may not be empty, or names a speaker's kind or party where there is no speaker.
    """
    fields: dict[str, Any] = {}
    no_place = "place" in edited and edited["place"] is None
    for name, value in edited.items():
        column = BY_NAME[name]
        if column.path is None or name in _SOURCE or (no_place and name in _PLACE):
            continue
        if value is None and not column.may_be_empty:
            raise RowError(f"may not be empty; write one of {', '.join(column.codes)}", name)
        if value is None and column.kind == "yes or no":
            raise RowError("may not be empty; write yes or no", name)
        fields[column.path] = party(value) if column.kind == "party" and value is not None else value
    if no_place:
        fields |= _without_place(edited)
    if any(name in edited for name in _SOURCE):
        fields["source"] = _chain(edited, reading["source"])
    return fields


def _without_place(edited: Mapping[str, Any]) -> dict[str, Any]:
    kept = [name for name in _PLACE if edited.get(name) is not None]
    if kept:
        raise RowError(f"was emptied, but {', '.join(kept)} was written; name the place, or empty those too", "place")
    return {"place": None}


def _chain(edited: Mapping[str, Any], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chain of speakers: those who were there keep their kind and party, new ones have what their names tell."""
    known = {speaker["name"]: speaker for speaker in before}
    names = edited.get("source", [speaker["name"] for speaker in before])
    chain = [dict(known.get(name) or known_speaker(name).model_dump(mode="json")) for name in names]
    kind, side = edited.get("source_kind"), edited.get("source_party")
    if not chain:
        if kind is not None or side is not None:
            raise RowError("names nobody whose kind or party could be set; name the source", "source")
        return []
    if "source_kind" in edited:
        chain[0]["kind"] = kind or SourceKind.OTHER.value
    if "source_party" in edited:
        chain[0]["party"] = None if side is None else party(side)
    return chain
