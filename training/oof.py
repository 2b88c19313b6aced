"""Out-of-fold predictions for the reports of train: `python -m training.oof --shared ../shared` (part of `make train`).

Every report is read with models fitted on the other folds alone. What they decide is stored as numbers
(`evals/predictions.py`), and `make eval` builds the claims of train from it: the shipped weights, which have seen these
reports, are never scored on them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from evals import corpus as evaluated
from evals.outoffold import checked
from evals.predictions import FIELDS, Predicted, Predictions, StaleError, fingerprint, load, save
from tollbook.extract.blend import Blend
from tollbook.extract.en.accept import accept
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.evidence_ends import ENDS, ends_of, likeliest
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.fields import RANKED, key_of, ranked_options, setting_of
from tollbook.extract.en.given import Given
from tollbook.extract.en.label_slots import LABEL_SLOTS, LabelSlot, features_with_rule
from tollbook.extract.en.opinion import LIKELY, Key, Opinion, key_of_draft, opinion_of
from tollbook.extract.en.options import Option, with_rule
from tollbook.extract.en.second_party import RIVAL, Rival, second_features
from tollbook.extract.en.sides import Sides
from tollbook.extract.en.slot_labels import label_features
from tollbook.extract.linear import Linear, hashed

from .cases import SCOPE, DraftCase, all_cases, empty, label_case, scorer
from .corpus import Annotated, annotated, fold_of
from .fit import Choice, Hashed
from .opinions import encoder_without
from .summaries import all_weak_cases, summaries
from .train import BLEND, CODES, FOLDS, SECOND, WEAK, choice_of, fitted, second_choices, temperature

PREDICTIONS = Path(__file__).parent.parent / "evals" / "train_out_of_fold.npz"


@dataclass(frozen=True)
class Encoders:
    """Encoders that each have not seen a part of the reports (in `build`), and what they weigh beside the models."""

    build: Path
    blends: Mapping[str, Blend]


@dataclass(frozen=True)
class Folds:
    """The models of one decision: the n-th has not seen the reports of fold n."""

    models: tuple[Linear, ...]

    def chances(self, report: str, candidates: Sequence[Hashed]) -> list[float]:
        """The chances of a report's candidates by the model that has not seen it."""
        return self.models[fold_of(report, FOLDS)].chances(candidates)


def folds(slot: str, choices: Sequence[Choice], extra: Sequence[Choice] = ()) -> Folds:
    """The models of a decision, one for each fold left out; `extra` cases are seen by all."""
    return Folds(
        tuple(
            fitted(slot, [*(c for c in choices if fold_of(c.report, FOLDS) != fold), *extra], {})
            for fold in range(FOLDS)
        )
    )


def all_folds(cases: Sequence[DraftCase], weak: Sequence[DraftCase]) -> dict[str, Folds]:
    """The models of every decision, fitted on the cases that training fits on."""
    matched = [c for c in cases if c.choices]
    out = {"accept": _accept_folds(cases, weak)}
    first = {}
    for slot in RANKED:
        choices = [choice_of(c, slot) for c in matched]
        out[slot] = folds(slot, choices)
        first[slot] = [out[slot].chances(c.report, c.candidates) for c in choices]
    for slot in ENDS:
        out[slot] = folds(slot, [choice_of(c, slot) for c in matched])
    for slot in SECOND:
        out[f"{slot}2"] = folds(f"{slot}2", second_choices(matched, slot, first))
    for slot in CODES:
        extra = [choice_of(c, slot, WEAK) for c in weak if slot in c.labels]
        out[slot] = folds(slot, [choice_of(c, slot) for c in matched], extra)
    return out


def _accept_folds(cases: Sequence[DraftCase], weak: Sequence[DraftCase]) -> Folds:
    sure = [c for c in cases if c.gold is not None]
    choices = [choice_of(c, "accept") for c in sure]
    found = folds("accept", choices, [choice_of(c, "accept", WEAK) for c in weak])
    chances = [found.chances(c.report, c.candidates)[1] for c in choices]
    heat = temperature(chances, [c.gold == 1 for c in sure])
    return Folds(tuple(replace(model, temperature=heat) for model in found.models))


