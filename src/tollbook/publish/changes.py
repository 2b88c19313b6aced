"""What changed between two publications: new, revised, merged, split and withdrawn subjects, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..model import Change, ChangeKind, Measure, Publication, PublishedSubject, make_id, sha256_hex
from .released import ReleasedSubject
from .words import plain

MOST = 1_000
"""Entries that a feed holds; who has missed more takes the whole record again."""
SHOWN = 4


@dataclass(frozen=True)
class Fate:
    """What became of an id: `event` is merged, split or ended; `other` the id that it went to or came from."""

    event: str
    other: str | None
    why: str | None = None


def published(subject: ReleasedSubject) -> PublishedSubject:
    """What a publication remembers of a subject: enough to say later what changed."""
    figures = {
        f"{made.policy}/{made.figure.measure}": (made.figure.low, made.figure.best, made.figure.high)
        for made in subject.figures
        if made.figure.counted
    }
    digest = sha256_hex(subject.model_dump_json().encode())
    return PublishedSubject(name=subject.name, digest=digest, figures=figures)


def changes(
    before: Publication | None,
    now: Mapping[str, PublishedSubject],
    fates: Mapping[str, Fate],
    *,
    day: date,
    draft: bool,
    publication: str,
) -> tuple[Change, ...]:
    """The changes since the publication before, in the order of ids; all is new where there was none."""
    known = before.subjects if before else {}
    made = [
        *_appeared(known, now, fates),
        *_revised(known, now),
        *_gone(known, now, fates),
    ]
    return tuple(
        Change(
            id=make_id("c", publication, kind, subject),
            kind=kind,
            subject=subject,
            name=(now.get(subject) or known[subject]).name,
            day=day,
            says=says,
            why=why,
            others=others,
            draft=draft,
        )
        for kind, subject, says, why, others in sorted(made, key=lambda found: (found[1], found[0]))
    )


_Made = tuple[ChangeKind, str, str, str | None, tuple[str, ...]]


def _appeared(
    known: Mapping[str, PublishedSubject], now: Mapping[str, PublishedSubject], fates: Mapping[str, Fate]
) -> Iterator[_Made]:
    for id_, subject in now.items():
        if id_ in known:
            continue
        fate = fates.get(id_)
        if fate is not None and fate.event == "split" and fate.other is not None and fate.other in known:
            yield (
                "split",
                id_,
                f"Split from {known[fate.other].name}. {_said(subject.figures)}",
                fate.why,
                (fate.other,),
            )
        else:
            yield "new", id_, _said(subject.figures), None, ()


def _revised(known: Mapping[str, PublishedSubject], now: Mapping[str, PublishedSubject]) -> Iterator[_Made]:
    for id_, before in known.items():
        after = now.get(id_)
        if after is None or after.digest == before.digest:
            continue
        moved = {
            name: f"{_range(before.figures.get(name))} → {_range(after.figures.get(name))}"
            for name in {*before.figures, *after.figures}
            if before.figures.get(name) != after.figures.get(name)
        }
        yield "revised", id_, _by_measure(moved) or "The figures stand; claims, reviews or fields changed.", None, ()


def _gone(
    known: Mapping[str, PublishedSubject], now: Mapping[str, PublishedSubject], fates: Mapping[str, Fate]
) -> Iterator[_Made]:
    for id_, subject in known.items():
        if id_ in now:
            continue
        fate, target = fates.get(id_), _target(id_, now, fates)
        if fate is not None and target is not None:
            yield "merged", id_, f"Merged into {now[target].name}.", fate.why, (target,)
        else:
            why = fate.why if fate else None
            yield "withdrawn", id_, f"Withdrawn; it said {_said(subject.figures)}", why or _NO_CLAIM, ()


_NO_CLAIM = "No claim that may be shown is left in it: they were rejected, held back, or belong elsewhere now."


def _target(id_: str, now: Mapping[str, PublishedSubject], fates: Mapping[str, Fate]) -> str | None:
    """Where a merged id leads to, through further merges; None where that is not published."""
    seen = {id_}
    while (fate := fates.get(id_)) is not None and fate.event == "merged" and fate.other and fate.other not in seen:
        id_ = fate.other
        seen.add(id_)
    return id_ if id_ in now and len(seen) > 1 else None


def _said(figures: Mapping[str, tuple[int | None, int | None, int | None]]) -> str:
    return _by_measure({name: _range(bounds) for name, bounds in figures.items()}) or "no figure"


def _by_measure(told: Mapping[str, str]) -> str:
    """What is told of each policy and measure ("ucdp/killed"), policies that say the same of a measure together."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, says in sorted(told.items()):
        policy, _, measure = name.partition("/")
        found.setdefault((measure, says), []).append(policy)
    order = [measure.value for measure in Measure]
    shown = [
        f"{plain(measure)}: {says} ({', '.join(policies)})"
        for (measure, says), policies in sorted(found.items(), key=lambda pair: order.index(pair[0][0]))
    ]
    return "; ".join(shown[:SHOWN]) + ("; and more" if len(shown) > SHOWN else "")


def _range(bounds: tuple[int | None, int | None, int | None] | None) -> str:
    if bounds is None:
        return "none"
    low, _, high = bounds
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None:
        return f"{low:,}–{high:,}" if high is not None else f"{low:,} or more"
    return f"up to {high:,}" if high is not None else "open"


def all_changes(publications: Iterable[Publication], newest: Iterable[Change]) -> list[Change]:
    """The entries of a feed, newest first."""
    earlier = [list(one.changes) for one in publications]
    return [change for made in [list(newest), *reversed(earlier)] for change in made][:MOST]
