"""A toll's range in words, for the terminal and the workbench."""

from __future__ import annotations


def range_words(low: int | None, best: int | None, high: int | None) -> str:
    """A toll's range in digits with commas, its best figure beside it where it has one that says more."""
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None and high is not None:
        shown = f"{low:,}–{high:,}"
    elif low is not None:
        shown = f"{low:,} or more"
    else:
        shown = f"up to {high:,}" if high is not None else "no number"
    return f"{shown}, best {best:,}" if best is not None and (best != low or high is not None) else shown
