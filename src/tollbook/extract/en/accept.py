"""Accepting: which candidates a careful coder would record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from tollbook.model import Means, Measure

from ..blend import load_blend
from ..encoder import load_encoder
from ..linear import Linear, load
from .accept_persons import LEAST, plain_correction, plain_person, plain_wound
from .accept_plain import plainly_stated
from .context import Context
from .dead import made_of_the_dead, share_out, taken_for_the_dead, told_twice
from .draft import Draft
from .features import accept_features
from .given import Given
from .opinion import LIKELY, ask, key_of_draft
from .slot_labels import means_found

THRESHOLD = 0.36
"""Least probability of an accepted candidate; chosen on the training reports, out of fold."""

_NOTE = 8
"""Tokens at most of a line of a table."""

_NEEDS_PARTICLE = {
    ("gun", Measure.KILLED): {"down"}, ("claim", Measure.KILLED): {"life", "live", "lives"},
    ("blow", Measure.KILLED): {"up"},
    ("burn", Measure.KILLED): {"alive", "death"}, ("bleed", Measure.KILLED): {"death"},
    ("freeze", Measure.KILLED): {"death"},
    ("hold", Measure.CAPTURED): {"hostage", "captive", "prisoner", "captivity", "detention", "custody"},
    ("take", Measure.CAPTURED): {"hostage", "captive", "prisoner", "away"},
    ("leave", Measure.DISPLACED): {"home", "homes", "country", "homeless"},
    ("lose", Measure.DISPLACED): {"home", "homes", "house", "houses", "dwellings", "shelter"},
    ("lose", Measure.KILLED): {"life", "lives"},
    ("lose", Measure.INJURED): {"leg", "legs", "arm", "arms", "eye", "eyes", "hand", "hands", "foot", "limb", "limbs"},
    ("detonate", Measure.KILLED): {"himself", "herself", "themselves"},
    ("register", Measure.DISPLACED): {"refugee", "refugees"},
}  # fmt: skip
_LOOSE_VERBS = frozenset(
    [
        "take",
        "hold",
        "leave",
        "live",
        "stay",
        "remain",
        "move",
        "arrive",
        "cross",
        "seek",
        "drive",
        "force",
        "host",
        "return",
        "swap",
        "exchange",
        "claim",
        "fall",
        "bring",
        "receive",
        "treat",
        "transfer",
        "recover",
        "catch",
        "hide",
        "house",
    ]
)


@dataclass(frozen=True)
class Accepted:
    """A candidate taken as a claim, with the probability that it is one (None by rules alone) and the reason."""

    draft: Draft
    chance: float | None
    why: str


def accept(
    context: Context,
    drafts: list[Draft],
    *,
    learned: bool,
    threshold: float = THRESHOLD,
    given: Given | None = None,
) -> list[Accepted]:
    """The candidates that are claims, in the order of the text; by `given` chances where there are such."""
    model = load("accept") if learned and given is None else None
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sentence[draft.sentence].append(draft)
    first = [
        _by_model(context, d, rivals, model) if model is not None else _by_rule(context, d, rivals)
        for rivals in by_sentence.values()
        for d in rivals
    ]
    if given is not None and given.chances is not None:
        chances = given.chances
        first = [_weighed(a.draft, chances[key_of_draft(a.draft)], "given") for a in first]
    if model is not None and context.project.encoder:
        first = _by_encoder(context, first)
    first = [_with_persons(context, a) for a in first]
    judged_by_sentence: dict[int, list[Accepted]] = defaultdict(list)
    for a in first:
        judged_by_sentence[a.draft.sentence].append(a)
    out: list[Accepted] = []
    refused: list[Accepted] = []
    for sentence, rivals in by_sentence.items():
        judged = judged_by_sentence[sentence]
        judged = [a if _weight(a) >= threshold else _by_scope(context, a, rivals) for a in judged]
        out.extend(_one_a_number([a for a in judged if _weight(a) >= threshold]))
        refused.extend(a for a in judged if _weight(a) < threshold)
    if given is None and not _is_accident(context):
        taken = taken_for_the_dead(context, out, refused, lambda a: a.draft, _likelihood)
        out.extend(replace(a, why=f"{a.why}:words for the dead") for a in taken)
        made = made_of_the_dead(context, [a.draft for a in out])
        out.extend(Accepted(draft, None, "rule:yes:told of the dead") for draft in made)
    share_out(context, [a.draft for a in out])
    chances = {key_of_draft(a.draft): _weight(a) for a in out}
    drafts = [a.draft for a in out]
    twice = told_twice(context, drafts, lambda d: chances[key_of_draft(d)]) if given is None else frozenset()
    out = [a for a in out if key_of_draft(a.draft) not in twice]
    return sorted(out, key=lambda a: (a.draft.anchor, a.draft.measure.value))


_RIVAL = (
    frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.MISSING}),
    frozenset({Measure.CAPTURED, Measure.RELEASED}),
    frozenset({Measure.DISPLACED, Measure.REMAINING}),
    frozenset({Measure.ATTACKS, Measure.DAMAGE}),
)
"""Measures of which one number states one: "lost 40" is not both killed and casualties."""


def _weight(accepted: Accepted) -> float:
    return accepted.chance if accepted.chance is not None else float(accepted.why.startswith("rule:yes"))


def _likelihood(accepted: Accepted) -> float:
    """A candidate's chance; by rules alone one that is not plainly joined to its word is as unlikely as can be."""
    return accepted.chance if accepted.chance is not None else 0.0


