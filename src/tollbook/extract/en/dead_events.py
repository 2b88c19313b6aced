"""What happens to the dead: the verbs and nouns of a sentence that have them as their object or subject."""

from __future__ import annotations

from collections.abc import Iterator

from .dead_chain import chain_of
from .dead_graves import is_away
from .dead_lexicon import DeadWords, Event, lemma_of
from .dead_outcome import KIN, outcome
from .dead_said import Said
from .dead_themes import Themes
from .groups import Scene
from .parse import Token

_NEAR = 9
"""Words at most between an event and the dead that the parse hangs on another word."""
_NEXT = 4
"""The same where the parse knows no way between them."""
_WHO_ACTS = ("nsubj", "agent")
_JOINS = frozenset({"of", "among", "including", "behind"})
"""Prepositions through which the dead still belong to an event ("left behind the bodies", not "found in the body")."""
_GRAVES = frozenset({"grave", "tomb", "pit", "trench", "gravesite"})
_HOW = frozenset({"piece", "state", "condition", "stage", "bag", "part"})
_DECAYS = frozenset({"decompose", "rot", "putrefy", "bloat"})
_OF_PEOPLE = frozenset({"lie", "leave", "collect", "give", "come", "receive", "hold", "carry", "exchange", "find"})
"""Events of people, too, where a sentence's words say that they are dead (a stench, boxes)."""
_OF_KNOWN = frozenset({"give", "come", "receive", "hold", "have", "exchange", "ask", "offer", "reject"})
_DYING = frozenset({"killed", "injured", "wounded", "traumatized", "traumatised", "dead", "displaced", "stranded"})
_COVERS = frozenset({"cover", "include", "concern", "involve", "comprise"})


def told_of_events(scene: Scene, themes: Themes, words: DeadWords) -> Iterator[Said]:
    """What each event of the sentence tells, in the order of the words."""
    rubble = any(lemma_of(t) in words.places["wreck"] for t in scene.tokens)
    for token in scene.tokens:
        for event, particle in _events(token, words):
            if rubble and event.name in ("bury", "last_rites"):
                continue  # under the rubble nobody is buried by anybody
            theme = _theme(scene, token, event, particle, themes, words)
            steps = None if theme is None else chain_of(token, words)
            found = None if steps is None else outcome(steps, event.outcomes)
            if theme is None or steps is None or found is None:
                continue
            status, holds = _in_its_place(token, event, found, words)
            if _is_of_searchers(scene, token, event, status, words):
                continue
            if event.name == "fetch" and status == "refused_by_receiver" and _is_nobodys(token):
                status = "uncollected"
            if theme.dep_ == "conj" and any(c.lower_ == "no" for c in theme.children):
                holds = not holds  # "recovered 14 wounded, but no bodies"
            if not status:
                continue
            ends = sorted((token, *(s.token for s in steps if s.kind), theme), key=lambda t: t.i)
            yield Said(status, ends[0].idx, ends[-1].idx + len(ends[-1]), holds, theme.i, token.pos_ == "VERB")


_SEARCH = frozenset({"collect", "retrieve", "remove", "recover", "evacuate", "reach", "gather"})


def _is_of_searchers(scene: Scene, verb: Token, event: Event, status: str, words: DeadWords) -> bool:
    """Whether those kept from the dead are who searches for them: these stay uncollected, they are withheld from
    families and out of morgues alone."""
    if event.name != "access" or status != "withheld_by_holder":
        return False
    if lemma_of(verb) not in _SEARCH and not (
        verb.pos_ == "NOUN" and any(lemma_of(t) in _SEARCH for t in scene.tokens if t.i > verb.i)
    ):
        return False
    return not any(
        lemma_of(t) in KIN or lemma_of(t) in words.places["morgue"] or lemma_of(t) == "hospital" for t in scene.tokens
    )


def _is_nobodys(verb: Token) -> bool:
    """Whether the dead are not collected by nobody in particular, in no place where they are kept ready."""
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    return passive and not any(
        c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ in ("at", "from")) for c in verb.children
    )


def _events(token: Token, words: DeadWords) -> Iterator[tuple[Event, str]]:
    """The events that a word may stand for, each with the particle that makes it one."""
    seen: set[str] = set()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        able = [(e, p) for e, p in words.verbs.get(lemma_of(token), ()) if p is None or _has(token, p)]
        away = any(p is not None and e.name in ("fetch", "collect") for e, p in able)
        along = any(p is not None and e.name == "collect" and p.endswith("with") for e, p in able)
        for event, particle in able:
            if lemma_of(token) in _DECAYS and token.tag_ in ("VBN", "JJ"):
                continue  # "decomposed": how they are, not where
            if event.name == "come" and along:
                continue  # "came back with eleven of the fallen"
            if event.name == "come" and lemma_of(token) == "arrive" and not _is_of_journey(token):
                continue  # "bodies arrive in torn pieces"
            if event.name not in seen and not (away and event.name in ("take", "receive")):  # "take away", "get out"
                seen.add(event.name)
                yield event, particle or ""
    elif token.pos_ in ("NOUN", "PROPN"):
        for event in words.nouns.get(lemma_of(token), ()):
            yield event, ""


