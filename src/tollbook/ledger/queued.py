"""The part of a ledger that says what to review next, and how far the review has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from . import influence, queue, record, store
from .claims import State, StoredClaim
from .influence import StoredInfluence
from .judged import Judged
from .named import Named, named_since, reports_of
from .queue import Length, Wanted
from .record import RecordState


class Queued(Judged):
    """A ledger's queue. Each method is one transaction."""

    def queue(self, wanted: Wanted, *, skip: int = 0, take: int = 25) -> list[StoredClaim]:
        """The claims from place `skip` of the queue on, `take` of them at most."""
        with self._database.read() as conn:
            return queue.page(conn, wanted, queue.narrow(conn, wanted, to=skip + take), skip=skip, take=take)

    def queue_page(self, wanted: Wanted, number: int, *, size: int) -> tuple[Length, int, list[StoredClaim]]:
        """How many claims the queue holds, filtered ones counted up to a thousand; the number (from 1) of the page that
        is given, the last one where the one asked for is beyond it; and its claims, with the first of the next page."""
        with self._database.read() as conn:
            few = queue.narrow(conn, wanted, to=number * size + 1)
            length = queue.length(conn, wanted, few)
            given = number if length.more else min(number, max(1, -(-length.claims // size)))
            return length, given, queue.page(conn, wanted, few, skip=(given - 1) * size, take=size + 1)

    def queue_length(self, wanted: Wanted) -> Length:
        """How many claims the queue holds; filtered ones are counted up to a thousand."""
        with self._database.read() as conn:
            return queue.length(conn, wanted, queue.narrow(conn, wanted))

    def named_since(self, seq: int, restricted: frozenset[str]) -> Named:
        """What names a person or is restricted, after that entry; `restricted` are the reports known to be so."""
        with self._database.read() as conn:
            return named_since(conn, seq, restricted, store.last_seq(conn))

    def reports_of_mentions(self, mention_ids: set[str]) -> set[str]:
        """The reports in which these mentions stand."""
        with self._database.read() as conn:
            return reports_of(conn, mention_ids)

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        """The current claims of these whole ids, in the order given."""
        with self._database.read() as conn:
            return queue.claims_by_id(conn, ids)

    def totals(self) -> Mapping[tuple[State, bool], int]:
        """The number of current claims by state, live (False) and retired (True)."""
        with self._database.read() as conn:
            return queue.totals(conn)

    def count_states(self, report_ids: Sequence[str]) -> dict[tuple[str, str], int]:
        """The number of current claims of these reports, by report and state."""
        with self._database.read() as conn:
            return queue.count_states(conn, report_ids)

    def influence(self, mention_ids: Iterable[str]) -> dict[str, StoredInfluence]:
        """What each of these claims moves, as of the last reconciling; those that set no bound are left out."""
        with self._database.read() as conn:
            return influence.of_claims(conn, mention_ids)

    def all_influence(self) -> list[StoredInfluence]:
        """What every claim moves, by id, as of the last reconciling; those that set no bound are left out."""
        with self._database.read() as conn:
            return influence.all_influence(conn)

    def replace_influence(self, found: Sequence[StoredInfluence], made_from: RecordState, policies: str) -> bool:
        """Put influence under other policies in the place of all that is kept.

        False, with nothing stored, where the record is another one by now than that which it was made from.
        """
        with self._database.write(lasting=False) as w:
            return record.replace_influence(w, found, made_from, policies)
