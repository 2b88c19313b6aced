"""What an event of the dead hangs on: whether it is done, denied, asked for, offered, refused or only thought of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .dead_lexicon import DeadWords, lemma_of
from .parse import Token

_UP = frozenset(
    {
        *("xcomp", "ccomp", "acl", "pcomp", "dobj", "pobj", "prep", "attr", "oprd"),
        *("nsubj", "nsubjpass", "acomp", "agent", "dative", "appos", "csubj", "csubjpass"),
    }
)
_NOBODY = frozenset({"none", "nobody", "neither", "nothing"})
_MOST = 9
"""Steps up the parse at most."""
_SUPPOSED = frozenset({"if", "unless", "whether", "lest", "until", "once", "in_case"})
_WHERE = frozenset({"where", "when", "how", "why"})
_COMING = frozenset({"come", "go", "arrive", "return", "appear"})
"""Verbs of motion whose purpose is what they say ("nobody came to claim")."""
_SEEN = frozenset({"see", "hear", "watch", "smell", "find"})
_MEANS = frozenset(
    {
        *("use", "employ", "deploy", "bring", "build", "operate", "install", "send", "dig", "hire"),
        *("arrange", "manage", "succeed", "begin", "start"),
    }
)
"""Verbs whose purpose is done by what they say."""
_GRANTED = frozenset({"access", "permission", "burial", "entry"})
"""What is denied to somebody, in place of being denied to be so."""
_CAN = frozenset({"could", "can", "may", "might", "ca"})
_WILL = frozenset({"will", "would", "wo", "'ll", "'d"})
_MUST = frozenset({"must", "should"})
_DO = frozenset({"do", "does", "did"})
_OCCASIONS = frozenset({"time", "circumstance", "case", "occasion", "point", "account", "condition", "way"})


@dataclass(frozen=True, slots=True)
class Step:
    """A word that an event hangs on, or the event itself (`kind` is empty)."""

    kind: str
    token: Token
    negated: bool
    modal: str


def chain_of(token: Token, words: DeadWords) -> list[Step] | None:
    """From an event outwards; None where it is only a condition or a purpose."""
    steps = [_step("", token, words)]
    if token.pos_ == "NOUN":  # "the planned exchange"
        steps += [_step(k, c, words) for c in token.children if c.dep_ == "amod" for k in operators_of(c, words)]
    at = token
    for _ in range(_MOST):
        if at.head == at or any(c.dep_ == "advmod" and c.lower_ in _WHERE for c in at.children):
            return steps
        if any(c.dep_ == "mark" and c.lower_ in _SUPPOSED for c in at.children):
            return None
        if at.dep_ == "advcl":
            if not _has_to(at) and not _is_put_off(at, words):
                return steps
            if not operators_of(at.head, words) and lemma_of(at.head) not in _COMING:
                return steps if lemma_of(at.head) in _MEANS else None
            if lemma_of(at.head) in _COMING and len(steps) == 1 and _negates(at.head, at):  # "nobody came to claim"
                steps[0] = Step("", token, negated=True, modal="")
                return steps
        elif at.dep_ == "conj":
            if any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children) or _is_finite(at):
                return steps
            at = at.head
            if steps[0].token == token and _modal(at, words) and not steps[0].modal and len(steps) == 1:
                steps[0] = Step("", token, steps[0].negated, _modal(at, words))
            continue
        elif at.dep_ not in _UP:
            return steps
        offered = _noun_of_purpose(at, words)
        if offered is not None:  # "confirmed an offer to hand back": the parse hangs the purpose on the verb
            steps.append(_step(operators_of(offered, words)[0], offered, words))
        how, via, at = at.dep_, at, at.head
        said = at if lemma_of(at) != "be" or how not in ("nsubj", "csubj", "nsubjpass") else _predicate(at)
        kind = next(iter(operators_of(said, words)), "")
        below = lemma_of(steps[-1].token)
        if kind == "refuse" and below in words.statement:
            kind = "deny"
        if kind == "deny" and how in ("dobj", "ccomp") and below in _GRANTED:
            kind = "block"
        if kind == "plan" and lemma_of(said) in _FACTIVE and steps[-1].token.pos_ == "NOUN":
            kind = ""
        if kind or lemma_of(at) in words.statement:
            steps.append(_step(kind, said, words, via))
        elif _negates(at, via) or (
            _modal(at, words) and (at.dep_ != "ROOT" or how in ("nsubj", "nsubjpass")) and lemma_of(at) not in _SEEN
        ):
            steps.append(_step("plain", at, words, via))
    return steps


def _is_put_off(verb: Token, words: DeadWords) -> bool:
    """Whether a participle right behind a refusal is what is refused ("put off taking the bodies")."""
    near = verb.tag_ == "VBG" and 0 < verb.i - verb.head.i <= 3
    return near and "refuse" in operators_of(verb.head, words)


def _is_finite(verb: Token) -> bool:
    """Whether a verb that is joined to another stands by itself ("and are keeping their bodies")."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP") for c in verb.children
    )


