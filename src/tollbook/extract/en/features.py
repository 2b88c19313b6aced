"""Features of a candidate: what the acceptor weighs when it says whether a careful coder would record it."""

from __future__ import annotations

import re

from tollbook.model import Comparator

from .context import Context
from .draft import Draft
from .groups import Scene
from .parse import Token

_MODALS = frozenset(["could", "would", "may", "might", "can", "will", "shall", "should", "must"])
_WORD = re.compile(r"[a-z]+|\d+")


def accept_features(context: Context, draft: Draft, rivals: list[Draft]) -> list[str]:
    """Sparse features of a candidate; `rivals` are the other candidates of its sentence."""
    c = draft.candidate
    trigger, head = draft.trigger, draft.head
    lemma, noun = trigger.lemma_.lower(), draft.scene.plain(head)
    measure, relation = c.measure.value, c.relation
    number = _number_class(draft)
    base = [
        "bias",
        f"m={measure}",
        f"l={lemma}:{measure}",
        f"lr={lemma}:{measure}:{relation}",
        f"r={relation}:{c.frame}",
        f"rm={relation}:{measure}",
        f"rk={relation}:{c.group.kind}:{number}",
        f"k={c.group.kind}:{measure}",
        f"n={noun}:{measure}",
        f"num={number}",
        f"numm={number}:{measure}",
        f"tag={trigger.tag_}:{lemma}",
        f"tagr={trigger.tag_}:{relation}",
        f"kind={c.group.kind}:{relation}:{measure}",
    ]
    base += _number_features(draft)
    base += _syntax(draft)
    base += _rivalry(draft, rivals)
    base += _words(draft)
    base += _setting(context, draft)
    return base


def _number_class(draft: Draft) -> str:
    count = draft.candidate.count
    if draft.candidate.group.quantity is None:
        return f"un:{count.comparator.value}"
    if count.low == 0:
        return "zero"
    if count.comparator == Comparator.VAGUE:
        return "vague"
    value = count.low if count.low is not None else count.high
    if value is None:
        return "open"
    return (
        "1"
        if value == 1
        else "few"
        if value < 10
        else "tens"
        if value < 100
        else "hundreds"
        if value < 1000
        else "thousands"
        if value < 100_000
        else "huge"
    )


def _number_features(draft: Draft) -> list[str]:
    quantity = draft.candidate.group.quantity
    if quantity is None:
        head = draft.head
        det = next((_determiner(draft.scene, t) for t in head.lefts if t.dep_ in ("det", "poss")), "0")
        return [
            f"det={det}:{head.tag_}",
            f"detm={det}:{draft.measure.value}",
            f"low={head.lower_ if draft.candidate.group.kind == 'pronoun' else head.tag_}",
        ]
    out = [f"cmp={draft.candidate.count.comparator.value}"]
    out += [
        name
        for name, on in (
            ("additional", quantity.additional),
            ("definite", quantity.definite),
            ("hedged", quantity.hedged),
            (f"change={quantity.change}", quantity.change),
        )
        if on
    ]
    if draft.candidate.group.whole is not None:
        out.append("partitive")
    if draft.candidate.group.noun is None:
        out.append(f"bare:{draft.candidate.relation}")
    return out


def _determiner(scene: Scene, token: Token) -> str:
    if token.pos_ not in ("DET", "PRON"):
        return scene.plain(token)
    return "a" if token.lower_ == "an" else str(token.lower_)


