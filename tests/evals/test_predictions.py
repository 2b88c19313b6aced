"""Stored predictions come back as they were, and are refused where they were made for something else."""

from pathlib import Path

import pytest

from evals.predictions import FIELDS, Predicted, Predictions, StaleError, load, save
from tollbook.extract.en.given import Given

KEYS = (("killed", 10, 12), ("injured", 40, 47))
STORED = Predictions(
    "c" * 64,
    {
        "t1": Predicted(2, 123456, Given({KEYS[0]: 0.75, KEYS[1]: 0.125}, {f: {KEYS[0]: 3} for f in FIELDS})),
        "t2": Predicted(0, 7, Given({}, {f: {} for f in FIELDS})),
    },
)


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "p.npz"
    save(STORED, file)
    assert load(file) == STORED
    again = tmp_path / "q.npz"
    save(STORED, again)
    assert again.read_bytes() == file.read_bytes()


def test_they_are_refused_for_another_corpus_other_features_and_an_unknown_report() -> None:
    assert STORED.of("t1", 123456).chances == {KEYS[0]: 0.75, KEYS[1]: 0.125}
    STORED.check("c" * 64)
    with pytest.raises(StaleError, match=r"another corpus .*make train"):
        STORED.check("d" * 64)
    with pytest.raises(StaleError, match=r"report t1 .*features.*make train"):
        STORED.of("t1", 123457)
    with pytest.raises(StaleError, match=r"report t9"):
        STORED.of("t9", 0)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "p.npz"
    file.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(StaleError, match=r"p\.npz cannot be read"):
        load(file)
    with pytest.raises(StaleError, match=r"none\.npz cannot be read"):
        load(tmp_path / "none.npz")
