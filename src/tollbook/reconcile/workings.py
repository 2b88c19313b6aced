"""What a cell's incidents were made with, as far as accounts that come later must know it: to be kept beside them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .episodes import Episode
from .linkage import Linked, Pairs, Scores
from .neighbours import Entries, Ints, days_of, entries_of


@dataclass(frozen=True, slots=True)
class Workings:
    """The accounts of a cell in the order of ids, by rows; of pairs those alone that are not under the floor.

    `pairs` are numbers as `neighbours` gives them, in order. `floors` and `groups` say for each account which is the
    least one of its component (see `Linked`) and of its incident.
    """

    ids: tuple[str, ...]
    days: Ints
    entries: Entries
    pairs: Ints
    scores: Scores
    floors: Ints
    groups: Ints


def workings_of(episodes: Sequence[Episode], pairs: Pairs, scores: Scores, found: Linked, floor: int) -> Workings:
    """The workings of accounts that were compared and grouped."""
    groups = np.empty(len(episodes), dtype=np.int64)
    for members in found.groups:
        groups[list(members)] = members[0]
    held = scores >= floor
    return Workings(
        ids=tuple(episode.id for episode in episodes),
        days=days_of(episodes),
        entries=entries_of(episodes),
        pairs=pairs[held, 0] * len(episodes) + pairs[held, 1],
        scores=scores[held],
        floors=found.floors,
        groups=groups,
    )


def to_arrays(kept: Workings) -> dict[str, npt.NDArray[np.generic]]:
    """Workings as arrays of few bytes, by name."""
    lists, sizes = np.unique(kept.entries.lists, return_counts=True)
    a, b = np.divmod(kept.pairs, max(1, len(kept.ids)))
    return {
        "ids": as_array(kept.ids),
        "days": kept.days.astype("<i4"),
        "lists": lists.astype("<i8"),
        "sizes": sizes.astype("<i4"),
        "rows": kept.entries.rows.astype("<i4"),
        "a": a.astype("<i4"),
        "b": b.astype("<i4"),
        "scores": kept.scores.astype("<i4"),
        "floors": kept.floors.astype("<i4"),
        "groups": kept.groups.astype("<i4"),
    }


def from_arrays(found: Mapping[str, npt.NDArray[np.generic]]) -> Workings:
    """Workings from their arrays."""
    wide = {name: found[name].astype(np.int64) for name in found if name != "ids"}
    ids = from_array(found["ids"])
    return Workings(
        ids=ids,
        days=wide["days"],
        entries=Entries(np.repeat(wide["lists"], wide["sizes"]), wide["rows"]),
        pairs=wide["a"] * len(ids) + wide["b"],
        scores=wide["scores"],
        floors=wide["floors"],
        groups=wide["groups"],
    )


def as_array(names: Sequence[str]) -> npt.NDArray[np.generic]:
    """Names, none of which holds a line's end, as bytes."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def from_array(found: npt.NDArray[np.generic]) -> tuple[str, ...]:
    """Names from their bytes."""
    return tuple(found.tobytes().decode().split("\n")) if len(found) else ()


def to_bytes(arrays: Mapping[str, npt.NDArray[np.generic]]) -> bytes:
    """Arrays as bytes: the same arrays give the same bytes."""
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})
    return out.getvalue()


def from_bytes(data: bytes) -> dict[str, npt.NDArray[np.generic]]:
    """Arrays from their bytes."""
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}
