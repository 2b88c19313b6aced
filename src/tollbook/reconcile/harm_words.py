"""Words that say what became of people: in a claim's words, in titles and in first paragraphs."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def harm_words() -> dict[str, str]:
    """The kind (death, wound, other) of each word."""
    text = resources.files("tollbook.reconcile").joinpath("data", "harm_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: kind for word, kind in rows}  # noqa: C416 (a row that is no pair is to fail)


def words_in(text: str) -> frozenset[str]:
    """The words of harm that stand in a text."""
    known = harm_words()
    return frozenset(word for word in _WORD.findall(text.casefold()) if word in known)


def kinds_in(text: str) -> str:
    """`d` where a text speaks of death, `w` where of wounds; both, or neither."""
    known = harm_words()
    kinds = {known[word] for word in words_in(text)}
    return ("d" if "death" in kinds else "") + ("w" if "wound" in kinds else "")
