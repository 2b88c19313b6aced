"""What a sentence says became of the dead and the missing, by the words of `lexicon/dead.toml` over its parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .dead_events import told_of_events
from .dead_graves import told_of_graves, told_of_places
from .dead_lexicon import DeadWords, dead_words
from .dead_missing import told_of_missing
from .dead_said import Said
from .dead_themes import Themes
from .groups import Scene
from .parse import Token

_TAKEN_BACK = re.compile(
    r"(?:\b(?:not|never|no|nobody|none|deny|denie[sd]|denying|without|refus\w+|reject\w*|ignor\w+|declin\w+)\b|n't)(?:\W+\w+){0,5}\W*$",
    re.IGNORECASE,
)
_HAS_NONE = re.compile(r"\b(?:no|not|never)\b", re.IGNORECASE)
"""What takes the means of a cremation back ("has no crematoriums")."""
_SUPPOSED = re.compile(
    r"\b(?:if|whether|should|would|might|(?-i:may)|must|hop\w+ to|plan\w* to)\b(?:\W+\w+){0,5}\W*$", re.IGNORECASE
)


def may_tell_of_those_before(text: str) -> bool:
    """Whether a sentence has the word that may stand for the dead of the one before; cheap."""
    return _THEM.search(text) is not None


def said_of_those_before(scene: Scene) -> tuple[Said, ...]:
    """What a sentence tells of the dead of the one before, who are only "them" ("we are not ready to accept them")."""
    words = dead_words()
    themes = Themes(scene, words, carried=True)
    if themes.strong or names_others(scene):
        return ()
    told = told_of_events(scene, themes, words)
    return tuple(replace(said, carried=True) for said in _settled(list(told)) if said.holds and said.status in _BETWEEN)


def names_others(scene: Scene) -> bool:
    """Whether a sentence names people whom "them" may stand for afterwards."""
    people = Themes(scene, dead_words()).people
    return any(not _is_named_apart(scene.tokens[i]) for i in people)


_THEM = re.compile(r"\bthem\b", re.IGNORECASE)
_BETWEEN = frozenset({"refused_by_receiver", "withheld_by_holder", "offered", "uncollected"})
"""What is told of "them" where they are the dead: what holders, receivers and searchers do."""


def _is_named_apart(people: Token) -> bool:
    """Whether people of a sentence cannot be those whom its "them" means: one person, or who does it."""
    return people.dep_ in ("nsubj", "nsubjpass") or people.tag_ in ("NN", "NNP") or people.lower_ in _WHO


_WHO = frozenset({"they", "we", "you", "i"})


def said_of_the_dead(scene: Scene) -> tuple[Said, ...]:
    """The statuses that a sentence tells, each once for each of its dead, in the order of the words; offsets into the
    sentence."""
    words = dead_words()
    if not words.any_word.search(scene.text) or words.other_age.search(scene.text):
        return ()
    themes = Themes(scene, words)
    told = [
        *told_of_events(scene, themes, words),
        *told_of_graves(scene, themes, words),
        *told_of_places(scene, themes, words),
        *told_of_missing(scene, themes, words),
        *_told_by_turns(scene, themes, words),
    ]
    return tuple(_settled(told))


def _told_by_turns(scene: Scene, themes: Themes, words: DeadWords) -> Iterator[Said]:
    for turn in words.turns:
        dead = themes.strong or themes.graves or themes.deathly or not turn.needs_dead
        match = turn.pattern.search(scene.text) if dead else None
        if match is None:
            continue
        before = scene.text[: match.start()]
        if _SUPPOSED.search(before):
            continue
        whose = themes.strong or themes.people or themes.meant
        near = min(whose, key=lambda i: abs(scene.tokens[i].idx - match.start()), default=None)
        if turn.status == "cremated" and not themes.strong:
            near = _who_brings(scene, match.span(), near)
        if turn.status.startswith("not:"):
            yield Said(turn.status.removeprefix("not:"), *match.span(), holds=False, of=near)
        else:
            plain = not turn.needs_dead or (near in themes.strong and turn.status != "uncollected")
            none = turn.status == "cremated" and _HAS_NONE.search(match.group())
            yield Said(turn.status, *match.span(), not (none or _TAKEN_BACK.search(before)), near, plain)


def _who_brings(scene: Scene, words: tuple[int, int], near: int | None) -> int | None:
    """Whose dead a furnace is for, where no word stands for them: theirs who bring it along, whoever says so."""
    verb = next((t for t in scene.tokens if words[0] <= t.idx < words[1] and t.pos_ == "VERB"), None)
    while verb is not None:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.tag_ not in ("WP", "WDT"):
            return int(subject.i)
        verb = verb.head if verb.dep_ in ("xcomp", "conj", "advcl", "pcomp") and verb.head.pos_ == "VERB" else None
    return near


_OVER = {
    "requested": {"returned", "recovered", "held", "exchanged", "withheld_by_holder"},
    "offered": {"returned", "held", "recovered"},
    "refused_by_receiver": {"returned", "held", "recovered", "uncollected"},
    "withheld_by_holder": {"returned", "recovered", "uncollected"},
    "exchanged": {"returned"},
    "uncollected": {"recovered"},
    "cremated": {"destroyed"},
    "buried_individually": {"buried"},
    "buried_together": {"buried"},
    "grave_marked": {"buried"},
    "grave_unmarked": {"buried"},
    "declared_dead": {"identified", "missing", "recovered"},
}
"""What a status puts out of force of the same dead, by words that both claim."""


_ANYWHERE = frozenset({"declared_dead", "buried_individually", "buried_together", "grave_marked", "grave_unmarked"})
"""Statuses that do so wherever in the sentence the words for both stand."""


def _settled(told: list[Said]) -> list[Said]:
    """Each status once for each of the dead, said to hold before said not to; without what another puts in place."""
    out: list[Said] = []
    for said in sorted(told, key=lambda s: (not s.holds, s.start)):
        if any(o.status == said.status and (o.of == said.of or not said.holds or None in (o.of, said.of)) for o in out):
            continue
        out.append(said)
    return sorted((s for s in out if not _is_put_out(s, out)), key=lambda s: (s.start, s.status))


def _is_put_out(said: Said, told: list[Said]) -> bool:
    """Whether words that overlap tell another status in its place ("asked for the return": not returned)."""
    return any(
        said.status in _OVER.get(o.status, ())
        and (o.status in _ANYWHERE or (o.start < said.end and said.start < o.end))
        and (o.holds or not said.holds)
        for o in told
        if o is not said
    )
