"""The part of a ledger that holds how claims stand, and that takes many judgements at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tollbook.errors import LedgerError
from tollbook.model import CodingEntry, Judgement, RecordJudgement

from . import codings
from .judgements import judge_all
from .kept_cells import KeptCells
from .record_judgements import judge_record
from .standing import Standing, judged_standings, standings

Marks = Mapping[str, tuple[str, str]]
"""Claim -> the marks of its reading and of its judgements, as somebody saw them."""


class Judged(KeptCells):
    """A ledger's judgements, many at a time. Each method is one transaction."""

    def standings(self, mention_ids: Sequence[str]) -> dict[str, Standing]:
        """How each of these claims stands, by its id as given; ids that the ledger lacks are left out."""
        with self._database.read() as conn:
            return standings(conn, mention_ids)

    def judged_standings(self) -> list[Standing]:
        """How every claim stands that is live or judged, of the reports in which somebody judged one."""
        with self._database.read() as conn:
            return judged_standings(conn)

    def judge_together(
        self, judgements: Sequence[Judgement], seen: Marks, beside: Sequence[RecordJudgement] = ()
    ) -> list[int]:
        """Record several decisions, with those `beside` them, all or none; returns the sequence numbers of the former.

        `seen` holds the marks of each claim as it stood when the decisions were worked out; LedgerError where one has
        changed since.
        """
        with self._database.write() as w:
            now = standings(w.conn, [judgement.mention for judgement in judgements])
            for judgement in judgements:
                one = now.get(judgement.mention)
                if one is None or (one.read_mark, one.judged_mark) != seen.get(judgement.mention):
                    raise LedgerError(
                        f"{judgement.mention}: was changed by somebody else just now; nothing was stored. "
                        "Run the command again."
                    )
            for further in beside:
                judge_record(w, further)
            return judge_all(w, judgements)

    def note_coding(self, entries: Sequence[CodingEntry]) -> None:
        """Record what people do in double codings, all of it or nothing."""
        with self._database.write() as w:
            codings.note_coding(w, entries)

    def coding_entries(self, coding: str | None = None) -> list[CodingEntry]:
        """All that was recorded in one double coding, or in all of them, in order."""
        with self._database.read() as conn:
            return codings.coding_entries(conn, coding=coding)

    def codings_length(self) -> int:
        """A number that is another once something was recorded in a double coding."""
        with self._database.read() as conn:
            return codings.length(conn)