def predicted(item: Annotated, models: Mapping[str, Folds], encoders: Encoders | None = None) -> Predicted:
    """What models that have not seen a report say of it."""
    context = read_context(item.report, SCOPE)
    drafts = drafts_of(context)
    accepts = _accepts(item.name, context, drafts, models["accept"])
    opinion = None
    if encoders is not None:
        likely = [d for d in drafts if accepts[key_of_draft(d)] >= LIKELY]
        opinion = opinion_of(context, likely, encoder_without(encoders.build, item.name))
        if opinion is not None:
            blend = encoders.blends["accept"]
            accepts |= {key: blend.yes(accepts[key], logit) for key, logit in opinion.accepts.items()}
    accepted = accept(context, drafts, learned=True, given=Given(accepts, {}))
    reader = _Reader(item.name, [a.draft for a in accepted], models, encoders.blends if encoders else {}, opinion)
    options = [ranked_options(context, d) for d in reader.drafts]
    choices = reader.ranked(options, context.war.sides if context.war is not None else None)
    choices |= reader.ends()
    choices |= {label.name: reader.label(context, label) for label in LABEL_SLOTS}
    keyed = {
        field: {key_of_draft(d): n for d, n in zip(reader.drafts, choices[field], strict=True)} for field in FIELDS
    }
    return Predicted(fold_of(item.name, FOLDS), fingerprint(context, drafts, accepted), Given(accepts, keyed))


def _accepts(report: str, context: Context, drafts: Sequence[Draft], models: Folds) -> dict[Key, float]:
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sentence[draft.sentence].append(draft)
    out = {}
    for draft in drafts:
        features = hashed(accept_features(context, draft, by_sentence[draft.sentence]))
        out[key_of_draft(draft)] = models.chances(report, [empty(), features])[1]
    return out


def _hashed(options: Sequence[Option[Any]]) -> list[Hashed]:
    return [hashed(with_rule(options, n)) for n in range(len(options))]


@dataclass(frozen=True)
class _Reader:
    """Chooses the fields of a report's accepted candidates by models that have not seen it."""

    report: str
    drafts: Sequence[Draft]
    models: Mapping[str, Folds]
    blends: Mapping[str, Blend]
    opinion: Opinion | None

    def ranked(self, options: Sequence[dict[str, list[Option[Any]]]], sides: Sides | None) -> dict[str, list[int]]:
        """The options taken of each field, after a second look where it has one."""
        first = {
            slot: [
                self._chances(slot, _hashed(o[slot]), self._said(d, slot, o[slot]))
                for d, o in zip(self.drafts, options, strict=True)
            ]
            for slot in RANKED
        }
        out = {slot: [int(np.argmax(p)) for p in chances] for slot, chances in first.items()}
        keys = {slot: [[key_of(o.value) for o in each[slot]] for each in options] for slot in RANKED}
        return out | {slot: self._again(slot, options, first, keys, sides) for slot in SECOND}

    def _again(
        self,
        slot: str,
        options: Sequence[dict[str, list[Option[Any]]]],
        first: Mapping[str, list[list[float]]],
        keys: Mapping[str, list[list[str]]],
        sides: Sides | None,
    ) -> list[int]:
        at = {s: [int(np.argmax(p)) for p in first[s]] for s in (slot, RIVAL[slot])}
        sure = [max(p) for p in first[slot]]
        settings = [setting_of(d) for d in self.drafts]
        rival = RIVAL[slot]
        rivals = [Rival(k[n], max(p), sides) for k, n, p in zip(keys[rival], at[rival], first[rival], strict=True)]
        out: list[int] = []
        for n, (draft, each) in enumerate(zip(self.drafts, options, strict=True)):
            extra = second_features(keys[slot], at[slot], sure, settings, rivals, n)
            joined: list[Hashed] = [
                np.concatenate([c, hashed(e)]) for c, e in zip(_hashed(each[slot]), extra, strict=True)
            ]
            out.append(int(np.argmax(self._chances(f"{slot}2", joined, self._said(draft, slot, each[slot])))))
        return out

    def _said(self, draft: Draft, slot: str, options: Sequence[Option[Any]]) -> Any:
        return self.opinion.options(draft, slot, options) if self.opinion else None

    def ends(self) -> dict[str, list[int]]:
        """The ends taken of each claim's evidence."""
        out: dict[str, list[int]] = {name: [] for name in ENDS}
        for draft in self.drafts:
            found = ends_of(draft)
            offsets = [found[name].evens for name in ENDS]
            chances = [
                self.models[name].chances(self.report, [hashed(f) for f in found[name].features]) for name in ENDS
            ]
            for name, n in zip(ENDS, likeliest(offsets[0], offsets[1], chances[0], chances[1]), strict=True):
                out[name].append(n)
        return out

    def label(self, context: Context, slot: LabelSlot) -> list[int]:
        """The codes taken of a field with few codes."""
        out = []
        for draft in self.drafts:
            features = features_with_rule(label_features(context, draft), slot, slot.rule(context, draft))
            logits = self.opinion.label(draft, slot.name) if self.opinion else None
            out.append(int(np.argmax(self._chances(slot.name, label_case(hashed(features), slot.codes), logits))))
        return out

    def _chances(self, name: str, candidates: Sequence[Hashed], logits: Any) -> list[float]:
        chances = self.models[name].chances(self.report, candidates)
        blend = self.blends.get(name)
        return chances if blend is None or logits is None else blend.chances(chances, [float(x) for x in logits])


