"""Near copies among reports: MinHash over runs of words, banded so that time grows with their number, verified."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def near_copies(reports: Sequence[FlatReport]) -> list[Dependence]:
    """For each report that is a near copy of an earlier one: that it is, with how much they share.

    The earlier is by publication (undated last), then by id. A report is compared with the first and the one before
    it of each band of equal hashes, so that a text that a hundred outlets carry costs two comparisons an outlet.
    """
    ordered = sorted((r for r in reports if r.text.strip()), key=lambda r: (r.published is None, r.published, r.id))
    texts = [report.text for report in ordered]
    shingles = _Kept()
    found: dict[int, tuple[float, int]] = {}
    for first, later in sorted(_candidates(texts)):
        share = _share(shingles(texts[first]), shingles(texts[later]))
        if (
            share >= COPY
            and _alike(texts[first], texts[later])
            and (later not in found or (share, -first) > (found[later][0], -found[later][1]))
        ):
            found[later] = share, first
    return [
        Dependence(
            a=ordered[later].id,
            b=ordered[first].id,
            kind="copy",
            why=f"near copies: {share:.0%} of their wording is the same",
            share=round(share, 3),
        )
        for later, (share, first) in sorted(found.items())
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


def _candidates(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs with an equal band of hashes: each text with the first and with the last before it in the band."""
    from rensa import RMinHash

    if len(texts) < 2:
        return set()
    digests = np.empty((len(texts), HASHES), dtype=np.uint64)
    for start in range(0, len(texts), BATCH):
        batch = [sorted(_shingles(text)) for text in texts[start : start + BATCH]]
        digests[start : start + len(batch)] = RMinHash.digests_from_token_sets(batch, HASHES, SEED)
    pairs: set[tuple[int, int]] = set()
    for band in range(0, HASHES, ROWS):
        pairs |= _banded(digests[:, band : band + ROWS])
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


def _banded(digests: npt.NDArray[np.uint64]) -> set[tuple[int, int]]:
    """Rows that are equal: each with the first and with the last before it."""
    order = np.lexsort(digests.T)  # stable: equal rows stay in their order
    equal = (digests[order[1:]] == digests[order[:-1]]).all(axis=1)
    begins = np.flatnonzero(np.concatenate(([True], ~equal)))  # where a run of equal rows begins
    firsts = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
    later, before = order[1:][equal], order[:-1][equal]
    return set(zip(before.tolist(), later.tolist(), strict=True)) | set(
        zip(firsts[1:][equal].tolist(), later.tolist(), strict=True)
    )


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
