"""Make the encoder: `python -m training.encoder --shared ../shared` (CPU, an hour or so; seeded).

Fits one network for each of three parts of `train/` on the reports outside that part, and one on all: the three give
every report an opinion by a network that never saw it (kept under build/encoder, for `make train`), the last one ships.
Never trained on dev, seeds or a scored split.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.fields import RANKED, ranked_options
from tollbook.extract.en.label_slots import LABEL_SLOTS
from tollbook.extract.en.layout import Layout, lay_out
from tollbook.extract.en.opinion import LIKELY, MEASURES, Key, key_of_draft
from tollbook.extract.en.pointers import gap_of, pointers_of

from .cases import SCOPE, align, all_cases, gold_labels, right_options, scorer
from .corpus import Annotated, annotated, fold_of
from .network import Candidate, Laid, Network, Pointers, heads, network_file
from .opinions import PARTS, part_folder
from .train import WEIGHTS, chances_of_acceptance

EPOCHS, BATCH = 7, 8
RATE, HEAD_RATE = 1e-4, 1e-3
"""Step sizes of the base model and of the heads."""
SHARE = {"party": 1.0, "source": 1.0, "actor": 0.7, "place": 0.7, "when": 0.7}
LABEL_SHARE = 0.3
"""What a field's loss weighs beside that of acceptance."""


def laid_out(item: Annotated, chances: dict[Key, float], shared: Path) -> Laid | None:
    """A report as the network sees it, its candidates those that the sparse model finds likely; None without any.

    `chances` are the sparse model's, out of fold.
    """
    score = sys.modules.get("score") or scorer(shared)
    context = read_context(item.report, SCOPE)
    drafts = drafts_of(context)
    gold = align(context, drafts, item.claims, score)
    likely = [n for n, d in enumerate(drafts) if chances.get(key_of_draft(d), 0.0) >= LIKELY]
    if not likely:
        return None
    layout = lay_out(context, {drafts[n].sentence for n in likely})
    found = []
    for n in likely:
        anchor = layout.span(*drafts[n].anchor)
        at = drafts[n].trigger_offset
        trigger = layout.span(at, at + len(drafts[n].trigger))
        if anchor is not None and trigger is not None:
            found.append(_candidate(context, drafts[n], gold[n], layout, anchor, trigger, score))
    return Laid(item.name, layout.ids, layout.windows, tuple(found)) if found else None


def _candidate(
    context: Context,
    draft: Draft,
    claim: dict[str, Any] | None,
    layout: Layout,
    anchor: tuple[int, int],
    trigger: tuple[int, int],
    score: Any,
) -> Candidate:
    window, measure = layout.window_of(anchor[0]), MEASURES.index(draft.measure)
    if claim is None:
        return Candidate(anchor, trigger, window, measure, 0, {}, {})
    options = ranked_options(context, draft)
    right = right_options(options, claim, score)
    pointers = {}
    for slot in RANKED:
        found = tuple(
            tuple(
                (
                    layout.span(p.start, p.end) if p.end > p.start else None,
                    p.way,
                    gap_of(context, draft, p) if p.end > p.start else 0,
                )
                for p in mentions
            )
            for mentions in pointers_of(context, draft, slot, options[slot])
        )
        pointers[slot] = Pointers(found, tuple(sorted(right[slot])))
    labels = {
        slot.name: slot.codes.index(code)
        for slot in LABEL_SLOTS
        if (code := gold_labels(claim)[slot.name]) in slot.codes
    }
    return Candidate(anchor, trigger, window, measure, None if claim.get("optional") else 1, labels, pointers)


def loss_of(network: Network, laid: Laid, pieces: torch.Tensor, openings: torch.Tensor) -> torch.Tensor:
    """The loss over one report's candidates, from its vectors: acceptance, labels, and fields where gold has the
    claim."""
    sums = torch.cat([torch.zeros(1, pieces.shape[1]), pieces.cumsum(0)])
    vectors = network.vectors_of(laid, sums, openings)
    gold = torch.tensor([float(c.gold or 0) for c in laid.candidates])
    sure = torch.tensor([float(c.gold is not None) for c in laid.candidates])
    accept = network.accept(vectors)[:, 0]
    loss = (nn.functional.binary_cross_entropy_with_logits(accept, gold, reduction="none") * sure).sum()
    for n, candidate in enumerate(laid.candidates):
        for slot, code in candidate.labels.items():
            scores = network.label[slot](vectors[n])
            loss = loss + LABEL_SHARE * nn.functional.cross_entropy(scores[None], torch.tensor([code]))
        for slot, pointers in candidate.pointers.items():
            if pointers.right and len(pointers.right) < len(pointers.options):
                scores = network.scores(slot, vectors[n], pointers, sums)
                right = scores[list(pointers.right)]
                loss = loss + SHARE[slot] * (torch.logsumexp(scores, 0) - torch.logsumexp(right, 0))
    return loss


def fit(reports: Sequence[Laid], epochs: int = EPOCHS, seed: int = 1) -> Network:
    """A network fitted to the reports; the same reports and seed give the same network on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = Network()
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for n, p in named if n.startswith("bert.")], "lr": RATE},
            {"params": [p for n, p in named if not n.startswith("bert.")], "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil(len(reports) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    shuffled = list(reports)
    started = time.monotonic()
    for epoch in range(epochs):
        order.shuffle(shuffled)
        total = 0.0
        for at in range(0, len(shuffled), BATCH):
            optimizer.zero_grad()
            batch = shuffled[at : at + BATCH]
            read = network.read(batch, training=True)
            loss = torch.stack([loss_of(network, x, *vectors) for x, vectors in zip(batch, read, strict=True)]).sum()
            (loss / 20).backward()
            total += float(loss.detach()) / 20
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        sys.stdout.write(f"epoch {epoch + 1} loss {total:.1f} {time.monotonic() - started:.0f} s\n")
        sys.stdout.flush()
    return network


def write(network: Network, folder: Path) -> None:
    """Write the network's two files; the table of word pieces stands beside the shipped ones."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(heads(network))
    (folder / "network.onnx").write_bytes(network_file(network))


def main() -> None:
    """Lay the reports out, fit the networks that were asked for, write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--build", type=Path, default=Path("build/encoder"))
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent / "encoder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--only", help="these networks alone: numbers of parts and `all`, with commas between")
    options = parser.parse_args()
    scorer(options.shared)
    items = list(annotated(options.shared / "corpus" / "train"))
    chances = chances_of_acceptance(all_cases(items, options.shared, options.workers))
    with ProcessPoolExecutor(options.workers) as pool:
        lay = partial(_laid_out, shared=options.shared)
        laid = [x for x in pool.map(lay, [(i, chances.get(i.name, {})) for i in items], chunksize=8) if x is not None]
    for name in [str(p) for p in range(PARTS)] + ["all"]:
        if options.only is not None and name not in options.only.split(","):
            continue
        seen = [x for x in laid if name == "all" or fold_of(x.report, PARTS) != int(name)]
        sys.stdout.write(f"network {name}: {len(seen)} reports, {sum(len(x.ids) for x in seen)} pieces\n")
        folder = options.out if name == "all" else part_folder(options.build, int(name))
        write(fit(seen, options.epochs), folder)
        card = {"trained_on": "annotated reports (train)", "reports": len(seen), "epochs": options.epochs}
        (folder / "card.json").write_text(json.dumps(card) + "\n", encoding="utf-8")


def _laid_out(given: tuple[Annotated, dict[Key, float]], shared: Path) -> Laid | None:
    return laid_out(given[0], given[1], shared)


if __name__ == "__main__":
    main()
