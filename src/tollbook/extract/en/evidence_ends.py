"""Where a claim's evidence begins and ends: words of its sentence at which a phrase or clause opens or closes, each
with what speaks for it, and the choice of a pair of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .draft import Draft
from .groups import Scene
from .parse import Token

ENDS = ("evidence_start", "evidence_end")
"""The two choices; each has a model of that name."""

_CLOSED = frozenset({"ADP", "SCONJ", "CCONJ", "DET", "PRON", "AUX", "PUNCT", "PART"})
"""Parts of speech whose words stand for themselves; others by their tag, so that nothing hangs on who or where."""
_WITHIN = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "quantmod", "predet", "nmod", "aux", "auxpass", "neg"}
)
"""Words that belong to the one they stand before: no evidence ends between."""
_OPENING = frozenset({"mark", "cc", "case", "punct"})
_LINKS = frozenset({"prep", "cc", "agent"})
_CLOSING_MARKS = frozenset(")\"%’”'")
_STOPS = frozenset({",", ";", ":", "-", "–", "—", "(", ")"})
_MOST = 30
"""Most ends on a side: a sentence that offers more is a list, whose far parts are other claims'."""
_LIKELY = 8
_CHAIN = 6

COVERS = 4.0
"""What covering a quarter of the coder's evidence is worth beside agreeing with it in full: less, and the claim could
not be found by its evidence. Out of fold on train: mean F1 .851 and .977 covered at 0, .853 and .990 at 2, .852 and
.994 at 4."""
_LEAST_COVER, _LONGEST, _FREE = 0.25, 4, 400

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ends:
    """Where evidence may begin, or end: offsets into the sentence's text, the same with all names of one length, and
    features of each."""

    offsets: tuple[int, ...]
    evens: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Layout:
    """A sentence as the features see it: by token its word or tag, its head's number, its label; made once a claim,
    since a parser's tokens are slow to ask."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]


def ends_of(draft: Draft) -> dict[str, Ends]:
    """The ends that a claim's evidence can have on either side of its own words (trigger, group and number)."""
    scene = draft.scene
    low, high = _core(draft)
    layout = _layout(scene)
    chain = _verbs(draft.trigger)
    return {"evidence_start": _starts(draft, low, layout, chain), "evidence_end": _closes(draft, high, layout, chain)}


