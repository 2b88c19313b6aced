"""The ledger: the one object that the other parts of Tollbook hold. Each method is one transaction."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tollbook.errors import LedgerError
from tollbook.model import Claim, Judgement, Project, Publication, Report

from . import (
    chain,
    dump,
    entries,
    judgements,
    merge,
    projection,
    proof,
    publications,
    readings,
    redaction,
    reports,
    runs,
    settings,
    store,
)
from .cased import Cased
from .claims import Filter, StoredClaim, select_claims
from .entries import Entered, Entry
from .history import Event, history
from .merge import Merged
from .people import People
from .readings import Stored
from .redaction import Redacted
from .reports import Added, StoredReport
from .runs import Run
from .store import Database

if TYPE_CHECKING:
    import pyarrow as pa


class Ledger(Cased):
    """Reports, claims and judgements in an SQLite file or a PostgreSQL database.

    All errors are `LedgerError`; after one, nothing of the call is stored. Several processes may hold the same ledger.
    """

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str],
        *,
        create: bool = True,
        read_only: bool = False,
        timeout: float = 30.0,
    ) -> Ledger:
        """Open the ledger in a file, or at `postgresql://...`; make it where there is none, unless `create` is off.

        `timeout`: seconds to wait for another process that is writing.
        """
        ledger = cls(Database.open(where, create=create, read_only=read_only, timeout=timeout))
        if not read_only:
            ledger._renew_projections()
        return ledger

    def _renew_projections(self) -> None:
        """Make projections again that another version of the code made otherwise."""
        with self._database.read() as conn:
            current = projection.is_current(conn)
        if not current:
            self.rebuild()

    def close(self) -> None:
        """Give back the database's connections."""
        self._database.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({self._database.target.name!r})"

    @property
    def id(self) -> str:
        """The ledger's own id, given to it when it was made; a copy or a dump of it has the same."""
        with self._database.read() as conn:
            return store.ledger_id(conn)

    @property
    def name(self) -> str:
        """The file or address, without password."""
        return self._database.target.name

    @property
    def people(self) -> People:
        """Those who work on this ledger: accounts and what goes with them, beside the log."""
        return People(self._database)

    # Reports

    def look(self, report: Report) -> Added:
        """What `add_report` would say, with nothing stored: cheap, to skip what is known before it is parsed."""
        with self._database.read() as conn:
            return reports.look(conn, report)

    def add_report(self, report: Report, raw: bytes | None = None) -> Added:
        """Add a report with its raw bytes: `read` (new), `known` (nothing stored), `copy` or `revision`."""
        with self._database.write(lasting=False) as w:
            return reports.add_report(w, report, raw)

    def add_report_with_claims(
        self, report: Report, raw: bytes | None, run_id: str, claims: Sequence[Claim], *, outcome: str = "read"
    ) -> Added:
        """Add a report with its claims in one transaction: after a crash either all of it is there, or nothing.

        A known report is left as it is (use `store_run` to read it anew), unless no run has read it yet. `outcome` is
        what the run's manifest says of the report: `read`, `not relevant`, `language not supported`.
        """
        with self._database.write(lasting=False) as w:
            added = reports.add_report(w, report, raw)
            if added.outcome != "known" or not readings.is_extracted(w.conn, report.id):
                readings.store_first(w, report, run_id, claims, outcome)
            return added

    def add_reports_with_claims(
        self, run_id: str, found: Sequence[tuple[Report, bytes | None, Sequence[Claim], str]]
    ) -> list[Added]:
        """The same for several reports (each with its bytes, its claims and what the manifest says) in one
        transaction: an archive has too many for one each."""
        with self._database.write(lasting=False) as w:
            done = []
            for report, raw, claims, outcome in found:
                added = reports.add_report(w, report, raw)
                if added.outcome != "known" or not readings.is_extracted(w.conn, report.id):
                    readings.store_first(w, report, run_id, claims, outcome)
                done.append(added)
            return done

    def store_run(self, report_id: str, run_id: str, claims: Sequence[Claim], *, outcome: str = "read") -> Stored:
        """Store what a later run makes of a report that is in the ledger.

        Readings are added where they differ; a mention whose anchor or measure changed is recorded as successor of
        the old one and carries its judgements; one that is gone is retired, and stays visible where it was judged.
        Where several claims share anchor and measure, their ordinals become those of the mentions that they continue.
        """
        with self._database.write(lasting=False) as w:
            return readings.store_run(w, report_id, run_id, claims, outcome)

    def enter_table(self, extractor: str, settings: Mapping[str, Any], raw: bytes, rows: Sequence[Entry]) -> Entered:
        """Store the rows of a table of claims, in one transaction: all of them or none.

        A row is known by the table's name and its id: in the same words it is left as it is, in others it is a
        revision, and what it claimed before is retired. `raw` are the table's bytes.
        """
        with self._database.write() as w:
            return entries.enter_table(w, extractor, settings, raw, rows)

    def look_at_table(self, rows: Sequence[Entry]) -> Entered:
        """What `enter_table` would say of these rows, with nothing stored."""
        with self._database.read() as conn:
            return entries.look_at_table(conn, rows)

    def enter_by_hand(
        self, report: Report, raw: bytes | None, extractor: str, claim: Claim, judgement: Judgement
    ) -> tuple[str, bool]:
        """Add a claim that a person wrote down, with its report and their judgement, in one transaction.

        Returns the claim's id and whether it is new. What else the report claims stays.
        """
        with self._database.write() as w:
            return entries.enter_by_hand(w, report, raw, extractor, claim, judgement)

    def enter_together(self, report: Report, extractor: str, claims: Sequence[tuple[Claim, Judgement]]) -> list[str]:
        """Add several claims of one report that a person wrote down, all or none; returns their ids."""
        with self._database.write() as w:
            return [
                entries.enter_by_hand(w, report, None, extractor, claim, judgement)[0] for claim, judgement in claims
            ]

    def report(self, report_id: str) -> Report:
        """A report with its text."""
        with self._database.read() as conn:
            return reports.get_report(conn, report_id)

    def reports(self, *, search: str | None = None) -> list[StoredReport]:
        """All reports in the order of adding, without their texts; `search`: those whose text holds all these words."""
        with self._database.read() as conn:
            return reports.list_reports(conn, search=search)

    def resolve_report(self, name: str) -> str:
        """A report's id from the id, a unique beginning of it, or its given id."""
        with self._database.read() as conn:
            return reports.resolve_report(conn, name)

    def text(self, text_id: str) -> str:
        """The characters that offsets refer to."""
        with self._database.read() as conn:
            return reports.get_text(conn, text_id)

    def raw(self, report_id: str) -> bytes | None:
        """The raw bytes that a report was read from, None where none were kept."""
        with self._database.read() as conn:
            return reports.get_raw(conn, report_id)

    # Runs

    def start_run(
        self,
        extractor: str,
        *,
        settings: Mapping[str, Any] | None = None,
        lexicons: Mapping[str, str] | None = None,
    ) -> Run:
        """Record that a run begins: the extractor's version, its settings, and its lexicons' hashes by name."""
        with self._database.write() as w:
            return runs.start_run(w, extractor, settings or {}, lexicons or {})

    def end_run(self, run_id: str, summary: Mapping[str, Any] | None = None) -> None:
        """Record that a run has ended, with its manifest's numbers."""
        with self._database.write() as w:
            runs.end_run(w, run_id, summary or {})

    def runs(self) -> list[Run]:
        """All runs in the order of starting."""
        with self._database.read() as conn:
            return runs.list_runs(conn)

    def reports_without(self, run: Run) -> list[str]:
        """The ids of reports that no run with this one's extractor, settings and lexicons was the last to read."""
        with self._database.read() as conn:
            return runs.reports_without(conn, run.fingerprint)

    # Claims

    def claims(self, wanted: Filter | None = None) -> list[StoredClaim]:
        """The current claims that fit, in the order of reports and of the places in them."""
        with self._database.read() as conn:
            return list(select_claims(conn, wanted or Filter()))

    def claim(self, given: str) -> StoredClaim | None:
        """One claim by its id or a unique beginning of it; None where it is retired and nobody had judged it."""
        with self._database.read() as conn:
            return next(select_claims(conn, Filter(id=judgements.resolve_id(conn, given))), None)

    def to_arrow(self, wanted: Filter | None = None) -> pa.Table:
        """The current claims that fit as an Arrow table of flat, typed columns."""
        from .arrow import to_arrow  # pyarrow is large, and only notebooks and exports need it

        return to_arrow(self.claims(wanted))

    # Judgements

    def resolve_id(self, given: str) -> str:
        """A mention's id from the id or a unique beginning of it."""
        with self._database.read() as conn:
            return judgements.resolve_id(conn, given)

    def judge(self, judgement: Judgement, *, check: Callable[[StoredClaim | None], None] | None = None) -> int:
        """Record a person's decision; returns its sequence number.

        `check` is given the claim as it stands under the writer's lock, None where none is shown; what it raises
        refuses the judgement. So nobody's decision falls between a look at a claim and the decision on it.
        """
        with self._database.write() as w:
            if check is not None:
                mention = judgements.resolve_id(w.conn, judgement.mention)
                check(next(select_claims(w.conn, Filter(id=mention)), None))
            return judgements.judge(w, judgement)

    def last_by(self, by: str) -> tuple[str, str] | None:
        """The claim and the hash of a person's newest judgement that can be taken back; None where there is none."""
        with self._database.read() as conn:
            return judgements.last_by(conn, by)

    def verify(self, *, expected_head: str | None = None) -> chain.Verification:
        """Check the chain and the sealed log; `expected_head` is a head noted earlier that must still be part of it."""
        with self._database.read() as conn:
            return proof.verify(conn, expected_head=expected_head)

    def head(self) -> str:
        """The head of the chain as the ledger notes it; empty where the chain is."""
        with self._database.read() as conn:
            return store.chain_head(conn)

    def publications(self) -> list[Publication]:
        """All publications, in their order."""
        with self._database.read() as conn:
            return publications.list_publications(conn)

    def note_publication(self, publication: Publication) -> None:
        """Append a publication to the chain, after a seal over all that was not sealed yet."""
        with self._database.write() as w:
            publications.note_publication(w, publication)

    def redact_report(self, name: str, *, by: str, why: str) -> Redacted:
        """Blank a report for good, in the file too; the record must be made again. See `redaction.redact_report`."""
        with self._database.write() as w:
            done = redaction.redact_report(w, name, by=by, why=why)
        redaction.vacuum(self._database.engine)
        return done

    def redact_name(self, name: str, *, by: str, why: str) -> Redacted:
        """Write over a name wherever it stands, in the file too. See `redaction.redact_name`."""
        with self._database.write() as w:
            done = redaction.redact_name(w, name, by=by, why=why)
        redaction.vacuum(self._database.engine)
        return done

    def history(self, given: str) -> list[Event]:
        """All that ever happened to a claim, to those it came from and to what it became; ids may be shortened."""
        with self._database.read() as conn:
            return history(conn, judgements.resolve_id(conn, given))

    # The project's settings

    def set_project(self, project: Project) -> bool:
        """Put settings in force; returns whether they differ from those that were (else nothing is stored)."""
        with self._database.write() as w:
            return settings.set_project(w, project)

    def project(self) -> Project:
        """The settings in force; the defaults where none were set."""
        with self._database.read() as conn:
            return settings.get_project(conn)

    # The whole

    def dump(self, folder: str | os.PathLike[str]) -> None:
        """Write the whole log as plain files into a new folder."""
        with self._database.read() as conn:
            dump.dump(conn, Path(folder))

    @classmethod
    def restore(cls, folder: str | os.PathLike[str], where: str | os.PathLike[str]) -> Ledger:
        """Make a new ledger at `where` from a dump; it is the same ledger, sequence numbers and all."""
        dump.read_manifest(Path(folder))
        ledger = cls.open(where)
        try:
            with ledger._database.write() as w:
                dump.restore(w, Path(folder))
        except BaseException:
            ledger.close()
            raise
        return ledger

    def merge(self, other: Ledger) -> Merged:
        """Append what the other ledger has and this one lacks, judgements included; merging again adds nothing."""
        if other is self or (other.name == self.name and self.name != ":memory:"):
            raise LedgerError(f"{self.name}: cannot be merged with itself. Give the other office's ledger.")
        with other._database.read() as theirs, self._database.write() as w:
            return merge.merge(w, theirs)

    def rebuild(self) -> None:
        """Make all projections again from the log."""
        with self._database.write() as w:
            projection.rebuild(w.conn)

    def projection_rows(self) -> list[dict[str, Any]]:
        """The projections as plain rows, to compare."""
        with self._database.read() as conn:
            return projection.projection_rows(conn)
