from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from tollbook.ledger.assignment import best_assignment

scores = st.dictionaries(
    st.tuples(st.integers(0, 4), st.sampled_from("abcd")), st.integers(1, 40).map(lambda n: n / 40), max_size=12
)


def _best_by_trying(given_scores: dict[tuple[int, str], float]) -> float:
    lefts, rights = sorted({a for a, _ in given_scores}), sorted({b for _, b in given_scores})
    best = 0.0
    for size in range(min(len(lefts), len(rights)) + 1):
        for chosen in combinations(lefts, size):
            for order in permutations(rights, size):
                pairs = list(zip(chosen, order, strict=True))
                if all(pair in given_scores for pair in pairs):
                    best = max(best, sum(given_scores[pair] for pair in pairs))
    return best


@given(scores)
def test_the_sum_is_the_greatest_that_trying_all_finds(given_scores: dict[tuple[int, str], float]) -> None:
    found = best_assignment(given_scores)
    assert len(set(found.values())) == len(found)
    assert abs(sum(given_scores[pair] for pair in found.items()) - _best_by_trying(given_scores)) < 1e-9


def test_the_best_whole_beats_the_best_single_pair() -> None:
    assert best_assignment({(1, "a"): 0.8, (1, "b"): 0.7, (2, "a"): 0.7}) == {1: "b", 2: "a"}


def test_nothing_is_paired_without_a_score() -> None:
    assert best_assignment({}) == {}
    assert best_assignment({(1, "a"): 0.1}) == {1: "a"}
