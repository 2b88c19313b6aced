"""Links by rules: what the words and fields of two claims say plainly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tollbook.model import Comparator, Measure, Reading, Stance

from .links_pairs import MORE, may_repeat, same_head
from .links_relations import count_relation, place_relation, source_relation, time_relation
from .links_view import Told

_NEAR: Final = 1.7
"""Rival figures of one group are seldom further apart than this, as a ratio."""
_BIG: Final = 10
_NEW: Final = frozenset(("another", "additional", "further"))
_THINGS: Final = frozenset((Measure.ATTACKS, Measure.DAMAGE))
"""Measures whose numbers are of one thing only where the words for it are the same."""


def ruled_repeat(seen: Sequence[Told], b: Told) -> tuple[Told, str] | None:
    """The nearest earlier claim with the same measure, number, victims, place and time, as far as both say."""
    if b.is_part or b.number_stated is None or said_to_be_others(b):
        return None
    for a in reversed(seen[: b.number]):
        if not may_repeat(a, b) or _side_by_side(a, b):
            continue
        if count_relation(a.reading, b.reading) not in ("equal", "same_low", "one"):
            continue
        if same_thing(a.reading, b.reading) and _not_by_chance(a, b) and not _clash(a, b):
            return a, "same measure, victims, extent and count"
    return None


def _side_by_side(a: Told, b: Told) -> bool:
    """Whether one word tells the same harm of two groups ("a clerk and a guard were wounded")."""
    return a.trigger_start == b.trigger_start and a.start != b.start and b.relation.startswith("joined:")


def said_to_be_others(b: Told) -> bool:
    """Whether the words say that the group is not the one told of before ("another 12")."""
    return bool(MORE & set(b.before[-2:] + b.after[:1]))


def said_to_be_new(b: Told) -> bool:
    """The same in words that are not themselves said again ("35 others" often is)."""
    return bool(_NEW & set(b.before[-2:]))


def _not_by_chance(a: Told, b: Told) -> bool:
    """A single victim is the same one where the names or most of the words are."""
    if b.number_stated != 1:
        return True
    if a.names and b.names:
        return bool(a.names & b.names)
    return len(a.words & b.words) >= 0.5 * min(len(a.words), len(b.words))


def ruled_part(seen: Sequence[Told], a: Told) -> tuple[Told, str] | None:
    """The nearest earlier group of the same measure that is big enough, where the words name a part."""
    if not a.is_part:
        return None
    for b in reversed(seen[: a.number]):
        if b.reading.measure == a.reading.measure and not (b.is_part and b.sentence == a.sentence) and _holds(b, a):
            return b, "named as part of the group before it"
    return None


def _holds(whole: Told, part: Told) -> bool:
    x, y = whole.number_stated, part.number_stated
    return x is None or y is None or x > y or (x == y and whole.bounds != part.bounds)


def said_to_revise(seen: Sequence[Told]) -> Iterator[tuple[Told, Told, str]]:
    """Figures that the report says have been replaced, each with the figure of the same thing that replaces it."""
    for old in seen:
        if not old.reading.superseded:
            continue
        rivals = [
            t
            for t in seen
            if not t.reading.superseded and t.reading.measure == old.reading.measure and t.number_stated is not None
        ]
        rivals = [t for t in rivals if t.bounds != old.bounds and same_thing(old.reading, t.reading)]
        if rivals:
            yield (
                old,
                min(rivals, key=lambda t: (abs(t.sentence - old.sentence), abs(t.number - old.number))),
                "the report says that the figure was replaced",
            )


def contradicts(seen: Sequence[Told]) -> Iterator[tuple[Told, Told, str]]:
    """Claims about the same thing by different sources that cannot both hold."""
    for b in seen:
        for a in reversed(seen[: b.number]):
            why = _clash(a, b)
            if why:
                yield a, b, why
                break


def _clash(a: Told, b: Told) -> str:
    x, y = a.reading, b.reading
    if x.measure != y.measure or not same_thing(x, y) or x.superseded or y.superseded or a.is_part or b.is_part:
        return ""
    if Stance.DENIED in (x.stance, y.stance):
        return "one affirms what the other denies" if _denies_the_same(a, b) else ""
    if source_relation(x, y) != "other" or place_relation(x.place, y.place) != "same" or time_relation(x, y) != "same":
        return ""
    return "different sources give numbers that cannot both hold" if _rivals(a, b) else ""


def _denies_the_same(a: Told, b: Told) -> bool:
    """Whether one affirms and the other denies, and not of two numbers that both stand ("five known, two not")."""
    x, y = a.reading, b.reading
    apart = None not in (a.number_stated, b.number_stated) and a.number_stated != b.number_stated
    return x.stance != y.stance and not (apart and source_relation(x, y) == "same")


def _rivals(a: Told, b: Told) -> bool:
    """Whether two numbers are told of one group: near each other, or big and of the same people.

    A number many times smaller is mostly a part of the group, or another group.
    """
    x, y = a.number_stated, b.number_stated
    if x is None or y is None or said_to_be_others(b):
        return False
    if x == y:
        return b.reading.count.comparator == Comparator.MORE_THAN and "higher" in b.words
    heads = same_head(a.reading, b.reading)
    if compatible(a.reading, b.reading) or (heads == "False" and a.reading.measure in _THINGS):
        return False
    least, most = min(x, y), max(x, y)
    return least == 0 or most <= _NEAR * least or (least >= _BIG and heads != "False")


def compatible(x: Reading, y: Reading) -> bool:
    """Whether two counts can both hold; "about" leaves a tenth either way."""
    low, high = _range(x), _range(y)
    return low[0] <= high[1] and high[0] <= low[1]


def _range(r: Reading) -> tuple[float, float]:
    low = float(r.count.low) if r.count.low is not None else 0.0
    high = float(r.count.high) if r.count.high is not None else float("inf")
    slack = 0.1 if r.count.comparator == Comparator.ABOUT else 0.0
    return low * (1 - slack), high * (1 + slack)


def same_thing(x: Reading, y: Reading) -> bool:
    """Same victims, extent, place and time, as far as both say."""
    parties = {v.party for v in (x.victims, y.victims) if v is not None and v.party is not None}
    apart = place_relation(x.place, y.place) in ("other", "country00") or time_relation(x, y) == "apart"
    return len(parties) < 2 and not apart and x.extent == y.extent
