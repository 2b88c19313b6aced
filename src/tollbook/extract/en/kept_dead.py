"""People and remains between hands: who received, returned, refused or withheld them, and what became of the dead."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model import Measure
from tollbook.reference.parties import Parties

from .context import Context
from .dead import details_of
from .draft import Draft
from .groups import phrase
from .kept_lexicon import kept_words
from .parse import Token
from .part import side_of

_BETWEEN = frozenset(
    {
        Measure.RELEASED, Measure.REMAINS_RETURNED, Measure.REMAINS_REFUSED, Measure.REMAINS_WITHHELD,
        Measure.REMAINS_HELD, Measure.REMAINS_RECOVERED, Measure.REMAINS_IDENTIFIED,
    }
)  # fmt: skip


def counterparty_of(context: Context, draft: Draft, victims: str | None) -> str | None:
    """The other side of a handover: a canonical party, else the words; one that is not the victims' own comes first."""
    if draft.measure not in _BETWEEN:
        return None
    found = [who for token in _sides(draft) if (who := _name_of(context, draft, token)) is not None]
    others = [who for who in found if victims is None or not Parties.load().belongs(who, victims)]
    return next(iter(others or found), None)


def _sides(draft: Draft) -> Iterator[Token]:
    """The words for the sides of a handover around the victims, receivers before those who hand over."""
    verbs = kept_words().verbs
    known = verbs["handed"] | verbs["swapped"] | verbs["taken"]
    for verb in _verbs_around(draft, known):
        lemma = verb.lemma_.lower()
        wanted = ("to",) if lemma in verbs["handed"] else ("with",) if lemma in verbs["swapped"] else ("from",)
        yield from _behind(verb, wanted)
        yield from _behind(verb, ("by",))
        yield from (c for c in _top(verb).children if c.dep_ == "nsubj" and _is_active(verb))


def _verbs_around(draft: Draft, known: frozenset[str]) -> Iterator[Token]:
    """Verbs of handing over that the victims hang under, nearest first, and the trigger."""
    seen: set[int] = set()
    for start in (draft.trigger, draft.head):
        for token in (start, *list(start.ancestors)[:5]):
            if token.i not in seen and token.lemma_.lower() in known and token.pos_ in ("VERB", "AUX"):
                seen.add(token.i)
                yield token


def _top(verb: Token) -> Token:
    """The verb that has the subject: "refused" of "refused to accept"."""
    at = verb
    while at.dep_ in ("xcomp", "conj") and not any(c.dep_ == "nsubj" for c in at.children) and at.head != at:
        at = at.head
    return at


def _is_active(verb: Token) -> bool:
    return not any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children) and verb.dep_ != "acl"


def _behind(verb: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    for prep in verb.children:
        if prep.lower_ in prepositions and prep.dep_ in ("prep", "agent", "dative"):
            yield from (c for c in prep.children if c.dep_ == "pobj")


def _name_of(context: Context, draft: Draft, token: Token) -> str | None:
    """The party that a noun phrase names, else its words; nothing for pronouns, places that are no party, and times."""
    scene = draft.scene
    for part in (token, *(t for t in token.lefts if t.dep_ in ("amod", "compound", "poss", "nmod"))):
        match = scene.party_at(part)
        if match is not None:
            party = match.party or (context.stands_for(match.role) if match.role else None)
            return side_of(party) if party is not None else match.text
    if token.pos_ not in ("NOUN", "PROPN") or token.i == draft.head.i:
        return None
    if scene.in_place(token) or draft.head.is_ancestor(token):
        return None
    return phrase(scene, token)


def remains_detail_of(context: Context, draft: Draft) -> tuple[str, ...]:
    """What the sentence says of the claim's dead and missing: `dead_words`, shared out among its claims."""
    return details_of(context, draft, _declarer(draft))


def _declarer(draft: Draft) -> str | None:
    """Who declared the victims dead, as the words say it."""
    for verb in draft.scene.doc:
        if verb.lemma_.lower() not in ("declare", "pronounce", "certify", "presume"):
            continue
        who = next(_behind(verb, ("by",)), None)
        if who is None and _is_active(verb):
            who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if who is not None and who.pos_ in ("NOUN", "PROPN"):
            return phrase(draft.scene, who)
    return None
