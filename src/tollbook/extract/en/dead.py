"""The dead and the missing among a report's claims: which claim of a sentence says what became of them.

Words for what became of the dead (`dead_words`) are told of the nearest claim about them. A sentence that has such
words and candidates, and no claim, has its likeliest candidate taken: the learned parts saw few sentences of this kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from tollbook.model import Measure

from .context import Context
from .dead_words import Said, said_of_the_dead
from .draft import Draft
from .kept_lexicon import kept_words
from .opinion import key_of_draft

LIKELY = 0.05
"""Least probability of a candidate that is taken for the words beside it."""
UNLIKELY = 0.005
"""The same beside words that hardly tell of anything else."""
_PLAIN = frozenset(
    {
        *("refused_by_receiver", "withheld_by_holder", "exchanged", "cremated", "offered"),
        *("buried_individually", "grave_unmarked", "grave_marked"),
    }
)
LOOSE = 0.25
"""The same beside "missing" and "disappeared", which stand in many lists of abuses that count nobody."""
_MISSING = frozenset({"missing", "declared_dead"})
_KEPT = "said of the dead"
_A = TypeVar("_A")


def is_of_the_dead(measure: Measure) -> bool:
    """Whether a measure counts remains or the missing."""
    return measure.value.startswith("remains_") or measure == Measure.MISSING


def _takes_words(measure: Measure) -> bool:
    return is_of_the_dead(measure) or measure in (Measure.KILLED, Measure.CASUALTIES)


def taken_for_the_dead(
    context: Context,
    accepted: Sequence[_A],
    refused: Iterable[_A],
    draft_of: Callable[[_A], Draft],
    chance: Callable[[_A], float],
) -> list[_A]:
    """Refused candidates to take: one for each sentence that tells of the dead and has no claim of theirs, which could
    take the words. A claim of the killed takes them too: the same people are not counted a second time as bodies."""
    served = {draft_of(a).sentence for a in accepted if _takes_words(draft_of(a).measure)}
    left: dict[int, list[_A]] = defaultdict(list)
    for a in refused:
        left[draft_of(a).sentence].append(a)
    found = []
    for sentence, rivals in left.items():
        if sentence in served:
            continue
        said = [one for one in said_in(context, sentence) if one.holds]
        fit = [a for a in rivals if any(_may_tell(draft_of(a), one) and chance(a) >= _least(one) for one in said)]
        if fit:
            found.append(max(fit, key=lambda a: (_is_numbered(draft_of(a)), chance(a))))
    return found


def _least(said: Said) -> float:
    if said.status == "missing":
        return LOOSE
    return UNLIKELY if said.status in _PLAIN else LIKELY


def _is_numbered(draft: Draft) -> bool:
    return draft.candidate.group.quantity is not None


def _may_tell(draft: Draft, said: Said) -> bool:
    if draft.measure == Measure.MISSING:
        return said.status in _MISSING
    return draft.measure.value.startswith("remains_") and said.status not in _MISSING


def said_in(context: Context, sentence: int) -> tuple[Said, ...]:
    """What a sentence says of the dead; worked out once."""
    kept: dict[int, tuple[Said, ...]] = context.memo.setdefault(_KEPT, {})
    if sentence not in kept:
        kept[sentence] = said_of_the_dead(context.scenes[sentence].text)
    return kept[sentence]


def share_out(context: Context, drafts: Sequence[Draft]) -> None:
    """Settle for each claim of a report which words about the dead are its own; `details_of` then knows them."""
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sentence[draft.sentence].append(draft)
    shares: dict[Any, list[Said]] = defaultdict(list)
    for sentence, claims in by_sentence.items():
        for said in said_in(context, sentence):
            owner = _owner(claims, said)
            if owner is not None:
                shares[key_of_draft(owner)].append(said)
    context.memo["dead shares"] = shares


def _owner(claims: Sequence[Draft], said: Said) -> Draft | None:
    """The claim that the words are told of: one about the dead if there is one, the nearest of these."""
    able = [d for d in claims if is_of_the_dead(d.measure)]
    if said.status in _MISSING:
        able = [d for d in claims if d.measure in (Measure.MISSING, Measure.KILLED)] or able
    able = able or [d for d in claims if _takes_words(d.measure)]
    return min(able, key=lambda d: _distance(d, said), default=None)


def _distance(draft: Draft, said: Said) -> tuple[int, int]:
    """How far a claim's words are from what is said: the trigger's distance, then the number's."""
    trigger = draft.trigger_offset - draft.scene.offset
    anchor = draft.anchor[0] - draft.scene.offset
    return _gap(trigger, said), _gap(anchor, said)


def _gap(at: int, said: Said) -> int:
    return 0 if said.start <= at < said.end else min(abs(at - said.start), abs(at - said.end))


def details_of(context: Context, draft: Draft, declarer: str | None) -> tuple[str, ...]:
    """What is said of a claim's dead, as details: codes, with the reason of a cremation and who declared them dead."""
    text = draft.scene.text
    out = []
    for said in context.memo.get("dead shares", {}).get(key_of_draft(draft), ()):
        if not said.holds:
            out.append(f"not:{said.status}")
        elif said.status == "cremated":
            reason = kept_words().patterns["cremated_reason"].search(text, said.start)
            out.append(f"cremated:{reason.group().strip()}" if reason else "cremated")
        elif said.status == "declared_dead" and declarer:
            out.append(f"declared_dead:{declarer}")
        else:
            out.append(said.status)
    return tuple(out)
