"""Near copies among reports: MinHash over runs of words, banded so that time grows with their number, verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from tollbook.model import Dependence

from .flat import FlatReport

RUN = 4
"""Words in a shingle."""
COPY = 0.5
"""Two texts are near copies where they share this part of all their shingles,"""
WITHIN = 0.8
"""or the shorter has this part of its own in the longer, which adds to it."""
LEAST = 15
"""Texts of fewer shingles are compared as wholes alone: short notes have set phrases in common."""
SAME_NUMBERS = 0.7
"""Texts that share less of their numbers than this are bulletins of one form, not copies."""
HASHES, ROWS = 126, 3
SEED = 20260101
BATCH = 256
"""Texts that are taken apart at a time."""
KEPT = 300_000
"""Shingles that are kept at a time."""
Shingles = frozenset[str]
Bands = npt.NDArray[np.int64]
"""A row for each text, a hash for each band."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def near_copies(reports: Sequence[FlatReport], bands: Bands | None = None) -> list[Dependence]:
    """For each report that is a near copy of an earlier one: that it is, with how much they share.

    The earlier is by publication (undated last), then by id. A report is compared with the first and the one before
    it of each band of equal hashes, so that a text that a hundred outlets carry costs two comparisons an outlet.
    `bands` are those of the reports' texts, where they are known.
    """
    if len(reports) < 2:
        return []
    known = bands_of([report.text for report in reports]) if bands is None else bands
    order = sorted((n for n, r in enumerate(reports) if r.text.strip()), key=lambda n: by_day(reports[n]))
    pairs = {(order[first], order[later]) for first, later in candidates(known[order])}
    rank = {n: place for place, n in enumerate(order)}
    return copies(pairs, {n: reports[n] for n in order}, rank)


def by_day(report: FlatReport) -> tuple[bool, date, str]:
    """What reports are ordered by: publication, undated ones last, then the id."""
    return report.published is None, report.published or date.min, report.id


def copies(
    pairs: Iterable[tuple[int, int]], reports: Mapping[int, FlatReport], rank: Mapping[int, int]
) -> list[Dependence]:
    """Those of these pairs, each an earlier and a later report by number, that are near copies: the best of each later
    one; `rank` is the order of reports.
    """
    shingles = _Kept()
    found: dict[int, tuple[float, int]] = {}
    for first, later in sorted(pairs, key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        a, b = reports[first].text, reports[later].text
        share = _share(shingles(a), shingles(b))
        if (
            share >= COPY
            and _alike(a, b)
            and (later not in found or (share, -rank[first]) > (found[later][0], -rank[found[later][1]]))
        ):
            found[later] = share, first
    return [
        Dependence(
            a=reports[later].id,
            b=reports[first].id,
            kind="copy",
            why=f"near copies: {share:.0%} of their wording is the same",
            share=round(share, 3),
        )
        for later, (share, first) in sorted(found.items(), key=lambda item: rank[item[0]])
    ]


class _Kept:
    """The shingles of texts, those asked for last: those of all texts are too many to keep."""

    def __init__(self) -> None:
        self._known: dict[str, Shingles] = {}
        self._number = 0

    def __call__(self, text: str) -> Shingles:
        found = self._known.get(text)
        if found is None:
            if self._number > KEPT:
                self._known.clear()
                self._number = 0
            found = self._known[text] = _shingles(text)
            self._number += len(found)
        return found


def _shingles(text: str) -> Shingles:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < RUN + LEAST - 1:
        return frozenset((" ".join(words),))
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def bands_of(texts: Sequence[str]) -> Bands:
    """For each text one hash for each band: two texts with an equal one in one place may be near copies."""
    from rensa import RMinHash

    bands = np.empty((len(texts), HASHES // ROWS), dtype=np.int64)
    for start in range(0, len(texts), BATCH):
        batch = [sorted(_shingles(text)) for text in texts[start : start + BATCH]]
        digests = np.array(RMinHash.digests_from_token_sets(batch, HASHES, SEED), dtype=np.uint64)
        mixed = np.zeros((len(batch), HASHES // ROWS), dtype=np.uint64)
        for row in range(ROWS):
            mixed = (mixed ^ digests[:, row::ROWS]) * _SPREAD
            mixed ^= mixed >> np.uint64(29)
        bands[start : start + len(batch)] = mixed.view(np.int64)
    return bands


def candidates(bands: Bands) -> set[tuple[int, int]]:
    """Pairs with an equal band of hashes: each text with the first and with the last before it in the band."""
    pairs: set[tuple[int, int]] = set()
    for band in range(bands.shape[1]):
        earlier, later = in_band(bands[:, band])
        pairs |= set(zip(earlier.tolist(), later.tolist(), strict=True))
    return pairs


def band_hashes(text: str) -> tuple[int, ...]:
    """One signed 64-bit hash for each band, in order: two texts with an equal one in one place may be near copies.

    They are those by which `near_copies` finds its pairs; a shard of an archive writes them, so that copies in other
    shards are found without its texts.
    """
    from rensa import RMinHash

    (digest,) = RMinHash.digests_from_token_sets([sorted(_shingles(text))], HASHES, SEED)
    bands = (repr(tuple(digest[band : band + ROWS])).encode() for band in range(0, HASHES, ROWS))
    return tuple(int.from_bytes(blake2b(band, digest_size=8).digest(), "big", signed=True) for band in bands)


def in_band(hashes: Bands) -> tuple[Bands, Bands]:
    """Earlier and later places that are equal: each later one with the first and with the last before it."""
    order = np.argsort(hashes, kind="stable")  # equal places stay in their order
    equal = hashes[order[1:]] == hashes[order[:-1]]
    begins = np.flatnonzero(np.concatenate(([True], ~equal)))  # where a run of equal ones begins
    firsts = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
    later, before = order[1:][equal], order[:-1][equal]
    return np.concatenate((before, firsts[1:][equal])), np.concatenate((later, later))


def _share(a: Shingles, b: Shingles) -> float:
    """Jaccard's measure; for a text that holds a shorter one almost whole, the shorter one's share."""
    both = len(a & b)
    whole = both / len(a | b)
    part = both / min(len(a), len(b))
    return part if part >= WITHIN else whole


def _alike(a: str, b: str) -> bool:
    """Whether two texts give the same numbers, by and large."""
    ours, theirs = (frozenset(re.findall(r"\d+(?:[.,]\d+)*", text)) for text in (a, b))
    return len(ours | theirs) < 3 or len(ours & theirs) >= SAME_NUMBERS * min(len(ours), len(theirs))
