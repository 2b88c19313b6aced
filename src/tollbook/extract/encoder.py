"""The encoder: a small transformer that reads a report's pieces, with a head for each decision.

The network runs in onnxruntime (8-bit weights); the heads are a few matrix products. All figures that it gives are
logits: `opinion` in each language weighs them beside those of the sparse models.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.errors import SettingsError

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_OPEN = -1e4


@dataclass(frozen=True)
class Mentions:
    """The mentions of all options of one field: vectors (count, width), whether each was read, its way and its gap
    (codes of the language's pointers), and the option that it belongs to."""

    vectors: Floats
    read: npt.NDArray[np.bool_]
    ways: Ints
    gaps: Ints
    options: Ints


class Encoder:
    """The network and its heads; pure: the same pieces give the same figures."""

    def __init__(self, session: Any, heads: Mapping[str, Floats]) -> None:
        self._session = session
        self._heads = heads

    def read(self, window: Ints) -> Floats:
        """The vectors (pieces, width) of a window, its opening and closing pieces included."""
        return np.asarray(self._session.run(None, {"ids": window[None, :]})[0][0], dtype=np.float32)

    def candidates(self, anchors: Floats, triggers: Floats, openings: Floats, measures: Sequence[int]) -> Floats:
        """The vectors of candidates from those of their anchors, triggers and windows' openings (count, width)."""
        measure = self._heads["measure"][np.array(measures, dtype=np.int64)]
        joined = np.concatenate([anchors, triggers, openings, measure], axis=1)
        return _gelu(self._linear("draft", joined))

    def accept(self, candidates: Floats) -> Floats:
        """For each candidate the logit that a careful coder would record it."""
        return np.asarray(self._linear("accept", candidates)[:, 0])

    def label(self, slot: str, candidate: Floats) -> Floats:
        """The logits of a field's codes."""
        return np.asarray(self._linear(f"label.{slot}", candidate[None, :])[0])

    def options(self, slot: str, candidate: Floats, mentions: Mentions, count: int, *, first_is_none: bool) -> Floats:
        """The logits of `count` options of a field; an option's is that of all its mentions together."""
        query = self._linear(f"query.{slot}", candidate[None, :])[0] / 9.8
        none, nameless, unread = self._heads[f"out.{slot}"]
        keys = np.repeat(unread[None, :], len(mentions.ways), axis=0)
        if mentions.read.any():
            keys[mentions.read] = self._linear(f"key.{slot}", mentions.vectors[mentions.read])
        keys = keys + self._heads[f"way.{slot}"][mentions.ways] + self._heads[f"gap.{slot}"][mentions.gaps]
        out = np.full(count, _OPEN, dtype=np.float32)
        np.logaddexp.at(out, mentions.options, keys @ query)
        silent = np.ones(count, dtype=bool)
        silent[mentions.options] = False
        out[silent] = nameless @ query
        if first_is_none and silent[0]:
            out[0] = none @ query
        return out

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"], dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))), dtype=np.float32)


@cache
def load_encoder(language: str = "en") -> Encoder | None:
    """The shipped encoder of a language; None where none is shipped."""
    folder = resources.files("tollbook.extract").joinpath(language, "encoder")
    network, heads = folder.joinpath("network.onnx"), folder.joinpath("heads.npz")
    if not network.is_file() or not heads.is_file():
        return None
    return from_bytes(network.read_bytes(), heads.read_bytes())


def from_bytes(network: bytes, heads: bytes) -> Encoder:
    """An encoder from its two files: the network (ONNX) and the heads (numpy archive)."""
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        with np.load(io.BytesIO(heads), allow_pickle=False) as archive:
            arrays = {name: archive[name].astype(np.float32) for name in archive.files}
    except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, ValueError, OSError, EOFError) as error:
        raise SettingsError(
            f"the encoder cannot be read: {error}; install the package again or run `make train-encoder`"
        ) from error
    return Encoder(session, arrays)
