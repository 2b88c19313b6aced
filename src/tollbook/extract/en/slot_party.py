"""Whose people the victims are, and who is said to have done it: a choice among the report's parties, or none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from tollbook.model import Measure, Status

from ..lexicon import Lexicon
from .context import Context
from .doer_sure import sure_doer
from .draft import Draft
from .options import Option
from .own_toll import own_toll
from .part import Part, party_kind
from .party_sure import of_unlisted, sure_party
from .roles import SUFFERS
from .roles_wide import doer_words, word_of

_FIGHTERS = [
    "militant",
    "terrorist",
    "insurgent",
    "gunman",
    "jihadist",
    "jihadi",
    "extremist",
    "rebel",
    "fighter",
    "attacker",
    "assailant",
    "bomber",
    "guerrilla",
    "separatist",
    "militiaman",
]
_FORCES = [
    "soldier",
    "troop",
    "officer",
    "serviceman",
    "personnel",
    "commander",
    "general",
    "colonel",
    "captain",
    "pilot",
    "guard",
    "police",
    "policeman",
    "sergeant",
    "conscript",
    "recruit",
]

_PLAIN = ("np", "sentence", "title", "belligerent", "agent", "rank0", "rank1", "country:document0:strong")
"""Roles that the word for the doer is weighed with."""


def victims_options(context: Context, draft: Draft, parts: dict[str, Part]) -> list[Option[str | None]]:
    """Options for `victims.party`; None where the text does not say."""
    noun = noun_class(context.lexicon, draft)
    nobody = partial(_none, context, draft, noun, parts, "vn")
    own = cache(partial(of_unlisted, context, draft))
    sure = cache(lambda: None if own() else sure_party(draft, parts) or own_toll(context, draft))
    options: list[Option[str | None]] = [Option(None, nobody, _rule_none(draft, noun), None, "no party named", own)]
    for part in parts.values():
        features, certain = partial(_features, part, noun, draft, "v"), partial(_is, part.party, sure)
        weight = _rule_victims(part, noun, draft)
        options.append(Option(part.party, features, weight, part.span, _reason(part), certain))
    return options


def actor_options(context: Context, draft: Draft, parts: dict[str, Part]) -> list[Option[str | None]]:
    """Options for `actor.party`; None where the text does not say."""
    noun = noun_class(context.lexicon, draft)
    nobody = partial(_none, context, draft, noun, parts, "an")
    sure = cache(partial(sure_doer, context, draft, parts))
    options: list[Option[str | None]] = [Option(None, nobody, 1.0, None, "no doer named")]
    for part in parts.values():
        features, certain = partial(_features, part, noun, draft, "a"), partial(_is, part.party, sure)
        weight = _rule_actor(part, draft)
        options.append(Option(part.party, features, weight, part.span, _reason(part), certain))
    return options


def _is(party: str, sure: Callable[[], str | None]) -> bool:
    return sure() == party


def noun_class(lexicon: Lexicon, draft: Draft) -> str:
    """A coarse class of the victims' noun."""
    lemma = draft.head.lemma_.lower()
    if draft.candidate.group.kind in ("weapons", "objects"):
        return "thing"
    if draft.candidate.group.kind in ("bare", "pronoun", "name", "party", "bodies"):
        return draft.candidate.group.kind
    if lemma in _FIGHTERS:
        return "fighter"
    if lemma in _FORCES:
        return "forces"
    noun = lexicon.people.get(lemma)
    if noun is None:
        return "other"
    return {Status.CIVILIAN: "civilian", Status.COMBATANT: "combatant"}.get(noun.status, "people")


def _features(part: Part, noun: str, draft: Draft, prefix: str) -> list[str]:
    kind = party_kind(part.party)
    measure = draft.measure.value
    out = [f"{prefix}:party_kind={kind}", f"{prefix}:{noun}:{kind}", f"{prefix}:{measure}:{kind}"]
    for role in sorted(part.roles):
        out.append(f"{prefix}:{role}")
        out.append(f"{prefix}:{role}|{noun}")
        out.append(f"{prefix}:{role}|{kind}")
        if not role.startswith(("path", "root", "next", "subject:")):
            out.append(f"{prefix}:{role}|{kind}|{noun}")
    lemma = draft.scene.plain(draft.head) if draft.candidate.group.kind not in ("name", "party") else "NAME"
    out += [f"{prefix}:{role}" for role in sorted(part.wide)]
    doer, how = doer_words(draft.scene, draft.trigger)
    out += [f"{prefix}:doer={doer}:{kind}", f"{prefix}:doer={how}:{kind}:{'agent' in part.roles}"]
    out += [f"{prefix}:doer={doer}:{role}" for role in _PLAIN if role in part.roles]
    simple = sorted(
        r
        for r in part.roles
        if r in ("np", "sentence", "title", "belligerent", "agent", "country:sentence", "country:before")
        or r.startswith("country:document0")
    )
    out.append(f"{prefix}:combo={'+'.join(simple)}|{kind}|{noun}")
    out.append(f"{prefix}:lemma={lemma}:{kind}")
    out.append(f"{prefix}:trigger={draft.trigger.lemma_.lower()}:{kind}")
    return out


