"""The dead and the missing among a report's claims: which claim of a sentence says what became of them.

What a sentence says of its dead (`dead_words`) is told of the claim about them. Where none counts them, the likeliest
candidate is taken, or a claim is made of their words: the learned parts saw few sentences of this kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from tollbook.model import Measure

from .candidate import Candidate
from .context import Context, scene_apart
from .dead_lexicon import dead_words, lemma_of
from .dead_owner import closeness, governs, is_of, is_of_the_dead, may_tell, measure_told_by, owner_of
from .dead_said import Said
from .dead_themes import is_no_body
from .dead_words import may_tell_of_those_before, names_others, said_of_the_dead, said_of_those_before
from .draft import Draft
from .groups import (
    BARE,
    BODIES,
    PEOPLE,
    PRONOUN,
    Group,
    Scene,
    implied_count,
    noun_kind,
    numbered_groups,
    unnumbered_group,
)
from .kept_lexicon import kept_words
from .opinion import key_of_draft
from .parse import Token

SURE = 0.55
"""Least chance of a claim about the dead that stands although words about them say nothing of its kind."""
LIKELY = 0.05
"""Least probability of a candidate that is taken for the words beside it."""
UNLIKELY = 0.005
"""The same beside words that hardly tell of anything else."""
_PLAIN = frozenset(
    {
        *("refused_by_receiver", "withheld_by_holder", "exchanged", "cremated", "offered", "requested"),
        *("buried_individually", "grave_unmarked", "grave_marked", "declared_dead"),
    }
)
LOOSE = 0.25
"""The same beside "missing" and "disappeared", which stand in many lists of abuses that count nobody."""
_SHORT = 4
"""Sentences of a report that is too short to tell by its words what it is about."""
_OF_WAR = 0.4
"""Least words of conflict for 100 of a report whose dead make claims that no learned part proposed."""
ALL_BUT_SURE = 0.85
"""Least chance of a claim whose very words are read as telling something else of the same dead."""
KEPT = 0.4
"""Least chance of a claim that the dead are held, beside words that name where they are kept."""
_KEPT = "said of the dead"
_APART = "scenes of the dead"
_SHARES = "dead shares"
_TAKEN = "taken for the dead"
_A = TypeVar("_A")


def said_in(context: Context, sentence: int) -> tuple[Said, ...]:
    """What a sentence says of the dead; worked out once."""
    kept: dict[int, tuple[Said, ...]] = context.memo.setdefault(_KEPT, {})
    if sentence not in kept:
        claimable = sentence in set(context.claimable)
        text = context.document.sentences[sentence].text
        told = claimable or bool(dead_words().alone.search(text))
        kept[sentence] = said_of_the_dead(_scene(context, sentence)) if told else ()
        if not kept[sentence] and may_tell_of_those_before(text) and _follows_the_dead(context, sentence):
            kept[sentence] = said_of_those_before(_scene(context, sentence))
    return kept[sentence]


_BACK = 4
"""Sentences at most between the dead and the word "them" that stands for them."""


def _follows_the_dead(context: Context, sentence: int) -> bool:
    """Whether the sentences before tell of the dead, and nobody else since then."""
    for before in range(sentence - 1, max(-1, sentence - 2 - _BACK), -1):
        if said_in(context, before):
            return True
        if before in context.scenes and names_others(context.scenes[before]):
            return False
    return False


def _scene(context: Context, sentence: int) -> Scene:
    """A sentence as parsed; one that names no harm ("the fate of nine is not known") is parsed for this alone."""
    scenes: dict[int, Scene] = context.memo.setdefault(_APART, {})
    if sentence not in context.scenes and sentence not in scenes:
        scenes[sentence] = scene_apart(context, context.document.sentences[sentence])
    return context.scenes.get(sentence) or scenes[sentence]


def taken_for_the_dead(
    context: Context,
    accepted: Sequence[_A],
    refused: Iterable[_A],
    draft_of: Callable[[_A], Draft],
    chance: Callable[[_A], float],
) -> list[_A]:
    """Refused candidates to take: for each sentence that tells of dead whom no claim counts, the one of these dead. A
    claim of the killed counts them, too: the same people are not counted a second time as bodies."""
    taken: dict[int, list[Draft]] = defaultdict(list)
    for a in accepted:
        taken[draft_of(a).sentence].append(draft_of(a))
    left: dict[int, list[_A]] = defaultdict(list)
    for a in refused:
        left[draft_of(a).sentence].append(a)
    found: list[_A] = []
    for sentence, rivals in left.items():
        for said in said_in(context, sentence):
            owner = owner_of(taken[sentence], said)
            fit = [a for a in rivals if may_tell(draft_of(a), said) and chance(a) >= _least(said)]
            if owner is not None:  # its own verb governs the same dead: told beside what the other claim tells
                fit = [a for a in fit if governs(draft_of(a), said) and draft_of(a).anchor == owner.anchor]
                fit = [] if owner.measure == measure_told_by(said.status) else fit
            if fit:
                best = max(fit, key=lambda a: (*closeness(draft_of(a), said), chance(a)))
                found.append(best)
                taken[sentence].append(draft_of(best))
                context.memo.setdefault(_TAKEN, set()).add(key_of_draft(draft_of(best)))
    return found


def made_of_the_dead(context: Context, accepted: Sequence[Draft]) -> list[Draft]:
    """Claims made of what sentences say of dead whom no claim counts: of their words and number."""
    taken: dict[int, list[Draft]] = defaultdict(list)
    for draft in accepted:
        taken[draft.sentence].append(draft)
    found = []
    for sentence in (s.index for s in context.document.sentences if _is_of_war(context)):
        for said in said_in(context, sentence):
            if owner_of(taken[sentence], said) is not None:
                continue
            scene = _scene(context, sentence)
            candidate = _candidate(scene, said)
            if candidate is not None:
                draft = Draft(sentence, scene, candidate)
                found.append(draft)
                taken[sentence].append(draft)
    return found


def _is_of_war(context: Context) -> bool:
    """Whether a report of some length speaks of armed conflict: murders and old graves have their dead, too."""
    rates = context.cue_rates
    if len(context.document.sentences) <= _SHORT:
        return True
    return rates["conflict"] >= max(_OF_WAR, rates["crime"] / 2)


def _candidate(scene: Scene, said: Said) -> Candidate | None:
    """A claim of the dead that something is said of; None where no words stand for them."""
    groups = numbered_groups(scene)
    token = None if said.of is None else scene.tokens[said.of]
    group = _group(scene, groups, token, said)
    plain = said.verb or said.status in _PLAIN
    vague = said.status == "missing" or (
        group is not None and group.kind == PRONOUN and said.status != "cremated" and not said.carried
    )
    if group is None or (group.quantity is None and (vague or not plain)):
        return None  # "they", "those missing", "mass graves": nobody is counted
    measure = measure_told_by(said.status)
    if group.quantity is not None:
        anchor = (group.quantity.number_start, group.quantity.number_end)
        count = group.quantity.count
    else:
        head = scene.doc[group.noun if group.noun is not None else group.head]
        anchor = (head.idx, head.idx + len(head))
        count = implied_count(scene, group)
    trigger = token if token is not None else scene.doc[group.head]
    return Candidate(measure, trigger.i, "body", "governor:told", group, count, anchor)


def _group(scene: Scene, groups: list[Group], token: Token | None, said: Said) -> Group | None:
    """The numbered group of the dead, else that of their word; of a turn of speech the nearest people with a number."""
    if token is None:
        near = [g for g in groups if g.kind in (PEOPLE, BODIES, BARE) and g.quantity is not None]
        return min(near, key=lambda g: abs(scene.doc[g.head].idx - said.start), default=None)
    around = [
        token,
        *(n for p in token.children if p.lower_ == "of" for n in p.subtree if n.dep_ in ("pobj", "nummod")),
    ]
    for word in around:
        for group in groups:
            if word.i in group.tokens or group.noun == word.i:
                return group
    for word in around:
        found = unnumbered_group(scene, word)
        if found is not None:
            return found
    return Group(frozenset({token.i}), token.i, token.i, noun_kind(scene, token), None)


def _least(said: Said) -> float:
    if said.status == "missing":
        return LOOSE
    return UNLIKELY if said.status in _PLAIN else LIKELY


def share_out(context: Context, drafts: Sequence[Draft]) -> None:
    """Settle for each claim of a report which words about the dead are its own; `details_of` then knows them."""
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sentence[draft.sentence].append(draft)
    shares: dict[Any, list[Said]] = defaultdict(list)
    for sentence, claims in by_sentence.items():
        for said in said_in(context, sentence):
            owner = owner_of(claims, said)
            if owner is not None:
                shares[key_of_draft(owner)].append(said)
        for draft in claims:
            if key_of_draft(draft) in shares:
                shares[key_of_draft(draft)] = _without_others(draft, shares[key_of_draft(draft)])
    context.memo[_SHARES] = shares


_EITHER_OR = frozenset({"uncollected", "recovered"})
"""What is not said of the same dead."""


def _without_others(draft: Draft, shared: list[Said]) -> list[Said]:
    """What is said of a claim's dead, without what contradicts it and is said of others ("the failure to recover
    bodies, as remains are later discovered")."""
    own = {said.status for said in shared if said.holds and is_of(draft, said)} & _EITHER_OR
    if len(own) != 1:
        return shared
    return [s for s in shared if s.status not in _EITHER_OR - own or not s.holds or is_of(draft, s)]


