"""The part a party plays around a candidate: victims' own words, doer, speaker, side of the war, place's people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from typing import Protocol

from tollbook.model import Status
from tollbook.reference.parties import PartyMatch

from .context import Context
from .draft import Draft, drafts_of
from .frames import arguments
from .groups import Scene
from .parse import Token
from .part import Part, first_token, last_token, meant, root_of
from .roles_wide import wide_roles

_GENERIC = {"rebels", "government", "regime", "separatists", "opposition", "coalition", "militants"}


class Note(Protocol):
    """Notes that a party plays a part, with the words that say so."""

    def __call__(self, party: str | None, role: str, span: tuple[int, int] | None = None) -> None: ...


def parts_of(context: Context, draft: Draft) -> dict[str, Part]:
    """Every party that a report could mean at a candidate, with its roles."""
    parts: dict[str, Part] = {}

    def note(party: str | None, role: str, span: tuple[int, int] | None = None) -> None:
        if party is None:
            return
        part = parts.setdefault(party, Part(party))
        part.roles.add(role)
        if span is not None and (part.span is None or role.startswith(("np", "subject", "agent"))):
            part.span = span

    for match in draft.scene.parties:
        span = (draft.scene.offset + match.start, draft.scene.offset + match.end)
        for party, kind in meant(context, match):
            for role in _roles_in_sentence(draft, match, kind):
                note(party, role, span)
    _of_antecedent(context, draft, note)
    _near(context, draft, note)
    _of_places(context, draft, note)
    _of_document(context, note)
    further = cache(partial(_further, context, draft, parts))
    for part in parts.values():
        part.further = further
    return parts


def _further(context: Context, draft: Draft, parts: dict[str, Part]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {party: set() for party in parts}
    for party, role in wide_roles(context, draft, parts):
        if party in found:
            found[party].add(role)
    return found


SUFFERS = ("subject:lose", "subject:suffer", "subject:sustain")
"""Roles of those who suffer the losses that are told of."""
_THEM = re.compile(r"\s*of\s+(?:them|these|those|whom)\b", re.IGNORECASE)


def _of_antecedent(context: Context, draft: Draft, note: Note) -> None:
    """The party of the people told of before, where the number is one of them ("between 400 and 600 of them")."""
    quantity = draft.candidate.group.quantity
    if quantity is None or _THEM.match(draft.scene.text, quantity.end) is None:
        return
    before = [
        d
        for d in drafts_of(context)
        if 0 <= draft.sentence - d.sentence <= 2
        and d.anchor < draft.anchor
        and d.candidate.group.quantity is not None
        and d.candidate.relation != "loose"
        and _THEM.match(d.scene.text, d.candidate.group.quantity.end) is None
    ]
    if not before:
        return
    last = max(before, key=lambda d: d.anchor)
    for match in last.scene.parties:
        roles = set(_roles_in_sentence(last, match, match.kind))
        if "np" in roles or any(r.startswith(SUFFERS) for r in roles):
            for party, kind in meant(context, match):
                note(party, "np", (last.scene.offset + match.start, last.scene.offset + match.end))
                note(party, f"np_antecedent:{kind}")


def _roles_in_sentence(draft: Draft, match: PartyMatch, kind: str) -> Iterator[str]:
    token = last_token(draft.scene, match)
    if token is None:
        return
    head, trigger = draft.head, draft.trigger
    yield "sentence"
    yield f"kind={kind}"
    if token.i == head.i or match.start <= head.idx < match.end:
        yield "np"
        yield f"np:{kind}"
    elif (token.head.i == head.i and token.i < head.i) or _stands_before(draft, match):
        yield "np"
        yield f"np_mod:{kind}:{token.dep_}"
    elif head.is_ancestor(token):
        yield f"np_under:{token.dep_}:{_preposition(token, head)}"
    if any(token.i == a.i or (a.is_ancestor(token) and abs(a.i - token.i) < 8) for a in _arguments(draft)):
        yield f"argument:{kind}"
        yield "argument"
    root = root_of(token)
    yield f"root={draft.scene.plain(root)}"
    yield f"rootdep={root.dep_}:{'b' if root.i < trigger.i else 'a'}"
    if root.head.i == trigger.i or root.i == trigger.i:
        yield f"of_trigger={root.dep_}"
    if root.dep_ in ("nsubj", "nsubjpass"):
        yield f"subject:{root.head.lemma_.lower()}"
        if root.head.i == trigger.i or trigger in root.head.subtree:
            yield f"subject_over:{root.dep_}"
    if root.dep_ == "pobj":
        yield f"pobj:{root.head.lower_}"
        holder = root.head
        if holder.lower_ == "of" and holder.head.dep_ == "pobj":  # "by fighters of the Front"
            holder = holder.head.head
        if holder.dep_ == "agent" or holder.lower_ == "by":
            yield "agent"
    distance = abs(token.i - trigger.i)
    yield f"near={'1' if distance < 4 else '2' if distance < 10 else '3'}:{'b' if token.i < trigger.i else 'a'}"
    yield f"path={_path_label(trigger, token)}"
    noun = draft.scene.plain(token.nbor(1)) if token.i + 1 < len(draft.scene.tokens) else ""
    yield f"next={noun}"


_VICTIMS = frozenset(
    ["dead", "killed", "wounded", "injured", "missing", "losses", "casualties", "fatalities", "deaths", "toll"]
)


def _stands_before(draft: Draft, match: PartyMatch) -> bool:
    """Whether a party's name stands before the word for its victims ("put the Velian dead at 900")."""
    trigger, text = draft.trigger, draft.scene.text
    between = text[match.end : trigger.idx]
    named = trigger.pos_ in ("NOUN", "ADJ", "PROPN") or draft.candidate.relation == "predicate"
    return named and trigger.lower_ in _VICTIMS and (between == " " or between in ("'s ", "’s ", " death "))