def predict(
    items: Sequence[Annotated],
    models: Mapping[str, Folds],
    folder: Path,
    workers: int,
    encoders: Encoders | None = None,
) -> Predictions:
    """The predictions for the annotated reports of a folder."""
    with ProcessPoolExecutor(workers, initializer=_receive, initargs=(models, encoders)) as pool:
        found = list(pool.map(_predicted, items, chunksize=8))
    digest = evaluated.digest(evaluated.annotated(folder))
    return Predictions(digest, {item.name: p for item, p in zip(items, found, strict=True)})


_WORKER: list[Callable[[Annotated], Predicted]] = []
"""What a worker process predicts with: the models are sent to it once."""


def _receive(models: Mapping[str, Folds], encoders: Encoders | None) -> None:
    _WORKER[:] = [partial(predicted, models=models, encoders=encoders)]


def _predicted(item: Annotated) -> Predicted:
    return _WORKER[0](item)


def fresh(folder: Path, stored: Path, workers: int) -> dict[str, Predicted]:
    """The stored predictions that are for what the code reads now, by report."""
    predictions = load(stored)
    documents = evaluated.annotated(folder)
    predictions.check(evaluated.digest(documents))
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(partial(_is_fresh, predictions=predictions), documents, chunksize=24)
        return {d.id: predictions.reports[d.id] for d, is_fresh in zip(documents, found, strict=True) if is_fresh}


def _is_fresh(document: evaluated.Document, predictions: Predictions) -> bool:
    try:
        checked(document, predictions)
    except StaleError:
        return False
    return True


def blends(path: Path) -> dict[str, Blend]:
    """What encoders weigh, as `make train` has written it."""
    return {name: Blend(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()}


def main() -> None:
    """Read the corpus, fit on three folds of four, predict the fourth, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=PREDICTIONS)
    parser.add_argument("--build", type=Path, default=Path("build/encoder"), help="where `make train-encoder` wrote")
    parser.add_argument("--sparse-alone", action="store_true", help="without the encoder's opinion")
    parser.add_argument(
        "--stale", action="store_true", help="only reports whose stored predictions are for other candidates or options"
    )
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    scorer(options.shared)
    folder = options.shared / "corpus" / "train"
    items = list(annotated(folder))
    kept = fresh(folder, options.out, options.workers) if options.stale else {}
    cases = all_cases(items, options.shared, options.workers)
    rows = list(summaries(options.shared / "corpus" / "satp" / "tune_2005_2012.jsonl.gz"))[::2]
    models = all_folds(cases, all_weak_cases(rows, options.workers))
    encoders = None if options.sparse_alone else Encoders(options.build, blends(BLEND))
    predicted_anew = [item for item in items if item.name not in kept]
    predictions = predict(predicted_anew, models, folder, options.workers, encoders)
    sys.stdout.write(f"{len(predicted_anew)} reports predicted anew\n")
    predictions = replace(predictions, reports={**kept, **predictions.reports})
    save(predictions, options.out)
    chances = [c for p in predictions.reports.values() for c in (p.given.chances or {}).values()]
    sys.stdout.write(f"{len(predictions.reports)} reports, {len(chances)} candidates: {options.out}\n")


if __name__ == "__main__":
    main()