def _is_of_journey(verb: Token) -> bool:
    """Whether it is said where somebody arrives, not only how ("in torn pieces")."""
    where = [n for p in verb.children if p.lower_ in ("to", "in", "at", "from") for n in p.children if n.dep_ == "pobj"]
    return any(lemma_of(n) not in _HOW for n in where) or any(c.lower_ in ("home", "back") for c in verb.children)


def _has(verb: Token, particle: str) -> bool:
    """Whether a verb has a particle, preposition, adverb or object, or a row of such ("come back from")."""
    near = list(verb.children) + [g for c in verb.children for g in c.children]
    if lemma_of(verb) == "send":
        near = [c for c in near if c.dep_ != "aux"]  # "sent them to die"
    if verb.dep_ in ("acl", "relcl", "amod") and verb.i + 1 < len(verb.doc):
        near.append(verb.nbor(1))
    return all(any(w in (c.lower_, lemma_of(c)) for c in near) for w in particle.split())


def _theme(scene: Scene, token: Token, event: Event, particle: str, themes: Themes, words: DeadWords) -> Token | None:
    """The dead of an event: in its arguments, else near it in its own words."""
    beside = event.beside is None or bool(event.beside.search(scene.text))
    if event.only_beside and not beside:
        return None
    people = (event.people and beside) or (themes.deathly and event.name in _OF_PEOPLE)
    people = people or (event.name == "hold" and _in_grave(token, _GRAVES))
    people = people or (event.name in ("hold", "have") and _in_grave(token, words.places["morgue"]))
    if event.name == "leave" and any(c.lower_ == "what" for c in token.children):
        return None  # "what is left of my boy"
    for argument in _arguments(token, event, particle):
        found = themes.in_argument(argument, people=people, graves=event.graves, direct=event.direct)
        if found is not None:
            wrong = (
                (lemma_of(token) == "deny" and found.lower_ in ("it", "that"))  # what was said, not a body
                or _is_some_body(found, event)
                or _is_left_dying(token, found, event)
                or _is_not_had(token, found, event)
            )
            return None if wrong else found
    if event.direct:
        return None
    before = _just_before(scene, token, themes)
    if before is not None:
        return before
    near = [scene.tokens[i] for i in themes.strong if _is_under(scene.tokens[i], token, themes)]
    if event.role != "subject":
        near += [scene.tokens[i] for i in themes.strong if _is_next(scene, token, scene.tokens[i])]
    return min(near, key=lambda t: abs(t.i - token.i), default=None)


def _is_some_body(dead: Token, event: Event) -> bool:
    """Whether "a body" changes hands that is nobody's: what is returned, held or refused is known."""
    if event.name not in _OF_KNOWN or lemma_of(dead) not in ("body", "corpse", "coffin", "skeleton", "skull"):
        return False
    one = any(c.lower_ in ("a", "an") and c.dep_ == "det" for c in dead.children)
    return one and not any(c.dep_ in ("prep", "amod", "compound", "relcl", "acl") for c in dead.children)


def _is_left_dying(verb: Token, dead: Token, event: Event) -> bool:
    """Whether people are said to be left killed or hurt by what happened, not to be left lying."""
    if event.name != "leave" or lemma_of(verb) == "abandon":
        return False
    if (
        dead.lower_ == "dead"
        and dead.i
        and dead.nbor(-1).pos_ == "NUM"
        and any(c.dep_ == "nsubj" for c in verb.children)
    ):
        return True  # "an ambush left 30 dead"
    return any(t.tag_ == "VBN" and t.lower_ in _DYING for t in (*dead.rights, *verb.rights))


def _is_not_had(verb: Token, dead: Token, event: Event) -> bool:
    """Whether bodies are not the plain object of "have" ("had the remains disposed of")."""
    if event.name != "have":
        return False
    return dead.head != verb or dead.dep_ != "dobj" or any(t.tag_ == "VBN" for t in dead.rights)


