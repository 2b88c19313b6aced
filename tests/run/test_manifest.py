from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.run.manifest import Ending, Entry, Manifest


def manifest(*endings: Ending, interrupted: bool = False) -> Manifest:
    entries = tuple(Entry(input=f"{n}.txt", ending=ending) for n, ending in enumerate(endings))
    return Manifest(entries=entries, interrupted=interrupted)


@pytest.mark.parametrize(
    ("endings", "status"),
    [
        ((Ending.READ, Ending.KNOWN, Ending.COPY, Ending.NOT_RELEVANT, Ending.LANGUAGE), 0),
        ((Ending.READ, Ending.FAILED), 3),
        ((Ending.KNOWN, Ending.FAILED), 3),
        ((Ending.FAILED, Ending.FAILED), 1),
        ((), 1),
    ],
)
def test_exit_status_follows_the_endings(endings: tuple[Ending, ...], status: int) -> None:
    assert manifest(*endings).exit_status == status


def test_an_interrupted_run_says_so() -> None:
    assert manifest(Ending.READ, interrupted=True).exit_status == 130


@given(st.lists(st.sampled_from(list(Ending))))
def test_the_counts_add_up_to_the_inputs(endings: list[Ending]) -> None:
    result = manifest(*endings)
    assert sum(result.counts.values()) == len(endings)
    written = result.to_json()
    assert sum(written["counts"].values()) == written["inputs"] == len(written["entries"])