def _shared(context: Context, draft: Draft) -> list[Said]:
    shares: dict[Any, list[Said]] = context.memo.get(_SHARES, {})
    return shares.get(key_of_draft(draft), [])


def measure_of(context: Context, draft: Draft) -> Measure:
    """What a claim counts: of the dead, what its own words tell, where they tell nothing of the measure proposed."""
    shared = sorted(_shared(context, draft), key=lambda s: not s.holds)
    told = [measure_told_by(said.status) for said in shared]
    how, _, lemma = draft.candidate.relation.partition(":")
    lemma = lemma.removeprefix("not-")
    only_told = key_of_draft(draft) in context.memo.get(_TAKEN, ())
    unread = (
        not only_told
        and how == "governor"
        and not any(lemma_of(t) == lemma for s in shared for t in draft.scene.tokens if s.start <= t.idx < s.end)
    )  # its own verb tells it, and what is said is of another
    if not told or unread or not is_of_the_dead(draft.measure) or draft.measure in told:
        return draft.measure
    return told[0]


def told_twice(context: Context, drafts: Sequence[Draft], chance: Callable[[Draft], float]) -> frozenset[Any]:
    """Claims to leave out, by their keys: dead of whom a second claim of the same words tells no more, since all that
    the sentence says is the first one's; a claim that is likely by itself (`SURE`) stays."""
    told: dict[tuple[int, tuple[int, int]], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if is_of_the_dead(draft.measure):
            told[draft.sentence, draft.anchor].append(draft)
    out = set()
    for claims in told.values():
        counted: set[Measure] = set()
        held = any(d.measure is Measure.REMAINS_HELD for d in claims)
        for draft in sorted(claims, key=lambda d: not _shared(context, d)):
            measure = measure_of(context, draft)
            lies = draft.measure is Measure.REMAINS_UNCOLLECTED and held  # in a morgue, not in the open
            least = ALL_BUT_SURE if _is_read_otherwise(context, draft, claims) else SURE
            if draft.measure is Measure.REMAINS_HELD and _names_keeping(draft):
                least = KEPT
            untold = counted and not _shared(context, draft) and (lies or chance(draft) < least)
            if measure in counted or untold or is_no_body(draft.scene, draft.head):
                out.add(key_of_draft(draft))
            elif _shared(context, draft):
                counted.add(measure)
    return frozenset(out)


def _is_read_otherwise(context: Context, draft: Draft, claims: Sequence[Draft]) -> bool:
    """Whether a claim's own word is among those that tell something else of its dead ("brought back the bodies"). Of
    dead in a morgue more can be told in the same words ("in the morgues, and their army has refused to take them")."""
    if draft.measure is Measure.REMAINS_HELD and _names_keeping(draft):
        return False
    at = draft.trigger_offset - draft.scene.offset
    return any(s.start <= at < s.end for d in claims for s in _shared(context, d) if s.holds)


def _names_keeping(draft: Draft) -> bool:
    """Whether a claim's sentence names a place where the dead are kept, or says that somebody keeps them."""
    places = dead_words().places
    kept = places["morgue"] | places["refrigerated"] | places["care"]
    return any(lemma_of(t) in kept or lemma_of(t) in ("hold", "keep", "store", "retain") for t in draft.scene.tokens)


def details_of(context: Context, draft: Draft, declarer: str | None) -> tuple[str, ...]:
    """What is said of a claim's dead, as details: codes, with the reason of a cremation and who declared them dead."""
    text = draft.scene.text
    out = []
    for said in _shared(context, draft):
        if not said.holds:
            out.append(f"not:{said.status}")
        elif said.status == "cremated":
            reason = kept_words().patterns["cremated_reason"].search(text)
            out.append(f"cremated:{reason.group().strip()}" if reason else "cremated")
        elif said.status == "declared_dead" and declarer:
            out.append(f"declared_dead:{declarer}")
        else:
            out.append(said.status)
    return tuple(dict.fromkeys(out))