def _in_grave(verb: Token, graves: frozenset[str]) -> bool:
    """Whether it is a grave that holds somebody."""
    who = [c for c in verb.children if c.dep_ == "nsubj"] + ([verb.head] if verb.dep_ == "acl" else [])
    return any(lemma_of(c) in graves for c in who)


def _just_before(scene: Scene, token: Token, themes: Themes) -> Token | None:
    """The dead right before a passive that the parse gives no subject ("at least 200 dead had been left")."""
    if not any(c.dep_ == "auxpass" for c in token.children) or any(c.dep_ == "nsubjpass" for c in token.children):
        return None
    at = token.i - 1
    while at >= 0 and scene.tokens[at].pos_ in ("AUX", "ADV", "PART"):
        if at in themes.strong:
            break
        at -= 1
    return scene.tokens[at] if at in themes.strong else None


def _is_under(theme: Token, event: Token, themes: Themes) -> bool:
    """Whether the dead stand in an event's own words, with no other verb between, and do not do it themselves."""
    at = theme
    for _ in range(5):
        if at.head == at or abs(theme.i - event.i) > _NEAR:
            return False
        if at.head == event:
            acts = at.dep_ in _WHO_ACTS or at.dep_ == "nsubjpass"
            return not acts or not any(c.dep_ == "dobj" for c in event.children)
        at = at.head
        if at.pos_ == "VERB" or themes.is_about(at) or (at.dep_ == "prep" and at.lower_ not in _JOINS):
            return False
    return False


def _is_next(scene: Scene, event: Token, theme: Token) -> bool:
    """Whether the dead follow an event without a verb between, where the parse took their word for a verb."""
    if theme.pos_ in ("NOUN", "PROPN", "NUM") or not event.i < theme.i <= event.i + _NEXT:
        return False
    return all(
        t.pos_ in ("DET", "ADJ", "ADP", "NUM", "PROPN", "NOUN", "PRON") for t in scene.tokens[event.i + 1 : theme.i]
    )


def _arguments(token: Token, event: Event, particle: str) -> Iterator[Token]:
    """The words that an event befalls, most direct first."""
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _of_noun(token, direct=event.direct)
        return
    children = list(token.children)
    objects = [c for c in children if c.dep_ == "dobj"]
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in children)
    if not (objects and event.name == "give"):  # "the dead were not given graves"
        yield from (_meant(c, token) for c in children if c.dep_ == "nsubjpass")
    if event.role != "subject":
        yield from (_meant(c, token) for c in children if c.dep_ in ("dobj", "oprd"))
        yield from (
            n for p in children if p.dep_ in ("prep", "prt") for n in _nouns(p) if p.lower_ in ("of", *particle.split())
        )
        yield from (  # "turned away the trucks with 41 bodies": the parse hangs the load on the verb
            n for p in children if p.lower_ == "with" and p.i and p.nbor(-1) in objects for n in _nouns(p)
        )
        if any(lemma_of(o) == particle for o in objects):  # "set fire to", "take delivery of"
            yield from (
                n for c in (*objects, token) for p in c.children if p.dep_ in ("prep", "dative") for n in _nouns(p)
            )
    if event.role in ("subject", "any") or not (objects or passive):
        yield from (_meant(c, token) for c in children if c.dep_ == "nsubj")
        yield from (c for c in children if c.dep_ == "attr" and event.role == "any")
    if token.dep_ in ("acl", "amod", "relcl") and (event.role != "object" or token.tag_ == "VBN" or not objects):
        yield token.head
    if not objects and not passive:  # "stripped and beat the corpses"
        yield from (
            n for c in children if c.dep_ == "conj" and c.i - token.i <= 3 for n in c.children if n.dep_ == "dobj"
        )
    if token.dep_ == "advcl" and token.tag_ == "VBG" and event.role in ("subject", "any") and not objects:
        yield from (_meant(c, token.head) for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass"))
    yield from _shared(token, bool(objects))
    yield from (n for c in children if c.dep_ in _WHAT_IS_LEFT for n in _left_of(c))
    yield from _what_it_was(token)


_WHAT_IS_LEFT = frozenset({"csubj", "csubjpass", "ccomp", "dobj", "nsubjpass", "nsubj"})


def _left_of(verb: Token) -> Iterator[Token]:
    """The people of "what was left of the crew", whose remains these are."""
    for left in (verb, *(c for c in verb.children if c.dep_ in ("acl", "relcl"))):
        if lemma_of(left) in ("leave", "remain"):
            yield from (n for p in left.children if p.lower_ == "of" for n in _nouns(p))


def _what_it_was(verb: Token) -> Iterator[Token]:
    """The coffin of "a coffin was what the army gave back", "what the army gave back was a coffin"."""
    if any(c.lower_ == "what" for c in verb.children) and lemma_of(verb.head) == "be" and verb.dep_ != "ROOT":
        yield from (c for c in verb.head.children if c.dep_ in ("nsubj", "attr") and c != verb)


def _nouns(preposition: Token) -> Iterator[Token]:
    return (n for n in preposition.children if n.dep_ == "pobj")


def _of_noun(token: Token, *, direct: bool) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "appos") or (child.dep_ == "poss" and not direct):
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "to"):
            yield from _nouns(child)
        elif child.dep_ in ("acl", "relcl") and not direct:
            yield from (n for n in child.children if n.dep_ == "dobj")
    yield from _named_behind(token)
    if token.dep_ == "nsubj" and lemma_of(token.head) in _COVERS:  # "the offer covers 600 bodies"
        yield from (c for c in token.head.children if c.dep_ == "dobj")
    if direct:
        return
    if token.dep_ in ("dobj", "nsubjpass", "nsubj"):
        yield from (
            n for p in token.head.children if p.dep_ == "prep" and p.lower_ in ("of", "for", "to") for n in _nouns(p)
        )
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "under", "into", "for", "on", "by"):  # "in the custody of"
        verb = token.head.head
        yield from (_meant(c, verb) for c in verb.children if c.dep_ in ("nsubjpass", "dobj", "nsubj"))
        yield verb


