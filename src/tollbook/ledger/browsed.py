"""The part of a ledger that pages of the record read: lists a page at a time, one subject with what is around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from tollbook.model import Dependence, Link, Source

from . import around, lists, map_counts, own_values, reports, running, search
from .claims import StoredClaim
from .lists import Key, SubjectHead, SubjectSpot, WantedSubjects
from .map_counts import Counts
from .own_values import WantedValue
from .record_judgements import StoredRecordJudgement
from .recorded import Recorded
from .reports import StoredReport
from .running import RunningTotals


class Browsed(Recorded):
    """A ledger's record, a page at a time. Each method is one transaction and reads no more rows than it returns."""

    def list_subjects(self, wanted: WantedSubjects, *, limit: int, after: Key | None = None) -> list[SubjectHead]:
        """At most `limit` subjects, the newest first, from the row behind `after` on."""
        with self._database.read() as conn:
            rows = lists.list_subjects(conn, wanted, limit=limit, after=after)
        return lists.heads_of(rows)

    def list_spots(self, wanted: WantedSubjects, *, limit: int) -> list[SubjectSpot]:
        """Where and when at most `limit` subjects were, the newest first."""
        with self._database.read() as conn:
            return lists.list_spots(conn, wanted, limit=limit)

    def count_spots(self, wanted: WantedSubjects, *, limit: int) -> Counts:
        """At most `limit` subjects, the newest, counted by place and day."""
        with self._database.read() as conn:
            return lists.count_spots(conn, wanted, limit=limit)

    def list_by_size(self, kind: str, *, limit: int, after: Key | None = None) -> list[SubjectHead]:
        """At most `limit` subjects of a kind, those of most claims first."""
        with self._database.read() as conn:
            rows = lists.list_by_size(conn, kind, limit=limit, after=after)
        return lists.heads_of(rows)

    def map_counts(self, country: str | None, *, limit: int) -> Counts:
        """The incidents of a country, or of the whole record, counted by place and day; at most `limit` places."""
        with self._database.read() as conn:
            return map_counts.counts(conn, country, limit=limit)

    def running_totals(
        self, measure: str | None = None, *, without: Set[str] = frozenset(), limit: int | None = None
    ) -> list[RunningTotals]:
        """The measures (or the one given) and parties with running totals, those of most claims first, `limit` at most;
        no claims of reports `without`."""
        with self._database.read() as conn:
            return running.running_totals(conn, measure, without=without, limit=limit)

    def running_parties(self, *, without: Set[str] = frozenset()) -> dict[str, int]:
        """The measures with running totals, and about the people of how many parties."""
        with self._database.read() as conn:
            return running.running_parties(conn, without=without)

    def has_running(self, measure: str, parties: Collection[str], *, without: Set[str] = frozenset()) -> bool:
        """Whether there are running totals of a measure about the people of any of these parties (folded)."""
        with self._database.read() as conn:
            return running.has_running(conn, measure, parties, without=without)

    def rivals(self, series: str, *, limit: int) -> list[SubjectHead]:
        """A series with those that count the same measure of the same party's people, the longest first."""
        with self._database.read() as conn:
            rows = lists.rivals(conn, series, limit=limit)
        return lists.heads_of(rows)

    def list_sources(self, *, limit: int, after: Key | None = None) -> list[tuple[Source, int]]:
        """At most `limit` sources with the number of their claims, those of most claims first."""
        with self._database.read() as conn:
            return lists.list_sources(conn, limit=limit, after=after)

    def sources_by_id(self, ids: Sequence[str]) -> dict[str, tuple[Source, int]]:
        """These sources with the number of their claims, by id."""
        with self._database.read() as conn:
            return lists.sources_by_id(conn, ids)

    def links_among(self, claims: Sequence[str]) -> list[Link]:
        """The links of which both ends are among these claims."""
        with self._database.read() as conn:
            return around.links_among(conn, claims)

    def dependences_among(self, reports: Sequence[str]) -> list[Dependence]:
        """What is known of these reports that do not stand apart from another of them."""
        with self._database.read() as conn:
            return around.dependences_among(conn, reports)

    def dependences_of(self, *, report: str | None = None, source: str | None = None, limit: int) -> list[Dependence]:
        """At most `limit` dependences of one report, or through one source, or of any."""
        with self._database.read() as conn:
            return around.dependences_of(conn, report=report, source=source, limit=limit)

    def subjects_of_claims(self, claims: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
        """Id, kind and name of the subjects that hold each of these claims."""
        with self._database.read() as conn:
            return around.subjects_of_claims(conn, claims)

    def judgements_about(
        self, subjects: Sequence[str], *, until: int | None = None, withdrawn: bool = False
    ) -> list[StoredRecordJudgement]:
        """The decisions on these subjects and links, in their order; those taken back only if asked for."""
        with self._database.read() as conn:
            return around.judgements_about(conn, subjects, until=until, withdrawn=withdrawn)

    def source_judgements(self, *, until: int | None = None) -> list[StoredRecordJudgement]:
        """The decisions on sources, in their order, but for those taken back."""
        with self._database.read() as conn:
            return around.source_judgements(conn, until=until)

    def own_judgements(self, prefix: str) -> list[StoredRecordJudgement]:
        """The decisions on the project's own fields of all that has an id with this beginning (`m-`, `i-`, `case-`)."""
        with self._database.read() as conn:
            return own_values.own_judgements(conn, prefix)

    def ids_with_values(self, prefix: str, wanted: Sequence[WantedValue]) -> set[str] | None:
        """The ids with this beginning that have these values of own fields; None where nothing is asked for."""
        with self._database.read() as conn:
            return own_values.ids_with(conn, prefix, wanted)

    def claims_then(self, seq: int, claims: Sequence[str]) -> list[StoredClaim]:
        """Those of these claims that were current when the log ended with that entry."""
        with self._database.read() as conn:
            return around.claims_at(conn, seq, claims)

    def reports_by_id(self, ids: Sequence[str]) -> dict[str, StoredReport]:
        """These reports, without their texts, by id."""
        with self._database.read() as conn:
            return around.reports(conn, ids)

    def reports_after(self, seq: int, *, limit: int) -> list[tuple[int, StoredReport]]:
        """At most `limit` reports added after that entry of the log, in their order, each with its own entry."""
        with self._database.read() as conn:
            return reports.reports_after(conn, seq, limit=limit)

    def search_claims(self, query: str, *, limit: int, before: int | None = None) -> list[tuple[int, StoredClaim]]:
        """At most `limit` current claims that hold all words of the query, the newest first, each with its number."""
        with self._database.read() as conn:
            return search.search_claims(conn, query, limit=limit, before=before)

    def search_reports(self, query: str, *, limit: int, before: int | None = None) -> list[tuple[int, StoredReport]]:
        """At most `limit` reports whose texts hold all words of the query, the newest first, each with its number."""
        with self._database.read() as conn:
            return search.search_reports(conn, query, limit=limit, before=before)
