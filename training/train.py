"""Make the learned parts: `python -m training.train --shared ../shared` (CPU, minutes; the same input gives the same
weights).

Trained on `train/` and, as weak labels for acceptance, on satp up to 2010; never on dev, seeds or a scored split.
Out-of-fold
figures are printed; out-of-fold probabilities of acceptance set the temperature that makes confidence honest.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar

from tollbook.extract.blend import Blend
from tollbook.extract.en.evidence_ends import ENDS
from tollbook.extract.en.fields import RANKED
from tollbook.extract.en.label_slots import LABEL_SLOTS
from tollbook.extract.en.opinion import Key
from tollbook.extract.en.second_party import RIVAL, Rival, second_features
from tollbook.extract.linear import Linear, hashed, to_bytes

from .blends import fit_choice, fit_yes
from .cases import DraftCase, all_cases, empty, label_case, scorer
from .corpus import annotated, fold_of
from .fit import Choice, Hashed, fit
from .opinions import Said, all_said
from .summaries import all_weak_cases, summaries

FOLDS = 4
WEAK = 0.1
"""Weight of a weak case beside an annotated one."""
PENALTY = 5.0
"""Chosen out of fold: 1 overfits the fields (party .756, place .588), 5 gives .768 and .600."""
PENALTIES = {"party": 10.0, "actor": 10.0, "place": 20.0, "when": 20.0}
"""Fields that ask for more: out of fold party .763 at 5 and .771 at 10, place .616 at 5 and .621 at 20, when .650 and
.654."""
BITS = {"accept": 20}
WEIGHTS = Path(__file__).parent.parent / "src" / "tollbook" / "extract" / "en" / "weights"
BLEND = WEIGHTS.parent / "encoder" / "blend.json"
LEAST_GAIN = 0.002
"""Accuracy that the encoder must add out of fold to have a say in a field."""
SECOND = tuple(RIVAL)
"""Fields that gain from a second look out of fold (party +.010, actor +.014; source, place and when gain nothing)."""
CODES = {slot.name: slot.codes for slot in LABEL_SLOTS}


def choice_of(case: DraftCase, slot: str, weight: float = 1.0) -> Choice:
    """A case as a choice for the model of a slot."""
    if slot == "accept":
        return Choice([empty(), case.features], frozenset([1 if case.gold else 0]), case.report, weight)
    if slot in CODES:
        features, label = case.labels[slot]
        return Choice(label_case(features, CODES[slot]), frozenset([CODES[slot].index(label)]), case.report, weight)
    options, right = case.choices[slot]
    return Choice(options, right, case.report, weight)


def fitted(slot: str, choices: Sequence[Choice], card: dict[str, object]) -> Linear:
    """The model of a slot."""
    base = slot.rstrip("2")
    return fit(slot, choices, bits=BITS.get(base, 18), penalty=PENALTIES.get(base, PENALTY), card=json.dumps(card))


def out_of_fold(slot: str, choices: Sequence[Choice], extra: Sequence[Choice] = ()) -> list[list[float]]:
    """The chances of each choice by a model that has not seen its report."""
    out: list[list[float]] = [[] for _ in choices]
    for fold in range(FOLDS):
        seen = [c for c in choices if fold_of(c.report, FOLDS) != fold]
        model = fitted(slot, [*seen, *extra], {})
        for n, c in enumerate(choices):
            if fold_of(c.report, FOLDS) == fold:
                out[n] = model.chances(c.candidates)
    return out


def temperature(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The temperature under which probabilities of acceptance say how often they are right."""
    logits = np.log(np.clip(chances, 1e-6, 1 - 1e-6) / (1 - np.clip(chances, 1e-6, 1 - 1e-6)))
    gold = np.array(right, dtype=float)

    def loss(t: float) -> float:
        z = logits / t
        return float(np.logaddexp(0, -z * (2 * gold - 1)).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 4.0), method="bounded").x)