FURTHER = 0.8
"""Least chance of a further measure for a number that has one: on train, out of fold, 14 of 66 below it are claims."""


def _one_a_number(accepted: list[Accepted]) -> list[Accepted]:
    """For each number the likeliest of rival measures, and of others only those that are all but sure.

    Groups without a number may have several, and so may the dead, who lie in a morgue and are refused. Where something
    is directly said of a group, what is loosely near it is left out.
    """
    out: list[Accepted] = []
    for a in sorted(accepted, key=lambda a: (a.chance is not None, _weight(a)), reverse=True):
        rivals = next((r for r in _RIVAL if a.draft.measure in r), frozenset())
        others = [b for b in out if b.draft.anchor == a.draft.anchor]
        if a.draft.candidate.group.quantity is not None and others:
            unlikely = a.chance is not None and a.chance < FURTHER and not plainly_stated(a.draft)
            of_the_dead = all(b.draft.measure.value.startswith("remains_") for b in (a, *others))
            if (unlikely and not of_the_dead) or any(b.draft.measure in rivals for b in others):
                continue
        out.append(a)
    return [a for a in out if not (a.draft.candidate.relation == "loose" and _is_told_of(a, out))]


def _is_told_of(loose: Accepted, accepted: list[Accepted]) -> bool:
    """Whether other harm is directly said of the group that a loose candidate counts ("two were hurt and 18 held")."""
    return any(
        b.draft.anchor == loose.draft.anchor
        and b.draft.candidate.relation != "loose"
        and b.draft.measure not in (Measure.ATTACKS, Measure.DAMAGE)
        for b in accepted
        if b is not loose
    )


PLAIN = 0.5
"""Least chance of a candidate whose construction settles it."""


def _by_model(context: Context, draft: Draft, rivals: list[Draft], model: Linear) -> Accepted:
    return _weighed(draft, model.accept(accept_features(context, draft, rivals)), model.name)


def _weighed(draft: Draft, chance: float, by: str) -> Accepted:
    if plainly_stated(draft):
        chance = max(chance, PLAIN)
    return Accepted(draft, chance, f"{by}:{draft.candidate.relation}")


def _by_encoder(context: Context, judged: list[Accepted]) -> list[Accepted]:
    """Candidates that the sparse model finds likely, with the encoder's opinion of them weighed in."""
    blend, encoder = load_blend("accept"), load_encoder()
    if blend is None or encoder is None:
        return judged
    opinion = ask(context, [a.draft for a in judged if a.chance is not None and a.chance >= LIKELY], encoder)
    if opinion is None:
        return judged
    out = []
    for a in judged:
        logit = opinion.accepts.get(key_of_draft(a.draft))
        if logit is not None and a.chance is not None:
            chance = blend.yes(a.chance, logit)
            a = replace(a, chance=max(chance, PLAIN) if plainly_stated(a.draft) else chance)
        out.append(a)
    return out


