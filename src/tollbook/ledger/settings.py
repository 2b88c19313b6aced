"""The project's settings in the log: each version once."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from tollbook.model import Project

from . import schema
from .codec import record_json
from .store import Write


def set_project(w: Write, project: Project) -> bool:
    """Append the settings unless they are those in force; returns whether they were appended."""
    if _newest(w.conn) == record_json(project):
        return False
    w.append(schema.project_settings, [{"at": w.at, "body": record_json(project)}])
    return True


def get_project(conn: Connection) -> Project:
    """The settings in force; the defaults where none were set."""
    body = _newest(conn)
    return Project() if body is None else Project.model_validate(json.loads(body))


def _newest(conn: Connection) -> str | None:
    table = schema.project_settings
    return conn.execute(select(table.c.body).order_by(table.c.seq.desc()).limit(1)).scalar()