def second_choices(
    cases: Sequence[DraftCase], slot: str, first: Mapping[str, Sequence[Sequence[float]]]
) -> list[Choice]:
    """The choices of a slot with what the first look chose for the other side and the other claims of the report."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for n, case in enumerate(cases):
        by_report[case.report].append(n)
    out: list[Choice | None] = [None] * len(cases)
    rival = RIVAL[slot]
    at = [int(np.argmax(p)) for p in first[slot]]
    for numbers in by_report.values():
        keys = [cases[n].keys[slot] for n in numbers]
        taken = [at[n] for n in numbers]
        sure = [first[slot][n][at[n]] for n in numbers]
        settings = [s for n in numbers if (s := cases[n].setting) is not None]
        others = [(cases[n], first[rival][n]) for n in numbers]
        rivals = [Rival(c.keys[rival][int(np.argmax(p))], max(p), c.sides) for c, p in others]
        for i, n in enumerate(numbers):
            options, right = cases[n].choices[slot]
            extra = second_features(keys, taken, sure, settings, rivals, i)
            joined: list[Hashed] = [np.concatenate([o, hashed(e)]) for o, e in zip(options, extra, strict=True)]
            out[n] = Choice(joined, right, cases[n].report)
    return [c for c in out if c is not None]


def accuracy(choices: Sequence[Choice], chances: Sequence[Sequence[float]], counted: Sequence[bool]) -> float:
    """The share of right choices among those counted."""
    hits = [int(np.argmax(p)) in c.right for c, p, on in zip(choices, chances, counted, strict=True) if on]
    return sum(hits) / max(1, len(hits))


def chances_of_acceptance(cases: Sequence[DraftCase], weak: Sequence[DraftCase] = ()) -> dict[str, dict[Key, float]]:
    """The sparse model's chance of each candidate, out of fold, by report."""
    choices = [choice_of(c, "accept", 1.0 if c.gold is not None else 0.0) for c in cases]
    found = out_of_fold("accept", choices, [choice_of(c, "accept", WEAK) for c in weak])
    out: dict[str, dict[Key, float]] = defaultdict(dict)
    for case, chance in zip(cases, found, strict=True):
        out[case.report][case.key] = chance[1]
    return dict(out)


@dataclass(frozen=True)
class Trained:
    """What training gave: out-of-fold figures, and the blends of the decisions in which the encoder has a say."""

    figures: dict[str, float]
    blends: dict[str, Blend]


def train(
    cases: Sequence[DraftCase],
    weak: Sequence[DraftCase],
    said: dict[str, dict[Key, Said]],
    out: Path,
    card: dict[str, object],
) -> Trained:
    """Fit and write all models; `said` is what encoders that never saw a report say of its candidates."""
    out.mkdir(parents=True, exist_ok=True)
    done = Trained({}, {})
    _train_accept(cases, weak, said, out, card, done)
    matched = [c for c in cases if c.choices]
    required = [c.gold == 1 for c in matched]
    first: dict[str, Sequence[Sequence[float]]] = {}
    for slot in RANKED:
        choices = [choice_of(c, slot) for c in matched]
        logits = [_said(said, c, slot) for c in matched]
        first[slot] = _blended(slot, choices, out_of_fold(slot, choices), logits, required, done)
        _write(out, fitted(slot, choices, card))
    for slot in ENDS:
        choices = [choice_of(c, slot) for c in matched]
        done.figures[slot] = accuracy(choices, out_of_fold(slot, choices), required)
        _write(out, fitted(slot, choices, card))
    for slot in SECOND:
        logits = [_said(said, c, slot) for c in matched]
        second = second_choices(matched, slot, first)
        _blended(f"{slot}2", second, out_of_fold(f"{slot}2", second), logits, required, done)
        _write(out, fitted(f"{slot}2", second, card))
    for slot in CODES:
        choices = [choice_of(c, slot) for c in matched]
        extra = [choice_of(c, slot, WEAK) for c in weak if slot in c.labels]
        logits = [_said(said, c, slot) for c in matched]
        _blended(slot, choices, out_of_fold(slot, choices, extra), logits, required, done)
        _write(out, fitted(slot, [*choices, *extra], card))
    return done