def _arguments(draft: Draft) -> list[Token]:
    """What the trigger itself says the victims are: where the number stands apart, they stand there ("soldiers killed
    at 7,000")."""
    return [t for t, label in arguments(draft.trigger, draft.candidate.frame) if label not in ("itself", "self")][:3]


def _preposition(token: Token, head: Token) -> str:
    at = token
    while at.head != at and at.head.i != head.i:
        at = at.head
    return str(at.lower_) if at.dep_ in ("prep", "agent") else str(at.dep_)


def _path_label(a: Token, b: Token) -> str:
    ups = {t.i: n for n, t in enumerate([a, *a.ancestors])}
    down: list[str] = []
    at = b
    while at.i not in ups:
        down.append(at.dep_)
        if at.head == at or len(down) > 4:
            return "far"
        at = at.head
    return f"{ups[at.i]}^{'>'.join(reversed(down))}"


def _near(context: Context, draft: Draft, note: Note) -> None:
    sentences = context.document.sentences
    for back in (1, 2, 3):
        index = draft.sentence - back
        if index < 0:
            break
        other = sentences[index]
        same = other.paragraph == sentences[draft.sentence].paragraph
        for match in context.parties_in(other.start, other.end):
            for party, kind in meant(context, match):
                note(party, f"back{back}:{'same' if same else 'other'}")
                note(party, f"back:{kind.split(':')[0]}")
        scene = context.scenes.get(index)
        if scene is None or back > 2:
            continue
        for match in scene.parties:
            token = first_token(scene, match)
            if token is not None:
                root = root_of(token)
                for party, _ in meant(context, match):
                    note(party, f"back_dep:{root.dep_}")
                    note(party, f"back_root:{scene.plain(root)}")


def _of_places(context: Context, draft: Draft, note: Note) -> None:
    start, end = draft.scene.offset, draft.scene.end
    here = [r.country for r in context.places_in(start, end) if r.country]
    if here:
        note(context.party_of_country(here[0]), "country:sentence_first")
        for code in dict.fromkeys(here):
            note(context.party_of_country(code), "country:sentence")
            if len(set(here)) == 1:
                note(context.party_of_country(code), "country:sentence_only")
    for back in (1, 2, 3, 4):
        if here or draft.sentence - back < 0:
            break
        other = context.document.sentences[draft.sentence - back]
        codes = [r.country for r in context.places_in(other.start, other.end) if r.country]
        if codes:
            note(context.party_of_country(codes[-1]), "country:before")
            break
    for rank, (code, weight) in enumerate(list(context.places.countries.items())[:3]):
        note(context.party_of_country(code), f"country:document{rank}:{'strong' if weight > 0.6 else 'weak'}")


def _of_document(context: Context, note: Note) -> None:
    for rank, (name, count) in enumerate(context.party_counts.most_common(8)):
        note(name, f"rank{min(rank, 4)}")
        note(name, f"count={'1' if count == 1 else '2' if count < 4 else '4' if count < 10 else '10'}")
    for match in context.parties_in(0, context.document.title_end):
        for party, kind in meant(context, match):
            note(party, "title")
            note(party, f"title:{kind.split(':')[0]}")
    war = context.war
    if war is not None and sum(party in context.party_counts for party in war.parties) > 1:
        for side in war.parties:
            note(side, "belligerent")
    for company, counts in _company(context).items():
        total = sum(counts.values())
        for rank, (name, count) in enumerate(counts.most_common(4)):
            share = "all" if count == total else "most" if count > total / 2 else "some"
            note(name, f"doc:{company}:{min(rank, 1)}:{share}")


def _company(context: Context) -> dict[str, Counter[str]]:
    """Which parties' names stand beside words for troops, civilians, attacks and speech, over the whole report."""
    found: dict[str, Counter[str]] | None = context.memo.get("company")
    if found is None:
        found = {}
        for scene in context.scenes.values():
            for match in scene.parties:
                token = first_token(scene, match)
                label = _company_of(scene, root_of(token)) if token is not None else ""
                if label:
                    for party, _ in meant(context, match):
                        if party is not None:
                            found.setdefault(label, Counter())[party] += 1
        context.memo["company"] = found
    return found


def _company_of(scene: Scene, root: Token) -> str:
    lemma = root.lemma_.lower()
    noun = scene.lexicon.people.get(lemma)
    if noun is not None and noun.status == Status.COMBATANT:
        return "troops"
    if noun is not None:
        return "civilians"
    if lemma in scene.lexicon.weapons or lemma in (
        "warplane",
        "jet",
        "force",
        "army",
        "aircraft",
        "military",
        "invasion",
        "offensive",
    ):
        return "attacks"
    return "speech" if root.dep_ == "nsubj" and root.head.lemma_.lower() in scene.lexicon.speech else ""
