"""Graves of the dead: single or common, marked or not; and the places where the dead are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dead_chain import operators_of
from .dead_lexicon import DeadWords, lemma_of
from .dead_said import Said
from .dead_themes import Themes
from .groups import Scene
from .parse import Token

_PUT = frozenset(
    {"lie", "rest", "lay", "put", "throw", "dump", "place", "bulldoze", "push", "cover", "lower", "cram", "stack"}
)
_BURYING = frozenset({"bury", "rebury", "inter", "reinter", "entomb", "burial", "reburial", "interment"}) | _PUT
_STONES = frozenset({"cross", "headstone", "gravestone", "tombstone", "nameplate", "gravemarker"})
"""Markers that stand on graves alone."""
_ABOVE = frozenset({"over", "above"})
_TELLING = frozenset({"tell", "say", "show", "mark", "indicate", "signal", "announce", "remind", "record"})
"""What a marker does about those who lie under it."""
_NO_MARKERS = frozenset(
    {"map", "satellite", "datum", "evidence", "testimony", "document", "letter", "account", "record", "table", "diary"}
)
"""What tells where the dead lie without standing there."""
_CRUCIFIED = frozenset({"hang", "nail", "crucify", "tie", "string"})
_NO_STONE = re.compile(
    r"\b(?:no|not an?|not one|not even an?|neither|nobody|no one|none|never|without|without any|nor)\b[^,;]*$",
    re.IGNORECASE,
)
_GIVEN = frozenset({"give", "get", "receive", "provide", "furnish", "replace", "mark"})
"""Verbs by which graves have stones that had none."""
_WOULD = frozenset({"would", "could", "should", "might", "must", "may"})
_HANGS_ON = frozenset({"ask", "offer", "plan", "refuse", "block", "unable", "deny"})
_TAKEN_BACK = re.compile(
    r"\b(?:deny|denie[sd]|denying|no|not|never|none|nor|neither|without|without any|n't)\b|n't\b", re.IGNORECASE
)
_SUPPOSED = re.compile(
    r"\b(?:if|whether|oppos\w+|plans?|rumou?rs?|should|would|must|might|may be|to be|planned"
    r"|fear(?:s|ed)? that|asked|promised)\b",
    re.IGNORECASE,
)
_BEFORE = 45
"""Characters before words about a grave in which they may be taken back."""


def told_of_graves(scene: Scene, themes: Themes, words: DeadWords) -> Iterator[Said]:
    """What the sentence tells of graves; nothing where it names none and buries nobody."""
    graves = _graves(scene, themes, words)
    buried = [t for t in scene.tokens if lemma_of(t) in _BURYING]
    plainly = [t for t in buried if lemma_of(t) not in _PUT or _is_into_ground(t)]
    stones = [t for t in scene.tokens if _is_stone(t)]
    stood = bool(stones) and bool(themes.strong or themes.people)
    tells = [m for m in scene.tokens if _tells_where(m, themes, words) is not None]
    if tells and not graves:
        lying = _tells_where(tells[0], themes, words)
        yield Said("grave_marked", tells[0].idx, tells[0].head.idx + len(tells[0].head), of=lying)
        return
    if not graves and not plainly and not stood and not (themes.strong and buried):
        return
    if themes.strong and all(_is_none(scene.tokens[i]) for i in themes.strong):
        return  # "the grave was opened and held no body"
    if any(lemma_of(t) in words.places["wreck"] for t in scene.tokens) and not graves:
        return  # under the rubble nobody is buried by anybody
    of = _whose(scene, themes, [*graves, *plainly])
    if of is None and stood:
        of = min(themes.people, key=lambda i: min(abs(i - t.i) for t in stones))
    yield from _singly_or_jointly(scene, graves, plainly, of, words)
    yield from _marked_or_not(scene, graves, plainly, of, words)


def _graves(scene: Scene, themes: Themes, words: DeadWords) -> list[Token]:
    """Words for graves: those that always are, and pits and trenches where somebody is put into them."""
    strong = [t for t in scene.tokens if lemma_of(t) in words.graves["strong"] and t.pos_ in ("NOUN", "PROPN")]
    buried = any(lemma_of(t) in _BURYING for t in scene.tokens)
    if not (strong or buried or themes.strong):
        return []
    weak = [
        t
        for t in scene.tokens
        if lemma_of(t) in words.graves["weak"]
        and t.pos_ == "NOUN"
        and (buried or bool(themes.strong))
        and (
            _adjectives(t) & (words.graves["common"] | words.graves["unmarked"] | words.graves["single"])
            or "burial" in _adjectives(t)
        )
    ]
    return strong + weak


def _adjectives(token: Token) -> frozenset[str]:
    before = [token.nbor(-1)] if token.i and token.nbor(-1).pos_ in ("ADJ", "VERB") else []
    own = [c for c in token.children if c.dep_ in ("amod", "compound", "poss", "nmod") and c.i < token.i]
    return frozenset(str(c.lower_) for c in (*before, *own))


def _is_into_ground(token: Token) -> bool:
    """Whether somebody is put or laid in the ground."""
    places = [n for p in token.children if p.lower_ in ("in", "into") for n in p.children]
    return any(n.lower_ in ("ground", "earth", "soil") for n in places)


def _tells_where(marker: Token, themes: Themes, words: DeadWords) -> int | None:
    """Those of whom a marker tells that they lie there ("seven helmets say that sailors rest here")."""
    verb = marker.head
    if marker.dep_ != "nsubj" or marker.pos_ != "NOUN" or lemma_of(verb) not in _TELLING or _negation(verb, marker):
        return None
    if themes.is_people(marker) or themes.is_about(marker) or lemma_of(marker) in _NO_MARKERS:
        return None
    for at in verb.subtree:
        if at.i > verb.i and at.pos_ == "VERB" and lemma_of(at) in ("rest", "lie", "sleep", "bury"):
            who = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
            if who is not None and (themes.is_people(who) or who.i in themes.strong or who.lower_ == "each"):
                return int(who.i)
    return None


def _negation(verb: Token, subject: Token) -> bool:
    """Whether nothing is said to tell it ("no cross shows where")."""
    return any(c.dep_ == "neg" for c in verb.children) or any(
        c.lower_ in ("no", "not", "neither", "nor") for c in subject.subtree
    )


def _is_none(dead: Token) -> bool:
    """Whether a word for the dead says that there were none."""
    return (dead.dep_ == "pobj" and dead.head.lower_ == "without") or any(
        c.lower_ == "no" and c.dep_ == "det" for c in dead.children
    )


def _is_stone(token: Token) -> bool:
    """Whether a word is for what stands on graves alone, or for a marker over somebody."""
    if token.pos_ not in ("NOUN", "PROPN") or any(c.lower_ == "red" for c in token.children):
        return False
    if token.dep_ == "pobj" and lemma_of(token.head.head) in _CRUCIFIED:
        return False
    above = any(p.lower_ in _ABOVE for p in (*token.children, *token.head.children))
    return lemma_of(token) in _STONES or (lemma_of(token) == "marker" and above)


def _is_supposed(grave: Token, words: DeadWords) -> bool:
    """Whether graves are asked for, promised or thought of by the verb that has them ("would have taken days")."""
    at = grave
    while at.head != at and at.pos_ not in ("VERB", "AUX"):
        at = at.head
    if any(c.dep_ == "aux" and c.lower_ in _WOULD for c in at.children):
        return True
    passive = any(c.dep_ == "nsubjpass" for c in at.children)
    return passive and any(kind in _HANGS_ON for kind in operators_of(at, words))


def _have_stones(grave: Token, words: DeadWords) -> bool:
    """Whether graves that were unmarked are said to have markers now."""
    verb = grave.head
    given = verb.pos_ == "VERB" and lemma_of(verb) in _GIVEN and grave.dep_ in ("nsubj", "nsubjpass", "dobj", "dative")
    return given and any(lemma_of(c) in words.graves["markers"] for c in verb.children if c.dep_ in ("dobj", "oprd"))


def _whose(scene: Scene, themes: Themes, near: list[Token]) -> int | None:
    """The dead that are told of: the nearest word for them, else the people whom the words for burial have, else the
    graves themselves."""
    if themes.strong:
        return int(min(themes.strong, key=lambda i: int(min((abs(i - t.i) for t in near), default=i))))
    for token in scene.tokens:
        if lemma_of(token) in _BURYING and token.pos_ == "VERB":
            for child in (*token.children, token.head):
                if child.dep_ in ("nsubjpass", "dobj", "nsubj") and themes.is_people(child):
                    return int(child.i)
    for grave in near:
        of = [n for p in grave.children if p.lower_ in ("of", "for") for n in p.children if n.dep_ == "pobj"]
        if of and themes.is_people(of[0]):
            return int(of[0].i)
    return next((int(t.i) for t in near if t.pos_ in ("NOUN", "PROPN")), None)


def _singly_or_jointly(
    scene: Scene, graves: list[Token], buried: list[Token], of: int | None, words: DeadWords
) -> Iterator[Said]:
    for status, key, pattern in (
        ("buried_together", "common", words.grave_patterns["jointly"]),
        ("buried_individually", "single", words.grave_patterns["singly"]),
    ):
        named = [g for g in graves if _adjectives(g) & words.graves[key]]
        found = [_said(scene, status, *_span(g, key, words), of) for g in named if not _is_supposed(g, words)]
        if not found and not named and (graves or buried or of is not None):
            found = [_said(scene, status, *m.span(), of) for m in pattern.finditer(scene.text)]
            if status == "buried_individually" and not (graves or buried):
                found = []
            if status == "buried_together" and not (graves or any(lemma_of(t) in _BURYING for t in scene.tokens)):
                found = []
        yield from _best(found)


def _marked_or_not(
    scene: Scene, graves: list[Token], buried: list[Token], of: int | None, words: DeadWords
) -> Iterator[Said]:
    unmarked = [
        _said(scene, "grave_unmarked", *_span(g, "unmarked", words), of)
        for g in graves
        if _adjectives(g) & words.graves["unmarked"] and not (_is_supposed(g, words) or _have_stones(g, words))
    ]
    unmarked += [
        _said(scene, "grave_unmarked", t.idx, t.idx + len(t), of)
        for t in scene.tokens
        if graves and t.lower_ in ("unmarked", "nameless", "anonymous", "anonymously") and t.head not in graves
    ]
    unmarked += [
        _said(scene, "grave_unmarked", *m.span(), of, plain=True)
        for m in words.grave_patterns["untraceable"].finditer(scene.text)
    ]
    if graves or buried:
        unmarked += [
            _said(scene, "grave_unmarked", *m.span(), of, plain=True)
            for m in words.grave_patterns["unmarkedly"].finditer(scene.text)
        ]
    marked = [
        _said(scene, "grave_marked", *_span(g, "marked", words), of)
        for g in graves
        if _adjectives(g) & words.graves["marked"]
    ]
    for token in scene.tokens:
        lemma = lemma_of(token)
        if lemma in words.graves["mark"] and token.pos_ == "VERB" and (graves or _is_where(token)):
            who = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")] + [token.head]
            nothing = any(words.grave_patterns["nothing"].search(_words_before(c)) for c in who)
            nothing = nothing or any(c.dep_ == "neg" or c.lower_ == "never" for c in token.children)
            status = "grave_unmarked" if nothing else "grave_marked"
            said = _said(scene, status, token.idx, token.idx + len(token), of, plain=nothing)
            (unmarked if nothing else marked).append(said)
        elif lemma in words.graves["markers"] and token.pos_ in ("NOUN", "PROPN") and token not in graves:
            if not _is_of_grave(token, [*graves, *buried], stands=_is_stone(token) and of is not None):
                continue
            if token.dep_ in ("dobj", "nsubjpass") and lemma_of(token.head) in words.graves["taken"]:
                continue
            if _NO_STONE.search(scene.text[max(0, token.idx - 30) : token.idx]):
                unmarked.append(_said(scene, "grave_unmarked", token.idx, token.idx + len(token), of, plain=True))
            else:
                marked.append(_said(scene, "grave_marked", token.idx, token.idx + len(token), of))
    yield from _best(unmarked)
    if not any(u is not None and u.holds for u in unmarked):
        yield from _best(marked)


def _words_before(token: Token) -> str:
    """A subject with its own words before it ("not one")."""
    return " ".join(t.text for t in token.subtree if t.i <= token.i)


def _is_where(verb: Token) -> bool:
    """Whether the spot where somebody lies is marked."""
    return any(t.lower_ in ("where", "spot", "place") for t in verb.subtree) and any(
        lemma_of(t) in _BURYING for t in verb.subtree
    )


def _is_of_grave(marker: Token, graves: list[Token], *, stands: bool) -> bool:
    """Whether a cross, plate or name stands with a grave or a burial of the same sentence, or is a gravestone."""
    if any(c.lower_ == "red" for c in marker.children):
        return False
    return stands or any(
        abs(marker.i - g.i) <= 14 and not (marker.i < g.i and marker in g.children and marker.dep_ == "compound")
        for g in graves
    )


def _span(grave: Token, key: str, words: DeadWords) -> tuple[int, int]:
    near = [*grave.children, *([grave.nbor(-1)] if grave.i else [])]
    first = min((c for c in near if c.lower_ in words.graves[key] and c.i < grave.i), key=lambda c: c.i)
    return first.idx, grave.idx + len(grave)


def _said(scene: Scene, status: str, start: int, end: int, of: int | None, *, plain: bool = False) -> Said | None:
    """What words about a grave tell: nothing where they are only supposed, that it is not so where they are taken
    back; `plain` words hold their own negation."""
    before = scene.text[max(0, start - _BEFORE) : start]
    before = re.split(r"[;:.]\s|, (?:and|but)\b", before)[-1]
    if _SUPPOSED.search(before) and not plain:
        return None
    return Said(status, start, end, plain or not _TAKEN_BACK.search(before), of)


def _best(found: list[Said | None]) -> Iterator[Said]:
    told = [said for said in found if said is not None]
    yield from sorted(told, key=lambda s: not s.holds)[:1]


def told_of_places(scene: Scene, themes: Themes, words: DeadWords) -> Iterator[Said]:
    """That the dead are held: they lie in a morgue, or are in somebody's possession."""
    if not themes.strong:
        return
    for token in scene.tokens:
        cold = any(c.lower_ in words.places["refrigerated"] for c in token.children)
        if lemma_of(token) in words.places["care"]:  # "ice-cream lorries"
            cold = cold or any(t.lower_ in words.places["icy"] for t in token.lefts)
        two = f"{scene.tokens[token.i - 1].lower_} {lemma_of(token)}" if token.i else ""
        if not (cold or lemma_of(token) in words.places["morgue"] or two in words.places["morgue"]):
            continue
        if token.pos_ not in ("NOUN", "PROPN") or is_away(token, words):
            continue
        near = min(themes.strong, key=lambda i: abs(i - token.i))
        before = scene.text[max(0, token.idx - _BEFORE) : token.idx]
        yield Said("held", token.idx, token.idx + len(token), not _TAKEN_BACK.search(before), near)
        return
    match = words.possession.search(scene.text)
    if match is not None:
        before = scene.text[max(0, match.start() - _BEFORE) : match.start()]
        near = min(themes.strong, key=lambda i: abs(scene.tokens[i].idx - match.start()))
        yield Said("held", *match.span(), not _TAKEN_BACK.search(before), near)


def is_away(token: Token, words: DeadWords) -> bool:
    """Whether a place is named as one that the dead are not in ("outside the morgue")."""
    at = token
    while at.dep_ in ("compound", "conj", "poss", "nmod") and at.head != at:
        at = at.head
    return at.dep_ == "pobj" and at.head.lower_ in words.places["away"]
