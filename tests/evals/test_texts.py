"""Made-up reports are the same for the same seed and hold harm among calm."""

from evals import texts


def test_same_seed_same_reports_other_seed_others() -> None:
    assert texts.reports(5) == texts.reports(5)
    assert texts.reports(5) != texts.reports(5, seed=8)


def test_reports_are_distinct_dated_and_some_of_their_sentences_state_a_harm() -> None:
    made = texts.reports(40)
    assert len({d.id for d in made}) == len({d.text for d in made}) == 40
    assert all(d.published and d.published.startswith("2024-") for d in made)
    whole = " ".join(d.text for d in made)
    assert " were killed " in whole
    assert "blankets" in whole
