"""Whose dead somebody is said to leave, burn or refuse as "its own": his who does it, not the speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tollbook.model import Measure

from .dead_owner import is_of_the_dead
from .draft import Draft
from .groups import PRONOUN, Scene
from .options import Choice, Option
from .parse import Token

_OWN = frozenset({"its", "their", "his", "her"})
_ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "criticise", "criticize", "condemn", "denounce"})
_ENEMY = frozenset({"invader", "occupier", "enemy", "aggressor", "adversary", "foe", "opponent", "attacker"})
"""What speakers call the other side."""
_STEPS = 7
_BACK = re.compile(r":back(\d):")
"""How an option's features say that its people are named some sentences before."""


def own_of_the_doer(
    draft: Draft, options: Sequence[Option[Any]], chosen: Choice[Any], *, speaks: str | None = None
) -> Choice[Any]:
    """The party chosen, or that of the doer where the dead are said to be his own ("Velia accused Ruritania of burning
    its dead": Ruritania's, whoever says so). `speaks`: the party of the claim's source."""
    if not is_of_the_dead(draft.measure):
        return chosen
    pronoun = draft.candidate.group.kind == PRONOUN
    if pronoun and (draft.head.dep_ == "nsubj" or _is_refused(draft)):
        return _of_those_named_before(draft, options, chosen, _speakers_own(draft.scene, draft.head) or speaks)
    possessive = next(_possessives(draft), None)
    if speaks is not None and chosen.option.value == speaks and _is_of_them(draft):
        return _of_those_named_before(draft, options, chosen, speaks)
    kin = None if possessive is None else _kin_of(possessive)
    if kin is not None:
        party = _party(draft.scene, kin)
        of_kin = next((option for option in options if option.value == party), None)
        if party is not None and of_kin is not None and party != chosen.option.value:
            return Choice(of_kin, None, "rule:sons of those named")
        return chosen
    doer = None if possessive is None else _doer(possessive)
    party = None if doer is None else _party(draft.scene, doer)
    if party is None and doer is not None and doer.lemma_.lower() in _ENEMY:
        return _not_the_speakers(draft, _speakers_own(draft.scene, doer) or speaks, options, chosen)
    if party is None or party == chosen.option.value:
        return chosen
    of_doer = next((option for option in options if option.value == party), None)
    return chosen if of_doer is None else Choice(of_doer, None, "rule:the doer's own dead")


def _is_refused(draft: Draft) -> bool:
    """Whether it is "them" whom somebody will not take or give."""
    refused = draft.measure in (Measure.REMAINS_REFUSED, Measure.REMAINS_WITHHELD)
    return refused and (draft.head.lower_, draft.head.dep_) == ("them", "dobj")


