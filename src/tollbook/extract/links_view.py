"""A claim as it stands in its report: its sentence, the words around its number, the word for the harm."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.model import Claim, Reading, Report

from .document import Document, read_document
from .links_words import Words, words_of

_CONTENT = re.compile(r"[^\W\d_]{3,}(?:[’'-][^\W\d_]+)*")
_STOP = frozenset(
    word
    for line in (
        "the for from with and that this these those who which was were are been being has have had its his her their",
        "she they said say says after during when while into near over more than least about some",
    )
    for word in line.split()
)


@dataclass(frozen=True, eq=False)  # one place in one report: equal to itself alone
class Told:
    """A claim in its report; `number` counts claims in the order of the text.

    `words` and `names` are as they stand, to be compared only; `before`, `after` (of the number), `inside` (the
    evidence), `ahead` and `behind` (of the word for the harm) have names masked.
    """

    claim: Claim
    number: int
    sentence: int
    paragraph: int
    in_title: bool
    words: frozenset[str]
    names: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    inside: tuple[str, ...]
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    relation: str
    trigger: str
    trigger_start: int

    @cached_property
    def reading(self) -> Reading:
        """The claim's current reading."""
        return self.claim.reading

    @cached_property
    def start(self) -> int:
        """Where its number, else its group's head, begins."""
        return self.claim.mention.anchor_start

    @cached_property
    def bounds(self) -> tuple[int | None, int | None]:
        """The stated bounds."""
        return self.reading.count.low, self.reading.count.high

    @cached_property
    def number_stated(self) -> int | None:
        """The stated bound: the lower one, else the upper."""
        low, high = self.bounds
        return low if low is not None else high

    @cached_property
    def is_part(self) -> bool:
        """Whether the words name it as part of a group ("among them three children")."""
        return self.relation.startswith("part:")


def told(report: Report, claims: Sequence[Claim]) -> list[Told]:
    """The claims in the order of the text."""
    if not claims:
        return []
    document, words = read_document(report), words_of(report)
    starts = [s.start for s in document.sentences]
    ordered = sorted(
        claims, key=lambda c: (c.mention.anchor_start, c.mention.anchor_end, c.mention.measure.value, c.id)
    )
    return [_told(document, words, starts, claim, number) for number, claim in enumerate(ordered)]


def _told(document: Document, words: Words, starts: list[int], claim: Claim, number: int) -> Told:
    reading, mention = claim.reading, claim.mention
    at = document.clean.at(mention.anchor_start)
    index = max(bisect_right(starts, at) - 1, 0)
    paragraph = document.sentences[index].paragraph if document.sentences else 0
    relation, trigger_start, trigger = _trigger(document.report.text, reading)
    return Told(
        claim=claim,
        number=number,
        sentence=index,
        paragraph=paragraph,
        in_title=at < document.title_end or (at < 140 and paragraph == 0 and index == 0),
        words=content_words(reading.evidence.text),
        names=_names(reading),
        before=words.before(mention.anchor_start, 7),
        after=words.after(mention.anchor_end, 7),
        inside=words.inside(reading.evidence.start, reading.evidence.end),
        ahead=words.before(trigger_start, 8),
        behind=words.after(trigger_start + len(trigger), 7),
        relation=relation,
        trigger=trigger,
        trigger_start=trigger_start,
    )


def _trigger(text: str, reading: Reading) -> tuple[str, int, str]:
    """How the group is joined to the word for the harm, and that word; empty where the reading does not say."""
    for trace in reading.trace:
        if trace.field != "measure":
            continue
        relation = trace.rule.removeprefix("rule:yes:").removeprefix("accept:")
        if trace.start is None or trace.end is None:
            return relation, reading.evidence.start, ""
        return relation, trace.start, text[trace.start : trace.end].lower()
    return "", reading.evidence.start, ""


def content_words(text: str) -> frozenset[str]:
    """The words of a stretch that carry its meaning."""
    return frozenset(word for found in _CONTENT.findall(text) if (word := found.lower()) not in _STOP)


def _names(reading: Reading) -> frozenset[str]:
    """Words of the victims' names."""
    names = reading.victims.names if reading.victims is not None else ()
    return frozenset(w.lower() for name in names for w in name.split() if w[:1].isupper() and len(w) > 2)
