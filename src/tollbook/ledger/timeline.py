"""What the log says of one report's mentions: which are live, which moved where, and their newest readings."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, select

from . import schema
from .runs import BY_HAND

_IN_REPORTS = schema.mentions.c.report_id.in_(bindparam("report_ids", expanding=True))
_UNTIL: BindParameter[int] = bindparam("until")
_END = 2**63 - 1
WITHDRAW = "withdraw"
"""The verdict of a judgement that does nothing but take an earlier one back."""
_REPORTS = select(schema.reports.c.id, schema.reports.c.seq).where(
    schema.reports.c.id.in_(bindparam("report_ids", expanding=True))
)
_MENTIONS = select(schema.mentions).where(_IN_REPORTS, schema.mentions.c.seq <= _UNTIL).order_by(schema.mentions.c.seq)


def _of(table: Table, key: str) -> Select[Any]:
    joined = table.join(schema.mentions, table.c[key] == schema.mentions.c.id)
    return select(table).select_from(joined).where(_IN_REPORTS, table.c.seq <= _UNTIL).order_by(table.c.seq)


_READINGS = _of(schema.readings, "mention_id")
_RETIREMENTS = _of(schema.retirements, "mention_id")
_SUCCESSORS = _of(schema.successors, "old_id")
_JUDGEMENTS = _of(schema.judgements, "mention_id")


@dataclass(frozen=True)
class JudgementEntry:
    """A judgement as logged. `seen` is the reading that the person had before them, `machine` the machine's then.

    `after` names the judgements on the claim that stood in the ledger before it, by their identity; None: not noted.
    `withdraws` is the identity of the judgement that it takes back.
    """

    seq: int
    mention_id: str
    identity: str
    verdict: str
    fields: dict[str, Any]
    why: str | None
    by: str
    at: str
    moment: str
    seen: dict[str, Any]
    machine: dict[str, Any]
    after: frozenset[str] | None = None
    withdraws: str | None = None


@dataclass
class ReportLog:
    """The rows of the log about one report's mentions, each list by sequence number."""

    report_id: str
    seq: int = 0
    """The report's own sequence number."""
    mentions: list[Any] = field(default_factory=list)
    readings: list[Any] = field(default_factory=list)
    retirements: list[Any] = field(default_factory=list)
    successors: list[Any] = field(default_factory=list)
    judgements: list[JudgementEntry] = field(default_factory=list)


@dataclass(frozen=True)
class ReportState:
    """The log folded: live mentions, edges old -> new that still hold, each mention's newest machine reading."""

    live: frozenset[str]
    edges: dict[str, str]
    newest: dict[str, Any]

    def now(self, mention_id: str) -> str:
        """The mention that stands for this one today: itself while live, else what it moved to, as far as that goes.

        Edges that hold lead from older to newer entries of the log, so this ends.
        """
        while mention_id not in self.live and mention_id in self.edges:
            mention_id = self.edges[mention_id]
        return mention_id


def entry(row: Any) -> JudgementEntry | None:
    """A row of the judgements; None where its content was blanked."""
    if row.content is None:
        return None
    content = json.loads(row.content)
    return JudgementEntry(
        seq=row.seq,
        mention_id=row.mention_id,
        identity=row.origin_hash or row.hash,
        verdict=content["verdict"],
        fields=content["fields"],
        why=content["why"],
        by=content["by"],
        at=content["at"],
        moment=content["moment"],
        seen=content["seen"],
        machine=content["machine"] or content["seen"],
        after=None if content.get("after") is None else frozenset(content["after"]),
        withdraws=content.get("withdraws"),
    )


def load(conn: Connection, report_ids: Sequence[str], *, until: int = _END) -> dict[str, ReportLog]:
    """The log of each of the given reports, as far as the sequence number `until`."""
    logs = {report_id: ReportLog(report_id) for report_id in report_ids}
    for row in conn.execute(_REPORTS, {"report_ids": list(report_ids)}):
        logs[row.id].seq = row.seq
    wanted = {"report_ids": list(report_ids), "until": until}
    owner: dict[str, ReportLog] = {}
    for row in conn.execute(_MENTIONS, wanted):
        owner[row.id] = logs[row.report_id]
        owner[row.id].mentions.append(row)
    for row in conn.execute(_READINGS, wanted):
        owner[row.mention_id].readings.append(row)
    for row in conn.execute(_RETIREMENTS, wanted):
        owner[row.mention_id].retirements.append(row)
    for row in conn.execute(_SUCCESSORS, wanted):
        owner[row.old_id].successors.append(row)
    for row in conn.execute(_JUDGEMENTS, wanted):
        judged = entry(row)
        if judged is not None:
            owner[row.mention_id].judgements.append(judged)
    return logs


def folded(log: ReportLog) -> ReportState:
    """Fold a report's log: the last entry about a mention says whether it is live."""
    events: list[tuple[int, str, str | None]] = [(row.seq, row.id, None) for row in log.mentions]
    gone: dict[str, bool] = {}
    edges: dict[str, str] = {}
    events += [(row.seq, row.mention_id, row.kind) for row in log.retirements]
    events += [(row.seq, row.old_id, "moved:" + row.new_id) for row in log.successors]
    for _, mention_id, kind in sorted(events, key=lambda event: event[0]):
        gone[mention_id] = kind not in (None, "returned")
        edges.pop(mention_id, None)
        if kind is not None and kind.startswith("moved:"):
            edges[mention_id] = kind.removeprefix("moved:")
    return ReportState(
        live=frozenset(mention_id for mention_id, is_gone in gone.items() if not is_gone),
        edges=edges,
        newest=newest_readings(log.readings),
    )


def standing(judgements: Sequence[JudgementEntry]) -> list[JudgementEntry]:
    """The judgements that decide something and were not taken back, in the order given (that of their moments)."""
    gone: set[str] = set()
    for judgement in reversed(judgements):  # a withdrawal that was taken back itself takes nothing back
        if judgement.withdraws is not None and judgement.identity not in gone:
            gone.add(judgement.withdraws)
    return [j for j in judgements if j.verdict != WITHDRAW and j.identity not in gone]


def newest_readings(rows: Iterable[Any]) -> dict[str, Any]:
    """Each mention's newest reading: by the moment of its extraction, so that merged ledgers agree."""
    by_mention: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_mention[row.mention_id].append(row)
    return {m: max(found, key=lambda row: (row.at, row.run_id, row.seq)) for m, found in by_mention.items()}


def mentions_by_hand(conn: Connection, log: ReportLog) -> frozenset[str]:
    """The report's mentions that people wrote down, and that no run of the machine has read since."""
    newest = newest_readings(log.readings)
    runs = schema.runs.c
    written = runs.extractor.startswith(BY_HAND, autoescape=True)
    among = runs.id.in_({row.run_id for row in newest.values()})
    by_hand = set(conn.execute(select(runs.id).where(written, among)).scalars())
    return frozenset(mention_id for mention_id, row in newest.items() if row.run_id in by_hand)
