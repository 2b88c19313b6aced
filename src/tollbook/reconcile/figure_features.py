"""What speaks for a number of killed and injured in an incident: which accounts state it, where and in which words.

Accounts count in equal parts, so that ten reports and one are weighed alike. A number is a candidate where an account
states it, or where two such numbers add up to it (the dead and the attacker).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .flat import FlatClaim
from .harm_words import kinds_in, words_in

LEDE = 350
"""Characters of the text, behind the title, that are read for words and stand for its first paragraphs."""
MOST_NUMBERS = 22
LARGEST_SUM = 12
BIN = 5
"""Numbers from here on are alike to the features that speak of no number in particular."""
KINDS = {
    "killed": "K",
    "injured": "I",
    "casualties": "C",
    "remains_recovered": "R",
    "remains_identified": "R",
    "remains_held": "R",
}
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account of the incident; `main`: it is what the report is about, so its title speaks of it."""

    claims: tuple[FlatClaim, ...]
    title: str = ""
    text: str = ""
    main: bool = True


@dataclass(frozen=True)
class Told:
    """What the accounts tell, each in its share: numbers by kind of claim and where it stands, and words of harm."""

    support: Mapping[tuple[str, str, int | None], float]
    highest: Mapping[tuple[str, int], float]
    words: Mapping[str, float]
    numbers: tuple[int, ...]


def told(accounts: Sequence[Account]) -> Told:
    """The evidence of all accounts."""
    share = 1 / len(accounts)
    support: dict[tuple[str, str, int | None], float] = defaultdict(float)
    highest: dict[tuple[str, int], float] = defaultdict(float)
    words: dict[str, float] = defaultdict(float)
    stated: Counter[int] = Counter()
    for account in accounts:
        own: dict[tuple[str, str, int | None], float] = {}
        most: dict[str, int] = {}
        for claim in account.claims:
            if claim.stance != "affirmed" or claim.superseded or claim.set_aside:
                continue
            kind = KINDS.get(claim.measure, "O") + kinds_in(claim.evidence)
            key = (kind, _stands(claim, account), claim.low)
            own[key] = max(own.get(key, 0.0), 1.0 if claim.low is None else _sure(claim))
            if claim.low is None:
                continue
            if kind[0] != "O":
                stated[claim.low] += 1
            if kind[0] in "KR" and "d" in kind:
                most["K"] = max(most.get("K", 0), claim.low)
            if kind[0] == "I" and "w" in kind:
                most["I"] = max(most.get("I", 0), claim.low)
        for key, value in own.items():
            support[key] += share * value
        for measure, number in most.items():
            highest[measure, number] += share
        for word in _words(account):
            words[word] += share
    return Told(support, highest, words, _numbers(stated))


def _sure(claim: FlatClaim) -> float:
    """How surely the claim was read; what a person set or a table states is sure."""
    return 1.0 if claim.reviewed or claim.confidence is None else claim.confidence


def _stands(claim: FlatClaim, account: Account) -> str:
    if not account.main:
        return "elsewhere"
    if claim.start < len(account.title):
        return "title"
    return "lede" if claim.start < len(account.title) + LEDE else "text"


def _words(account: Account) -> set[str]:
    if not account.main:
        return set()
    body = account.text.removeprefix(account.title)
    lede = {f"lede {word}" for word in words_in(body[:LEDE])}
    short = {"a short text"} if len(body) < LEDE / 2 else set()
    return {f"title {word}" for word in words_in(account.title)} | lede | short


def _numbers(stated: Counter[int]) -> tuple[int, ...]:
    base = {0, 1, 2, *stated}
    sums = {a + b for a in base for b in base if a + b <= LARGEST_SUM}
    found = base | sums | {a + 1 for a in base if a < LARGEST_SUM}
    kept = sorted(found, key=lambda number: (-stated[number], number))[:MOST_NUMBERS]
    return tuple(sorted(kept))


def alone(found: Told, measure: str, number: int) -> Features:
    """What speaks for a number of one measure (`killed`, `injured`)."""
    out: Features = {f"{measure}: is {min(number, BIN)}": 1.0}
    for (kind, where, value), share in found.support.items():
        if value is None:
            _add(out, f"{measure}: {min(number, 2)} where {kind} in {where} has no number", share)
        elif value == number:
            _add(out, f"{measure}: {kind} in {where} says so", share)
            _most(out, f"{measure}: {kind} says so", share)
        elif value == number - 1:
            _add(out, f"{measure}: {kind} in {where} says one less", share)
        if value is not None and value > number:
            _most(out, f"{measure}: {kind} in {where} says more", share)
        elif value is not None and value < number - 1:
            _most(out, f"{measure}: {kind} in {where} says less", share)
    for kind in ("K", "I"):
        if (share := found.highest.get((kind, number), 0.0)) > 0:
            out[f"{measure}: the highest {kind}"] = share
    for word, share in found.words.items():
        out[f"{measure}: {min(number, 3)} with {word}"] = share
    return out


def both(found: Told, killed: int, injured: int) -> Features:
    """What speaks for two numbers together."""
    out: Features = {}
    if (untold := _not_counted(found)) is not None:
        out[f"both: {min(killed, 3)} and {min(injured, 4)} where {untold}"] = 1.0
    if killed and injured:
        for (kind, where, value), share in found.support.items():
            if value == killed + injured:
                _add(out, f"both: {kind} in {where} says their sum", share)
    return out


def _not_counted(found: Told) -> str | None:
    """Which of dead and wounded no claim counts in so many words; None where both are, and speak for themselves."""
    dead, wounded = (any(measure == of for measure, _ in found.highest) for of in ("K", "I"))
    if dead and wounded:
        return None
    return "the wounded are not counted" if dead else "the dead are not counted" if wounded else "neither is counted"


def _add(out: Features, name: str, share: float) -> None:
    out[name] = out.get(name, 0.0) + share


def _most(out: Features, name: str, share: float) -> None:
    out[name] = max(out.get(name, 0.0), share)
