"""Counts in English text: every number and word of number, read with the words that bound it.

The annotation guide, section Counts, is the specification. No parse is needed; a number that is never a count (an age,
a unit's number, a calibre) is returned too, under its kind, so that others can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from tollbook.model import Comparator, Count
from tollbook.reference.words import WordTable, bounds

from .counts_groups import Group, find_groups, implied_one, read_group, without_ages
from .counts_kinds import Kind, kind_of
from .counts_scan import Raw, scan
from .counts_words import Words, words_around

__all__ = ["Group", "Quantity", "find_groups", "find_quantities", "implied_one", "read_count", "read_group"]


@dataclass(frozen=True)
class Quantity:
    """A number in its words. Offsets are code points into the text given.

    `start`..`end` hold the words that bound the number ("at least 12"), `number_start`..`number_end` the numerals
    (both of a range). `kind` is "count" or what the number is instead: age, percent, ratio, date, year, time,
    duration, unit_number, ordinal, calibre, distance, money, weight, area, temperature, frequency ("three times"),
    votes, score, page, phone, model, street, energy, decimal, compound ("a two-state solution"), pronoun ("this one"),
    complement ("all but two"), slash ("24/7"), reference ("[12]"). `unit` is the unit word, or the noun after a count.
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


_GUIDE = WordTable.load("guide")
_RANGE = re.compile(
    r"\s?[-‐‑–—]\s?|-(?:to|or)-|(?P<comma>,\s)"
    r"|\s+(?P<word>to|or|and|from)\s+[“\"]?(?:(?:about|around|as many as|up to|even|perhaps|possibly|maybe)\s+)?"
)
_BETWEEN = re.compile(r"\b(?:(?:some|any)?where\s+)?between\s+[“\"'‘]?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|some\s+|at\s+least\s+)?[“\"'‘]?$", re.IGNORECASE)
_TO_BEFORE = re.compile(r"\bto\s+(?:about\s+|around\s+|some\s+|at\s+least\s+|more\s+than\s+)?$", re.IGNORECASE)
_RANGING = re.compile(
    r"\b(?:rang\w+|vary|var(?:y|ies|ied|ying)|estimates?|anywhere|anything|figures?|tolls?)\s+from\s+[“\"'‘]?$",
    re.IGNORECASE,
)
_CHANGING = re.compile(
    r"\b(?:rais|revis|ris|rose|increas|updat|correct|lower|cut|chang|reduc|climb|jump|gr[eo]w|mov|br(?:ing|ought)|push|"
    r"put|up|down|drop|fell|fall)\w*\s+(?:[\w’']+\s+){0,5}from\s+[“\"'‘]?$",
    re.IGNORECASE,
)
"""Somebody changes the figure ("raised its toll from 63 to 89"): no range, whatever stands before "from"."""
_BUT = re.compile(r"\b(?:all|everyone|everybody|none|nobody)\s+(?:but|except(?:\s+for)?)\s+$", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\s+(?:likely|recent|wanted|important|notorious|deadly|senior|part|powerful|prominent|\w+ly)\b"
)
_NOT_MOST_BEFORE = re.compile(r"(?:\b(?:the|its|their|his|her|at|at\s+the)|['’]s?)\s+$", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_LIST_ENDS = re.compile(r"\s*(?:[,.;:)]|$)|\s+(?:and|were|was|who|had|have|died|from)\b")
_AGES_TOLD = re.compile(
    r"\b(?:men|women|people|children|boys|girls|brothers|sisters|sons|daughters|siblings|victims|killed|dead|they|who|latter)"
    r"(?:\s+\w+){0,3}?\s+(?:were|are)\s+(?P<ages>(?:aged\s+)?\d{1,2}(?:\s*,\s*\d{1,2})*\s*,?\s+and\s+\d{1,2})"
    r"(?=\s*(?:[.;,]|$)|\s+(?:years|respectively|when|at\s+the\s+time)\b)",
    re.IGNORECASE,
)
"""A list of bare numbers that people are said to be ("the three girls were 10, 12 and 14")."""
_AS = re.compile(r"(?<!times )(?<!twice )(?<!thrice )(?<!half )(?<!again )\bas\s+$", re.IGNORECASE)
_AS_AS = re.compile(r"(?:\s+[\w-]+){0,4}\s+as\b", re.IGNORECASE)
_SAME_BREATH = re.compile(r"[^.;:]{1,160}(?:\band\b|\bwhile\b|,)[^.;:,]{0,40}", re.IGNORECASE)
_WORDED = frozenset({"number", "vague", "set", "plain", "ratio"})
_WITHOUT_NUMBER = frozenset({"vague", "plain", "ratio"})
_MAGNITUDES = (Decimal(10**9), Decimal(10**6), Decimal(1000), Decimal(100))


def find_quantities(text: str) -> list[Quantity]:
    """Every number and word of number of a text (one sentence, or any text), in order of place."""
    raws = scan(text)
    found: list[Quantity] = []
    done = 0
    for at, raw in enumerate(raws):
        if raw.start < done:
            continue
        following = raws[at + 1] if at + 1 < len(raws) else None
        if raw.form == "plain" and not _is_quantifier(raw, following, text):
            continue
        pair = _pair(raw, following, text) if following else None
        new = pair or [_as_many(_single(raw, text), found, text)]
        found += [_age_in_list(found[-1], new[0], text)] if found and not pair else new
        done = found[-1].number_end
    return _ages_told(found, text)


def _ages_told(found: list[Quantity], text: str) -> list[Quantity]:
    spans = [m.span("ages") for m in _AGES_TOLD.finditer(text)] if len(found) > 1 else []
    if not spans:
        return found
    return [
        replace(q, kind="age", unit=None)
        if any(start <= q.number_start and q.number_end <= end for start, end in spans)
        else q
        for q in found
    ]


def read_count(text: str) -> Count | None:
    """The count that a phrase on its own states ("at least 12", "a couple and their two children", "a soldier").

    None where the phrase is empty. A phrase without any word of number is read by `implied_one`.
    """
    phrase = text.strip()
    if not phrase:
        return None
    count = read_group(phrase) or _sum_of_parts(phrase) or _first_count(phrase) or implied_one(without_ages(phrase))
    return count.model_copy(update={"text": phrase})


def _first_count(phrase: str) -> Count | None:
    quantities = find_quantities(phrase)
    for kinds in (("count",), ("ratio", "percent", "frequency")):
        for quantity in quantities:
            # "most of Gaza's 2.1 million people": the share comes first
            if quantity.kind in kinds or (quantity.kind == "ratio" and quantity is quantities[0]):
                return quantity.count
    return None


_PART_BREAK = re.compile(r"\s*[;,]\s+(?:and\s+)?|\s+(?:and|plus|along\s+with|as\s+well\s+as)\s+")
_SUBSET = re.compile(r"\b(?:of\s+(?:them|whom)|including|among)\b", re.IGNORECASE)
_STARTS_WITH_ONE = re.compile(r"(?:an?|his|her|their|one|another)\s", re.IGNORECASE)


def _sum_of_parts(phrase: str) -> Count | None:
    """The sum of a list of which each part is counted ("two men and a boy"); None where it is no such list."""
    parts = [p for p in _PART_BREAK.split(without_ages(phrase)) if p]
    if len(parts) < 2 or _SUBSET.search(phrase) or re.search(r"\bbetween\b", phrase, re.IGNORECASE):
        return None
    values = [_part(p, at == 0) for at, p in enumerate(parts)]
    if any(v is None for v in values):
        return None
    counts = [v for v in values if v]
    numbers = [v.low or 0 for v in counts]
    # "two people, a soldier and a civilian": the list spells the first number out
    total = numbers[0] if numbers[0] == sum(numbers[1:]) and numbers[0] > 1 else sum(numbers)
    if counts[0].comparator is Comparator.AT_LEAST:
        return Count(low=total, comparator=Comparator.AT_LEAST)
    return Count(low=total, high=total, comparator=Comparator.EXACT)


def _part(words: str, first: bool) -> Count | None:
    allowed = (Comparator.EXACT, Comparator.AT_LEAST) if first else (Comparator.EXACT,)
    quantities = [q for q in find_quantities(words) if q.kind == "count"]
    bare = quantities and quantities[0].unit is None
    if len(quantities) == 1 and not bare and quantities[0].start == 0 and quantities[0].count.comparator in allowed:
        return quantities[0].count
    if not quantities and _STARTS_WITH_ONE.match(words):
        one = implied_one(words)
        return one if one.low == 1 else None
    return None


def _is_quantifier(raw: Raw, following: Raw | None, text: str) -> bool:
    """Whether a plain vague word counts something: "some 200" bounds the number, "the most" is a superlative."""
    if following and following.form in ("number", "vague") and not text[raw.end : following.start].strip():
        return False
    before, after = text[max(0, raw.start - 12) : raw.start], text[raw.end : raw.end + 24]
    if re.match(r"\s+as\b|-", after) or before.endswith(("-", "‑")):
        return False
    word = text[raw.start : raw.end].lower()
    if word.startswith(("most", "many", "few", "some")):
        return not _SUPERLATIVE.match(after) and not (word.startswith("most") and _NOT_MOST_BEFORE.search(before))
    return True


def _single(raw: Raw, text: str) -> Quantity:
    kind = kind_of(raw, text, raw.start, raw.end)
    if kind.name == "count" and _BUT.search(text[max(0, raw.start - 24) : raw.start]):
        kind = replace(kind, name="complement")
    return _build(raw, raw.start, raw.end + kind.tail, raw.value, raw.value, text, kind)


def _as_many(new: Quantity, found: list[Quantity], text: str) -> Quantity:
    """ "Three were killed and as many wounded", "and an equal number of guards": the number told before, again."""
    last = next((q for q in reversed(found) if q.kind == "count"), None)
    before, words = text[max(0, new.start - 16) : new.start], text[new.start : new.end].lower()
    equal = "equal number" in words or (words == "many" and _AS.search(before) and not _AS_AS.match(text, new.end))
    if last is None or new.kind != "count" or not equal or not _SAME_BREATH.fullmatch(text[last.end : new.start]):
        return new
    count = last.count.model_copy(update={"text": text[new.start : new.end]})
    return new if last.count.low is None and last.count.high is None else replace(new, count=count)


def _age_in_list(last: Quantity, new: Quantity, text: str) -> Quantity:
    """ "Aged 4, 7 and 9": a bare number that goes on a list of ages is an age."""
    if (
        last.kind != "age"
        or new.kind != "count"
        or not _LIST_GOES_ON.fullmatch(text[last.number_end : new.number_start])
    ):
        return new
    bare = new.unit in (None, "and") or _LIST_ENDS.match(text[new.number_end : new.number_end + 12])
    return replace(new, kind="age", unit=last.unit) if bare else new


def _pair(first: Raw, second: Raw, text: str) -> list[Quantity] | None:
    """Two numbers joined as a range or a change; None where each stands for itself."""
    if first.form != "number" or second.form != "number" or first.value is None or second.value is None:
        return None
    join = _RANGE.fullmatch(text[first.end : second.start])
    if join is None:
        return None
    low, high = _shared_magnitude(first, second), second.value
    before, word = text[max(0, first.start - 60) : first.start], join["word"]
    if word == "and" and not _BETWEEN.search(before):
        return None
    if join["comma"] and not _is_guess(first, second, text):
        return None
    if word == "from":
        new_first = _TO_BEFORE.search(before) is not None
        return _change(second, first, text)[::-1] if new_first else None
    if word == "to" and _FROM.search(before) and (_CHANGING.search(before) or not _RANGING.search(before)):
        return _change(first, second, text)
    kind = kind_of(second, text, first.start, second.end)
    if low >= high:
        if word not in (None, "to") or kind.name != "count" or low >= 200:
            return None
        kind = Kind("score")
    return [_build(first, first.start, second.end, low, high, text, kind)]


def _is_guess(first: Raw, second: Raw, text: str) -> bool:
    """ "Six, seven of them": neighbouring number words with no third one in the list."""
    words = text[first.start : first.end] + text[second.start : second.end]
    steps = second.value == (first.value or 0) + 1
    return steps and words.isalpha() and not re.match(r",|\s+(?:and|or)\b", text[second.end : second.end + 6])


def _shared_magnitude(first: Raw, second: Raw) -> Decimal:
    """The first number under the second's magnitude: "1.5 to 2 million", "two to three thousand"."""
    low, high = first.value or Decimal(0), second.value or Decimal(0)
    if first.magnitude != 1 or low >= 1000:
        return low
    for magnitude in _MAGNITUDES:
        plain = high % magnitude == 0 and high / magnitude < 1000
        in_words = second.magnitude == 1 and plain and second.end - second.start > 7
        if (second.magnitude == magnitude or (in_words and high >= magnitude)) and low < high / magnitude:
            return low * magnitude
    return low


def _change(first: Raw, second: Raw, text: str) -> list[Quantity]:
    """ "From 63 to 89": two quantities, the first under the second's kind where it has none of its own."""
    old, new = _single(first, text), _single(second, text)
    if old.kind == "count" and new.kind != "count":
        old = replace(old, kind=new.kind, unit=new.unit)
    return [replace(old, change="from"), replace(new, change="to")]


def _build(
    raw: Raw, start: int, end: int, low: Decimal | None, high: Decimal | None, text: str, kind: Kind
) -> Quantity:
    words = words_around(text, start, end, kind.unit) if raw.form in _WORDED else Words(start, end)
    if low != high and (between := _BETWEEN.search(text[max(0, start - 24) : start])):
        words = replace(words, start=start - len(between.group()), comparator=Comparator.BETWEEN)
    count = _count(raw, words, low, high, text, kind)
    definite = words.definite or (raw.form == "set" and text[start : start + 1].lower() in "bt")
    return Quantity(
        words.start, words.end, start, end, count, kind.name, kind.unit, words.hedged, words.additional, definite
    )


def _count(raw: Raw, words: Words, low: Decimal | None, high: Decimal | None, text: str, kind: Kind) -> Count:
    stated = text[words.start : words.end]
    if raw.form in _WITHOUT_NUMBER or kind.name in ("ratio", "percent"):
        vague = " ".join(text[raw.start : raw.end].lower().split())
        count = Count(comparator=Comparator.VAGUE, text=stated, vague=vague)
        if raw.form == "ratio" or kind.name in ("ratio", "percent"):
            return count
        least, most = bounds(count, _GUIDE)
        return count.model_copy(update={"low": least, "high": most})
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
