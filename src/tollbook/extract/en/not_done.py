"""Verbs that name a harm which is only possible, wished or threatened."""

from __future__ import annotations

from .parse import Token

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
    """Whether a verb is only possible, wished or threatened ("could kill", "vowed to free", "could go missing"); "may
    have killed" is said, with doubt."""
    if trigger.head.lemma_.lower() == "go" and trigger.head.i == trigger.i - 1:
        trigger = trigger.head  # "go missing"
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
