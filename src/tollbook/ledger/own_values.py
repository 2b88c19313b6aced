"""Values of a project's own fields, as they were last set: the decisions on them, and who has a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from . import schema
from .record_judgements import StoredRecordJudgement, stored_of, without_withdrawn

ABOUT = "own:"
"""How the subject of a decision on such values begins; the id of the claim, incident or case follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedValue:
    """A field of the project's own and the value that is asked for; `part`: words within it.

    `unset`: what nobody has given a value has this one.
    """

    name: str
    value: str | int | float | bool
    part: bool = False
    unset: bool = False


def own_judgements(conn: Connection, prefix: str) -> list[StoredRecordJudgement]:
    """The decisions on own fields of all that has an id with this beginning, in their order."""
    table = schema.record_judgements
    query = select(table).where(*_about(conn.dialect.name, table.c, prefix)).order_by(table.c.n)
    return without_withdrawn([stored_of(row) for row in conn.execute(query) if row.content is not None])


def ids_with(conn: Connection, prefix: str, wanted: Sequence[WantedValue]) -> set[str] | None:
    """The ids that have all of these values, as they were last set; None where nothing is asked for.

    What nobody has given a value is in no answer: nothing that has an id of its own need be known here.
    """
    dialect = conn.dialect.name
    queries = [_last(dialect, prefix, one.name, _value(dialect, one)) for one in wanted]
    found = [{str(row[0]) for row in conn.execute(query)} for query in queries]
    return set.intersection(*found) if found else None


def holds(conn: Connection, id_: ColumnElement[str], prefix: str, wanted: Sequence[WantedValue]) -> list[Any]:
    """The conditions that whoever has this id has the values asked for, as they were last set."""
    dialect = conn.dialect.name
    return [_holds(dialect, id_, prefix, one) for one in wanted]


def _holds(dialect: str, id_: ColumnElement[str], prefix: str, wanted: WantedValue) -> ColumnElement[bool]:
    said = id_.in_(_last(dialect, prefix, wanted.name, _value(dialect, wanted)))
    if not wanted.unset:
        return said
    return or_(said, id_.not_in(_last(dialect, prefix, wanted.name, None)))


def _last(dialect: str, prefix: str, name: str, value: Any) -> Select[tuple[str]]:
    """The ids whose last value of that field meets the condition (None: have one at all)."""
    table, later = schema.record_judgements, schema.record_judgements.alias("later")
    found = _text(dialect, table.c.content, name)
    overtaken = exists().where(
        later.c.subject == table.c.subject, later.c.n > table.c.n, _has(dialect, later.c.content, name)
    )
    met = found.is_not(None) if value is None else value(found)
    return select(func.substr(table.c.subject, len(ABOUT) + 1)).where(
        *_about(dialect, table.c, prefix), met, ~overtaken
    )


def _value(dialect: str, wanted: WantedValue) -> Any:
    if isinstance(wanted.value, bool):
        shown = {"postgresql": ("false", "true")}.get(dialect, ("0", "1"))[wanted.value]
        return lambda found: found == shown
    text = str(wanted.value)
    if wanted.part:
        return lambda found: func.lower(found).contains(text.lower(), autoescape=True)
    return lambda found: found == text


def _about(dialect: str, c: Any, prefix: str) -> tuple[ColumnElement[bool], ...]:
    start = ABOUT + prefix
    if dialect == "postgresql":  # how it orders text depends on where it was set up
        return (c.subject.startswith(start, autoescape=True),)
    return c.subject >= start, c.subject < start[:-1] + chr(ord(start[-1]) + 1)


def _text(dialect: str, content: Any, name: str) -> ColumnElement[Any]:
    """A field's value as text; NULL where it is set to nothing, or not set."""
    if dialect == "postgresql":
        return func.jsonb_extract_path_text(cast(content, JSONB), "fields", name)
    return cast(func.json_extract(content, f"$.fields.{name}"), String)


def _has(dialect: str, content: Any, name: str) -> ColumnElement[bool]:
    """Whether a decision sets the field, to nothing too."""
    if dialect == "postgresql":
        return func.jsonb_extract_path(cast(content, JSONB), "fields", name).is_not(None)
    return func.json_type(content, f"$.fields.{name}").is_not(None)
