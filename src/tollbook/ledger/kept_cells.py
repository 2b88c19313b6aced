"""The part of a ledger that holds what large cells were made with, and what of the record stands around new reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tollbook.model import Dependence, Link

from . import kept
from .browsed import Browsed
from .kept import KeptCell
from .lists import StoredSource


class KeptCells(Browsed):
    """A ledger's workings of cells. Each method is one transaction."""

    def workings(self, cell: str) -> KeptCell | None:
        """What a cell was made with; None where that is not kept."""
        with self._database.read() as conn:
            return kept.workings(conn, cell)

    def packed_accounts(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Accounts as they are compared, by their ids."""
        with self._database.read() as conn:
            return kept.packed(conn, ids)

    def claims_of_accounts(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The claims of accounts, by their ids."""
        with self._database.read() as conn:
            return kept.claims_of(conn, ids)

    def cited_in(self, cell: str) -> list[tuple[str, bytes]]:
        """The reports of a cell that cite anybody, each with whom, hashed."""
        with self._database.read() as conn:
            return list(kept.cited(conn, cell))

    def claims_in(self, cells: Collection[str], *, reports: Sequence[str] = (), claims: Sequence[str] = ()) -> set[str]:
        """Those of these claims, and of the claims of these reports, that the record has in these cells."""
        with self._database.read() as conn:
            return kept.claims_in(conn, cells, reports=reports, claims=claims)

    def incidents_of(self, claims: Sequence[str]) -> dict[str, str]:
        """The incident of each of these claims that is in one."""
        with self._database.read() as conn:
            return kept.incidents_of(conn, claims)

    def links_from(self, claims: Sequence[str]) -> list[tuple[Link, str]]:
        """The links that start at these claims, each with its cell."""
        with self._database.read() as conn:
            return kept.links_from(conn, claims)

    def dependences_in(
        self, cell: str, *, reports: Sequence[str] = (), sources: Sequence[str] = ()
    ) -> list[Dependence]:
        """The dependences in a cell of these reports on others, and those by way of these sources."""
        with self._database.read() as conn:
            return kept.dependences_in(conn, cell, reports=reports, sources=sources)

    def sources_in(self, cell: str, ids: Sequence[str]) -> dict[str, StoredSource]:
        """These sources as a cell has them, by id."""
        with self._database.read() as conn:
            return kept.sources_in(conn, cell, ids)
