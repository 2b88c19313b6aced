"""Counts in English text: every number and word of number, read with the words that bound it.

The annotation guide, section Counts, is the specification. No parse is needed; what a number stands for that is never
a count (an age, a unit's number, a calibre) is returned too, under its kind, so that others can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tollbook.model import Comparator, Count
from tollbook.reference.words import WordTable, bounds

from .counts_groups import Group, find_groups, implied_one, read_group
from .counts_kinds import kind_of
from .counts_lexicon import LEXICON
from .counts_scan import Raw, scan

__all__ = ["Group", "Quantity", "find_groups", "find_quantities", "implied_one", "read_count", "read_group"]


@dataclass(frozen=True)
class Quantity:
    """A number in its words. Offsets are code points into the text given.

    `start`..`end` hold the words that bound the number ("at least 12"), `number_start`..`number_end` the numerals
    (both of a range). `kind` is "count" or what the number is instead; `unit` the noun or unit word after it.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    count: Count
    kind: str
    unit: str | None = None
    hedged: bool = False
    """Doubt stands with the number: "an estimated 300"."""
    additional: bool = False
    """It comes on top of another number: "another 12", "12 more", "a further 12"."""
    definite: bool = False
    """It takes up a group named before: "the 63", "all 22", "both"."""
    change: str | None = None
    """`from` or `to` where the number changed: "from 63 to 89"."""


@dataclass(frozen=True)
class _Words:
    """What the words around a number say."""

    start: int
    end: int
    comparator: Comparator = Comparator.EXACT
    hedged: bool = False
    additional: bool = False
    definite: bool = False


_GUIDE = WordTable.load("guide")
_RANGE = re.compile(
    r"\s?[-‐‑–—]\s?|\s+(?P<word>to|or|and)\s+[“\"]?(?P<about>(?:about|around|as many as|up to|even|perhaps)\s+)?"
)
_BETWEEN = re.compile(r"\b(?:(?:any)?where\s+)?between\s+[“\"'‘]?$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|some\s+)?[“\"'‘]?$", re.I)
_RANGING = re.compile(
    r"\b(?:rang\w+|vary|var(?:y|ies|ied|ying)|estimates?|anywhere|anything|figures?|between)\s+from\s+[“\"'‘]?$", re.I
)
_BUT = re.compile(r"\b(?:all|everyone|everybody|none|nobody)\s+(?:but|except(?:\s+for)?)\s+$", re.I)
_QUOTE = re.compile(r"[“\"‘'(\[]\s*$")
_SPATIAL = re.compile(r"(?:^|\s)(?:over|above|below|under|around|about|beyond)\s*$", re.I)
_PLACES = {
    "regions", "oblasts", "provinces", "cities", "towns", "villages", "districts", "countries", "states", "areas",
    "neighbourhoods", "neighborhoods", "fronts", "governorates", "counties", "settlements", "islands", "lines",
}  # fmt: skip
_SPATIAL_HEAD = re.compile(
    r"\b(?:control|flew|flown|fly|flying|flies|drones?|rule|rules|ruled|ruling|down|downed|authority|launched|dropped|sovereignty|missiles?|uavs?|dispute|destroyed|intercepted|spread|power|grip)\s+(?:over|above|around|beyond)\s*$",
    re.I,
)
_SUPERLATIVE = re.compile(
    r"\s+(?:likely|recent|recently|wanted|important|importantly|notably|notorious|deadly|part|\w+ly)\b"
)
_NOT_QUANTIFIER_BEFORE = re.compile(r"\b(?:the|its|their|his|at|at the|how|as|so)\s+$", re.I)
_OUTER_FIRST = {Comparator.ABOUT, Comparator.EXACT}


