"""The part of a ledger that holds lists of persons and cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from tollbook.model import Case, ListVersion, Naming, PersonPair

from . import cases, person_lists
from .cases import CasesMade
from .person_lists import ListChange
from .queued import Queued
from .record import SubjectEvent


class Cased(Queued):
    """A ledger's persons. Each method is one transaction."""

    def note_list(self, list_name: str, namings: Sequence[Naming], raw: bytes, **about: Any) -> ListChange:
        """Store a version of a list (see `person_lists.note_list`) with the bytes that it was read from."""
        with self._database.write() as w:
            return person_lists.note_list(w, list_name, namings, raw, **about)

    def compare_list(self, list_name: str, namings: Sequence[Naming]) -> ListChange:
        """What storing a list would change, with nothing stored."""
        with self._database.read() as conn:
            return person_lists.compare_list(conn, list_name, namings)

    def list_versions(self, list_name: str | None = None) -> list[ListVersion]:
        """The versions of a list, or of all lists, in the order of their coming."""
        with self._database.read() as conn:
            return person_lists.list_versions(conn, list_name)

    def list_names_since(self, n: int) -> tuple[set[str], int]:
        """Every name that versions of lists after the chain's row `n` give, and the last such row."""
        with self._database.read() as conn:
            return person_lists.names_since(conn, n)

    def list_entries(self) -> list[Naming]:
        """The entries of the newest version of every list."""
        with self._database.read() as conn:
            return person_lists.entries_of(person_lists.list_versions(conn))

    def replace_cases(self, made: CasesMade) -> None:
        """Put new cases in the place of all that there were."""
        with self._database.write() as w:
            cases.replace(w, made)

    def case_events(self, case: str | None = None) -> list[SubjectEvent]:
        """The log of the ids of cases, or of one, in its order."""
        with self._database.read() as conn:
            return cases.events(conn, case)

    def cases_made_to(self) -> int | None:
        """The log's sequence number that the cases were made from; None where there are none."""
        with self._database.read() as conn:
            return cases.made_to(conn)

    def cases(self, ids: Collection[str] | None = None) -> list[Case]:
        """All cases, or these, by id."""
        with self._database.read() as conn:
            return cases.list_cases(conn, ids)

    def namings(self, case: str | None = None) -> dict[str, Naming]:
        """The namings that cases were made of, by id; those of one case where one is given."""
        with self._database.read() as conn:
            return cases.namings(conn, case)

    def person_pairs(self, among: Collection[str] | None = None) -> list[PersonPair]:
        """The pairs that may be of one person, the likeliest first."""
        with self._database.read() as conn:
            return cases.pairs(conn, among)

    def resolve_case(self, given: str) -> str:
        """A case's id from the id, a unique beginning of it, or the id of one that was merged into it."""
        with self._database.read() as conn:
            return cases.resolve(conn, given)

    def resolve_naming(self, given: str) -> str:
        """A naming's id from the id or a unique beginning of it."""
        with self._database.read() as conn:
            return cases.resolve_naming(conn, given)