def _with_persons(context: Context, judged: Accepted) -> Accepted:
    """A person by name whom a plain verb befell, and people plainly said to be wounded, are taken, unless what was
    learned is all but sure of the contrary."""
    if judged.chance is None or not LEAST <= judged.chance < PLAIN:
        return judged
    if not any(plain(context, judged.draft) for plain in (plain_person, plain_wound, plain_correction)):
        return judged
    return replace(judged, chance=PLAIN)


def _by_scope(context: Context, refused: Accepted, rivals: list[Draft]) -> Accepted:
    """A refused candidate by the rules, where the project records more than conflict, which is all the model knows."""
    if context.project.scope == "conflict" or refused.chance is None or _is_loose(refused.draft):
        return refused
    again = _by_rule(context, refused.draft, rivals)
    return again if _weight(again) else refused


def _is_loose(draft: Draft) -> bool:
    return draft.candidate.relation == "loose" and not _is_note(draft)


def _is_note(draft: Draft) -> bool:
    """Whether the sentence is a line of a table: a noun for the harm with the only number ("IDPs, total: 12,400")."""
    c, scene = draft.candidate, draft.scene
    numbers = [q for q in scene.quantities if q.kind == "count"]
    return c.frame in ("self", "of") and c.group.quantity is not None and len(numbers) == 1 and len(scene.doc) <= _NOTE


def _by_rule(context: Context, draft: Draft, rivals: list[Draft]) -> Accepted:
    """Direct relations to a plain word for harm that happened, in a report of the project's scope."""
    reason = _objection(draft, rivals) or _out_of_scope(context, draft)
    return Accepted(draft, None, f"rule:no:{reason}" if reason else f"rule:yes:{draft.candidate.relation}")


def _objection(draft: Draft, rivals: list[Draft]) -> str:
    c = draft.candidate
    lemma = draft.trigger.lemma_.lower()
    needed = _NEEDS_PARTICLE.get((lemma, draft.measure))
    if needed is not None and not needed & {w for t in draft.trigger.subtree for w in (t.lower_, t.lemma_.lower())}:
        return "particle missing"
    if needed is None and lemma in _LOOSE_VERBS and c.group.quantity is None:
        return "loose verb without a number"
    if c.relation == "loose" and (c.frame != "toll" or c.group.quantity is None) and not _is_note(draft):
        return "not joined to the word for harm"
    if any(
        t.lower_ in ("could", "would", "may", "might", "will", "can") for t in draft.trigger.children if t.dep_ == "aux"
    ):
        return "not said to have happened"
    if c.group.quantity is None and (
        c.group.kind == "name"
        or any(r.candidate.group.quantity is not None and r.candidate.trigger == c.trigger for r in rivals)
    ):
        return "a numbered group is nearer"
    return ""


def _out_of_scope(context: Context, draft: Draft) -> str:
    """Why a report is outside the project's scope, by its words for war, crime and accidents."""
    rates, scope = context.cue_rates, context.project.scope
    if scope == "any_harm":
        return ""
    if scope == "violence":
        return "an accident or disaster" if _is_accident(context) else ""
    armed = rates["conflict"] >= 0.4 or context.war is not None or _names_weapon(context, draft)
    if not armed or rates["conflict"] < rates["accident"]:
        return "no armed conflict in the report"
    return ""


def _is_accident(context: Context) -> bool:
    """Whether a report has more words for accidents and disasters than for war and crime."""
    rates = context.cue_rates
    return rates["accident"] > rates["conflict"] + rates["crime"]


def _names_weapon(context: Context, draft: Draft) -> bool:
    """Whether the sentence names a means of war (shells, warplanes, a mine)."""
    found = means_found(context, draft.scene.offset, draft.scene.end)
    return any(means not in (Means.OTHER, Means.DETENTION_OR_TORTURE, Means.STARVATION_OR_SIEGE) for _, means in found)
