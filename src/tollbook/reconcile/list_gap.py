"""A list of persons against a claimed total: how many it names, how many are claimed, and what explains the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model import Case, Fate, Naming


@dataclass(frozen=True, slots=True)
class ListGap:
    """The parts of the gap. `claimed - persons - elsewhere` stay without a name (below zero: more names than claimed).

    `entries` are the list's of that fate, `untold` those whose fate it does not tell, which count as well; `twice` the
    entries that people judged to be of a person whom the list has already; `later` those who came to harm after the
    day that the total counts to; `persons` the others, each once; `elsewhere` cases of that fate, and not after that
    day, that other lists or reports name and this list does not.
    """

    list_name: str
    claimed: int
    to: date | None
    entries: int
    untold: int
    twice: int
    later: int
    persons: int
    elsewhere: tuple[str, ...]

    @property
    def gap(self) -> int:
        """How many more are claimed than the list names."""
        return self.claimed - self.persons

    @property
    def unexplained(self) -> int:
        """How many of the gap nobody names."""
        return self.gap - len(self.elsewhere)


def list_gap(
    list_name: str,
    claimed: int,
    fate: Fate,
    to: date | None,
    cases: Sequence[Case],
    namings: Mapping[str, Naming],
) -> ListGap:
    """Hold a list against a total of persons of that fate up to and with the day `to`."""
    entries = untold = twice = later = persons = 0
    elsewhere: list[str] = []
    for case in cases:
        of_case = [namings[member] for member in case.members]
        own = [n for n in of_case if n.list_name == list_name and n.fate in (fate, Fate.UNKNOWN)]
        on_list = any(n.list_name == list_name for n in of_case)
        after = _is_after(own or of_case, to)
        if own:
            entries += len(own)
            untold += sum(n.fate is Fate.UNKNOWN for n in own)
            twice += len(own) - 1
            later += after
            persons += not after
        elif not on_list and not after and any(n.fate is fate for n in of_case):
            elsewhere.append(case.id)
    return ListGap(list_name, claimed, to, entries, untold, twice, later, persons, tuple(elsewhere))


def _is_after(namings: Sequence[Naming], to: date | None) -> bool:
    """Whether all that is known of the day lies after the one that the total counts to."""
    days = [n.day for n in namings if n.day is not None]
    return to is not None and bool(days) and min(days) > to


def gap_words(gap: ListGap, claim: str) -> str:
    """The gap in a sentence: "list has n, claim says N, gap explained by ..."."""
    parts = []
    if gap.twice:
        parts.append(f"{gap.twice:,} of its entries are persons whom it has already")
    if gap.later:
        parts.append(f"{gap.later:,} came to harm after {gap.to}")
    shown = f"list “{gap.list_name}” has {gap.entries:,}"
    shown += f" ({'; '.join(parts)}: {gap.persons:,} to compare)" if parts else ""
    told = f"{shown}, {claim} says {gap.claimed:,}"
    if gap.gap == 0:
        return f"{told}: no gap"
    if gap.gap < 0:
        return f"{told}: {-gap.gap:,} more are named than claimed"
    known = f"{len(gap.elsewhere):,} whom other lists or reports name and this one does not"
    rest = gap.unexplained
    left = f"{rest:,} whom nobody names here" if rest >= 0 else f"{-rest:,} more named than claimed"
    return f"{told}: a gap of {gap.gap:,}, explained by {known}; {left}"