def _is_of_them(draft: Draft) -> bool:
    """Whether bodies without a word for whose they are are handled by those who are only "they" ("they refuse to
    show the bodies")."""
    if draft.scene.party_at(draft.head) is not None or any(c.lower_ == "of" for c in draft.head.children):
        return False
    if not any(c.lower_ in ("the", "these", "those") for c in draft.head.children):
        return False
    verbs = [t for t in draft.head.ancestors if t.pos_ in ("VERB", "AUX")]
    subject = next((c for t in verbs for c in t.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ == "they"


_SONS = frozenset({"son", "husband", "father", "brother", "boy", "child", "daughter", "relative", "kin", "one"})
_MOURNERS = frozenset({"mother", "family", "wife", "widow", "parent", "relative", "father", "sister", "brother"})


def _kin_of(possessive: Token) -> Token | None:
    """The mothers or families named right before whose sons the dead are."""
    if possessive.head.lemma_.lower() not in _SONS:
        return None
    before = [t for t in possessive.doc[max(0, possessive.i - 12) : possessive.i] if t.lemma_.lower() in _MOURNERS]
    return before[-1] if before else None


def as_before(
    drafts: Sequence[Draft], options: Sequence[Sequence[Option[Any]]], chosen: Sequence[Choice[Any]]
) -> list[Choice[Any]]:
    """The parties chosen for a report's claims; where somebody will not take or give "them", that of the dead told of
    last before."""
    out = list(chosen)
    for n, draft in enumerate(drafts):
        before = [
            (d.sentence, c.option.value)
            for d, c in zip(drafts, out, strict=True)
            if is_of_the_dead(d.measure) and 0 < draft.sentence - d.sentence <= _CLAIMS_BACK
        ]
        party = max(before, key=lambda b: b[0])[1] if before and _is_refused(draft) else None
        option = next((o for o in options[n] if party is not None and o.value == party), None)
        if option is not None and party != out[n].option.value:
            out[n] = Choice(option, None, "rule:the dead told of before")
    return out


_CLAIMS_BACK = 5
"""Sentences that "they" stand behind the dead at most."""


def _of_those_named_before(
    draft: Draft, options: Sequence[Option[Any]], chosen: Choice[Any], own: str | None
) -> Choice[Any]:
    """The party chosen; for the dead of those who are only "they" ("they have brought a cremation chamber"), that of
    the people named last before, never that of who says so (`own`)."""
    far = [(_sentences_back(o, draft.anchor[0]), o) for o in options if o.value is not None and o.value != own]
    near = [(back, o) for back, o in far if back is not None]
    last = min(near, key=lambda known: known[0])[1] if near else chosen.option
    return chosen if last.value == chosen.option.value else Choice(last, None, "rule:those named last before")


def _sentences_back(option: Option[Any], anchor: int) -> int | None:
    """How many sentences before a claim an option's people are named last; None where they are not named before it."""
    if option.span is not None:
        return 0 if option.span[1] <= anchor else None
    back = [int(found.group(1)) for feature in option.features if (found := _BACK.search(feature))]
    return min(back, default=None)


def _speakers_own(scene: Scene, doer: Token) -> str | None:
    """The party of whoever the sentence names as saying what a doer does."""
    spoken = [t for t in doer.ancestors if t.dep_ == "ccomp"]
    speaker = next((c for t in spoken for c in t.head.children if c.dep_ == "nsubj"), None)
    return None if speaker is None else _party(scene, speaker)


def _not_the_speakers(
    draft: Draft, own: str | None, options: Sequence[Option[Any]], chosen: Choice[Any]
) -> Choice[Any]:
    """The party chosen, but not the speaker's where the dead are those of whom he calls invaders or the enemy."""
    if own is None or chosen.option.value != own:
        return chosen
    others = [option for option in options if option.value != own]
    named = [option for option in others if option.value is not None] or others
    best = max(named, key=lambda option: option.rule, default=None)
    return chosen if best is None else Choice(best, None, "rule:the enemy's own dead")


def _possessives(draft: Draft) -> Iterator[Token]:
    """The words for "its own" at the dead: at their noun, or at the people whose bodies they are."""
    seen = {draft.head.i, draft.trigger.i, *draft.candidate.group.tokens}
    for i in sorted(seen):
        for token in draft.scene.tokens[i].subtree:
            if token.lower_ in _OWN and token.dep_ == "poss" and abs(token.i - i) <= _STEPS:
                yield token


def _doer(possessive: Token) -> Token | None:
    """The subject of what is done to the dead, through verbs that share it; the accused of "accused of burning"."""
    at = possessive.head
    for _ in range(_STEPS):
        if at.head == at:
            break
        if at.pos_ in ("VERB", "AUX"):
            subject = next((c for c in at.children if c.dep_ == "nsubj"), None)
            agent = next((n for c in at.children if c.dep_ == "agent" for n in c.children), None)
            if subject is not None or agent is not None:
                found = subject if subject is not None else agent
                return at.head if found is not None and found.tag_ in ("WP", "WDT") else found
            if any(c.dep_ == "nsubjpass" for c in at.children) and at.lemma_.lower() not in _ACCUSING:
                return None
        up = at.head
        if up.lemma_.lower() in _ACCUSING or (at.dep_ == "prep" and up.lemma_.lower() in _ACCUSING):
            return next((c for c in up.children if c.dep_ in ("dobj", "nsubjpass")), None)
        at = up
    if at.pos_ in ("VERB", "AUX"):
        return next((c for c in at.children if c.dep_ == "nsubj"), None)
    return None


def _party(scene: Scene, doer: Token) -> str | None:
    """The party that a doer's words name."""
    for token in (doer, *doer.lefts, *(t for c in doer.lefts for t in c.lefts)):
        match = scene.party_at(token)
        if match is not None and match.party is not None:
            return match.party
    return None
