"""What a report has said of victims before: whose people those called alike or counted alike are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .context import Context
from .draft import Draft, drafts_of
from .part import meant


def told_before(context: Context, draft: Draft) -> Iterator[tuple[str, str]]:
    """The party that earlier words of the report give to victims called alike or counted alike: (party, role)."""
    groups = _groups(context)
    lemma = draft.head.lemma_.lower()
    count = (draft.candidate.count.low, draft.candidate.count.high)
    own = [g for g in groups if g.sentence == draft.sentence and g.head == draft.head.i]
    if own and own[0].parties:
        return
    before = [g for g in groups if g.parties and g.sentence <= draft.sentence and g.head != draft.head.i]
    alike = [g for g in before if g.lemma == lemma]
    if alike:
        gap = draft.sentence - alike[-1].sentence
        near = "0" if gap == 0 else "1" if gap == 1 else "2" if gap < 4 else "far"
        for party in alike[-1].parties:
            yield party, f"told:alike:{near}"
        named = Counter(p for g in alike for p in g.parties)
        for party, n in named.items():
            yield party, f"told:share:{'all' if n == len(alike) else 'some'}:{min(3, len(alike))}"
    if count not in ((None, None), (1, 1)):
        for group in reversed([g for g in groups if g.parties and g.sentence != draft.sentence]):
            if group.count == count and group.measure == draft.measure.value:
                for party in group.parties:
                    yield party, f"told:count:{'b' if group.sentence < draft.sentence else 'a'}"
                break
    if before:
        gap = draft.sentence - before[-1].sentence
        for party in before[-1].parties:
            yield party, f"told:last:{min(gap, 3)}:{before[-1].measure == draft.measure.value}"


@dataclass(frozen=True)
class _Group:
    """A group of victims that the report tells of, with the parties that its own words name."""

    sentence: int
    head: int
    lemma: str
    count: tuple[int | None, int | None]
    measure: str
    parties: frozenset[str]


def _groups(context: Context) -> list[_Group]:
    found: list[_Group] | None = context.memo.get("told_groups")
    if found is None:
        found = []
        for draft in drafts_of(context):
            if draft.candidate.relation == "loose":
                continue
            head = draft.head
            low, high = head.left_edge.idx, head.idx + len(head)
            named = {
                party
                for match in draft.scene.parties
                if low <= match.start and match.end <= high and not match.compound
                for party, _ in list(meant(context, match))[:1]
                if party is not None
            }
            count = (draft.candidate.count.low, draft.candidate.count.high)
            found.append(
                _Group(draft.sentence, head.i, head.lemma_.lower(), count, draft.measure.value, frozenset(named))
            )
        context.memo["told_groups"] = found
    return found
