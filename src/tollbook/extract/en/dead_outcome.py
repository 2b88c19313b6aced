"""What the words that an event of the dead hangs on make of it: done, undone, asked for, offered, refused, blocked."""

from __future__ import annotations

from collections.abc import Mapping

from .dead_chain import DO, Step, is_yet_to
from .dead_lexicon import lemma_of
from .parse import Token

_CAN = frozenset({"could", "can", "may", "might", "ca"})
_WILL = frozenset({"will", "would", "wo", "'ll", "'d"})
_MUST = frozenset({"must", "should"})


def outcome(steps: list[Step], table: Mapping[str, str]) -> tuple[str, bool] | None:
    """The status that an event of these outcomes tells, and whether it is said to hold; None where it tells none."""
    found = _own(steps[0], table)
    above = _unwilling([s for s in steps[1:] if s.kind != "speech"])
    if _is_of_askeds_own(above[0] if above else None, steps[0]):
        above = above[1:]
        found = _set(table, "offered", True)
    for at, step in enumerate(above):
        if at and above[at - 1].kind == "able":
            continue  # "no one is able to": its verb is read with it
        if step.kind == "able":
            outer = above[at + 1 : at + 2]
            unable = step.negated or any(o.kind == "plain" and o.negated for o in outer)
            done = (lemma_of(step.token) in _DONE or _was_able(step.token)) and not any(o.modal for o in (step, *outer))
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


def _unwilling(steps: list[Step]) -> list[Step]:
    """Steps where who is "not ready" or "not willing" refuses."""
    out: list[Step] = []
    for step in steps:
        last = out[-1] if out else None
        not_so = step.kind == "plain" and step.negated and not step.modal
        if last is not None and not_so and last.kind == "offer" and lemma_of(last.token) in _INCLINED:
            out[-1] = Step("refuse", last.token, negated=False, modal="")
        elif step.kind == "offer" and step.negated and lemma_of(step.token) in _INCLINED:
            out.append(Step("refuse", step.token, negated=False, modal=step.modal))
        else:
            out.append(step)
    return out


def _is_of_askeds_own(ask: Step | None, event: Step) -> bool:
    """Whether somebody is asked to take his own dead, who are so offered to him ("called on them to fetch their
    dead"); families who ask for it ask for the dead."""
    if ask is None or ask.kind != "ask" or ask.negated or event.token.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    if lemma_of(event.token) not in _TAKING or any(lemma_of(c) in KIN for c in ask.token.children):
        return False
    asked = [
        c for c in ask.token.children if c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ in ("on", "upon", "to"))
    ]
    asked += [c for c in event.token.children if c.dep_ == "nsubj"]
    return bool(asked) and any(t.dep_ == "poss" and t.lower_ in ("its", "their", "his") for t in event.token.subtree)


_TAKING = frozenset({"come", "take", "fetch", "collect", "accept", "claim", "reclaim", "receive"})
KIN = frozenset({"family", "relative", "kin", "widow", "mother", "father", "parent", "wife", "brother", "sister"})


def _was_able(able: Token) -> bool:
    """Whether somebody "was able" to do something: he did it."""
    return able.lower_ == "able" and able.head.lower_ in ("was", "were", "been")


_TRIED = frozenset({"attempt", "try", "effort", "move", "seek", "bid"})
"""What is not done by those who do not even try."""
_INCLINED = frozenset({"ready", "willing", "prepared", "agree", "consent"})
_KEYS = {"ask": "asked", "offer": "offered", "refuse": "refused", "block": "blocked", "unable": "undone"}
_ORDERS = frozenset({"order", "decide"})
_DONE_WITH = frozenset({"use", "help", "order"})
_DONE = frozenset({"manage", "succeed"})


def _under(step: Step, found: tuple[str, bool] | None, table: Mapping[str, str]) -> tuple[str, bool] | None:
    """What an event tells under one more word that it hangs on."""
    if step.kind == "neglect":  # "do not bother to collect"
        return _set(table, "undone", True) or _set(table, "refused", True)
    if step.kind in _KEYS:
        return None if step.modal in _CAN | _MUST else _set(table, _KEYS[step.kind], not step.negated)
    if step.kind == "allow":
        return _set(table, "blocked", True) if step.negated else None
    if step.kind == "plan" and step.negated and lemma_of(step.token) in _TRIED:
        return _set(table, "undone", True)
    if step.kind == "plan" and "planned" in table and not step.negated:
        return _set(table, "planned", True)
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
    if _is_imperative(step.token):
        takes = table.get("refused") == "refused_by_receiver" and lemma_of(step.token) != "bring"
        return _set(table, "offered" if takes else "asked", True)
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
    if not step.modal or step.modal in DO:
        return _set(table, "done", True)
    if step.modal in _MUST:
        return _set(table, "asked", True)
    if step.modal in _WILL:
        return _set(table, "offered", True) if active else None
    return _set(table, "open", True)


def _is_imperative(verb: Token) -> bool:
    """Whether somebody is told to do something ("send me home what is left of my boy")."""
    spoken = verb.dep_ in ("ROOT", "ccomp") or (verb.dep_ == "conj" and verb.head.tag_ == "VB")
    first = verb.left_edge.i == 0 or verb.left_edge.nbor(-1).is_punct or verb.left_edge.nbor(-1).lower_ == "please"
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children)
    return bool(verb.tag_ == "VB" and spoken and not subject and (first or verb.left_edge.is_punct))


def _is_never_done(verb: Token) -> bool:
    """Whether somebody "never" did it, who by now had the time."""
    return any(c.lower_ == "never" for c in verb.children) and any(c.dep_ == "nsubj" for c in verb.children)


def _is_plain_passive(token: Token) -> bool:
    """Whether a verb says "were not given", in place of "have not been given", which may still come."""
    aux = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    if token.dep_ == "conj" and not aux:  # "were sent away and never given"
        aux = {c.lower_ for c in token.head.children if c.dep_ in ("aux", "auxpass")}
    return bool(aux & {"was", "were", "is", "are"}) and "been" not in aux and not is_yet_to(token)


def _set(table: Mapping[str, str], key: str, holds: bool) -> tuple[str, bool] | None:
    status = table.get(key)
    if status is None:
        return None
    if status.startswith("not:"):
        return status.removeprefix("not:"), not holds
    return status, holds
