"""What of a cell is kept, so that reports that come later are compared with what they touch alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import reported, workings
from .episodes import Episode
from .marks import hash_of
from .packed import packed
from .reported import Cited, Reported
from .sources import Seen
from .workings import Workings


@dataclass(frozen=True, slots=True)
class KeptEpisode:
    """An account: its report and claims, what it is compared by; with one of each report, whom the report cites."""

    id: str
    report: str
    claims: tuple[str, ...]
    packed: bytes
    cited: bytes | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell's workings as bytes, its accounts (of a cell that grows: those that are new), and what its claims say of
    each source that is not of one report alone."""

    accounts: bytes
    reports: bytes
    episodes: tuple[KeptEpisode, ...]
    seen: Mapping[str, dict[str, Any]]


def kept(found: Workings, told: Reported, episodes: Sequence[Episode], cited: Cited, seen: Mapping[str, Seen]) -> Kept:
    """What is to be kept of workings, with these accounts, whom their reports cite, and what is said of sources."""
    return Kept(
        accounts=workings.to_bytes(workings.to_arrays(found)),
        reports=workings.to_bytes(reported.to_arrays(told)),
        episodes=tuple(
            KeptEpisode(
                id=episode.id,
                report=episode.report,
                claims=tuple(sorted(claim.id for claim in episode.claims)),
                packed=packed(episode),
                cited=hashed(cited[episode.report]) if episode.main else None,
            )
            for episode in episodes
        ),
        seen={id_: one.kept() for id_, one in seen.items() if not one.local},
    )


def opened(accounts: bytes, reports: bytes) -> tuple[Workings, Reported]:
    """The workings that were kept."""
    return workings.from_arrays(workings.from_bytes(accounts)), reported.from_arrays(workings.from_bytes(reports))


def hashed(ids: Collection[str]) -> bytes | None:
    """Whom a text cites, by numbers of four bytes; None where it cites nobody."""
    return np.array(sorted({number_of(id_) for id_ in ids}), dtype="<u4").tobytes() if ids else None


def number_of(id_: str) -> int:
    """The number of a source in what is hashed: two may share one."""
    return hash_of(id_) & 0xFFFFFFFF