def _noun_of_purpose(verb: Token, words: DeadWords) -> Token | None:
    """The noun right before "to" that a purpose belongs to, where the parse hangs the purpose on the noun's verb."""
    first = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if verb.dep_ != "xcomp" or first is None or not first.i:
        return None
    noun = first.nbor(-1)
    return noun if noun.pos_ == "NOUN" and noun.head == verb.head and operators_of(noun, words) else None


def _predicate(verb: Token) -> Token:
    """What a subject is said to be ("the reports were false")."""
    return next((c for c in verb.children if c.dep_ in ("acomp", "attr")), verb)


def operators_of(token: Token, words: DeadWords) -> list[str]:
    """What a word does with the event that hangs on it."""
    found = words.operators.get(lemma_of(token), ())
    if lemma_of(token) == "let" and any(c.lower_ == "known" for c in token.children):
        return ["speech"]  # "let it be known that"
    return [kind for kind, particle in found if particle is None or any(c.lower_ == particle for c in token.children)]


def outcome(steps: list[Step], table: Mapping[str, str]) -> tuple[str, bool] | None:
    """The status that an event of these outcomes tells, and whether it is said to hold; None where it tells none."""
    found = _own(steps[0], table)
    above = [s for s in steps[1:] if s.kind != "speech"]
    for at, step in enumerate(above):
        if at and above[at - 1].kind == "able":
            continue  # "no one is able to": its verb is read with it
        if step.kind == "able":
            outer = above[at + 1 : at + 2]
            unable = step.negated or any(o.kind == "plain" and o.negated for o in outer)
            done = lemma_of(step.token) in _DONE and not any(o.modal for o in (step, *outer))
            found = _set(table, "undone", True) if unable else found if done else _set(table, "open", True)
            continue
        refused = any(
            outer.kind in ("refuse", "block", "deny") and not outer.negated for outer in above[at + 1 : at + 2]
        )
        if step.kind == "allow" and refused:
            return _set(table, "blocked", True)
        if at and step.kind == "plain" and above[at - 1].kind == "unable" and above[at - 1].token.pos_ == "NOUN":
            continue  # "the failure to recover bodies can lead to ...": the failure is taken for granted
        found = _under(step, found, table)
        if step.kind == "plan" and steps[0].negated and lemma_of(step.token) in _ORDERS:
            found = _set(table, "refused", True)
    return found


_KEYS = {"ask": "asked", "offer": "offered", "refuse": "refused", "block": "blocked", "unable": "undone"}
_ORDERS = frozenset({"order", "decide"})
_FACTIVE = frozenset({"condemn", "deplore", "denounce"})
"""Verbs that take for granted what their object says ("condemned the withholding of 67 bodies")."""
_DONE_WITH = frozenset({"use", "help", "order"})
_DONE = frozenset({"manage", "succeed"})


def _under(step: Step, found: tuple[str, bool] | None, table: Mapping[str, str]) -> tuple[str, bool] | None:
    """What an event tells under one more word that it hangs on."""
    if step.kind in _KEYS:
        return None if step.modal in _CAN | _MUST else _set(table, _KEYS[step.kind], not step.negated)
    if step.kind == "allow":
        return _set(table, "blocked", True) if step.negated else None
    if found is None:
        return None
    if step.kind == "deny":
        return found[0], found[1] == step.negated
    if step.kind == "plan":
        return found if lemma_of(step.token) in _DONE_WITH and not step.negated and not step.modal else None
    if step.kind == "plain":
        return (found[0], not found[1]) if step.negated else None if step.modal else found
    return found


