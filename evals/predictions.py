"""Stored out-of-fold predictions: what models that never saw a report say of its candidates. Numbers only, no text.

For every candidate its chance; for those accepted, the option or code taken in each field. Hashes say what they were
made for: the corpus, and for each report its candidates with their features and options. Where these are others now,
the predictions are stale and are not scored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from tollbook.extract.en.accept import Accepted
from tollbook.extract.en.context import Context
from tollbook.extract.en.draft import Draft
from tollbook.extract.en.evidence_ends import ENDS, ends_of
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.fields import RANKED, key_of, ranked_options
from tollbook.extract.en.given import Given
from tollbook.extract.en.label_slots import LABEL_SLOTS, features_with_rule
from tollbook.extract.en.opinion import Key, key_of_draft
from tollbook.extract.en.options import with_rule
from tollbook.extract.en.slot_labels import label_features
from tollbook.extract.linear import hashed
from tollbook.model import Measure

FIELDS = (*RANKED, *ENDS, *(slot.name for slot in LABEL_SLOTS))
MEASURES = tuple(m.value for m in Measure)
NONE = -1
"""Stands for no choice: the candidate was not accepted."""


class StaleError(ValueError):
    """The predictions were made for another corpus or other features; the message says which and what to do."""


@dataclass(frozen=True)
class Predicted:
    """What was predicted for one report: its fold, its fingerprint, chances and choices."""

    fold: int
    fingerprint: int
    given: Given


@dataclass(frozen=True)
class Predictions:
    """The predictions for a corpus, by report, and the hash of the corpus that they were made for."""

    corpus: str
    reports: Mapping[str, Predicted]

    def of(self, report: str, fingerprint: int) -> Given:
        """The predictions for a report. Raises StaleError where they were made for other features."""
        found = self.reports.get(report)
        if found is None:
            raise StaleError(f"no out-of-fold predictions for report {report}; run `make train`")
        if found.fingerprint != fingerprint:
            raise StaleError(
                f"the out-of-fold predictions for report {report} were made for other candidates, features or options "
                "than the code gives now; run `make train`"
            )
        return found.given

    def check(self, corpus: str) -> None:
        """Raises StaleError where the corpus is another one."""
        if self.corpus != corpus:
            raise StaleError(
                f"the out-of-fold predictions were made for another corpus ({self.corpus[:12]}, not {corpus[:12]}); "
                "run `make train`"
            )


def fingerprint(context: Context, drafts: Sequence[Draft], accepted: Sequence[Accepted]) -> int:
    """A hash of a report's candidates with their features, and of the options and features of those accepted."""
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sentence[draft.sentence].append(draft)
    value = 0
    for draft in drafts:
        features = hashed(accept_features(context, draft, by_sentence[draft.sentence]))
        value = crc32(features.tobytes(), crc32(repr(key_of_draft(draft)).encode(), value))
    value = crc32(repr(context.war.sides if context.war is not None else None).encode(), value)
    for each in accepted:
        value = crc32(repr(key_of_draft(each.draft)).encode(), value)
        for slot, options in ranked_options(context, each.draft).items():
            best = max(range(len(options)), key=lambda n: (options[n].rule, -n))
            for n, option in enumerate(options):
                value = crc32(f"{slot} {key_of(option.value)}".encode(), value)
                value = crc32(hashed(with_rule(options, n, best)).tobytes(), value)
        for name, ends in ends_of(each.draft).items():
            value = crc32(repr((name, ends.offsets)).encode(), value)
            value = crc32(hashed(f for end in ends.features for f in end).tobytes(), value)
        labels = label_features(context, each.draft)
        for label in LABEL_SLOTS:
            ruled = label.rule(context, each.draft)
            value = crc32(hashed(features_with_rule(labels, label, ruled)).tobytes(), value)
    return value


def save(predictions: Predictions, path: Path) -> None:
    """Write predictions as a numpy archive, the same bytes for the same predictions."""
    names = sorted(predictions.reports)
    rows = [(n, key, p) for n, name in enumerate(names) for key, p in _rows(predictions.reports[name].given)]
    head = {"corpus": predictions.corpus, "fields": FIELDS, "measures": MEASURES, "reports": names}
    np.savez_compressed(
        path,
        head=np.array(json.dumps(head)),
        folds=np.array([predictions.reports[n].fold for n in names], dtype=np.uint8),
        fingerprints=np.array([predictions.reports[n].fingerprint for n in names], dtype=np.uint32),
        report=np.array([n for n, _, _ in rows], dtype=np.uint16),
        measure=np.array([MEASURES.index(k[0]) for _, k, _ in rows], dtype=np.uint8),
        start=np.array([k[1] for _, k, _ in rows], dtype=np.uint32),
        length=np.array([k[2] - k[1] for _, k, _ in rows], dtype=np.uint16),
        chance=np.array([p[0] for _, _, p in rows], dtype=np.float32),
        choices=np.array([p[1] for _, _, p in rows], dtype=np.int16).reshape(len(rows), len(FIELDS)),
    )


def _rows(given: Given) -> Iterator[tuple[Key, tuple[float, list[int]]]]:
    for key, chance in sorted((given.chances or {}).items()):
        yield key, (chance, [given.choices[field].get(key, NONE) for field in FIELDS])


def load(path: Path) -> Predictions:
    """Read predictions. Raises StaleError where the file is damaged or of another form."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            head = json.loads(str(archive["head"]))
            table = {name: archive[name] for name in archive.files if name != "head"}
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise StaleError(f"{path.name} cannot be read: {error}; run `make train`") from error
    if tuple(head["fields"]) != FIELDS or tuple(head["measures"]) != MEASURES:
        raise StaleError(f"{path.name} has other fields or measures than the code; run `make train`")
    chances: list[dict[Key, float]] = [{} for _ in head["reports"]]
    choices: list[dict[str, dict[Key, int]]] = [{field: {} for field in FIELDS} for _ in head["reports"]]
    columns = [table[name].tolist() for name in ("report", "measure", "start", "length", "chance", "choices")]
    for report, measure, start, length, chance, taken in zip(*columns, strict=True):
        key = (MEASURES[measure], start, start + length)
        chances[report][key] = chance
        for field, number in zip(FIELDS, taken, strict=True):
            if number != NONE:
                choices[report][field][key] = number
    reports = {
        name: Predicted(int(table["folds"][n]), int(table["fingerprints"][n]), Given(chances[n], choices[n]))
        for n, name in enumerate(head["reports"])
    }
    return Predictions(head["corpus"], reports)