def _none(context: Context, draft: Draft, noun: str, parts: dict[str, Part], prefix: str) -> list[str]:
    lemma = draft.scene.plain(draft.head) if draft.candidate.group.kind not in ("name", "party") else "NAME"
    roles = {r for p in parts.values() for r in p.roles}
    out = [
        f"{prefix}:bias",
        f"{prefix}:{noun}",
        f"{prefix}:lemma={lemma}",
        f"{prefix}:m={draft.measure.value}",
        f"{prefix}:{noun}:{draft.measure.value}",
        f"{prefix}:trigger={draft.trigger.lemma_.lower()}",
    ]
    doer, how = doer_words(draft.scene, draft.trigger)
    out += [f"{prefix}:doer={doer}", f"{prefix}:doer={doer}:{how}", f"{prefix}:how={how}:{noun}"]
    for child in draft.head.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "det"):
            out.append(f"{prefix}:mod={word_of(draft.scene, child)}")
        elif child.lower_ == "of":
            out += [f"{prefix}:of={word_of(draft.scene, c)}" for c in child.children]
    out.append(f"{prefix}:up={draft.scene.plain(draft.trigger.head)}:{draft.trigger.dep_}")
    for role in ("np", "sentence", "agent", "country:sentence", "country:before", "title", "belligerent"):
        out.append(f"{prefix}:{role}={role in roles}|{noun}")
    out.append(f"{prefix}:rel={draft.candidate.relation}")
    out.append(f"{prefix}:parties={min(4, len(parts))}")
    out.append(f"{prefix}:top={next(iter(context.places.countries.values()), 0) > 0.6}")
    if any(t.dep_ == "agent" for t in draft.trigger.children):
        out.append(f"{prefix}:has_agent")
    out += [
        f"{prefix}:tdep={draft.trigger.dep_}",
        f"{prefix}:subject={any(t.dep_ == 'nsubj' for t in draft.trigger.children)}",
    ]
    return out


def _rule_none(draft: Draft, noun: str) -> float:
    if draft.measure == Measure.ATTACKS:
        return 6.0
    return {"fighter": 2.5, "thing": 2.2, "bare": 0.5}.get(noun, 0.8)


_SUFFERED = frozenset({Measure.CASUALTIES, Measure.KILLED, Measure.INJURED})


def _rule_victims(part: Part, noun: str, draft: Draft) -> float:
    roles = part.roles
    weight = 0.0
    if "np" in roles and not any(r.startswith(("kind=",)) and r.endswith("-c") for r in roles):
        weight += 6.0
    if any(r.startswith("np_under") for r in roles):
        weight += 2.5
    if noun in ("people", "civilian", "bare", "name", "bodies", "pronoun", "other"):
        weight += (
            2.0 * ("country:sentence" in roles)
            + 1.5 * ("country:before" in roles)
            + 1.2 * any(r.startswith("country:document0") for r in roles)
        )
    if "agent" in roles or any(r.startswith("subject_over:nsubj") and not r.endswith("pass") for r in roles):
        weight -= 2.0
    if noun in ("forces", "combatant", "fighter"):
        weight += 1.0 * ("sentence" in roles) + 0.5 * ("belligerent" in roles)
    if draft.measure in _SUFFERED and any(r.startswith(SUFFERS) for r in roles):
        weight += 4.0
    return weight


def _rule_actor(part: Part, draft: Draft) -> float:
    roles = part.roles
    weight = 0.0
    if "agent" in roles:
        weight += 4.0
    if "of_trigger=nsubj" in roles:
        weight += 3.5
    if any(
        r in roles
        for r in (
            "root=strike",
            "root=attack",
            "root=shelling",
            "root=missile",
            "root=force",
            "root=raid",
            "root=troop",
            "root=airstrike",
            "root=drone",
            "root=rocket",
        )
    ):
        weight += 2.0
    if any(r.startswith("subject_over:nsubj") for r in roles):
        weight += 1.0
    if "np" in roles:
        weight -= 4.0
    if "back_root:attack" in roles or "back_root:strike" in roles:
        weight += 1.2
    return weight


def _reason(part: Part) -> str:
    for role in ("np", "agent", "country:sentence", "country:before", "title", "sentence"):
        if role in part.roles:
            return role
    return sorted(part.roles)[0] if part.roles else ""