def find_quantities(text: str) -> list[Quantity]:
    """Every number and word of number of a text (one sentence, or any text), in order of place."""
    raws = scan(text)
    found: list[Quantity] = []
    at = 0
    while at < len(raws):
        raw = raws[at]
        following = raws[at + 1] if at + 1 < len(raws) else None
        if raw.form == "plain" and not _is_quantifier(raw, following, text):
            at += 1
            continue
        pair = _pair(raw, following, text) if following else None
        if pair and following:
            found += pair
            at += 2
            continue
        found.append(_single(raw, text))
        at += 1
    return found


def read_count(text: str) -> Count | None:
    """The count that a phrase on its own states ("at least 12", "a couple and their two children", "a soldier").

    None where the phrase is empty. A phrase without any word of number is read by `implied_one`.
    """
    phrase = text.strip()
    if not phrase:
        return None
    if group := read_group(phrase):
        return group.model_copy(update={"text": phrase})
    counts = [q for q in find_quantities(phrase) if q.kind == "count"]
    if not counts:
        ratio = [q for q in find_quantities(phrase) if q.kind in ("ratio", "percent")]
        if ratio:
            return Count(comparator=Comparator.VAGUE, text=phrase, vague=ratio[0].count.text)
        return implied_one(phrase)
    return counts[0].count.model_copy(update={"text": phrase})


def _is_quantifier(raw: Raw, following: Raw | None, text: str) -> bool:
    """Whether a plain vague word counts something: "some 200" bounds the number, "the most" is a superlative."""
    if following and not text[raw.end : following.start].strip() and following.form in ("number", "vague"):
        return False
    after = text[raw.end : raw.end + 24]
    if re.match(r"\s+as\b", after) or re.search(r"[-‐‑]$", text[: raw.start]) or after.startswith("-"):
        return False
    word = text[raw.start : raw.end].lower()
    if word.startswith(("most", "many", "few", "some")):
        if _NOT_QUANTIFIER_BEFORE.search(text[max(0, raw.start - 12) : raw.start]) and word.startswith("most"):
            return False
        return not _SUPERLATIVE.match(after)
    return True


def _single(raw: Raw, text: str) -> Quantity:
    kind, unit = kind_of(raw, text, raw.start, raw.end)
    if kind == "count" and _BUT.search(text[max(0, raw.start - 24) : raw.start]):
        kind = "complement"
    return _build(raw, raw.start, raw.end, raw.value, raw.value, text, kind, unit)


def _pair(first: Raw, second: Raw, text: str) -> list[Quantity] | None:
    """Two numbers joined as a range or a change; None where each stands for itself."""
    if first.form != "number" or second.form != "number" or first.value is None or second.value is None:
        return None
    join = _RANGE.fullmatch(text[first.end : second.start])
    if join is None:
        return None
    low, high = first.value, second.value
    if first.magnitude == 1 and low < 1000:
        low = _shared_magnitude(low, second)
    before = text[max(0, first.start - 40) : first.start]
    word = join["word"]
    if word == "and" and not _BETWEEN.search(before):
        return None
    if word == "to" and _FROM.search(before) and not _RANGING.search(before):
        change = [_single(first, text), _single(second, text)]
        kind, unit = change[1].kind, change[1].unit
        ends = zip(change, ("from", "to"), strict=True)
        return [_replace(q, kind=kind, unit=unit, change=end) for q, end in ends]
    kind, unit = kind_of(second, text, first.start, second.end)
    if low >= high:
        score = word in (None, "to") and kind == "count" and low < 200
        if not score:
            return None
        kind = "score"
    return [_build(first, first.start, second.end, low, high, text, kind, unit)]


def _shared_magnitude(low: Decimal, second: Raw) -> Decimal:
    """The first number under the second's magnitude: "1.5 to 2 million", "two to three thousand"."""
    high = second.value or Decimal(0)
    for magnitude in (Decimal(10**9), Decimal(10**6), Decimal(1000), Decimal(100)):
        spelled = second.magnitude == 1 and high >= magnitude and high % magnitude == 0
        if (second.magnitude == magnitude or (spelled and second.end - second.start > 7)) and low < high / magnitude:
            return low * magnitude
    return low


