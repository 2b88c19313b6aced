"""Proposing claims: every pair of a word for harm and a group that it may have befallen. The acceptor judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tollbook.model import Comparator, Count, Measure

from ..lexicon import Trigger
from .among import one_of_those, said_to_be_among
from .beside import along_with, is_one_of_several, people_beside, shot_dead
from .candidate import HUMAN, Candidate, candidate_of, fits, has_number
from .counts import find_groups
from .frames import arguments
from .groups import BARE, OTHER, PEOPLE, Group, Scene, numbered_groups, unnumbered_group
from .headline import headline_subject
from .including import kept_apart, told_parts
from .interposed import is_suffering, object_after, put_at, rose_to, subject_before
from .joined import join_persons
from .not_done import not_done
from .own_state import own_state
from .parse import Token
from .propose_bodies import of_bodies, of_buried
from .propose_lines import lines_of
from .propose_rows import in_rows
from .propose_things import of_things
from .senses import is_deadly_wound, is_emptied, is_meant, loses_kin
from .spread import spread
from .unharmed import none_harmed

_MENDED = {"raped": "rape", "raping": "rape", "sustained": "sustain"}
"""Forms whose lemma the parser gets wrong ("rap")."""


def propose(scene: Scene) -> list[Candidate]:
    """All candidates of a sentence; the same anchor and measure can come from several triggers."""
    groups = numbered_groups(scene)
    by_token: dict[int, Group] = {}
    for group in groups:
        for i in group.tokens:
            by_token.setdefault(i, group)
    for group in groups:  # the words that bound a number stand for it where the parse hangs on them ("more than 60")
        for token in _bounding(scene, group):
            by_token.setdefault(token.i, group)
    found: list[Candidate] = []
    for token in scene.tokens:
        found.extend(_of_people(scene, token, groups, by_token))
        found.extend(of_buried(scene, token, by_token))
        found.extend(of_bodies(scene, token, by_token))
    found = kept_apart(scene, join_persons(scene, _in_lines(scene, groups, _joint(scene, found))))
    found = kept_apart(scene, _of_kin(scene, found))
    found.extend(told_parts(scene, groups, found))
    found = _undergone(in_rows(scene, groups, found))
    found.extend(of_things(scene, groups))
    return _distinct(_gone(scene, own_state(scene, found)))


def _bounding(scene: Scene, group: Group) -> list[Token]:
    quantity = group.quantity
    return [] if quantity is None else [t for t in scene.tokens if quantity.start <= t.idx < quantity.number_start]


def _undergone(found: list[Candidate]) -> list[Candidate]:
    """The candidates without the treatment of those who are counted as having gone through abuse ("have treated 27
    survivors of rape")."""
    abused = {c.anchor for c in found if c.measure == Measure.ABUSED and c.relation == "undergone"}
    return [c for c in found if not (c.measure == Measure.INJURED and c.anchor in abused)]


_DWELLING = frozenset({"stay", "live", "remain", "shelter"})


def _gone(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The candidates without people who stay, of whom it is said that they left ("12 were evacuated and are staying in
    tents", "90 residents living by the river have moved to safer places")."""
    left = {
        c.anchor
        for c in found
        if c.measure == Measure.DISPLACED
        and c.relation != "loose"
        and scene.doc[c.trigger].lemma_.lower() not in _DWELLING
    }
    return [
        c
        for c in found
        if not (
            c.measure == Measure.REMAINING and c.anchor in left and scene.doc[c.trigger].lemma_.lower() in _DWELLING
        )
    ]


def _in_lines(scene: Scene, groups: list[Group], found: list[Candidate]) -> list[Candidate]:
    """The candidates with those of two harms in a row put right ("15 killed 20 injured")."""
    lines = lines_of(scene, groups)
    if not lines:
        return found
    made = [candidate_of(scene, x.measure, x.trigger, "obj", "line", x.own) for x in lines]
    anchors = {c.anchor for c in made}
    kept = [c for c in found if c.anchor not in anchors or c.measure not in {x.measure for x in lines}]
    return kept + made


_JOINED = {Measure.INJURED: frozenset({"and", "or", ",", "/"}), Measure.CAPTURED: frozenset({"or"})}
"""What one number can be of beside the killed, by the words that join the two verbs."""


def _joint(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """One number over killed and injured together ("killed or wounded 40"), or over killed or captured, counts
    casualties (guide, Measures)."""
    direct: dict[tuple[int, int], dict[Measure, Candidate]] = {}
    for c in found:
        if c.measure in (Measure.KILLED, *_JOINED) and not c.relation.startswith(("loose", "part:")):
            direct.setdefault(c.anchor, {}).setdefault(c.measure, c)
    out = found
    for anchor, measures in direct.items():
        killed = measures.get(Measure.KILLED)
        if killed is None or not _has_one_number(killed.group):
            continue
        for measure, words in _JOINED.items():
            other = measures.get(measure)
            if other is not None and _coordinate(scene, killed.trigger, other.trigger, words):
                out = [c for c in out if c.anchor != anchor or c.measure not in (Measure.KILLED, measure)]
                out = [*out, replace(killed, measure=Measure.CASUALTIES, relation=f"joint:{other.relation}")]
                break
        else:
            if _fell(scene, killed):
                out = [c for c in out if c.anchor != anchor or c.measure not in (Measure.KILLED, Measure.INJURED)]
                out = [*out, replace(killed, measure=Measure.CASUALTIES, relation=f"joint:{killed.relation}")]
    return out


_FELL = re.compile(
    r"\s+(?:(?:fell|fall|lay|lie|lying|were|are)\s+)?dead\s+(?:and|or)\s+(?:wounded|injured)\b", re.IGNORECASE
)


def _fell(scene: Scene, killed: Candidate) -> bool:
    """Whether people are said in one breath to have fallen dead and wounded."""
    whole = killed.group.whole
    head = scene.doc[max(killed.group.tokens | ({whole} if whole is not None else set()))]
    return _FELL.match(scene.text, head.idx + len(head)) is not None


def _has_one_number(group: Group) -> bool:
    """Whether a number stands for all; "a number of", "many" and the like are one claim of each (guide, Harder
    cases)."""
    if group.quantity is None:
        return False
    count = group.quantity.count
    return has_number(count) or count.vague == "several"


def _coordinate(scene: Scene, a: int, b: int, words: frozenset[str]) -> bool:
    """Whether two words stand side by side, joined by one of the words."""
    between = scene.doc[min(a, b) + 1 : max(a, b)]
    joining = any(t.lower_ in words for t in between if t.dep_ in ("cc", "punct"))
    return joining and len(between) <= 3 and all(t.dep_ in ("cc", "aux", "auxpass", "punct", "advmod") for t in between)


_BOUND = re.compile(r"\b(?:his|her|their)\b", re.IGNORECASE)
"""A word that binds the members of a group to the first."""


def _of_kin(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The candidates with a group named by its members ("a couple and their two children") as one claim of the total
    (guide, Harder cases); a member without a number is no claim beside it."""
    out = list(found)
    for kin in find_groups(scene.text):
        for c in found:
            head = scene.doc[c.group.head].idx
            if c.relation.startswith(("loose", "part:")) or not (
                kin.start <= c.anchor[0] < kin.end or kin.start <= head < kin.end
            ):
                continue
            if c.group.quantity is None and c in out:
                if c.count == kin.count or c.count.low == kin.count.low != 1:
                    continue  # the same total, found by joining
                if _BOUND.search(scene.text, kin.start, kin.end):
                    out.remove(c)
            tokens = frozenset(t.i for t in scene.tokens if kin.start <= t.idx < kin.end)
            group = replace(c.group, tokens=tokens | c.group.tokens, kind=PEOPLE)
            out.append(
                replace(c, group=group, count=kin.count, anchor=(kin.start, kin.end), relation=f"kin:{c.relation}")
            )
    return out


def triggers_of(scene: Scene, token: Token) -> tuple[Trigger, ...]:
    """The lexicon's entries for a token, by lemma and kind of word."""
    low = token.lower_
    lemma = _MENDED.get(low, token.lemma_.lower())
    table = scene.lexicon.triggers
    kinds = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "A"}
    kind = kinds.get(token.pos_, "V" if token.tag_.startswith("VB") else "")
    found = table.get((lemma, kind), ()) or table.get((low, kind), ())
    if not found and kind in ("N", "A"):
        found = table.get((low, "A" if kind == "N" else "N"), ()) or (
            table.get((lemma, "V"), ()) if token.tag_ in ("VBN", "VBD", "VBG", "JJ") or low.endswith("ed") else ()
        )
    if not found and kind == "V":
        found = table.get((low, "A"), ()) or table.get((low, "N"), ())
    if not found and low.endswith("ing") and kind in ("N", "A"):  # "accused of massacring scores"
        found = next((t for stem in (low[:-3], f"{low[:-3]}e", low[:-4]) if (t := table.get((stem, "V"), ()))), ())
    return found


def _of_people(scene: Scene, token: Token, groups: list[Group], by_token: dict[int, Group]) -> Iterator[Candidate]:
    unharmed = list(none_harmed(scene, token))
    for measure, group, count in unharmed:
        yield Candidate(measure, token.i, "self", "none_done", group, count, (token.idx, token.idx + len(token)))
    triggers = () if unharmed else triggers_of(scene, token)
    if not triggers or _is_downing(token) or not_done(token):
        return
    for trigger in triggers:
        if trigger.measure == Measure.CASUALTIES and (_lives(token) or loses_kin(scene, token)):
            trigger = replace(trigger, measure=Measure.KILLED)  # lives are lost by dying, and kin by their death
        if trigger.measure == Measure.INJURED and is_deadly_wound(token):
            trigger = replace(trigger, measure=Measure.KILLED)
        if not is_meant(token, trigger):
            continue
        reached: dict[int, Group] = {}
        own = _arguments(scene, token, trigger)
        beside = people_beside(scene, token, by_token) if trigger.measure in _PERSONAL else None
        after = shot_dead(scene, token, by_token) if trigger.measure == Measure.KILLED else None
        if after is not None:
            own, beside = [after], None
        if trigger.measure in _PERSONAL and "pass" in (r for _, r in own) and (sharers := along_with(token)):
            own = [*own, (sharers, "joined:pass")]
        for argument, relation in own if beside is None else [*own, beside]:
            if (argument, relation) == beside and reached and not is_one_of_several(token, list(reached.values())):
                break  # they stand in for what the parse does not find
            for group, label in spread(scene, argument, relation, by_token):
                if (
                    group.head in reached
                    or not (fits(group, trigger.measure) or is_emptied(scene, trigger, group))
                    or _is_doer(token, trigger.frame, group, scene)
                ):
                    continue
                reached[group.head] = group
                yield candidate_of(scene, trigger.measure, token, trigger.frame, label, group)
        if not reached and trigger.measure in _PERSONAL and (subject := headline_subject(scene, token)) is not None:
            named = by_token.get(subject.i) or unnumbered_group(scene, subject)
            if named is not None and fits(named, trigger.measure):
                reached[named.head] = named
                yield candidate_of(scene, trigger.measure, token, trigger.frame, "headline", named)
        if not reached and trigger.frame == "of" and token.pos_ == "NOUN":
            yield _event(trigger.measure, token)
        for group in groups:
            if (
                group.head not in reached
                and group.kind in HUMAN | {OTHER}
                and fits(group, trigger.measure)
                and not _is_doer(token, trigger.frame, group, scene)
            ):
                yield candidate_of(scene, trigger.measure, token, trigger.frame, "loose", group)


_OWN = ("pass", "subject", "bare_subject", "obj", "predicate", "small_clause", "own_subject", "participle", "agent")
"""Relations to a word's own victims; others are a subject shared with another verb, and the like."""
_TOLD_OF = frozenset({"dead", "killed", "wounded", "injured", "missing", "captured", "losses", "casualties"})
"""Words for victims that a number is put "at"."""
_PERSONAL = frozenset({Measure.KILLED, Measure.INJURED, Measure.CAPTURED})


def _arguments(scene: Scene, token: Token, trigger: Trigger) -> list[tuple[Token, str]]:
    """A trigger's arguments by the parse; where it finds none of the trigger's own, the subject that stands before."""
    found = arguments(token, trigger.frame)
    if is_suffering(scene, token):  # what is sustained are no people ("sustained some injuries")
        found = [(argument, label) for argument, label in found if label != "subject_object"]
    if not found and trigger.measure == Measure.INJURED and _is_beside_the_dead(token):
        return [(token, "itself")]  # "there are dead and wounded"
    if token.lower_ in _TOLD_OF:
        if (number := put_at(scene, token) or rose_to(scene, token)) is not None:
            return [number]
        if (told := said_to_be_among(scene, token)) is not None:
            return [(told, "pass")]
        if (told := one_of_those(scene, token)) is not None:
            return [*found, (told, "among")]
    if trigger.frame == "of" and token.pos_ == "NOUN":
        after = object_after(scene, token)
        return found if after is None else [after, *found]
    if trigger.measure not in _PERSONAL or any(label.startswith(_OWN) for _, label in found):
        return found
    before = subject_before(scene, token) if token.pos_ in ("VERB", "AUX", "ADJ") else None
    return found if before is None else [before]


def _is_beside_the_dead(word: Token) -> bool:
    """Whether a word for the wounded is joined to one for the dead, and nobody is counted ("there are dead and
    wounded")."""
    if word.lower_ not in ("wounded", "injured") or word.i < 2 or word.nbor(-1).lower_ not in ("and", "or"):
        return False
    return word.nbor(-2).lower_ == "dead" and not any(c.dep_ in ("dobj", "nsubj", "nsubjpass") for c in word.children)


def _is_downing(trigger: Token) -> bool:
    """Whether "shot down" and the like speak of aircraft and rockets, not of people."""
    particles = {c.lower_ for c in trigger.children if c.dep_ == "prt"}
    return trigger.lemma_.lower() == "shoot" and "down" in particles


def _lives(verb: Token) -> bool:
    """Whether what is lost are lives."""
    return verb.lemma_.lower() == "lose" and any(
        c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() == "life" for c in verb.children
    )


_SUFFERING = frozenset(["lose", "suffer", "sustain", "receive"])


def _is_doer(trigger: Token, frame: str, group: Group, scene: Scene) -> bool:
    """Whether a group did what the trigger says: its active subject beside an object, or behind "by"."""
    if frame == "adj" and trigger.head.pos_ == "VERB" and trigger.dep_ in ("acomp", "advmod", "oprd", "dep"):
        trigger = trigger.head  # "shot dead by"
    elif frame != "obj" or trigger.lemma_.lower() in _SUFFERING:
        return False
    at = scene.doc[group.head]
    while at.head.i != trigger.i:
        if at.head == at:
            return False
        if _is_by(at) and at.head.dep_ == "conj" and at.head.head.i == trigger.i:
            return True  # "was shot at and wounded by five rebels"
        at = at.head
    if _is_by(at):
        return True
    active = trigger.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in trigger.children)
    return at.dep_ == "nsubj" and active and any(c.dep_ == "dobj" for c in trigger.children)


def _is_by(word: Token) -> bool:
    return bool(word.dep_ == "agent" or (word.dep_ == "prep" and word.lower_ == "by"))


def _event(measure: Measure, token: Token) -> Candidate:
    """An event noun with no victims named beside it ("the killings took place on Monday")."""
    group = Group(frozenset({token.i}), token.i, None, BARE, None)
    anchor = (token.idx, token.idx + len(token))
    return Candidate(measure, token.i, "of", "event", group, Count(comparator=Comparator.NONE, text=token.text), anchor)


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each trigger, measure and anchor; the most direct relation stands first."""
    out: dict[tuple[int, Measure, tuple[int, int]], Candidate] = {}
    for candidate in found:
        key = (candidate.trigger, candidate.measure, candidate.anchor)
        if key not in out or (out[key].relation == "loose" and candidate.relation != "loose"):
            out[key] = candidate
    return list(out.values())
