"""What an event of the dead hangs on: the words above it in the parse, each with its negation and its modal verb."""

from __future__ import annotations

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
_COPULAS = frozenset({"be", "prove", "become", "remain", "seem"})
_THOUGHT = frozenset({"think", "dream", "consider", "contemplate"})
"""What somebody will not do who is said not even to do this."""
_CARE = frozenset({"bother", "care", "trouble", "deign"})
_FACTIVE = frozenset({"condemn", "deplore", "denounce"})
"""Verbs that take for granted what their object says ("condemned the withholding of 67 bodies")."""
_GRANTED = frozenset({"access", "permission", "burial", "entry"})
"""What is denied to somebody, in place of being denied to be so."""
DO = frozenset({"do", "does", "did"})
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
    future = token.head if token.dep_ == "xcomp" and token.head.lower_ in ("going", "gon") else None
    if future is not None:  # "they will not show the bodies"
        steps = [Step("", token, negated=steps[0].negated or _negates(future, token), modal="will")]
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
        elif at.dep_ not in _UP and not (at.dep_ == "relcl" and _has_to(at)):
            return steps
        offered = _noun_of_purpose(at, words)
        if offered is not None:  # "confirmed an offer to hand back": the parse hangs the purpose on the verb
            steps.append(_step(operators_of(offered, words)[0], offered, words))
        if any(t.text == ";" for t in at.doc[at.i : at.head.i]):
            return steps  # "Moscow says that Kyiv will not; Kyiv denies it"
        how, via, at = at.dep_, at, at.head
        whole = lemma_of(at) in _COPULAS and (how in ("nsubj", "csubj", "nsubjpass") or _is_its(at, via))
        said = _predicate(at) if whole else at
        kind = next(iter(operators_of(said, words)), "")
        if said == future:
            kind = ""
        if lemma_of(said) in _THOUGHT and _negates(said, via) and steps[-1].token.dep_ in ("pcomp", "xcomp"):
            steps.append(Step("refuse", said, negated=False, modal=""))  # "are not even thinking about taking them"
            continue
        if lemma_of(said) in _CARE and _negates(said, via) and via.dep_ in ("pcomp", "xcomp"):
            steps.append(Step("neglect", said, negated=False, modal=""))
            continue
        if kind == "unable" and via.dep_ == "pcomp":
            return steps  # "without recovering": read with its verb
        if not kind and at.pos_ == "NOUN" and how in ("acl", "relcl") and _has_to(via) and _is_none_there(at):
            steps.append(Step("unable", at, negated=False, modal=""))  # "there were no tools to get bodies out"
            return steps
        none_there = next((c for c in at.children if c.dep_ == "attr" and _is_none_there(c)), None)
        if lemma_of(at) == "be" and how == "xcomp" and _has_to(via) and none_there is not None:
            steps.append(Step("unable", none_there, negated=False, modal=""))
            return steps
        if lemma_of(at) == "have" and via.pos_ == "NOUN" and how == "dobj" and _is_lacking(at, via):
            steps.append(Step("unable", said, negated=False, modal=""))  # "do not have the equipment to recover"
            continue
        below = lemma_of(steps[-1].token)
        if kind == "refuse" and below in words.statement:
            kind = "deny"
        if kind == "deny" and how in ("dobj", "ccomp") and _GRANTED & {below, lemma_of(via)}:
            kind = "block"
        if kind == "plan" and lemma_of(said) in _FACTIVE and steps[-1].token.pos_ == "NOUN":
            kind = ""
        if kind or lemma_of(at) in words.statement:
            step = _step(kind, said, words, via)
            if said != at:  # "it was not possible to recover them": the verb has the negation
                step = Step(kind, said, step.negated or _negates(at, via), step.modal or _modal(at, words))
            steps.append(step)
        elif (at != future and _negates(at, via)) or (
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


def _is_its(verb: Token, event: Token) -> bool:
    """Whether "it" is said to be so of what follows ("it has been impossible to remove the bodies")."""
    it = any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.children)
    return it and event.dep_ in ("xcomp", "ccomp", "advcl") and any(c.dep_ == "acomp" for c in verb.children)


def _is_none_there(means: Token) -> bool:
    return any(c.lower_ == "no" and c.dep_ == "det" for c in means.children)


def _is_lacking(verb: Token, means: Token) -> bool:
    """Whether somebody has no means for something."""
    return _negates(verb, means) or any(c.lower_ == "no" for c in means.children)


def _predicate(verb: Token) -> Token:
    """What a subject is said to be ("the reports were false")."""
    return next((c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")), verb)


def operators_of(token: Token, words: DeadWords) -> list[str]:
    """What a word does with the event that hangs on it."""
    found = words.operators.get(lemma_of(token), ())
    if lemma_of(token) == "let" and any(c.lower_ == "known" for c in token.children):
        return ["speech"]  # "let it be known that"
    return [kind for kind, particle in found if particle is None or any(c.lower_ == particle for c in token.children)]


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
    yet = is_yet_to(token) or _is_still_to_be(token)
    nobody = any(c.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_nobody(c) for c in children)
    without = token.dep_ == "pcomp" and token.head.lower_ == "without"
    no_one_to = token.dep_ in ("relcl", "acl") and _has_to(token) and _is_nobody(token.head)
    return told or yet or nobody or without or no_one_to or any(_is_never(c) for c in children)


def is_yet_to(token: Token) -> bool:
    """Whether it is still to be done ("have yet to be", "are still to be")."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 4) : token.i]]
    return any(before[i : i + 2] in (["yet", "to"], ["still", "to"]) for i in range(len(before)))


def _is_still_to_be(token: Token) -> bool:
    """Whether it is still to be done ("are still to be recovered", "remain to be collected")."""
    up = token.head
    passive = any(c.dep_ == "auxpass" for c in token.children) and _has_to(token)
    still = any(c.lower_ in ("still", "yet") for c in up.children)
    return passive and token.dep_ == "xcomp" and (lemma_of(up) == "remain" or (lemma_of(up) == "be" and still))


def _is_never(child: Token) -> bool:
    """Whether an adverbial says "at no time"."""
    nouns = [child, *(n for n in child.children if n.dep_ == "pobj")]
    return any(lemma_of(n) in _OCCASIONS and any(c.lower_ == "no" for c in n.children) for n in nouns)


def _is_nobody(token: Token) -> bool:
    children = list(token.children)
    return (
        token.lower_ in _NOBODY
        or (token.lower_ == "few" and not any(c.lower_ in ("a", "the") for c in children))
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
    if token.dep_ == "xcomp" and lemma_of(up) == "have" and "to" in aux and not is_yet_to(token):
        return "" if up.tag_ == "VBD" else "must"  # what somebody "had to" do is done
    return next((a for a in aux if a in DO), "")


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