def _own(step: Step, table: Mapping[str, str]) -> tuple[str, bool] | None:
    """What an event tells by its own words."""
    active = not any(c.dep_ in ("nsubjpass", "auxpass") for c in step.token.children)
    if step.negated:
        if "refused" in table and active and step.modal in _WILL | {"do", "does"}:
            return _set(table, "refused", True)
        if "refused" in table and _is_plain_passive(step.token):
            return _set(table, "refused", True)
        if table.get("refused") == "withheld_by_holder" and active and _is_never_done(step.token):
            return _set(table, "refused", True)
        if "done" not in table and "undone" not in table:
            return None if step.modal in _CAN | _MUST else _set(table, "refused", True)
        return _set(table, "undone", True)
    if not step.modal or step.modal in _DO:
        return _set(table, "done", True)
    if step.modal in _MUST:
        return _set(table, "asked", True)
    if step.modal in _WILL:
        return _set(table, "offered", True) if active else None
    return _set(table, "open", True)


def _is_never_done(verb: Token) -> bool:
    """Whether somebody "never" did it, who by now had the time."""
    return any(c.lower_ == "never" for c in verb.children) and any(c.dep_ == "nsubj" for c in verb.children)


def _is_plain_passive(token: Token) -> bool:
    """Whether a verb says "were not given", in place of "have not been given", which may still come."""
    aux = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    return bool(aux & {"was", "were", "is", "are"}) and "been" not in aux and not _is_yet_to(token)


def _set(table: Mapping[str, str], key: str, holds: bool) -> tuple[str, bool] | None:
    status = table.get(key)
    if status is None:
        return None
    if status.startswith("not:"):
        return status.removeprefix("not:"), not holds
    return status, holds


def _step(kind: str, token: Token, words: DeadWords, via: Token | None = None) -> Step:
    return Step(kind, token, _negates(token, via), _modal(token, words))


def _negates(token: Token, via: Token | None = None) -> bool:
    """Whether a word is said not to be so; `via` is what it was reached by, whose own "no" counts there."""
    children = [c for c in token.children if c != via]
    if token.pos_ not in ("VERB", "AUX"):
        return any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "not", "neither") for c in children)
    told = any(c.dep_ == "neg" for c in children) or any(
        c.dep_ in ("advmod", "preconj", "cc") and c.lower_ in ("never", "hardly", "neither", "nor") and c.i < token.i
        for c in children
    )
    yet = _is_yet_to(token)
    nobody = any(c.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_nobody(c) for c in children)
    without = token.dep_ == "pcomp" and token.head.lower_ == "without"
    no_one_to = token.dep_ in ("relcl", "acl") and _has_to(token) and _is_nobody(token.head)
    return told or yet or nobody or without or no_one_to or any(_is_never(c) for c in children)


def _is_yet_to(token: Token) -> bool:
    """Whether it is still to be done ("have yet to be", "are yet to be")."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 4) : token.i]]
    return any(before[i : i + 2] == ["yet", "to"] for i in range(len(before)))


def _is_never(child: Token) -> bool:
    """Whether an adverbial says "at no time"."""
    nouns = [child, *(n for n in child.children if n.dep_ == "pobj")]
    return any(lemma_of(n) in _OCCASIONS and any(c.lower_ == "no" for c in n.children) for n in nouns)


def _is_nobody(token: Token) -> bool:
    children = list(token.children)
    return (
        token.lower_ in _NOBODY
        or any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in children)
        or (token.lower_ == "one" and any(c.lower_ in ("no", "not") for c in children))
        or (
            token.lower_ in ("body", "bodies", "corpse")
            and any(
                c.lower_ in ("single", "one") and "not" in {d.lower_ for d in (*c.children, *children)}
                for c in children
            )
        )
    )


def _modal(token: Token, words: DeadWords) -> str:
    if token.pos_ not in ("VERB", "AUX"):
        return ""
    aux = [str(c.lower_) for c in token.children if c.dep_ == "aux"]
    modal = next((a for a in aux if a in words.modals), "")
    if modal:
        return modal
    up = token.head
    if token.dep_ == "xcomp" and lemma_of(up) == "have" and "to" in aux and not _is_yet_to(token):
        return "" if up.tag_ == "VBD" else "must"  # what somebody "had to" do is done
    return next((a for a in aux if a in _DO), "")


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
