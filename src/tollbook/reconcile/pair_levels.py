"""The levels of comparison: each function gives every pair of episodes a number, 0 where one side is not known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .columns import UNKNOWN, Columns, Floats, Ints, Sets

Levels = npt.NDArray[np.int8]


def _level(unknown: npt.NDArray[np.bool_], *tests: npt.NDArray[np.bool_]) -> Levels:
    """0 where unknown, else the number of the first test that holds, counted from 1; the last level where none does."""
    levels: Levels = np.select([unknown, *tests], [0, *range(1, len(tests) + 1)], len(tests) + 1).astype(np.int8)
    return levels


def _steps(value: Floats, unknown: npt.NDArray[np.bool_], bounds: tuple[float, ...]) -> Levels:
    """1 for values up to the first bound, 2 up to the second, and so on."""
    levels: Levels = np.where(unknown, 0, np.searchsorted(bounds, value, side="left") + 1).astype(np.int8)
    return levels


def window(c: Columns, a: Ints, b: Ints) -> Levels:
    """The gap in days between the windows of the events."""
    first, last = np.maximum(c.first[a], c.first[b]), np.minimum(c.last[a], c.last[b])
    gap = first - last
    unknown = (c.first[a] == UNKNOWN) | (c.first[b] == UNKNOWN)
    long = (c.last[a] - c.first[a] > 2) | (c.last[b] - c.first[b] > 2)
    return _level(unknown, (gap <= 0) & ~long, gap <= 0, gap <= 1, gap <= 3, gap <= 7, gap <= 31)


def told(c: Columns, a: Ints, b: Ints) -> Levels:
    """The days between the reports."""
    gap = np.abs(c.published[a] - c.published[b]).astype(float)
    unknown = (c.published[a] == UNKNOWN) | (c.published[b] == UNKNOWN)
    return _steps(gap, unknown, (0, 1, 3, 7, 31, 183))


def order(c: Columns, a: Ints, b: Ints) -> Levels:
    """Whether one was published before the other's event, and how long after it."""
    after = np.minimum(_after(c, a, b), _after(c, b, a))
    return _level(after == -UNKNOWN, after < -1, after <= 1, after <= 7, after <= 60)


def _after(c: Columns, a: Ints, b: Ints) -> Ints:
    known = (c.published[a] != UNKNOWN) & (c.first[b] != UNKNOWN)
    return np.where(known, c.published[a] - c.first[b], -UNKNOWN)


def place(c: Columns, a: Ints, b: Ints) -> Levels:
    """Same place, one inside the other, near, same district, same country, or none of these."""
    unknown = (c.country[a] < 0) | (c.country[b] < 0)
    same = (c.place[a] == c.place[b]) & (c.place[a] >= 0)
    country = c.country[a] == c.country[b]
    district = country & (c.admin1[a] == c.admin1[b]) & (c.admin1[a] >= 0)
    fine = c.fine[a] & c.fine[b]
    gap = _kilometres(c, a, b)
    inside = (district & ~fine) | (country & ((c.admin1[a] < 0) | (c.admin1[b] < 0)))
    return _level(unknown, same & fine, same | (fine & (gap <= 12)), inside, fine & (gap <= 50), district, country)


def _kilometres(c: Columns, a: Ints, b: Ints) -> Floats:
    up, across = np.radians(c.lat[b] - c.lat[a]) / 2, np.radians(c.lon[b] - c.lon[a]) / 2
    square = np.sin(up) ** 2 + np.cos(np.radians(c.lat[a])) * np.cos(np.radians(c.lat[b])) * np.sin(across) ** 2
    gap: Floats = np.nan_to_num(12742 * np.arcsin(np.minimum(1, np.sqrt(square))), nan=1e6)
    return gap


def killed(c: Columns, a: Ints, b: Ints) -> Levels:
    """The largest number of dead that each states."""
    return _compared(c.killed[a], c.killed[b])


def hurt(c: Columns, a: Ints, b: Ints) -> Levels:
    """The largest number of wounded, or of casualties, that each states."""
    return _compared(c.hurt[a], c.hurt[b])