def _replace(quantity: Quantity, kind: str, unit: str | None, change: str) -> Quantity:
    keep = quantity.kind if quantity.kind != "count" else kind
    return Quantity(
        quantity.start, quantity.end, quantity.number_start, quantity.number_end, quantity.count, keep,
        quantity.unit if keep != kind else unit, quantity.hedged, quantity.additional, quantity.definite, change,
    )  # fmt: skip


def _build(
    raw: Raw, start: int, end: int, low: Decimal | None, high: Decimal | None, text: str, kind: str, unit: str | None
) -> Quantity:
    words = (
        _words_around(text, start, end, unit) if raw.form in ("number", "vague", "set", "plain") else _Words(start, end)
    )
    if kind == "ordinal" or kind == "model":
        words = _Words(start, end)
    if between := _BETWEEN.search(text[:start]) if low != high else None:
        words = _Words(between.start(), words.end, Comparator.BETWEEN, words.hedged)
    count = _count(raw, words, low, high, text)
    definite = words.definite or (raw.form == "set" and text[start : start + 1].lower() in "bt")
    return Quantity(words.start, words.end, start, end, count, kind, unit, words.hedged, words.additional, definite)


def _count(raw: Raw, words: _Words, low: Decimal | None, high: Decimal | None, text: str) -> Count:
    stated = text[words.start : words.end]
    if raw.form in ("vague", "plain", "ratio"):
        vague = " ".join(text[raw.start : raw.end].lower().split())
        first = Count(comparator=Comparator.VAGUE, text=stated, vague=vague)
        least, most = bounds(first, _GUIDE) if raw.form != "ratio" else (None, None)
        return first.model_copy(update={"low": least, "high": most})
    if low is None or high is None or low != low.to_integral_value() or high != high.to_integral_value():
        return Count(text=stated)
    least, most = int(low), int(high)
    if least != most:
        return Count(low=least, high=most, comparator=Comparator.BETWEEN, text=stated)
    if words.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return Count(low=least, comparator=words.comparator, text=stated)
    if words.comparator in (Comparator.UP_TO, Comparator.FEWER_THAN):
        return Count(high=most, comparator=words.comparator, text=stated)
    return Count(low=least, high=most, comparator=words.comparator, text=stated)


def _words_around(text: str, start: int, end: int, unit: str | None) -> _Words:
    """Peel the words that bound the number off both of its sides."""
    end, comparator, additional = _after(text, end)
    hedged = definite = False
    for _ in range(5):
        window = text[max(0, start - 48) : start]
        inner = _QUOTE.sub("", window)
        if match := LEXICON.additional_before.search(inner):
            additional = True
        elif match := LEXICON.doubt.search(inner):
            hedged = True
        elif found := _comparator(inner, unit):
            match, outer = found
            if comparator in _OUTER_FIRST:
                comparator = outer
        elif not definite and (match := LEXICON.definite.search(inner)):
            definite = True
        else:
            break
        start -= len(window) - match.start()
    return _Words(start, end, comparator, hedged, additional, definite)


def _comparator(window: str, unit: str | None) -> tuple[re.Match[str], Comparator] | None:
    best: tuple[re.Match[str], Comparator] | None = None
    for comparator, pattern in LEXICON.comparators:
        match = pattern.search(window)
        if match and (best is None or match.start() < best[0].start()):
            best = match, comparator
    if best and unit in _PLACES and _SPATIAL.search(window) and _SPATIAL_HEAD.search(window):
        return None
    return best


def _after(text: str, end: int) -> tuple[int, Comparator, bool]:
    window = text[end : end + 32]
    comparator = Comparator.EXACT
    for candidate, pattern in LEXICON.bounds_after:
        if match := pattern.match(window):
            comparator, end = candidate, end + match.end()
            break
    additional = False
    if match := LEXICON.additional_after.match(text[end : end + 16]):
        additional = not re.match(r"\s+than\b", text[end + match.end() : end + match.end() + 6])
    return end, comparator, additional
