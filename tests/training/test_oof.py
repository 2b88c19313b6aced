"""What is predicted and stored gives, read back, the claims that extraction gives with the same models."""

import datetime
from pathlib import Path

import pytest

from evals import outoffold
from evals.corpus import Document, digest
from evals.predictions import Predicted, Predictions, StaleError, save
from tests.extract.made import made_report
from tollbook import extract_claims
from tollbook.extract.linear import load
from tollbook.model import Project
from training.corpus import Annotated
from training.oof import Folds, predicted
from training.train import FOLDS

DAY = datetime.date(2024, 3, 12)
TEXT = (
    "The governor said on Monday that shelling had killed 14 people and wounded 30 in the town of Brovary. "
    "Nine of the dead were soldiers, he said. Rebels shot down two drones near Lviv on Sunday.\n\n"
    "The defence ministry said 200 bodies had been handed over. Dozens of families fled the fighting."
)
NAMES = (
    "accept", "party", "party2", "actor", "actor2", "source", "place", "when", "status", "extent", "means", "certainty",
    "verification",
    "evidence_start",
    "evidence_end",
)  # fmt: skip


@pytest.fixture(scope="module")
def prediction() -> Predicted:
    models = {}
    for name in NAMES:
        shipped = load(name)
        assert shipped is not None
        models[name] = Folds((shipped,) * FOLDS)
    return predicted(Annotated("t7", made_report(TEXT, published=DAY), []), models)


def document(text: str = TEXT) -> Document:
    return Document("t7", text, DAY.isoformat(), None, [])


def test_the_claims_are_those_of_extraction(prediction: Predicted, tmp_path: Path) -> None:
    file = tmp_path / "stored.npz"
    save(Predictions(digest([document()]), {"t7": prediction}), file)
    found = outoffold.claims([document()], file, workers=1)["t7"]
    wanted = extract_claims(made_report(TEXT, published=DAY), Project(encoder=False))
    assert len(wanted) >= 4
    assert [row["id"] for row in found] != []
    for row, claim in zip(found, wanted, strict=True):
        reading = claim.reading.model_dump(mode="json", exclude={"trace", "confidence"})
        assert {name: row[name] for name in reading} == reading
        assert row["confidence"] == pytest.approx(claim.reading.confidence, abs=1e-3)


def test_another_text_or_other_features_are_refused(prediction: Predicted, tmp_path: Path) -> None:
    file = tmp_path / "stored.npz"
    changed = document(TEXT.replace("14 people", "15 children"))
    save(Predictions(digest([document()]), {"t7": prediction}), file)
    with pytest.raises(StaleError, match="another corpus"):
        outoffold.claims([changed], file, workers=1)
    save(Predictions(digest([changed]), {"t7": prediction}), file)
    with pytest.raises(StaleError, match="report t7"):
        outoffold.claims([changed], file, workers=1)
