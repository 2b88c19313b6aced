"""What speaks for a party beyond its own place in the sentence: how lately it was named, whose side is against whom,
who speaks, whom a name belongs to, where it happened."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from tollbook.model import Status
from tollbook.reference.parties_match import WORDS

from .context import Context
from .draft import Draft
from .groups import Scene
from .parse import Token
from .part import Part, last_token, meant, party_kind, root_of, side_of
from .roles_told import told_before
from .sides import relation

_GROUP_WORDS = frozenset(
    ["group", "organization", "organisation", "movement", "militia", "faction", "outfit", "network", "cell", "front"]
)
_HALVES = WORDS["after"] | WORDS["before"]
"""Other halves of hyphened words that are no names ("backed", "held")."""
_OWN = frozenset(["its", "their", "own", "our"])


def wide_roles(context: Context, draft: Draft, parts: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    """Every further role: (party, role)."""
    found: dict[str, set[str]] = defaultdict(set)
    for party, role in (
        *_around(context, draft),
        *lately(context, draft),
        *speaking(context, draft),
        *place_words(context, draft),
        *_by_name(context, draft),
        *told_before(context, draft),
    ):
        found[side_of(party)].add(role)
    if definite(draft):
        for roles in found.values():
            roles |= {f"definite:{r}" for r in roles if r.startswith("late")}
    for party, roles in found.items():
        yield from ((party, role) for role in roles)
    yield from against(context, {p: x.roles | found[p] for p, x in parts.items()})


def _around(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    for match in draft.scene.parties:
        token = last_token(draft.scene, match)
        if token is None:
            continue
        roles = list(standing(draft.scene, token, draft.trigger, draft.head))
        if match.compound:
            roles.append(f"half={match.compound if match.compound in _HALVES else 'NAME'}")
        for party, _ in meant(context, match):
            if party is not None:
                yield from ((party, role) for role in roles)


def _by_name(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    """The party of the person that the victim is, by name or by the last name before a pronoun."""
    kind = draft.candidate.group.kind
    if kind not in ("name", "pronoun"):
        return
    named = sides_of_names(context)
    name = draft.head.text.split("-")[-1]
    if kind == "pronoun":
        low = context.document.sentences[max(0, draft.sentence - 2)].start
        text = context.document.text[low : draft.anchor[0]]
        name = max(named, key=text.rfind, default="")
        if not name or text.rfind(name) < 0:
            return
    if name in named:
        yield named[name], "named"


def doer_words(scene: Scene, trigger: Token) -> tuple[str, str]:
    """The word that the doer of a harm is named by, and how it stands: subject, agent, event ("the strike that")."""
    verb = trigger
    for child in verb.children:
        if child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    return word_of(scene, inner), "agent"
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if not passive:
        for _ in range(3):
            for child in verb.children:
                if child.dep_ == "nsubj":
                    if child.tag_ in ("WP", "WDT") and verb.dep_ in ("relcl", "acl"):
                        return word_of(scene, verb.head), "subject"
                    return word_of(scene, child), "subject"
            if verb.dep_ not in ("conj", "xcomp", "advcl"):
                break
            verb = verb.head
        if verb.dep_ == "acl":
            return word_of(scene, verb.head), "acl"
    for child in trigger.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "during", "after", "when", "from", "at"):
            for inner in child.children:
                if inner.dep_ == "pobj" and (word := word_of(scene, inner)) not in ("PLACE", "NAME", "PARTY"):
                    return word, child.lower_
        if child.dep_ == "advcl":
            return word_of(scene, child), "when"
    return "-", "-"


def word_of(scene: Scene, token: Token) -> str:
    """A word as `Scene.plain` gives it, but for generic words for a side ("gunmen"): they name nobody."""
    match = scene.party_at(token)
    return str(token.lemma_.lower()) if match is not None and match.role is not None else scene.plain(token)


def word_class(scene: Scene, token: Token) -> str:
    """What kind of thing a noun phrase's root is: fighters, people, an attack, a speaker, a name."""
    plain = scene.plain(token)
    if plain in ("PARTY", "PLACE", "NAME"):
        return plain
    lex = scene.lexicon
    noun = lex.people.get(plain)
    if noun is not None:
        return {Status.COMBATANT: "troops", Status.CIVILIAN: "civilians"}.get(noun.status, "people")
    if (plain, "NOUN") in lex.triggers or plain in ("war", "clash", "fighting", "offensive", "operation"):
        return "harm"
    if plain in lex.weapons:
        return "weapon"
    if plain in lex.objects:
        return "object"
    return "verb" if token.pos_ in ("VERB", "AUX") else "other"


def standing(scene: Scene, token: Token, trigger: Token, head: Token) -> Iterator[str]:
    """How a party's phrase stands to the harm: its class, what governs it, and whether its verb is the trigger's."""
    root = root_of(token)
    label = word_class(scene, root)
    governor = root.head
    how = root.dep_
    if how == "pobj":
        how = governor.lower_
        governor = governor.head
    elif how == "conj":
        how = f"conj:{root.head.dep_}"
    where = (
        "trigger"
        if governor.i == trigger.i
        else "head"
        if governor.i == head.i
        else "above"
        if governor.is_ancestor(trigger)
        else "below"
        if trigger.is_ancestor(governor)
        else "apart"
    )
    yield f"class={label}"
    yield f"class={label}:{how}"
    yield f"class={label}:{how}:{where}"
    yield f"where={where}:{how}"
    yield f"gov={scene.plain(governor)}:{how}"
    yield f"gov={word_class(scene, governor)}:{how}:{where}"
    between = abs(token.i - head.i)
    gap = "1" if between < 3 else "2" if between < 7 else "3" if between < 15 else "4"
    yield f"gap={gap}:{'b' if token.i < head.i else 'a'}"


