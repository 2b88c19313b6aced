"""The encoder's opinion on a report's candidates and on the options of their fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tollbook.model import Measure

from ..encoder import Encoder, Floats, Mentions
from .context import Context
from .draft import Draft
from .layout import Layout, lay_out
from .options import Option
from .pointers import gap_of, pointers_of

LIKELY = 0.02
"""Least chance by the sparse model of a candidate that the encoder is asked about: others are hardly ever claims."""
MEASURES = tuple(Measure)
"""The order of the encoder's measures."""


Key = tuple[str, int, int]
"""A candidate of a report: its measure, and its anchor in the cleaned text."""


def key_of_draft(draft: Draft) -> Key:
    """What tells a candidate from the others of its report."""
    return (draft.measure.value, *draft.anchor)


@dataclass(frozen=True)
class Opinion:
    """What the encoder read of a report: a vector for each piece, one for each candidate asked about."""

    context: Context
    encoder: Encoder
    layout: Layout
    pieces: Floats
    """Running sums of the pieces' vectors, a row of zeros first."""
    drafts: dict[Key, Floats]
    """Vectors of candidates."""
    accepts: dict[Key, float]
    """Logits of acceptance."""

    def label(self, draft: Draft, slot: str) -> Floats | None:
        """The logits of a field's codes for a candidate; None where it was not asked about."""
        vector = self.drafts.get(key_of_draft(draft))
        return None if vector is None else self.encoder.label(slot, vector)

    def options(self, draft: Draft, slot: str, options: Sequence[Option[Any]]) -> Floats | None:
        """The logits of a field's options for a candidate; None where it was not asked about."""
        vector = self.drafts.get(key_of_draft(draft))
        if vector is None:
            return None
        rows, read, ways, gaps, owners = [], [], [], [], []
        for owner, pointers in enumerate(pointers_of(self.context, draft, slot, options)):
            for pointer in pointers:
                span = self.layout.span(pointer.start, pointer.end) if pointer.end > pointer.start else None
                rows.append(_mean(self.pieces, span) if span is not None else np.zeros_like(self.pieces[0]))
                read.append(span is not None)
                ways.append(pointer.way)
                gaps.append(gap_of(self.context, draft, pointer) if pointer.end > pointer.start else 0)
                owners.append(owner)
        mentions = Mentions(
            np.array(rows, dtype=np.float32).reshape(len(rows), self.pieces.shape[1]),
            np.array(read, dtype=bool),
            np.array(ways, dtype=np.int64),
            np.array(gaps, dtype=np.int64),
            np.array(owners, dtype=np.int64),
        )
        return self.encoder.options(slot, vector, mentions, len(options), first_is_none=slot != "when")


def ask(context: Context, likely: Sequence[Draft], encoder: Encoder) -> Opinion | None:
    """The opinion on a report's likely candidates, kept for the fields of those that are accepted."""
    context.memo["opinion"] = opinion_of(context, likely, encoder)
    return opinion_on(context)


def opinion_on(context: Context) -> Opinion | None:
    """What the encoder was asked about a report; None where it was not."""
    found: Opinion | None = context.memo.get("opinion")
    return found


def opinion_of(context: Context, likely: Sequence[Draft], encoder: Encoder) -> Opinion | None:
    """Read the surroundings of likely candidates; None where there are none."""
    if not likely:
        return None
    layout = lay_out(context, {d.sentence for d in likely})
    asked: list[tuple[Draft, tuple[int, int], tuple[int, int]]] = []
    for draft in likely:
        anchor = layout.span(*draft.anchor)
        trigger = layout.span(draft.trigger_offset, draft.trigger_offset + len(draft.trigger))
        if anchor is not None and trigger is not None:
            asked.append((draft, anchor, trigger))
    if not asked:
        return None
    read = [encoder.read(layout.window(n)) for n in range(len(layout.windows))]
    own = [r[1 + home - first : 1 + last - first] for r, (first, home, last) in zip(read, layout.windows, strict=True)]
    rows = np.concatenate(own)
    sums = np.concatenate([np.zeros((1, rows.shape[1]), np.float32), np.cumsum(rows, axis=0, dtype=np.float32)])
    vectors = encoder.candidates(
        np.array([_mean(sums, anchor) for _, anchor, _ in asked], dtype=np.float32),
        np.array([_mean(sums, trigger) for _, _, trigger in asked], dtype=np.float32),
        np.array([read[layout.window_of(anchor[0])][0] for _, anchor, _ in asked], dtype=np.float32),
        [MEASURES.index(draft.measure) for draft, _, _ in asked],
    )
    keys = [key_of_draft(draft) for draft, _, _ in asked]
    accepts = [float(x) for x in encoder.accept(vectors)]
    return Opinion(
        context, encoder, layout, sums, dict(zip(keys, vectors, strict=True)), dict(zip(keys, accepts, strict=True))
    )


def _mean(sums: Floats, span: tuple[int, int]) -> Floats:
    start, end = span
    return np.asarray((sums[end] - sums[start]) / (end - start), dtype=np.float32)
