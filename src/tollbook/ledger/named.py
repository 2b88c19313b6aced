"""What of the log may name a person or is restricted, from a sequence number on: for those who keep it from others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from tollbook.model import Claim, Mention, Reading

from . import schema

_SIGNS = ('"names":["', '"persons":[{', '"kind":"witness"', '"kind":"family"')
"""What a stored reading holds where it names a victim, a witness or a relative; JSON is stored without spaces."""


@dataclass(frozen=True, slots=True)
class Named:
    """Claims that name a person, the reports that are restricted with all their mentions, and how far the log went.

    `files` are the names that the reports of these claims came with, by report: a file may be called like a person.
    """

    claims: tuple[Claim, ...]
    restricted: frozenset[str]
    mentions: frozenset[str]
    to: int
    files: Mapping[str, str]


def named_since(conn: Connection, since: int, restricted: frozenset[str], to: int) -> Named:
    """What is new after `since`; `restricted` are the reports that were known to be so."""
    reports = restricted | restricted_reports(conn, since)
    claims = tuple(naming_claims(conn, since))
    files = file_names(conn, {claim.mention.report_id for claim in claims})
    return Named(claims, frozenset(reports), frozenset(claims_of(conn, set(reports))), to, files)


def file_names(conn: Connection, report_ids: set[str]) -> dict[str, str]:
    """The names that these reports came with, of those that have one."""
    found: dict[str, str] = {}
    for batch in _batches(report_ids):
        query = select(schema.reports.c.id, schema.reports.c.body).where(schema.reports.c.id.in_(batch))
        for row in conn.execute(query):
            name = json.loads(row.body).get("given_id")
            if name:
                found[row.id] = name
    return found


def reports_of(conn: Connection, mention_ids: set[str]) -> set[str]:
    """The reports in which these mentions stand."""
    mentions = schema.mentions.c
    found: set[str] = set()
    for batch in _batches(mention_ids):
        found |= set(conn.execute(select(mentions.report_id).where(mentions.id.in_(batch))).scalars())
    return found


def naming_claims(conn: Connection, since: int) -> Iterator[Claim]:
    """The readings after `since` that name somebody, withdrawn ones too, and the claims judged since that do."""
    mentions, readings = schema.mentions, schema.readings
    joined = readings.join(mentions, mentions.c.id == readings.c.mention_id)
    fresh = select(mentions, readings.c.body.label("reading")).select_from(joined).where(readings.c.seq > since)
    current = schema.current_claims
    judged = select(schema.judgements.c.mention_id).where(schema.judgements.c.seq > since)
    corrected = (
        select(mentions, current.c.reading)
        .join(current, current.c.mention_id == mentions.c.id)
        .where(current.c.mention_id.in_(judged))
    )
    for query, body in ((fresh, readings.c.body), (corrected, current.c.reading)):
        for row in conn.execute(query.where(or_(*(body.contains(sign, autoescape=True) for sign in _SIGNS)))):
            of = row._mapping
            mention = Mention.model_validate({name: of[name] for name in Mention.model_fields})
            yield Claim(mention=mention, reading=Reading.model_validate_json(of["reading"]))


def restricted_reports(conn: Connection, since: int) -> set[str]:
    """The ids of the restricted reports after `since`."""
    reports = schema.reports
    query = select(reports.c.id, reports.c.body).where(reports.c.seq > since, reports.c.body.contains("restricted"))
    return {row.id for row in conn.execute(query) if json.loads(row.body).get("restricted")}


def claims_of(conn: Connection, report_ids: set[str]) -> set[str]:
    """The ids of all mentions of these reports."""
    mentions = schema.mentions.c
    found: set[str] = set()
    for batch in _batches(report_ids):
        found |= set(conn.execute(select(mentions.id).where(mentions.report_id.in_(batch))).scalars())
    return found


def _batches(values: set[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), 500):
        yield ordered[start : start + 500]
