"""How claims stand in the log: the machine's newest reading, everybody's judgements, and marks to tell changes by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from . import schema
from .codec import to_json
from .fields import MACHINE_FIELDS, overlaid
from .projection import by_moment, pins
from .timeline import JudgementEntry, ReportLog, folded, load, standing

_BATCH = 200
_m = schema.mentions.c
_REPORTS_OF = select(_m.report_id).distinct().where(_m.id.in_(bindparam("ids", expanding=True)))
_JUDGED = select(_m.report_id).distinct().join(schema.judgements, schema.judgements.c.mention_id == _m.id)


@dataclass(frozen=True)
class Standing:
    """How one claim stands: `mention` is the one that stands for it today, `live` whether the newest run finds it.

    `machine` is its newest reading by a run, in JSON form; `read_by` that run's extractor. `judgements` are all on it
    and on those that it came from, in the order of the log, those that were taken back included.
    """

    mention: str
    report_id: str
    live: bool
    machine: dict[str, Any]
    read_by: str
    judgements: tuple[JudgementEntry, ...]

    @property
    def reading(self) -> dict[str, Any]:
        """The machine's reading with what people set laid over it, in JSON form."""
        return overlaid(self.machine, pins(standing(by_moment(self.judgements))))

    @property
    def read_mark(self) -> str:
        """A mark that is another once the machine reads the claim otherwise, moves it or no longer finds it."""
        kept = {name: value for name, value in self.machine.items() if name not in MACHINE_FIELDS}
        return _mark(self.mention, self.live, kept)

    @property
    def judged_mark(self) -> str:
        """A mark that is another once somebody has judged the claim."""
        return _judged_mark(self.judgements)

    def since(self, judged_mark: str) -> tuple[JudgementEntry, ...]:
        """The judgements made since the claim had that mark; all of them where it never had it in this ledger."""
        for count in range(len(self.judgements), -1, -1):
            if _judged_mark(self.judgements[:count]) == judged_mark:
                return self.judgements[count:]
        return self.judgements

    def word_of(self, coder: str) -> Word | None:
        """What one person says of the claim, without what the others set; None where they have not judged it.

        Where they accepted it, that is the whole reading which they saw.
        """
        own = [judgement for judgement in standing(by_moment(self.judgements)) if judgement.by == coder]
        if not own:
            return None
        return Word(own[-1].verdict, overlaid(own[-1].machine, pins(own)))


@dataclass(frozen=True)
class Word:
    """A person's last verdict on a claim and, in JSON form, the reading that they hold right."""

    verdict: str
    reading: dict[str, Any]


def _judged_mark(judgements: Iterable[JudgementEntry]) -> str:
    return _mark([judgement.identity for judgement in judgements])


def _mark(*values: Any) -> str:
    return hashlib.sha256(to_json(list(values)).encode()).hexdigest()[:12]


def standings(conn: Connection, mention_ids: Sequence[str]) -> dict[str, Standing]:
    """How each of these mentions stands, by its id as given; ids that the ledger lacks are left out."""
    reports = {
        report_id
        for start in range(0, len(mention_ids), _BATCH)
        for report_id in conn.execute(_REPORTS_OF, {"ids": mention_ids[start : start + _BATCH]}).scalars()
    }
    found: dict[str, Standing] = {}
    wanted = set(mention_ids)
    for log in _logs(conn, sorted(reports)):
        by_id = _of_report(conn, log)
        state = folded(log)
        found |= {row.id: by_id[state.now(row.id)] for row in log.mentions if row.id in wanted}
    return found


def judged_standings(conn: Connection) -> list[Standing]:
    """How every claim stands that is live or judged, of the reports in which somebody judged one."""
    found: list[Standing] = []
    for log in _logs(conn, sorted(conn.execute(_JUDGED).scalars())):
        found += (one for one in _of_report(conn, log).values() if one.live or one.judgements)
    return found


def _logs(conn: Connection, report_ids: Sequence[str]) -> Iterable[ReportLog]:
    for start in range(0, len(report_ids), _BATCH):
        yield from load(conn, report_ids[start : start + _BATCH]).values()


def _of_report(conn: Connection, log: ReportLog) -> dict[str, Standing]:
    """The standing of each mention of a report that none has taken the place of."""
    state = folded(log)
    extractors = _extractors(conn, {row.run_id for row in state.newest.values()})
    judged: dict[str, list[JudgementEntry]] = {}
    for judgement in log.judgements:
        judged.setdefault(state.now(judgement.mention_id), []).append(judgement)
    ids = {state.now(row.id) for row in log.mentions}
    return {
        mention_id: Standing(
            mention=mention_id,
            report_id=log.report_id,
            live=mention_id in state.live,
            machine=json.loads(state.newest[mention_id].body),
            read_by=extractors[state.newest[mention_id].run_id],
            judgements=tuple(judged.get(mention_id, ())),
        )
        for mention_id in ids
    }


def _extractors(conn: Connection, run_ids: Iterable[str]) -> dict[str, str]:
    runs = schema.runs.c
    query = select(runs.id, runs.extractor).where(runs.id.in_(sorted(run_ids)))
    return {row.id: row.extractor for row in conn.execute(query)}