def likeliest(starts: Sequence[int], ends: Sequence[int], p: Sequence[float], q: Sequence[float]) -> tuple[int, int]:
    """The numbers of the start and the end whose stretch agrees best with what a coder would mark, on the average over
    the likely pairs; `p` and `q` are the chances of starts and ends, which are given as even offsets."""
    first = np.argsort(-np.asarray(p), kind="stable")[:_LIKELY]
    last = np.argsort(-np.asarray(q), kind="stable")[:_LIKELY]
    weights: Numbers = np.outer(np.asarray(p)[first], np.asarray(q)[last]).ravel()
    a = np.repeat(np.asarray(starts)[first], len(last))
    b = np.tile(np.asarray(ends)[last], len(first))
    shared = np.maximum(np.minimum(b[:, None], b) - np.maximum(a[:, None], a), 0)
    length = np.maximum(b - a, 1)
    agreement = 2 * shared / (length[:, None] + length)
    covered = (shared >= _LEAST_COVER * length) & (length[:, None] <= np.maximum(_LONGEST * length, _FREE))
    best = int(np.argmax((agreement + COVERS * covered) @ weights))
    return int(first[best // len(last)]), int(last[best % len(last)])


def _core(draft: Draft) -> tuple[int, int]:
    """The first and the last token that evidence must hold."""
    candidate = draft.candidate
    group = candidate.group
    wanted = set(group.tokens)
    if not candidate.is_part:
        wanted.add(candidate.trigger)
    stretches = [candidate.anchor]
    if group.quantity is not None:
        stretches.append((group.quantity.start, group.quantity.end))
    for start, end in stretches:
        wanted |= {t.i for t in draft.scene.tokens if start < t.idx + len(t) and t.idx < end}
    return min(wanted), max(wanted)


def _layout(scene: Scene) -> _Layout:
    tokens = scene.tokens
    kinds = tuple(t.pos_ for t in tokens)
    words = tuple(t.lower_ if k in _CLOSED else t.tag_ for t, k in zip(tokens, kinds, strict=True))
    return _Layout(words, tuple(t.head.i for t in tokens), tuple(t.dep_ for t in tokens), kinds)


def _verbs(trigger: Token) -> list[int]:
    """The verbs over the trigger, nearest first, itself included."""
    out: list[int] = []
    at = trigger
    while len(out) <= _CHAIN:
        if at.pos_ in ("VERB", "AUX"):
            out.append(at.i)
        if at.head == at:
            break
        at = at.head
    return out


def _under(at: int, heads: Sequence[int], chain: Sequence[int]) -> int:
    """The number of the verb over the trigger that a token hangs under; 9 for none."""
    for _ in range(15):
        if at in chain:
            return chain.index(at)
        if heads[at] == at:
            break
        at = heads[at]
    return 9


def _ends(draft: Draft, offsets: Sequence[int], features: Sequence[tuple[str, ...]]) -> Ends:
    even = draft.scene.even
    return Ends(tuple(offsets), tuple(even.at(o) for o in offsets), tuple(features))


def _starts(draft: Draft, low: int, layout: _Layout, chain: Sequence[int]) -> Ends:
    tokens, words, heads, labels, kinds = draft.scene.tokens, layout.words, layout.heads, layout.labels, layout.kinds
    ruled = _ruled(draft, 0)
    edges = {tokens[v].left_edge.i: f"L{n}" for n, v in reversed(list(enumerate(chain[:3])))}
    shape = _shape(draft)
    length = _steps(len(tokens))
    offsets, features = [], []
    verbs = stops = 0
    for i in range(low, -1, -1):
        if i < low:
            verbs += kinds[i] == "VERB"
            stops += tokens[i].lower_ in _STOPS
        inside = i > 0 and labels[i - 1] in _WITHIN and heads[i - 1] >= i
        if i not in (0, low) and (inside or kinds[i] == "PUNCT"):
            continue
        word, previous, label, at = words[i], words[i - 1] if i else "BOS", labels[i], tokens[i].idx
        far, edge, rule = _steps(low - i), edges.get(i, ""), ruled(at)
        under = _under(i, heads, chain)
        found = [
            f"p={previous}",
            f"x={word}",
            f"px={previous}|{word}",
            f"d={far}",
            f"dep={label}",
            f"dep={label}|{previous}",
            f"edge={edge}",
            f"edge={edge}|{previous}",
            f"v={min(verbs, 3)}",
            f"c={min(stops, 3)}",
            f"vc={min(verbs, 3)}{min(stops, 3)}|{i == 0}",
            f"under={under}",
            f"under={under}|{label}|{previous}",
            f"r={rule}",
            f"r={rule[:1]}|{previous}",
            f"whole={i == 0}|{length}|{far}",
            f"whole={i == 0}|v{min(verbs, 3)}",
        ]
        if i > 0:
            found.append(f"pdep={labels[i - 1]}|{kinds[i - 1]}")
            found.append(f"ppx={words[i - 2] if i > 1 else 'BOS'}|{previous}|{word}")
        found += [f"{s}|{w}" for s in shape for w in (f"d{far}", f"p{previous}", f"r{rule}", f"w{i == 0}", f"e{edge}")]
        offsets.append(at)
        features.append(tuple(found))
        if len(offsets) == _MOST:
            break
    return _ends(draft, offsets, features)


def _closes(draft: Draft, high: int, layout: _Layout, chain: Sequence[int]) -> Ends:
    tokens, words, heads, labels, kinds = draft.scene.tokens, layout.words, layout.heads, layout.labels, layout.kinds
    ruled = _ruled(draft, 1)
    edges = {tokens[v].right_edge.i: f"R{n}" for n, v in reversed(list(enumerate(chain[:3])))}
    shape = _shape(draft)
    length = _steps(len(tokens))
    offsets, features = [], []
    verbs = stops = 0
    for i in range(high, len(tokens)):
        if i > high:
            verbs += kinds[i] == "VERB"
            stops += tokens[i].lower_ in _STOPS
            if not _may_close(i, layout):
                continue
        rest = i + 1 < len(tokens)
        word, following, label = words[i], words[i + 1] if rest else "EOS", labels[i + 1] if rest else "EOS"
        at = tokens[i].idx + len(tokens[i])
        far, edge, rule = _steps(i - high), edges.get(i, ""), ruled(at)
        last = following in (".", "EOS")
        found = [
            f"n={following}",
            f"x={word}",
            f"nx={word}|{following}",
            f"d={far}",
            f"dep={labels[i]}",
            f"ndep={label}",
            f"ndep={label}|{following}",
            f"ndep={label}|{_under(i + 1, heads, chain) if rest else 9}",
            f"edge={edge}",
            f"edge={edge}|{following}",
            f"v={min(verbs, 3)}",
            f"c={min(stops, 3)}",
            f"vc={min(verbs, 3)}{min(stops, 3)}|{following}",
            f"under={_under(i, heads, chain)}|{labels[i]}|{following}",
            f"r={rule}",
            f"r={rule[:1]}|{following}",
            f"whole={last}|{length}|{far}",
            f"whole={last}|v{min(verbs, 3)}",
        ]
        if rest:
            found.append(f"xnn={word}|{following}|{words[i + 2] if i + 2 < len(tokens) else 'EOS'}")
        found += [f"{s}|{w}" for s in shape for w in (f"d{far}", f"n{following}", f"r{rule}", f"e{edge}")]
        offsets.append(at)
        features.append(tuple(found))
        if len(offsets) == _MOST:
            break
    return _ends(draft, offsets, features)


def _may_close(at: int, layout: _Layout) -> bool:
    if layout.kinds[at] == "PUNCT":
        return layout.words[at] in _CLOSING_MARKS
    label, head = layout.labels[at], layout.heads[at]
    return head == at or not (label in _LINKS or (label in _WITHIN | _OPENING and head > at))


def _ruled(draft: Draft, side: int) -> Any:
    """Whether an offset is where the rules' short evidence ends ("1" first) and where the drawn out one does."""
    offset = draft.scene.offset
    short, long = draft.evidence[side] - offset, draft.stated[side] - offset
    return lambda at: f"{int(at == short)}{int(at == long)}"


def _shape(draft: Draft) -> tuple[str, ...]:
    c = draft.candidate
    return (f"m={c.measure.value}", f"part={c.is_part}", f"rel={c.relation.split(':')[0]}")


def _steps(words: int) -> int:
    return words if words < 6 else 6 + (words - 6) // 3 if words < 18 else 10


def begun(draft: Draft, start: int) -> int:
    """Where evidence begins: not in the middle of words set between commas ("in the part of | the region, killed 63"),
    but behind them. Offsets into the sentence."""
    first = draft.scene.token_at(start)
    if first is None or first.i == 0 or first.nbor(-1).pos_ != "ADP":
        return start
    low = min(draft.candidate.anchor[0], draft.trigger.idx)
    between = draft.scene.text[start:low]
    comma = between.rfind(", ")
    return start if comma < 0 else start + comma + 2
