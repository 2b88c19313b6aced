"""Accounts that come or go change what grouping all of them anew would change, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.made_claims import made
from tollbook.reconcile import linkage, regrouping
from tollbook.reconcile.candidates import candidates
from tollbook.reconcile.episodes import Episode, episodes_of
from tollbook.reconcile.linkage import linked_in_components
from tollbook.reconcile.packed import packed
from tollbook.reconcile.pairs import FLOOR, LEAST, scorer
from tollbook.reconcile.regrouping import Regrouped, regrouped
from tollbook.reconcile.workings import Workings, from_arrays, from_bytes, to_arrays, to_bytes, workings_of

Groups = dict[tuple[str, ...], dict[tuple[str, str], int]]


def accounts(seed: int, number: int) -> list[Episode]:
    """Accounts of one invented war, many of them of the same events, on few days."""
    claims, reports, _ = made(number, seed=seed)
    rng = random.Random(seed)
    days = sorted({report.published for report in reports if report.published})[: 1 + rng.randrange(6)]
    told = {report.id: replace(report, published=rng.choice(days)) for report in reports}
    moved = [replace(c, country="AB", published=told[c.report].published, first=None, last=None) for c in claims]
    return episodes_of(moved, list(told.values()))


def anew(episodes: Sequence[Episode]) -> tuple[Workings, Groups]:
    """The workings and groups of all accounts at once."""
    ordered = sorted(episodes, key=lambda episode: episode.id)
    score, pairs = scorer(ordered), candidates(ordered)
    scores = score(pairs)
    found = linked_in_components(len(ordered), pairs, scores, least=LEAST, floor=FLOOR, score=score)
    groups: Groups = {tuple(ordered[row].id for row in rows): {} for rows in found.groups}
    home = {id_: group for group in groups for id_ in group}
    for (a, b), value in zip(pairs.tolist(), scores.tolist(), strict=True):
        if home[ordered[a].id] == home[ordered[b].id]:
            groups[home[ordered[a].id]][ordered[a].id, ordered[b].id] = value
    return workings_of(ordered, pairs, scores, found, FLOOR), groups


def stepped(groups: Groups, found: Regrouped) -> Groups:
    """The groups after a step."""
    out = {ids: scores for ids, scores in groups.items() if ids not in set(found.before)}
    assert len(out) == len(groups) - len(found.before)
    out.update((ids, dict(scores)) for ids, scores in found.groups)
    return out


@given(st.integers(0, 10_000), st.integers(5, 120), st.integers(0, 3), st.sampled_from((2, 6, 120)), st.data())
@settings(max_examples=40, deadline=None)
def test_what_comes_and_goes_is_grouped_as_if_all_were_grouped_at_once(
    seed: int, number: int, steps: int, small: int, data: st.DataObject
) -> None:
    every = accounts(seed, number)
    rng = random.Random(seed)
    rng.shuffle(every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linkage, "WHOLE_AT_MOST", small)
        patch.setattr(regrouping, "WHOLE_AT_MOST", small)
        held = every[: data.draw(st.integers(0, len(every)))]
        workings, groups = anew(held)
        for _ in range(1 + steps):
            there = {episode.id for episode in held}
            come = [episode for episode in every if episode.id not in there and rng.random() < 0.3]
            go = [episode for episode in held if rng.random() < rng.choice((0, 0, 0.1))]
            other = [replace(e, first=None, main=not e.main) for e in held if rng.random() < rng.choice((0, 0.1))]
            gone = {episode.id for episode in (*go, *other)}
            kept = {episode.id: packed(episode) for episode in held if episode.id not in gone}
            found = regrouped(workings, gone, [*come, *other], lambda ids, kept=kept: {id_: kept[id_] for id_ in ids})
            held = [*(episode for episode in held if episode.id not in gone), *come, *other]
            workings, groups = found.workings, stepped(groups, found)
            whole, expected = anew(held)
            assert groups == expected
            assert to_bytes(to_arrays(workings)) == to_bytes(to_arrays(whole))


def test_workings_come_back_from_their_bytes() -> None:
    workings, _ = anew(accounts(3, 80))
    back = from_arrays(from_bytes(to_bytes(to_arrays(workings))))
    assert back.ids == workings.ids
    assert all(
        np.array_equal(getattr(back, name), getattr(workings, name))
        for name in ("days", "pairs", "scores", "floors", "groups")
    )
    assert np.array_equal(back.entries.lists, workings.entries.lists)
    assert np.array_equal(back.entries.rows, workings.entries.rows)
