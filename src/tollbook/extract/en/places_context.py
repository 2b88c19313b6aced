"""How place names of one sentence hang together: one inside another, several under one word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .places_mention import PlaceMention

_BIG = frozenset(("country", "adm1", "adm2", "region"))
_HOLDS = re.compile(
    r",?\s+(?:(?:a|the)\s+(?:[a-z-]+\s+){1,3})?(?:located\s+)?in(?:side)?\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}"
    r"|,\s+(?:the\s+)?(?:[a-z-]+\s+)?|\s+\(|\s+of\s+(?:the\s+)?"
)
_OWNS = re.compile(
    r"['’]s\s+(?:(?!(?:and|or|in|at|on|from|to|into|against|over|with|for|by|near|outside|around|during|of)\b)"
    r"[a-z-]+\s+){0,4}(?:of\s+)?"
    r"|\s+(?:[a-z-]+\s+){0,2}(?:city|town|village|suburb|neighbou?rhood|district|port|camp|area)\s+of\s+(?:the\s+)?"
)
_AND = re.compile(r"\s+(?:and|or)\s+(?:the\s+)?|,\s+(?:and\s+)?(?:the\s+)?")


def relate(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions with `inside` set ("Gimbi, Oromia"; "Sudan's Darfur region"), and the kind that a list shares."""
    out = list(mentions)
    gaps = [text[a.end : b.start] if a.end <= b.start else None for a, b in pairwise(mentions)]
    for n, gap in enumerate(gaps):
        a, b = out[n], out[n + 1]
        if gap is None or len(gap) > 45:
            continue
        if b.kind not in ("back", "capital") and _HOLDS.fullmatch(gap) and _may_hold(b, a):
            out[n] = replace(a, inside=n + 1, strength=a.strength + 0.5)
        elif _OWNS.fullmatch(gap) and _may_hold(a, b):
            out[n + 1] = replace(b, inside=n, strength=b.strength + 1.0)
    _share_kinds(out, gaps)
    return _weigh_together(out)


def _share_kinds(out: list[PlaceMention], gaps: Sequence[str | None]) -> None:
    """ "The towns of A and B", "C, D and E provinces": the word for the kind goes for each name of the list."""
    for n, gap in enumerate(gaps):
        a, b = out[n], out[n + 1]
        if (
            gap
            and a.type_word
            and a.type_word.endswith("s")
            and a.end == a.name_end
            and not b.type_word
            and _AND.fullmatch(gap)
        ):
            out[n + 1] = replace(b, kind=a.kind, type_word=a.type_word, strength=b.strength + 2.0)
    for n in range(len(gaps) - 1, -1, -1):
        gap, a, b = gaps[n], out[n], out[n + 1]
        if (
            gap
            and b.type_word
            and b.type_word.endswith("s")
            and b.end > b.name_end
            and not a.type_word
            and _AND.fullmatch(gap)
        ):
            out[n] = replace(a, kind=b.kind, type_word=b.type_word, strength=a.strength + 2.0)


def _weigh_together(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """A name that also stands inside longer names is likely a person's; an unknown one twice after "in" is a place."""
    inner = {m.name.casefold() for m in mentions if m.in_name and m.candidates}
    located = Counter(m.name.casefold() for m in mentions if m.locative and not m.candidates)
    out = []
    for m in mentions:
        name = m.name.casefold()
        if (
            m.candidates
            and m.candidates[0].prior < 4.5
            and name in inner
            and not (m.in_name or m.locative or m.type_word or m.inside is not None)
        ):
            m = replace(m, strength=m.strength - 2.0)
        elif not m.candidates and m.kind == "name" and located[name] > 1:
            m = replace(m, strength=m.strength + 0.5)
        out.append(m)
    return out


def _may_hold(outer: PlaceMention, inner: PlaceMention) -> bool:
    if not outer.candidates or outer.name == inner.name or inner.kind in ("back", "capital"):
        return False
    if any(e.kind in _BIG for e in outer.candidates[:4]):
        return not inner.candidates or inner.candidates[0].kind != "country"
    return inner.kind in ("site", "camp", "settlement")