def _syntax(draft: Draft) -> list[str]:
    trigger, head = draft.trigger, draft.head
    out = [
        f"dep={trigger.dep_}:{draft.measure.value}",
        f"hdep={head.dep_}:{draft.candidate.relation}",
        f"thead={draft.scene.plain(trigger.head)}:{trigger.dep_}",
    ]
    for child in trigger.children:
        if child.dep_ in ("aux", "neg", "mark", "prt", "auxpass"):
            out.append(f"c={child.lower_}:{child.dep_}")
            if child.dep_ == "prt" or child.dep_ == "neg":
                out.append(f"cl={child.lower_}:{trigger.lemma_.lower()}")
        elif child.dep_ in ("dobj", "acomp", "oprd", "prep", "compound", "amod", "advmod", "nsubj", "nsubjpass"):
            out.append(
                f"tc={child.dep_}:{draft.scene.plain(child)}:{draft.measure.value}"
                if child.pos_ != "PROPN"
                else f"tc={child.dep_}:NAME"
            )
    at = trigger
    for step in range(4):
        if at.head == at:
            break
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            out.append(f"up={at.lemma_.lower()}")
            out.append(f"up{min(step, 1)}={at.lemma_.lower()}:{trigger.dep_}")
            out += [f"upc={x.lower_}" for x in at.children if x.dep_ in ("aux", "neg", "mark")]
    if any(t.lower_ in _MODALS for t in trigger.children if t.dep_ == "aux"):
        out.append("modal")
    if trigger.tag_ == "VB" and any(t.lower_ == "to" for t in trigger.children):
        out.append("infinitive")
        out.append(f"infinitive:{trigger.head.lemma_.lower()}")
    distance = abs(trigger.i - head.i)
    out.append(f"dist={_rank(distance, 1, 3, 7, 15)}:{draft.candidate.relation.split(':')[0]}")
    out.append(f"order={trigger.i < head.i}:{draft.candidate.relation.split(':')[0]}:{draft.candidate.frame}")
    if draft.candidate.relation == "loose":
        out.append(f"path={_path(trigger, head)}")
        out.append(
            "between="
            + ",".join(
                sorted(
                    {
                        t.pos_
                        for t in draft.scene.doc[min(trigger.i, head.i) + 1 : max(trigger.i, head.i)]
                        if t.pos_ in ("VERB", "PUNCT", "CCONJ")
                    }
                )
            )
        )
    return out


def _path(a: Token, b: Token) -> str:
    """The labels of the dependency path between two tokens, up to six steps."""
    ups = [a, *a.ancestors]
    numbers = {t.i: n for n, t in enumerate(ups)}
    down: list[str] = []
    at = b
    while at.i not in numbers:
        down.append(at.dep_)
        if at.head == at:
            return "none"
        at = at.head
    up = [t.dep_ for t in ups[: numbers[at.i]]]
    path = [f"<{d}" for d in up] + [f">{d}" for d in reversed(down)]
    return "".join(path) if len(path) <= 6 else f"long{min(len(path), 9)}"


def _rivalry(draft: Draft, rivals: list[Draft]) -> list[str]:
    """How the candidate stands among the others of its sentence: same group under other measures, same trigger with
    other groups."""
    c = draft.candidate
    same_group = [r for r in rivals if r.candidate.anchor == c.anchor and r is not draft]
    same_trigger = [r for r in rivals if r.candidate.trigger == c.trigger and r.measure == c.measure and r is not draft]
    out = []
    direct = [r for r in same_group if r.candidate.relation != "loose"]
    if direct and c.relation == "loose":
        out.append("taken")
        out += [f"taken:{r.measure.value}:{c.measure.value}" for r in direct[:3]]
    if any(r.measure == c.measure and r.candidate.relation != "loose" for r in same_group):
        out.append(f"again:{c.relation}")
    if c.relation == "loose" and any(r.candidate.relation != "loose" for r in same_trigger):
        out.append("served")
    if c.group.quantity is None and any(r.candidate.group.quantity is not None for r in same_trigger):
        out.append("numbered_rival")
    nearer = [r for r in same_group if abs(r.candidate.trigger - c.group.head) < abs(c.trigger - c.group.head)]
    out.append(f"nearer={min(len(nearer), 2)}:{c.relation.split(':')[0]}")
    out += [f"m+={r.measure.value}:{c.measure.value}" for r in direct[:4] if r.measure != c.measure]
    return out