def _said(said: dict[str, dict[Key, Said]], case: DraftCase, slot: str) -> Sequence[float] | None:
    found = said.get(case.report, {}).get(case.key)
    return None if found is None else found.fields.get(slot)


def _blended(
    name: str,
    choices: Sequence[Choice],
    chances: list[list[float]],
    logits: Sequence[Sequence[float] | None],
    required: Sequence[bool],
    done: Trained,
) -> list[list[float]]:
    """The chances with the encoder's opinion weighed in, where there is any and it gains; notes the figures of both."""
    done.figures[name] = accuracy(choices, chances, required)
    if all(x is None for x in logits):
        return chances
    blend = fit_choice(choices, chances, logits)
    both = [p if x is None else blend.chances(p, x) for p, x in zip(chances, logits, strict=True)]
    done.figures[f"{name} with encoder"] = accuracy(choices, both, required)
    if done.figures[f"{name} with encoder"] < done.figures[name] + LEAST_GAIN:
        return chances
    done.blends[name] = blend
    return both


def _train_accept(
    cases: Sequence[DraftCase],
    weak: Sequence[DraftCase],
    said: dict[str, dict[Key, Said]],
    out: Path,
    card: dict[str, object],
    done: Trained,
) -> None:
    sure = [c for c in cases if c.gold is not None]
    choices = [choice_of(c, "accept") for c in sure]
    extra = [choice_of(c, "accept", WEAK) for c in weak]
    chances = [p[1] for p in out_of_fold("accept", choices, extra)]
    right = [c.gold == 1 for c in sure]
    heat = temperature(chances, right)
    _write(out, replace(fitted("accept", [*choices, *extra], card), temperature=heat))
    done.figures["temperature"] = heat
    _note_f1("accept F1", chances, right, done)
    logits = [found.accept if (found := said.get(c.report, {}).get(c.key)) is not None else None for c in sure]
    asked = [n for n, x in enumerate(logits) if x is not None]
    if not asked:
        return
    blend = fit_yes([chances[n] for n in asked], [logits[n] or 0.0 for n in asked], [right[n] for n in asked])
    both = [p if x is None else blend.yes(p, x) for p, x in zip(chances, logits, strict=True)]
    done.blends["accept"] = replace(blend, sparse=round(blend.sparse * heat, 4))  # the shipped model divides by it
    _note_f1("accept F1 with encoder", both, right, done)


def _note_f1(name: str, chances: Sequence[float], right: Sequence[bool], done: Trained) -> None:
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5):
        taken = [p >= threshold for p in chances]
        hits = sum(t and r for t, r in zip(taken, right, strict=True))
        done.figures[f"{name} at {threshold}"] = 2 * hits / (sum(taken) + sum(right))


def _write(out: Path, model: Linear) -> None:
    (out / f"{model.name}.npz").write_bytes(to_bytes(model))


def main() -> None:
    """Read the corpus, fit, write the weights, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--build", type=Path, default=Path("build/encoder"), help="where `make train-encoder` wrote")
    parser.add_argument("--sparse-alone", action="store_true", help="without the encoder's opinion")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    scorer(options.shared)
    items = list(annotated(options.shared / "corpus" / "train"))
    cases = all_cases(items, options.shared, options.workers)
    rows = list(summaries(options.shared / "corpus" / "satp" / "tune_2005_2012.jsonl.gz"))[::2]
    weak = all_weak_cases(rows, options.workers)
    said: dict[str, dict[Key, Said]] = {}
    if not options.sparse_alone:
        said = all_said(items, chances_of_acceptance(cases, weak), options.build, options.workers)
    card: dict[str, object] = {
        "trained_on": "annotated reports (train), incident summaries up to 2010 as weak labels",
        "candidates": len(cases),
        "weak": len(weak),
    }
    done = train(cases, weak, said, options.out, card)
    table = {name: asdict(blend) for name, blend in sorted(done.blends.items())}
    BLEND.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    for name, value in done.figures.items():
        sys.stdout.write(f"{name:30} {value:.3f}\n")


if __name__ == "__main__":
    main()