def lately(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    """Parties named before the harm, the latest first, three sentences back at most: (party, role)."""
    at = draft.anchor[0]
    low = context.document.sentences[max(0, draft.sentence - 3)].start
    seen: list[str] = []
    kinds: Counter[str] = Counter()
    for match in reversed(context.parties):
        if match.start >= at:
            continue
        if match.start < low:
            break
        for party, _ in list(meant(context, match))[:1]:
            if party is None or party in seen:
                continue
            seen.append(party)
            kind = party_kind(party)
            yield party, f"late{min(2, len(seen) - 1)}"
            yield party, f"late:{kind}{min(1, kinds[kind])}"
            kinds[kind] += 1


def definite(draft: Draft) -> bool:
    """Whether the victims are said to be of a group named before ("members of the group", "its fighters")."""
    for token in [draft.head, *draft.head.children]:
        if token.lower_ in _OWN:
            return True
        if token.lower_ == "of":
            return any(c.lemma_.lower() in _GROUP_WORDS for c in token.children)
    return draft.head.lemma_.lower() in _GROUP_WORDS


def sides_of_names(context: Context) -> dict[str, str]:
    """Last names of persons and the party that stands beside them somewhere in the report ("Front leader A. Name",
    "A. Name, a spokesman for the Front")."""
    found: dict[str, str] | None = context.memo.get("sides_of_names")
    if found is not None:
        return found
    votes: dict[str, Counter[str]] = {}
    text = context.document.text
    for match in context.parties:
        party = match.party
        if party is None or match.compound:
            continue
        after = _AFTER.match(text, match.end)
        before = _BEFORE.search(text, max(0, match.start - 70), match.start)
        for name in (after.group(1) if after else None, before.group(1) if before else None):
            if name:
                votes.setdefault(name.split()[-1].split("-")[-1], Counter())[party] += 1
    found = {name: counts.most_common(1)[0][0] for name, counts in votes.items()}
    context.memo["sides_of_names"] = found
    return found


_WORD = r"(?:[A-Z][\w'-]+|al-[A-Z]\w+|bin|ibn|[A-Z]\.)"
_AFTER = re.compile(rf"(?:'s)?(?:\s+[a-z][\w-]+){{0,4}},?\s+({_WORD}(?:\s+{_WORD}){{0,3}})")
_BEFORE = re.compile(
    rf"({_WORD}(?:\s+{_WORD}){{0,3}}),?\s+(?:\d\d,\s+)?(?:\(\d\d\),?\s+)?(?:(?:a|an|the|who|was|is|one|of|from|in|top|"
    r"senior|former|spokesman|spokesperson|leader|head|commander|chief|member|official|for|second|most|wanted)\s+){1,8}$"
)


def speaking(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    """The sides of the speakers in and before the sentence: (party, role)."""
    for speaker in context.speakers:
        gap = draft.sentence - speaker.sentence
        if not 0 <= gap <= 2:
            continue
        start = context.document.sentences[speaker.sentence].start
        covers = any(a <= draft.trigger.idx < b for a, b in speaker.content) if gap == 0 else False
        role = "covers" if covers else f"gap{gap}"
        for match in context.parties_in(start + speaker.start, start + speaker.end):
            if match.party is not None:
                yield match.party, f"voice:{role}"


def place_words(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    """The countries of the places of the clause, with the preposition before each: (party, role)."""
    start, end = draft.clause
    nearest = None
    for resolved in context.places_in(draft.scene.offset, draft.scene.end):
        party = context.party_of_country(resolved.country)
        if party is None:
            continue
        word = re.search(r"(\w+)\s+(?:the\s+)?$", context.document.text[: resolved.mention.start][-24:])
        preposition = word.group(1).lower() if word and word.group(1).lower() in _PREPOSITIONS else "-"
        inside = start <= resolved.mention.start < end
        kind = "country" if resolved.entry is not None and resolved.entry.kind == "country" else "place"
        yield party, f"at:{preposition}:{kind}"
        yield party, f"at:{preposition}:{'in' if inside else 'out'}"
        gap = context.even.apart(resolved.mention.start, draft.trigger_offset)
        if nearest is None or gap < nearest[0]:
            nearest = (gap, party)
    if nearest is not None:
        yield nearest[1], "at:nearest"


_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "to", "into", "on", "across", "outside", "inside", "over", "of", "around", "for"]
)


def against(context: Context, roles: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Each party's standing to those that play a clear part: (party, role)."""
    sides = context.war.sides if context.war is not None else None
    clear = {
        "np": [p for p, r in roles.items() if "np" in r],
        "agent": [p for p, r in roles.items() if "agent" in r or "of_trigger=nsubj" in r],
        "voice": [p for p, r in roles.items() if "voice:covers" in r],
        "title": [p for p, r in roles.items() if "title" in r][:2],
        "lives": [p for p, r in roles.items() if "at:nearest" in r],
    }
    for party in roles:
        for name, others in clear.items():
            for how in {relation(party, other, sides) for other in others if other != party}:
                yield party, f"to_{name}={how}"