def _words(draft: Draft) -> list[str]:
    """Words around trigger and group; names of parties, places and persons stand as such."""
    scene, trigger, head = draft.scene, draft.trigger, draft.head
    measure = draft.measure.value
    out = []
    for token in scene.tokens[max(0, trigger.i - 4) : trigger.i + 5]:
        if token.i != trigger.i:
            side = "b" if token.i < trigger.i else "a"
            word = scene.plain(token)
            out.append(f"w{side}={word}")
            out.append(f"w{side}m={word}:{measure}")
    for token in scene.tokens[max(0, head.i - 4) : head.i + 5]:
        out.append(f"h{'b' if token.i < head.i else 'a'}={scene.plain(token)}")
    out += [f"s={scene.plain(t)}" for t in scene.tokens if t.pos_ in ("VERB", "NOUN", "ADJ", "ADV")]
    return out


def _cues(context: Context, draft: Draft) -> tuple[str, ...]:
    """The cues of a candidate's sentence; looked for once for all candidates of it."""
    kept: dict[int, tuple[str, ...]] = context.memo.setdefault("cues of sentences", {})
    if draft.sentence not in kept:
        start, end = draft.scene.offset, draft.scene.end
        out = [f"cue={name}" for name in _DOUBTS if context.cue(name, start, end)]
        for name in _GENRES:
            found = sum(1 for _ in context.lexicon.cues[name].finditer(context.document.text, start, end))
            out.append(f"sc:{name}={min(found, 3)}")
        kept[draft.sentence] = tuple(out)
    return kept[draft.sentence]


_DOUBTS = ("hypothetical", "hedge", "denied", "cumulative")
_GENRES = ("conflict", "crime", "accident", "other_genre")


def _setting(context: Context, draft: Draft) -> list[str]:
    """The report around the candidate: genre, position, quotation, cues of doubt and distance in time."""
    start, end = draft.scene.offset, draft.scene.end
    rates = context.cue_rates
    out = [f"g:{name}={_band(rate)}" for name, rate in rates.items()]
    out.append(
        f"g:{_band(rates['conflict'])}/{_band(rates['crime'])}/{_band(rates['accident'])}/{_band(rates['other_genre'])}"
    )
    out.append(f"gm:{_band(rates['conflict'])}:{draft.measure.value}")
    lead = _band(rates["conflict"] - rates["crime"] - rates["accident"] - rates["other_genre"])
    out.append(f"lead={lead}")
    number = draft.sentence
    out.append(f"pos={'title' if start < context.document.title_end else _rank(number, 2, 6, 15)}")
    out.extend(_cues(context, draft))
    if context.in_quote(draft.trigger_offset):
        out.append("quoted")
    out.append(f"parties={min(2, len(draft.scene.parties))}")
    out.append(f"places={min(2, len(draft.scene.places))}")
    out.append(f"war={context.war is not None and bool(context.war.start)}")
    out.append(_age(context, start, end))
    out.append(f"len={'s' if len(draft.scene.doc) < 12 else 'm' if len(draft.scene.doc) < 35 else 'l'}")
    return out


def _rank(value: int, *limits: int) -> int:
    """How many of the limits a value reaches."""
    return sum(value >= limit for limit in limits)


def _band(rate: float) -> str:
    return (
        "-"
        if rate < 0
        else "0"
        if rate < 0.2
        else "1"
        if rate < 0.7
        else "2"
        if rate < 1.5
        else "3"
        if rate < 3
        else "4"
    )


def _age(context: Context, start: int, end: int) -> str:
    """How long before the report's day the latest date of the sentence lies."""
    ends = [t.window.end or t.window.start for t in context.times_in(start, end)]
    known = [d for d in ends if d is not None]
    if not known or context.today is None:
        return "age=none"
    days = (context.today - max(known)).days
    return "age=" + (
        "now" if days < 8 else "month" if days < 40 else "year" if days < 400 else "decade" if days < 4000 else "old"
    )


def scene_text(scene: Scene) -> str:
    """The sentence's text."""
    return str(scene.text)
