"""A claim as it stands in its report: its sentence, the words around its number, the word for the harm."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Claim, Reading, Report

from .document import Document, read_document

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d,.]*\d|\d|[.;:()“”\"—–-]")
_STOP = frozenset(
    "a an the of in on at to for from by with and or as that this these those who which was were is are be been being has have had "
    "it its his her their he she they said say says after during when while into near over more than least about some".split()
)
_REACH = 90
"""How many characters before and after a number are looked at for its nearest words."""


@dataclass(frozen=True)
class Told:
    """A claim in its report; `number` counts claims in the order of the text."""

    claim: Claim
    number: int
    sentence: int
    paragraph: int
    in_title: bool
    words: frozenset[str]
    names: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    relation: str
    trigger: str
    trigger_start: int

    @property
    def reading(self) -> Reading:
        """The claim's current reading."""
        return self.claim.reading

    @property
    def start(self) -> int:
        """Where its number, else its group's head, begins."""
        return self.claim.mention.anchor_start

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The stated bounds."""
        return self.reading.count.low, self.reading.count.high

    @property
    def number_stated(self) -> int | None:
        """The stated bound: the lower one, else the upper."""
        low, high = self.bounds
        return low if low is not None else high

    @property
    def is_part(self) -> bool:
        """Whether the words name it as part of a group ("among them three children")."""
        return self.relation.startswith("part")


def told(report: Report, claims: Sequence[Claim]) -> list[Told]:
    """The claims in the order of the text."""
    document = read_document(report)
    starts = [s.start for s in document.sentences]
    ordered = sorted(
        claims, key=lambda c: (c.mention.anchor_start, c.mention.anchor_end, c.mention.measure.value, c.id)
    )
    return [_told(report.text, document, starts, claim, number) for number, claim in enumerate(ordered)]


def _told(text: str, document: Document, starts: list[int], claim: Claim, number: int) -> Told:
    reading, mention = claim.reading, claim.mention
    at = document.clean.at(mention.anchor_start)
    index = max(bisect_right(starts, at) - 1, 0)
    paragraph = document.sentences[index].paragraph if document.sentences else 0
    relation, trigger_start, trigger = _trigger(text, reading)
    return Told(
        claim=claim,
        number=number,
        sentence=index,
        paragraph=paragraph,
        in_title=at < document.title_end or (at < 140 and paragraph == 0 and index == 0),
        words=content_words(reading.evidence.text),
        names=_names(reading),
        before=words_of(text[max(0, mention.anchor_start - _REACH) : mention.anchor_start])[-6:],
        after=words_of(text[mention.anchor_end : mention.anchor_end + _REACH])[:6],
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


def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers and the marks that part clauses, in lower case."""
    return tuple(word.lower() for word in _WORD.findall(text))


def content_words(text: str) -> frozenset[str]:
    """The words of a stretch that carry its meaning."""
    return frozenset(w for w in words_of(text) if w[0].isalpha() and w not in _STOP and len(w) > 2)


def _names(reading: Reading) -> frozenset[str]:
    """Words of the victims' names."""
    names = reading.victims.names if reading.victims is not None else ()
    return frozenset(w.lower() for name in names for w in name.split() if w[:1].isupper() and len(w) > 2)
