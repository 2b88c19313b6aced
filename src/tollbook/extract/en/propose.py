"""Proposing claims: every pair of a word for harm and a group that it may have befallen. The acceptor judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tollbook.model import Comparator, Count, Measure

from ..lexicon import Trigger
from .among import said_to_be_among
from .beside import along_with, is_one_of_several, people_beside, shot_dead
from .counts import find_groups
from .damage import lost_equipment, noted_damage
from .frames import arguments
from .groups import (
    AGENTIVE,
    BARE,
    BODIES,
    NAME,
    OBJECTS,
    OTHER,
    PARTY,
    PEOPLE,
    PRONOUN,
    WEAPONS,
    Group,
    Scene,
    coordinated,
    implied_count,
    included,
    noun_kind,
    numbered_groups,
    unnumbered_group,
)
from .interposed import is_suffering, object_after, put_at, rose_to, subject_before
from .joined import join_persons
from .own_state import own_state
from .parse import Token
from .propose_lines import lines_of
from .senses import is_emptied, is_meant
from .unharmed import none_harmed

_HUMAN = frozenset({PEOPLE, BARE, PARTY, NAME, PRONOUN, AGENTIVE})
_VERBS_OF_REMAINS = frozenset(["bury", "exhume", "inter", "cremate", "repatriate", "identify", "unearth"])
_UNHARMED = frozenset({"unhurt", "unharmed", "unscathed"})
_STRIKES = frozenset(["hit", "target", "attack", "strike", "pound", "shell", "bomb", "bombard", "raid"])
_THINGS = frozenset({Measure.ATTACKS, Measure.DAMAGE})
_MENDED = {"raped": "rape", "raping": "rape", "sustained": "sustain"}
"""Forms whose lemma the parser gets wrong ("rap")."""


@dataclass(frozen=True)
class Candidate:
    """A possible claim. `relation` is the path from the trigger to the group ("pass", "obj", "loose", "part:pass").

    `anchor` is the number's stretch, else the head of the group's words; offsets relative to the sentence.
    """

    measure: Measure
    trigger: int
    frame: str
    relation: str
    group: Group
    count: Count
    anchor: tuple[int, int]

    @property
    def is_part(self) -> bool:
        """Whether the group was named as part of a larger one."""
        return self.relation.startswith("part:")


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
        found.extend(_of_buried(scene, token, by_token))
        found.extend(_of_bodies(scene, token, by_token))
    found = join_persons(scene, _in_lines(scene, groups, _joint(scene, found)))
    found.extend(_of_kin(scene, found))
    found.extend(_told_parts(scene, groups, found))
    found.extend(_of_things(scene, groups))
    return _distinct(_gone(scene, own_state(scene, found)))


def _bounding(scene: Scene, group: Group) -> list[Token]:
    quantity = group.quantity
    return [] if quantity is None else [t for t in scene.tokens if quantity.start <= t.idx < quantity.number_start]


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
    made = [_candidate(scene, x.measure, x.trigger, "obj", "line", x.own) for x in lines]
    anchors = {c.anchor for c in made}
    kept = [c for c in found if c.anchor not in anchors or c.measure not in {x.measure for x in lines}]
    return kept + made


def _joint(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """One number over killed and injured together ("killed or wounded 40") counts casualties (guide, Measures)."""
    direct: dict[tuple[int, int], dict[Measure, Candidate]] = {}
    for c in found:
        if c.measure in (Measure.KILLED, Measure.INJURED) and not c.relation.startswith(("loose", "part:")):
            direct.setdefault(c.anchor, {}).setdefault(c.measure, c)
    joint = {
        anchor: both
        for anchor, both in direct.items()
        if len(both) == 2
        and _has_one_number(both[Measure.KILLED].group)
        and _coordinate(scene, both[Measure.KILLED].trigger, both[Measure.INJURED].trigger)
    }
    kept = [c for c in found if c.anchor not in joint or c.measure not in (Measure.KILLED, Measure.INJURED)]
    made = [
        replace(both[Measure.KILLED], measure=Measure.CASUALTIES, relation=f"joint:{both[Measure.INJURED].relation}")
        for both in joint.values()
    ]
    return kept + made


def _has_one_number(group: Group) -> bool:
    """Whether a number stands for all; "a number of", "many" and the like are one claim of each (guide, Harder
    cases)."""
    if group.quantity is None:
        return False
    count = group.quantity.count
    return _has_number(count) or count.vague == "several"


_PART_BEFORE = re.compile(
    r"(?:\b(?:including|incl\.?|among (?:them|these|those|whom)|of (?:whom|them|these|which)|them|whom)[,:]?\s+"
    r"(?:at least |about |some |another )?|\()$",
    re.I,
)
_PART_AFTER = re.compile(r"^\s*of (?:them|whom|these|which)\b", re.I)


def _told_parts(scene: Scene, groups: list[Group], found: list[Candidate]) -> list[Candidate]:
    """Parts that words mark, whatever the parse: "among them 19 children", "of whom 12 were women", "three of them"."""
    out = []
    for group in groups:
        quantity = group.quantity
        if quantity is None or group.kind not in _HUMAN | {OTHER}:
            continue
        before = scene.text[max(0, quantity.start - 30) : quantity.start]
        opening = _PART_BEFORE.search(before)
        if (opening is None or opening.group() == "(") and not _PART_AFTER.match(scene.text[quantity.end :]):
            continue
        wholes = [c for c in found if c.anchor[1] <= quantity.start and c.relation != "loose" and not c.is_part]
        if not wholes:
            continue
        last = max(c.anchor for c in wholes)
        for whole in wholes:
            if whole.anchor == last and _fits(group, whole.measure):
                part = _candidate(scene, whole.measure, scene.doc[whole.trigger], whole.frame, "part:told", group)
                out.append(part)
    return out + list(_named_parts(scene, found))


def _named_parts(scene: Scene, found: list[Candidate]) -> Iterator[Candidate]:
    """Parts without a number behind "including", where the parse hangs it on no group ("12 died, including a
    child")."""
    for word in scene.tokens:
        if word.lower_ not in ("including", "incl", "incl."):
            continue
        wholes = [c for c in found if c.anchor[1] <= word.idx and c.relation != "loose" and not c.is_part]
        last = max((c.anchor for c in wholes), default=None)
        for inner in (t for c in word.children if c.dep_ in ("pobj", "dobj") for t in coordinated(c)):
            group = unnumbered_group(scene, inner)
            if group is None or any(inner.i in c.group.tokens for c in found):
                continue
            for whole in wholes:
                if whole.anchor == last and _fits(group, whole.measure):
                    yield _candidate(scene, whole.measure, scene.doc[whole.trigger], whole.frame, "part:told", group)


def _coordinate(scene: Scene, a: int, b: int) -> bool:
    """Whether two words stand side by side, joined by "and" or "or"."""
    between = scene.doc[min(a, b) + 1 : max(a, b)]
    joining = any(t.dep_ in ("cc", "punct") for t in between)
    return joining and len(between) <= 3 and all(t.dep_ in ("cc", "aux", "auxpass", "punct", "advmod") for t in between)


def _of_kin(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """A group named by its members ("a couple and their two children") as one claim of the total (guide, Harder
    cases)."""
    out = []
    for kin in find_groups(scene.text):
        for c in found:
            if c.relation.startswith(("loose", "part:")) or not (
                kin.start <= c.anchor[0] < kin.end or kin.start <= scene.doc[c.group.head].idx < kin.end
            ):
                continue
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
    return found


def _of_people(scene: Scene, token: Token, groups: list[Group], by_token: dict[int, Group]) -> Iterator[Candidate]:
    unharmed = list(none_harmed(scene, token))
    for measure, group, count in unharmed:
        yield Candidate(measure, token.i, "self", "none_done", group, count, (token.idx, token.idx + len(token)))
    triggers = () if unharmed else triggers_of(scene, token)
    if not triggers or _is_downing(token) or not_done(token):
        return
    for trigger in triggers:
        if trigger.measure == Measure.CASUALTIES and _lives(token):
            trigger = replace(trigger, measure=Measure.KILLED)  # lives are lost by dying
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
            for group, label in _spread(scene, argument, relation, by_token):
                if (
                    group.head in reached
                    or not (_fits(group, trigger.measure) or is_emptied(scene, trigger, group))
                    or _is_doer(token, trigger.frame, group, scene)
                ):
                    continue
                reached[group.head] = group
                yield _candidate(scene, trigger.measure, token, trigger.frame, label, group)
        if not reached and trigger.frame == "of" and token.pos_ == "NOUN":
            yield _event(trigger.measure, token)
        for group in groups:
            if (
                group.head not in reached
                and group.kind in _HUMAN | {OTHER}
                and _fits(group, trigger.measure)
                and not _is_doer(token, trigger.frame, group, scene)
            ):
                yield _candidate(scene, trigger.measure, token, trigger.frame, "loose", group)


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
    if token.lower_ in _TOLD_OF:
        if (number := put_at(scene, token) or rose_to(scene, token)) is not None:
            return [number]
        if (told := said_to_be_among(scene, token)) is not None:
            return [(told, "pass")]
    if trigger.frame == "of" and token.pos_ == "NOUN":
        after = object_after(scene, token)
        return found if after is None else [after, *found]
    if trigger.measure not in _PERSONAL or any(label.startswith(_OWN) for _, label in found):
        return found
    before = subject_before(scene, token) if token.pos_ in ("VERB", "AUX", "ADJ") else None
    return found if before is None else [before]


def _of_buried(scene: Scene, token: Token, by_token: dict[int, Group]) -> Iterator[Candidate]:
    """People that are buried, exhumed or identified: said of the dead without a word for bodies."""
    if token.lemma_.lower() not in _VERBS_OF_REMAINS or token.pos_ not in ("VERB", "AUX") or not_done(token):
        return
    measure = scene.lexicon.remains[token.lemma_.lower()][0][1]
    for argument, relation in arguments(token, "obj"):
        for group, label in _spread(scene, argument, relation, by_token):
            if group.kind in _HUMAN:
                yield _candidate(scene, measure, token, "obj", label, group)


_MODALS = frozenset(["could", "would", "may", "might", "can", "should", "must"])
_AIMS = frozenset(
    [
        "threaten",
        "vow",
        "try",
        "attempt",
        "plan",
        "want",
        "seek",
        "aim",
        "intend",
        "demand",
        "order",
        "urge",
        "call",
        "ask",
        "hope",
        "prepare",
        "pledge",
        "promise",
        "warn",
        "fear",
    ]
)


def not_done(trigger: Token) -> bool:
    """Whether a verb is only possible, wished or threatened ("could kill", "vowed to free"); "may have killed" is
    said, with doubt."""
    aux = {c.lower_ for c in trigger.children if c.dep_ == "aux"}
    if aux & _MODALS and "have" not in aux:
        return True
    governor = trigger.head
    return (
        "to" in aux
        and "have" not in aux
        and trigger.dep_ in ("xcomp", "ccomp", "acl", "advcl")
        and governor.lemma_.lower() in _AIMS
    )


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


def _spread(scene: Scene, argument: Token, relation: str, by_token: dict[int, Group]) -> Iterator[tuple[Group, str]]:
    """The groups that an argument names: itself, what is joined to it, and the parts it is said to include."""
    counted = by_token.get(argument.i)
    listed = counted is not None and counted.quantity is not None and (counted.quantity.count.low or 0) > 1
    named: set[int] = set()  # "three men, NAME, NAME and NAME": the same people told twice
    for token in coordinated(argument):
        if token.i != argument.i and listed and _is_name_of(token, argument, named):
            named.add(token.i)
            continue
        if token.dep_ == "appos" and token.i != argument.i and (token.i not in by_token or argument.i in by_token):
            continue  # "a policeman, NAME": the same person told twice
        group = by_token.get(token.i) or unnumbered_group(scene, token)
        joined = relation if token.i == argument.i else f"joined:{relation}"
        if group is not None:
            yield group, joined
        holders = {token.i} | (set(group.tokens) if group is not None else set())
        for holder in sorted(holders):
            for part in included(scene.doc[holder]):
                inner = by_token.get(part.i) or unnumbered_group(scene, part)
                if inner is not None:
                    yield inner, f"part:{relation}"


def _is_name_of(token: Token, argument: Token, named: set[int]) -> bool:
    """Whether a token is a name set beside a number of people, or joined to such a name."""
    if token.pos_ != "PROPN":
        return False
    return (token.dep_ == "appos" and token.head.i == argument.i) or (token.dep_ == "conj" and token.head.i in named)


def _fits(group: Group, measure: Measure) -> bool:
    if measure in _THINGS:
        return group.quantity is not None and group.kind in (WEAPONS, OBJECTS, OTHER)
    if group.kind in (WEAPONS, OBJECTS):
        return False
    if group.kind == OTHER:
        return group.quantity is not None
    return True


def _candidate(scene: Scene, measure: Measure, trigger: Token, frame: str, relation: str, group: Group) -> Candidate:
    if group.quantity is not None:
        count = _unharmed(trigger) or group.quantity.count
        anchor = (group.quantity.number_start, group.quantity.number_end)
    else:
        head = scene.doc[group.noun if group.noun is not None else group.head]
        count = _unharmed(trigger) or implied_count(scene, group)
        anchor = (head.idx, head.idx + len(head))
    return Candidate(measure, trigger.i, frame, relation, group, count, anchor)


def _unharmed(trigger: Token) -> Count | None:
    """The count of the harmed where a word says that none was, however many there were ("all 12 were unhurt")."""
    if trigger.lower_ not in _UNHARMED:
        return None
    return Count(low=0, high=0, comparator=Comparator.EXACT, text=trigger.text)


def _of_bodies(scene: Scene, token: Token, by_token: dict[int, Group]) -> Iterator[Candidate]:
    """Claims about the dead: bodies, with what the words around them say became of them."""
    if noun_kind(scene, token) != BODIES and not (token.lower_ == "dead" and token.pos_ in ("ADJ", "NOUN")):
        return
    group = by_token.get(token.i)
    if group is None:
        for child in token.children:
            if child.lower_ == "of":
                group = next((by_token[c.i] for c in child.children if c.i in by_token), None)
    if group is None and token.lower_ == "dead" and token.pos_ == "ADJ":
        governor = token.head
        group = next(
            (
                by_token.get(c.i) or unnumbered_group(scene, c)
                for c in governor.children
                if c.dep_ in ("nsubjpass", "dobj", "nsubj")
            ),
            None,
        )
    if group is None:
        group = unnumbered_group(scene, token)
    if group is None:
        return
    fates = _fates(scene, token)
    if fates == [(Measure.REMAINS_RECOVERED, "default")] and _IN_THE_OPEN.match(scene.text, token.idx + len(token)):
        fates = [(Measure.REMAINS_UNCOLLECTED, "within:lie")]
    for measure, relation in fates:
        yield _candidate(scene, measure, token, "body", relation, group)
        if relation.startswith("governor"):
            for share in {g.head: g for g in by_token.values() if g.whole == token.i}.values():
                yield _candidate(scene, measure, token, "body", relation, share)
        for holder in sorted(group.tokens):
            for part in included(scene.doc[holder]):
                inner = by_token.get(part.i)
                if inner is not None:
                    yield _candidate(scene, measure, token, "body", f"part:{relation}", inner)


def _fates(scene: Scene, token: Token) -> list[tuple[Measure, str]]:
    """The measures that words about bodies name, nearest governor first; "found" where the sentence names none."""
    table = scene.lexicon.remains
    out: dict[Measure, str] = {}

    def note(word: Token, how: str) -> None:
        kinds = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
        for pos, measure in table.get(word.lemma_.lower(), ()):
            lemma = word.lemma_.lower()
            if kinds.get(word.pos_) != pos:
                continue
            if measure == Measure.REMAINS_RECOVERED and _is_negated(word):
                if how != "governor":
                    continue
                measure, lemma = Measure.REMAINS_UNCOLLECTED, f"not-{lemma}"
            if measure not in out:
                out[measure] = f"{how}:{lemma}"

    for up in _governors(token):
        note(up, "governor")
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "amod", "compound", "prep"):
            for inner in child.subtree:
                note(inner, "within")
    for other in scene.tokens:
        note(other, "near")
    if Measure.REMAINS_REFUSED in out and Measure.REMAINS_RETURNED in out:
        out.setdefault(Measure.REMAINS_WITHHELD, "governor:refuse")
    if not out:
        out[Measure.REMAINS_RECOVERED] = "default"
    return list(out.items())


_IN_THE_OPEN = re.compile(
    r"\s+(?:in|on|along|across|around|by)\s+(?:\w+\s+){0,4}?(?:area|ground|field|yard|courtyard|roadside|ditch|forest"
    r"|desert|riverbank|square|beach|alley|garden|outskirts|mud|snow|sand|trench|crater|bush|floor|path)s?\b",
    re.IGNORECASE,
)
"""Where bodies lie that nobody has taken away ("dozens of bodies in the area")."""


_FAILING = frozenset({"unable", "refuse", "fail", "impossible", "prevent"})


def _is_negated(verb: Token) -> bool:
    """Whether a verb is denied or kept from happening ("not collected", "unable to recover", "without removing")."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    above = verb.head
    return (verb.dep_ == "pcomp" and above.lower_ == "without") or (
        verb.dep_ in ("xcomp", "acl", "ccomp", "advcl", "pcomp") and above.lemma_.lower() in _FAILING
    )


def _governors(token: Token) -> Iterator[Token]:
    at = token
    for _ in range(5):
        if at.head == at:
            return
        at = at.head
        yield at
        for child in at.children:
            if child.dep_ in ("xcomp", "conj") and child.pos_ == "VERB":
                yield child


def _of_things(scene: Scene, groups: list[Group]) -> Iterator[Candidate]:
    """Counted attacks, and counted things said to be damaged."""
    verbs = [t for t in scene.tokens if _damages(scene, t)]
    for verb, group in noted_damage(scene, verbs, groups):
        yield _candidate(scene, Measure.DAMAGE, verb, "of", "note", group)
    for noun, group in lost_equipment(scene, groups):
        yield _candidate(scene, Measure.DAMAGE, noun, "of", "of_of", group)
    for group in groups:
        noun = scene.doc[group.noun] if group.noun is not None else None
        if not _has_number(group.quantity.count if group.quantity else None):
            continue
        if noun is None or noun.lower_ in ("more", "others"):
            yield from _more_things(scene, group, groups, verbs)
            continue
        lemma = noun.lemma_.lower()
        counted = scene.lexicon.weapons.get(lemma, (None, False))[1]
        if counted or lemma in ("time", "wave", "location", "area"):
            yield _candidate(scene, Measure.ATTACKS, noun, "weapon", _role(noun), group)
        for verb in scene.tokens:
            if (
                verb.lemma_.lower() in _STRIKES
                and group.kind not in (PEOPLE, BODIES)
                and (relation := _struck(verb, group))
            ):
                yield _candidate(scene, Measure.ATTACKS, verb, "struck", relation, group)
        if group.kind in (OBJECTS, WEAPONS, OTHER):
            reached = False
            for verb in verbs:
                relation = _relation(verb, group)
                if relation:
                    reached = True
                    yield _candidate(scene, Measure.DAMAGE, verb, "damage", relation, group)
            if verbs and not reached and group.kind != OTHER:
                nearest = min(verbs, key=lambda v: abs(v.i - group.head))
                yield _candidate(scene, Measure.DAMAGE, nearest, "damage", "loose", group)


def _more_things(scene: Scene, group: Group, groups: list[Group], verbs: list[Token]) -> Iterator[Candidate]:
    """A number without a noun after things that were counted: "132 homes were destroyed and 316 damaged"."""
    before = [g for g in groups if g.head < group.head and g.noun is not None]
    if not before or before[-1].kind not in (OBJECTS, WEAPONS):
        return
    for verb in verbs:
        if relation := _relation(verb, group):
            yield _candidate(scene, Measure.DAMAGE, verb, "damage", f"more:{relation}", group)


def _damages(scene: Scene, token: Token) -> bool:
    kinds = {"VERB": "V", "NOUN": "N", "ADJ": "A"}
    kind = kinds.get(token.pos_, "V" if token.tag_.startswith("VB") else "")
    lemma = token.lemma_.lower()
    return (lemma, kind) in scene.lexicon.damage or (
        token.tag_ in ("JJ", "VBN") and (token.lower_, "A") in scene.lexicon.damage
    )


def _relation(verb: Token, group: Group) -> str:
    if verb.dep_ == "acomp" and any(t.i in group.tokens for c in verb.head.children if c.dep_ == "nsubj" for t in [c]):
        return "predicate"
    for frame in ("obj", "of"):
        for argument, label in arguments(verb, frame):
            if any(t.i in group.tokens for t in coordinated(argument)):
                return label
    return ""


def _struck(verb: Token, group: Group) -> str:
    """The relation by which a numbered group is what was struck ("attacks on 12 ships", "hit 320 targets")."""
    if verb.pos_ == "VERB":
        return _relation(verb, group)
    for prep in verb.children:
        if prep.lower_ in ("on", "against", "at") and any(
            t.i in group.tokens for c in prep.children for t in coordinated(c)
        ):
            return f"on:{verb.pos_}"
    return ""


def _role(noun: Token) -> str:
    return f"{noun.dep_}:{noun.head.lemma_.lower()}" if noun.head != noun else "ROOT"


def _has_number(count: Count | None) -> bool:
    """Whether a count states a number; "several" states none (guide, Harder cases)."""
    return count is not None and (count.low is not None or count.high is not None)


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each trigger, measure and anchor; the most direct relation stands first."""
    out: dict[tuple[int, Measure, tuple[int, int]], Candidate] = {}
    for candidate in found:
        key = (candidate.trigger, candidate.measure, candidate.anchor)
        if key not in out or (out[key].relation == "loose" and candidate.relation != "loose"):
            out[key] = candidate
    return list(out.values())
