"""The thread of a report: where harm is told, and with what numbers; a place or a time named there may be another
claim's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from .context import Context
from .draft import Draft, drafts_of
from .parse import Token
from .places_lexicon import place_words

Told = tuple[str, int | None, int | None]
"""A measure with the bounds of its count."""


@dataclass(frozen=True)
class Thread:
    """By sentence number: what is told there, and which tokens name the harm."""

    told: Mapping[int, frozenset[Told]]
    triggers: Mapping[int, frozenset[int]]
    memo: dict[tuple[int, int], str] = field(default_factory=dict)
    """What `role` found, by offsets."""


def thread_of(context: Context) -> Thread:
    """The report's thread, made once."""
    if "thread" not in context.memo:
        told: dict[int, set[Told]] = defaultdict(set)
        triggers: dict[int, set[int]] = defaultdict(set)
        for draft in drafts_of(context):
            told[draft.sentence].add(_told(draft))
            if draft.candidate.relation != "loose":
                triggers[draft.sentence].add(draft.candidate.trigger)
        context.memo["thread"] = Thread(
            {k: frozenset(v) for k, v in told.items()}, {k: frozenset(v) for k, v in triggers.items()}
        )
    found: Thread = context.memo["thread"]
    return found


def kinship(thread: Thread, draft: Draft, sentence: int) -> str:
    """What another sentence has to do with a draft: the same number of the same measure, the measure, harm, or none."""
    told = thread.told.get(sentence, frozenset())
    if not told:
        return "none"
    own = _told(draft)
    if own in told and own[1:] not in ((1, 1), (None, None)):
        return "same"
    return "measure" if any(t[0] == own[0] for t in told) else "harm"


def role(context: Context, start: int, end: int) -> str:
    """How a name or an expression of time hangs in its sentence: its label and what it hangs under; "-" if unparsed."""
    thread = thread_of(context)
    if (start, end) not in thread.memo:
        thread.memo[start, end] = _role(context, thread, start, end)
    return thread.memo[start, end]


def _role(context: Context, thread: Thread, start: int, end: int) -> str:
    sentence = context.document.sentence_at(start)
    scene = context.scenes.get(sentence.index) if sentence is not None else None
    if sentence is None or scene is None:
        return "-"
    token = scene.token_at(end - 1 - scene.offset)
    if token is None:
        return "-"
    triggers = thread.triggers.get(sentence.index, frozenset())
    while token.dep_ in ("compound", "nmod", "appos", "conj", "poss") and start <= scene.offset + token.head.idx < end:
        token = token.head
    label = token.dep_
    over: Token = token.head
    if label == "pobj":
        label = over.lower_
        over = over.head
    steps = 0
    while over.i not in triggers and over.pos_ not in ("VERB", "AUX") and over.head != over and steps < 6:
        over, steps = over.head, steps + 1
    if over.i in triggers:
        return f"{label}:harm"
    return f"{label}:{'speech' if over.lemma_.lower() in scene.lexicon.speech else over.pos_}"


def magnitude(draft: Draft) -> str:
    """How large the number is, in steps; "un" without one."""
    count = draft.candidate.count
    if draft.candidate.group.quantity is None:
        return "un"
    value = count.low if count.low is not None else count.high
    if value is None:
        return "open"
    return next((str(limit) for limit in (0, 1, 9, 99, 499, 2999) if value <= limit), "more")


def perfect(draft: Draft) -> bool:
    """Whether the harm is told in the present perfect ("have been killed")."""
    verb = draft.trigger
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return any(c.lower_ in ("has", "have") for c in verb.children if c.dep_ == "aux")


def peoples(draft: Draft) -> frozenset[str]:
    """Countries whose people the group is said to be ("Chadian soldiers")."""
    demonyms = place_words().demonyms
    near = [draft.head, *draft.head.lefts]
    return frozenset(demonyms[t.lower_] for t in near if t.lower_ in demonyms)


def _told(draft: Draft) -> Told:
    count = draft.candidate.count
    return draft.measure.value, count.low, count.high