def _named_behind(noun: Token) -> Iterator[Token]:
    """What a noun is said to be right behind it ("the same demand: the bones of their children")."""
    at = noun.i + 1
    if at + 1 < len(noun.doc) and noun.doc[at].text in (",", ":", "-", "–", "—"):
        yield from (t for t in noun.doc[at + 1 : at + 7] if t.pos_ == "NOUN" and t.left_edge.i == at + 1)


def _meant(subject: Token, verb: Token) -> Token:
    """A subject; for "which" and "that" the noun before."""
    return verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject


def _shared(token: Token, has_object: bool) -> Iterator[Token]:
    """What a verb shares with the one that it is joined to or raised from."""
    at, how = token, token.dep_
    for _ in range(3):
        if how not in ("xcomp", "conj", "pcomp", "ccomp", "acomp", "attr") or at.head == at:
            return
        at = at.head
        for c in at.children:
            if (c.dep_ == "nsubjpass" and not (has_object and _is_before_its_noun(token))) or (
                c.dep_ == "nsubj" and how in ("xcomp", "conj", "acomp", "attr") and not has_object
            ):
                yield _meant(c, at)
            elif c.dep_ == "dobj" and not has_object and c.i != token.i:
                yield c
        if at.dep_ == "relcl":
            yield at.head
        how = at.dep_


def _is_before_its_noun(token: Token) -> bool:
    """Whether a participle stands right before a noun ("torched cars"), which the parse takes for its object."""
    return token.i + 1 < len(token.doc) and bool(token.nbor(1).head == token) and token.nbor(1).pos_ == "NOUN"


def _in_its_place(token: Token, event: Event, found: tuple[str, bool], words: DeadWords) -> tuple[str, bool]:
    """What an event tells by the place it names: the dead who lie in a morgue are held, those in a grave buried."""
    around = frozenset(lemma_of(t) for t in token.subtree if not is_away(t, words))
    subjects = {lemma_of(c) for c in token.children if c.dep_ == "nsubj"}
    held = words.places["morgue"] | words.places["care"]
    if event.name == "hold" and _in_grave(token, _GRAVES):
        return "buried_together", found[1]  # "a grave holding 50 bodies"
    if event.name == "lie" and any(c.dep_ == "dobj" for c in token.children):
        return ("mutilated", found[1]) if lemma_of(token) in ("scatter", "strew") else found
    if event.name == "lie":
        if around & words.graves["strong"] and not around & words.places["wreck"]:
            return "buried", found[1]
        if around & (words.places["morgue"] | words.places["refrigerated"]) or "ice" in around:
            return "held", found[1]
    if event.name in ("receive", "take") and subjects & held:
        return "held", found[1]
    if event.name == "receive" and subjects & (words.graves["strong"] | words.graves["weak"]):
        return "buried_together", found[1]  # "one ditch took them in"
    if event.name == "destroy" and found[0] == "destroyed" and words.furnace.search(token.doc.text):
        return "cremated", found[1]
    if event.name in ("give", "collect", "come", "carry") and found[1] and found[0] != "uncollected":
        to = {lemma_of(n) for p in token.children if p.lower_ in ("to", "in", "into", "at") for n in p.subtree}
        if to & held and not to & KIN:
            return "held", True
    return ("", True) if event.name == "carry" else found
