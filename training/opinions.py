"""Opinions on training reports by encoders that never saw them: what the shipped encoder will say of a new report."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.fields import RANKED, ranked_options
from tollbook.extract.en.label_slots import LABEL_SLOTS
from tollbook.extract.en.opinion import LIKELY, Key, key_of_draft, opinion_of
from tollbook.extract.encoder import Encoder, from_bytes

from .cases import SCOPE
from .corpus import Annotated, fold_of

PARTS = 3
"""Parts of the training reports, each with an encoder fitted to the others."""


@dataclass(frozen=True)
class Said:
    """What an encoder says of a candidate: the logit of acceptance, those of codes and of options by field."""

    accept: float
    fields: dict[str, tuple[float, ...]]


def part_folder(build: Path, part: int) -> Path:
    """The folder of the encoder that never saw a part."""
    return build / f"part{part}"


def encoder_without(build: Path, report: str) -> Encoder:
    """The encoder that never saw a report."""
    return _encoder(part_folder(build, fold_of(report, PARTS)))


@cache
def _encoder(folder: Path) -> Encoder:
    try:
        return from_bytes((folder / "network.onnx").read_bytes(), (folder / "heads.npz").read_bytes())
    except FileNotFoundError as error:
        raise SystemExit(f"training: there is no encoder in {folder}; run `make train-encoder` first") from error


def said_of(given: tuple[Annotated, dict[Key, float]], build: Path) -> dict[Key, Said]:
    """What the encoder that never saw a report says of its likely candidates."""
    item, chances = given
    context = read_context(item.report, SCOPE)
    likely = [d for d in drafts_of(context) if chances.get(key_of_draft(d), 0.0) >= LIKELY]
    opinion = opinion_of(context, likely, encoder_without(build, item.name))
    out: dict[Key, Said] = {}
    if opinion is None:
        return out
    for draft in likely:
        if key_of_draft(draft) not in opinion.accepts:
            continue
        options = ranked_options(context, draft)
        fields: dict[str, tuple[float, ...]] = {}
        for slot in RANKED:
            found = opinion.options(draft, slot, options[slot])
            if found is not None:
                fields[slot] = tuple(float(x) for x in found)
        for label in LABEL_SLOTS:
            codes = opinion.label(draft, label.name)
            if codes is not None:
                fields[label.name] = tuple(float(x) for x in codes)
        out[key_of_draft(draft)] = Said(opinion.accepts[key_of_draft(draft)], fields)
    return out


def all_said(
    items: Sequence[Annotated], chances: dict[str, dict[Key, float]], build: Path, workers: int = 2
) -> dict[str, dict[Key, Said]]:
    """The same for many reports, by name."""
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(partial(said_of, build=build), [(i, chances.get(i.name, {})) for i in items], chunksize=8)
        return {item.name: said for item, said in zip(items, found, strict=True)}