def _compared(a: Ints, b: Ints) -> Levels:
    unknown = (a == UNKNOWN) | (b == UNKNOWN)
    low, high = np.minimum(a, b), np.maximum(a, b)
    return _level(unknown, (a == b) & (a == 1), (a == b) & (a < 4), a == b, high - low <= 1, high <= 2 * low)


def party(c: Columns, a: Ints, b: Ints) -> Levels:
    """Whose people the victims are."""
    return _overlap(c.parties, a, b)


def actor(c: Columns, a: Ints, b: Ints) -> Levels:
    """Who is said to have done it."""
    return _overlap(c.actors, a, b)


def means(c: Columns, a: Ints, b: Ints) -> Levels:
    """By what it was done."""
    return _overlap(c.means, a, b)


def streets(c: Columns, a: Ints, b: Ints) -> Levels:
    """Streets in the text."""
    return _some(c.streets, a, b)


def clocks(c: Columns, a: Ints, b: Ints) -> Levels:
    """Times of day in the text."""
    return _some(c.clocks, a, b)


def people(c: Columns, a: Ints, b: Ints) -> Levels:
    """People with a name and an age."""
    unknown = _either_empty(c.people, a, b)
    shared = c.people.shared(a, b)
    return _level(unknown, shared >= 2, shared >= 1, c.surnames.shared(a, b) >= 1)


def ages(c: Columns, a: Ints, b: Ints) -> Levels:
    """Ages in the text."""
    unknown = _either_empty(c.ages, a, b)
    shared = c.ages.shared(a, b)
    least = np.minimum(c.ages.sizes[a], c.ages.sizes[b])
    return _level(unknown, shared >= 3, shared >= 2, (shared >= 1) & (least == 1), shared >= 1)


def words(c: Columns, a: Ints, b: Ints) -> Levels:
    """The cosine of the rare words of the texts."""
    unknown = _either_empty(c.terms, a, b)
    return _steps(c.terms.shared(a, b), unknown, (0.03, 0.06, 0.1, 0.15, 0.2, 0.26, 0.33, 0.42, 0.55, 0.75))


def names(c: Columns, a: Ints, b: Ints) -> Levels:
    """The cosine of the proper names of the texts."""
    unknown = _either_empty(c.names, a, b)
    return _steps(c.names.shared(a, b), unknown, (0.001, 0.04, 0.1, 0.2, 0.35, 0.6))


def title(c: Columns, a: Ints, b: Ints) -> Levels:
    """The cosine of the words of the titles."""
    unknown = _either_empty(c.title, a, b)
    return _steps(c.title.shared(a, b), unknown, (0.01, 0.1, 0.25, 0.45, 0.7))


def passages(c: Columns, a: Ints, b: Ints) -> Levels:
    """How much of the shorter text stands word for word in the other."""
    least = np.minimum(c.shingles.sizes[a], c.shingles.sizes[b])
    share = c.shingles.shared(a, b) / np.maximum(least, 1)
    return _steps(share, least == 0, (0, 0.01, 0.04, 0.15, 0.5))


def outlet(c: Columns, a: Ints, b: Ints) -> Levels:
    """Whether one outlet tells both."""
    return _level((c.outlet[a] < 0) | (c.outlet[b] < 0), c.outlet[a] == c.outlet[b])


def report(c: Columns, a: Ints, b: Ints) -> Levels:
    """Whether each is its report's own subject."""
    return _level(c.report[a] < 0, c.report[a] == c.report[b], c.main[a] & c.main[b], c.main[a] | c.main[b])


def _either_empty(sets: Sets, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
    empty: npt.NDArray[np.bool_] = (sets.sizes[a] == 0) | (sets.sizes[b] == 0)
    return empty


def _overlap(sets: Sets, a: Ints, b: Ints) -> Levels:
    return _level(_either_empty(sets, a, b), sets.shared(a, b) >= 1)


def _some(sets: Sets, a: Ints, b: Ints) -> Levels:
    shared = sets.shared(a, b)
    return _level(_either_empty(sets, a, b), shared >= 2, shared >= 1)
