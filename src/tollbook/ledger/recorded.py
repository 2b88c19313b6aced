"""The part of a ledger that holds the record: what `reconcile` makes, and people's decisions on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tollbook.model import Link, Project, RecordJudgement, Report

from . import around, past, record, record_judgements, reports, schema, store, within
from .claims import Filter, StoredClaim, select_claims
from .record import RecordChange, RecordState, StoredDependence, StoredLink, StoredSubject, SubjectEvent
from .record_judgements import StoredRecordJudgement
from .store import Database


class Recorded:
    """A ledger's record. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record_state(self) -> RecordState | None:
        """How far the record goes; None where it was not made, or forgotten with other projections."""
        with self._database.read() as conn:
            return record.record_state(conn)

    def last_seq(self) -> int:
        """The sequence number of the log's last entry."""
        with self._database.read() as conn:
            return store.last_seq(conn)

    def seq_on(self, day: date) -> int:
        """The sequence number of the last entry that was made by the end of that day (UTC)."""
        with self._database.read() as conn:
            return store.seq_on(conn, day)

    def claims_at(self, seq: int) -> list[StoredClaim]:
        """The claims that were current when the log ended with that entry, by today's code."""
        with self._database.read() as conn:
            return list(past.claims_at(conn, seq))

    def project_at(self, seq: int) -> Project:
        """The settings that were in force then."""
        with self._database.read() as conn:
            return past.project_at(conn, seq)

    def changed_reports(self, made_to: int, *, since: date | None = None) -> list[str]:
        """The reports whose claims the log changed after `made_to`, and those first stored on or after `since`."""
        with self._database.read() as conn:
            return record.changed_reports(conn, made_to, since=since)

    def cells_of(self, *, reports: Sequence[str] = (), claims: Sequence[str] = ()) -> set[str]:
        """The cells in which the record has these claims, or claims of these reports."""
        with self._database.read() as conn:
            return record.cells_of_reports(conn, reports) | record.cells_of_claims(conn, claims)

    def record_cells(self) -> set[str]:
        """All cells of which the record holds anything."""
        with self._database.read() as conn:
            return record.all_cells(conn)

    def incidents_in(self, cell: str) -> set[frozenset[str]]:
        """The incidents of a cell, each by its claims."""
        with self._database.read() as conn:
            return record.incidents_in(conn, cell)

    def link_keys_in(self, cell: str) -> set[tuple[str, str, str]]:
        """The links of a cell, each by its type and its ends."""
        with self._database.read() as conn:
            return record.link_keys_in(conn, cell)

    def reports_in(self, cells: Iterable[str]) -> set[str]:
        """The reports of which the record has claims in these cells."""
        with self._database.read() as conn:
            return record.reports_in(conn, cells)

    def cells_of_each(self, reports: Sequence[str]) -> dict[str, str]:
        """The cell in which the record has each claim of these reports."""
        with self._database.read() as conn:
            return record.cells_of_each(conn, reports)

    def report_ids(self) -> list[str]:
        """The ids of all reports in the order of adding."""
        with self._database.read() as conn:
            return reports.report_ids(conn)

    def claims_of_reports(self, report_ids: Sequence[str]) -> list[StoredClaim]:
        """The current claims of some reports, in the order of reports and of the places in them."""
        with self._database.read() as conn:
            return list(select_claims(conn, Filter(), schema.current_claims.c.report_id.in_(report_ids)))

    def texts_of(self, report_ids: Sequence[str]) -> dict[str, str]:
        """The texts of some reports, by the reports' ids."""
        with self._database.read() as conn:
            return reports.texts_of(conn, report_ids)

    def whole_reports(self, report_ids: Sequence[str]) -> list[Report]:
        """Some reports with their texts, in no order."""
        with self._database.read() as conn:
            return list(reports.reports_with_texts(conn, report_ids))

    def replace_record(self, change: RecordChange) -> bool:
        """Put what `reconcile` made in the place of what the touched cells held, and log what became of ids.

        False, with nothing stored, where somebody else has made the record since (`RecordChange.made_from`).
        """
        with self._database.write() as w:
            return record.replace(w, change)

    def links_within(self, marks: Mapping[str, str]) -> dict[str, tuple[Link, ...]]:
        """The links inside those of these reports of which they are kept under just this mark."""
        with self._database.read() as conn:
            return within.kept(conn, marks)

    def links(self) -> list[StoredLink]:
        """All links of the record, by their ends."""
        with self._database.read() as conn:
            return record.links(conn)

    def subjects(self, kind: str | None = None) -> list[StoredSubject]:
        """All incidents, periods and series of the record (or those of one kind), by id."""
        with self._database.read() as conn:
            return record.subjects(conn, kind)

    def resolve_subject(self, given: str) -> str:
        """The id of an incident, a period or a series from the id or a unique beginning of it."""
        with self._database.read() as conn:
            return record.resolve_subject(conn, given)

    def subject(self, subject_id: str) -> StoredSubject:
        """One incident, period or series, by its whole id."""
        with self._database.read() as conn:
            return around.subject(conn, subject_id)

    def dependences(self) -> list[StoredDependence]:
        """Which reports do not stand alone, and why."""
        with self._database.read() as conn:
            return record.dependences(conn)

    def subject_events(self, subject: str | None = None, *, until: int | None = None) -> list[SubjectEvent]:
        """The log of ids (or of one): given, changed, merged, split, ended, returned."""
        with self._database.read() as conn:
            return record.subject_events(conn, subject, until=until)

    def events_around(self, cells: Sequence[str], subjects: Sequence[str] = ()) -> list[SubjectEvent]:
        """The log of ids of the subjects of these cells, of these subjects, and of all that are no more."""
        with self._database.read() as conn:
            return record.events_around(conn, cells, subjects)

    def successor_edges(self) -> dict[str, str]:
        """Old mention -> the one that stands in its place."""
        with self._database.read() as conn:
            return record.successor_edges(conn)

    def judge_record(self, judgement: RecordJudgement) -> int:
        """Record a person's decision on a link, an incident, a series or a source; returns its sequence number."""
        with self._database.write() as w:
            return record_judgements.judge_record(w, judgement)

    def record_judgements(
        self, *, subject: str | None = None, until: int | None = None, withdrawn: bool = False
    ) -> Sequence[StoredRecordJudgement]:
        """The decisions on the record, in the order of the chain; those taken back only if asked for."""
        with self._database.read() as conn:
            return record_judgements.record_judgements(conn, subject=subject, until=until, withdrawn=withdrawn)
