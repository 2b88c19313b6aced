"""What people decided about links, incidents and sources, as reconciling takes it into account.

Decisions are found again by the claims that they were made on, so they hold whatever ids incidents have by now; a later
decision on the same two claims takes the place of an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tollbook.model import RecordJudgement

Pair = tuple[str, str]
"""Two claims, the lesser id first."""
LinkKey = tuple[str, str, str]
"""A link's type and its ends, as the link has them."""


@dataclass(frozen=True, slots=True)
class PairDecisions:
    """Claims that people put together or apart, and links that they accepted or rejected."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    accepted: frozenset[LinkKey] = frozenset()
    rejected: frozenset[LinkKey] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart or self.accepted or self.rejected)


@dataclass(frozen=True, slots=True)
class SourceDecisions:
    """Names that are one source, names that are none with another, and fields that people set (id, field, value)."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[Pair] = frozenset()
    fields: tuple[tuple[str, str, str | None], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart or self.fields)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided about the record, and that reconciling takes into account."""

    pairs: PairDecisions = PairDecisions()
    sources: SourceDecisions = SourceDecisions()


def decisions_of(judgements: Sequence[RecordJudgement]) -> Decisions:
    """What holds after all judgements, in their order."""
    return Decisions(pair_decisions(judgements), source_decisions(judgements))


def pair(a: str, b: str) -> Pair:
    """Two ids as a pair."""
    return (a, b) if a < b else (b, a)


def link_key(subject: str) -> LinkKey | None:
    """The key of a link from what a judgement calls it (`repeats:m-1:m-2`); None of anything else."""
    parts = subject.split(":")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and parts[1].startswith("m-") else None


def pair_decisions(judgements: Iterable[RecordJudgement]) -> PairDecisions:
    """What holds after all judgements on links and incidents, in their order."""
    said: dict[Pair, bool] = {}
    links: dict[LinkKey, bool] = {}
    for judgement in judgements:
        key = link_key(judgement.subject)
        if key is not None:
            links.pop(key, None)
            if judgement.verdict in ("accept", "reject"):
                links[key] = judgement.verdict == "accept"
        elif judgement.subject.startswith(("i-", "p-", "s-")):
            if judgement.verdict != "split":  # what was decided on any two of them before is over
                claims = set(judgement.claims)
                said = {p: same for p, same in said.items() if not claims.issuperset(p)}
            said.update(_pairs(judgement))
    return PairDecisions(
        together=frozenset(p for p, same in said.items() if same),
        apart=frozenset(p for p, same in said.items() if not same),
        accepted=frozenset(k for k, right in links.items() if right),
        rejected=frozenset(k for k, right in links.items() if not right),
    )


def _pairs(judgement: RecordJudgement) -> Iterator[tuple[Pair, bool]]:
    """Pairs that a judgement puts together (all its claims, by way of the least) or apart."""
    if judgement.verdict in ("merge", "accept") and judgement.claims:
        least = min(judgement.claims)
        yield from ((pair(least, claim), True) for claim in judgement.claims if claim != least)
    elif judgement.verdict == "split":
        out = set(judgement.others)
        stay = [claim for claim in judgement.claims if claim not in out]
        yield from ((pair(claim, other), False) for claim in sorted(out) for other in stay)


def rejected_subjects(judgements: Iterable[RecordJudgement]) -> dict[str, frozenset[str]]:
    """The incidents, periods and series that people rejected last, by their ids: the claims that each then held."""
    rejected: dict[str, frozenset[str]] = {}
    for judgement in judgements:
        if judgement.subject.startswith(("i-", "p-", "s-")):
            for subject in {judgement.subject, *judgement.others}:
                rejected.pop(subject, None)
            if judgement.verdict == "reject":
                rejected[judgement.subject] = frozenset(judgement.claims)
    return rejected


def source_decisions(judgements: Iterable[RecordJudgement]) -> SourceDecisions:
    """What holds after all judgements on sources, in their order; their `claims` and `others` are names."""
    together: list[tuple[str, ...]] = []
    apart: dict[Pair, None] = {}
    fields: dict[tuple[str, str], str | None] = {}
    for judgement in judgements:
        if not judgement.subject.startswith("src-"):
            continue
        if judgement.verdict == "merge":
            names = tuple(sorted({*judgement.claims, *judgement.others}))
            together.append(names)
            for p in [p for p in apart if set(p) <= set(names)]:
                del apart[p]
        elif judgement.verdict == "split":
            out = set(judgement.others)
            for name in judgement.claims:
                if name not in out:
                    apart.update((pair(name, other), None) for other in out)
            together = [kept for names in together if len(kept := tuple(n for n in names if n not in out)) > 1]
        elif judgement.verdict == "correct":
            fields.update({(judgement.subject, name): value for name, value in judgement.fields.items()})
    return SourceDecisions(
        together=tuple(together),
        apart=frozenset(apart),
        fields=tuple((subject, name, value) for (subject, name), value in fields.items()),
    )
