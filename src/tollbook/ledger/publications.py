"""Publications in the log: what went out, under which policies, and what had changed since the one before."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from tollbook.model import Publication

from . import chain, schema, sealing
from .chain_append import append
from .codec import to_json
from .store import Write


def note_publication(w: Write, publication: Publication) -> None:
    """Seal what is not sealed yet, and append the publication to the chain."""
    sealing.seal(w)
    content = to_json(publication.model_dump(mode="json"))
    append(w, schema.publications, publication.id, content, chain.new_salt())


def list_publications(conn: Connection) -> list[Publication]:
    """All publications, in their order, but for those whose content was blanked."""
    table = schema.publications
    contents = conn.execute(select(table.c.content).order_by(table.c.n)).scalars()
    return [Publication.model_validate(json.loads(content)) for content in contents if content]
