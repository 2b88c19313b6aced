"""`python -m evals.dead`: what sentences say of the dead and the missing, by words not taken from the lexicon.

Four sets in tests/extract/en/dead, read as whole reports of one sentence: the half of independent.tsv that was kept
apart (its `tune` half may be looked at); reported.tsv, in the manner of war reporting, which is only ever counted; and
the second round of roundabout.tsv, forty roundabout wordings and eight that look like them, which is only counted, too;
and told_otherwise.tsv, a hundred and sixty and thirty-two, of which neither half has been looked at yet.
For each: the statuses told by words and those of the claims; for the second also whose the dead are and who says so.
The roundabout sentences of the first set, and those of single burials, have been read since: only the other two say how
new wordings fare.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from tollbook.extract import extract_claims
from tollbook.extract.document import read_document
from tollbook.extract.en.context import read_context, scene_apart
from tollbook.extract.en.dead_words import said_of_the_dead
from tollbook.model import Project, Reading, Report
from tollbook.reference.dead import dead_table
from tollbook.reference.parties import Parties

from . import gate
from .figures import Figure
from .run import FLOORS, table

NAME = "statuses of the dead"
AS_REPORTED = "statuses of the dead as reported"
ROUNDABOUT = "statuses of the dead told roundabout"
OTHERWISE = "statuses of the dead told otherwise"
KEPT = "held"
_FOLDER = Path(__file__).parent.parent / "tests" / "extract" / "en" / "dead"
DATA = _FOLDER / "independent.tsv"
REPORTED = _FOLDER / "reported.tsv"
WORDINGS = _FOLDER / "roundabout.tsv"
TOLD_OTHERWISE = _FOLDER / "told_otherwise.tsv"
_WIDER = frozenset({"buried_individually", "buried_together", "grave_marked", "grave_unmarked"})
"""Statuses of a burial: that somebody is buried is right beside them."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it claims: alternatives of each status, and what may be read out of it and need not."""

    split: str
    kind: str
    way: str
    wanted: tuple[frozenset[str], ...]
    free: frozenset[str]
    count: str
    whose: str
    reason: str
    says: str
    text: str


def sentences(path: Path = DATA) -> list[Sentence]:
    """All sentences of a file of tab-separated columns under their names."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = lines[0].split("\t")
    return [_sentence(dict(zip(names, line.split("\t"), strict=True))) for line in lines[1:]]


def _sentence(row: Mapping[str, str]) -> Sentence:
    parts = [part for part in row["claims"].split(";") if part]
    wanted = tuple(frozenset(part.split("/")) for part in parts if not part.startswith("?"))
    free = frozenset(part[1:] for part in parts if part.startswith("?")).union(*wanted)
    if any(one.removeprefix("not:") in _WIDER for one in free):
        free |= {"buried"}
    return Sentence(
        split=row["set"],
        kind=row["kind"],
        way=row["way"],
        wanted=wanted,
        free=free,
        count=row["count"],
        whose=row["whose"],
        reason=row["told"],
        says=row.get("says", ""),
        text=row["sentence"],
    )


def told(text: str) -> frozenset[str]:
    """The statuses that a text's words tell; `not:` before what they say is not so."""
    report = Report(text=text, language="en")
    context = read_context(report, Project())
    scenes = [scene_apart(context, s) for s in read_document(report).sentences]
    return frozenset(
        said.status if said.holds else f"not:{said.status}" for scene in scenes for said in said_of_the_dead(scene)
    )


def claimed(text: str) -> frozenset[str]:
    """The statuses of the claims of a text, read as a report."""
    return frozenset(status for reading in _readings(text) for status in _statuses(reading))


@cache
def _readings(text: str) -> tuple[Reading, ...]:
    return tuple(claim.reading for claim in extract_claims(Report(text=text, language="en"), Project()))


def _statuses(reading: Reading) -> frozenset[str]:
    denied = reading.stance.value == "denied"
    fates = dead_table().fates(reading.measure.value, reading.remains_detail, denied=denied)
    return frozenset(f.status.code if f.holds else f"not:{f.status.code}" for f in fates)


@dataclass
class Score:
    """What was told of what is claimed, by the status that each sentence was written for and by its way."""

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Of what was told, the part that is claimed."""
        told_ = self.found.total() + self.wrong.total()
        return self.found.total() / told_ if told_ else 0.0

    @property
    def recall(self) -> float:
        """Of what is claimed, the part that was told."""
        return self.found.total() / self.wanted.total() if self.wanted else 0.0


def score(shown: Iterable[Sentence], tell: Callable[[str], frozenset[str]]) -> Score:
    """Hold what is told of sentences against what they claim."""
    out = Score()
    for one in shown:
        got = tell(one.text)
        hits = [bool(wanted & got) for wanted in one.wanted]
        out.found[one.kind] += sum(hits)
        out.wanted[one.kind] += len(hits)
        out.wrong.update(got - one.free)
        out.ways[one.way, all(hits) and got <= one.free] += 1
    return out


@dataclass
class Told:
    """Of the claims of a right status: whose dead are right, and who says so."""

    claims: int = 0
    whose: int = 0
    says: int = 0


def whose_and_by_whom(shown: Iterable[Sentence]) -> Told:
    """Hold the party and the speaker of each claim with a right status against what the sentence says."""
    out = Told()
    for one in shown:
        right = frozenset().union(*one.wanted)
        for reading in _readings(one.text):
            if _statuses(reading) & right:
                out.claims += 1
                out.whose += is_whose(one.whose, reading)
                out.says += is_said_by(one.says, reading)
    return out


def is_whose(whose: str, reading: Reading) -> bool:
    """Whether a claim's victims are of the people, party or country that words name; of none where they name none."""
    party = reading.victims.party if reading.victims else None
    if not whose or party is None:
        return not whose and party is None
    named = Parties.load().canonical(whose) or whose
    return named == party or Parties.load().belongs(party, named)


def is_said_by(says: str, reading: Reading) -> bool:
    """Whether the words for who says it share a word with the claim's speakers; nobody's where nobody is named."""
    names = {word for speaker in reading.source for word in _long_words(speaker.name)}
    return bool(names & _long_words(says)) if says else not reading.source


def _long_words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[\w-]{3,}", text)} - {"the", "for", "and", "its", "his", "her"}


def _measured(name: str, shown: Sequence[Sentence]) -> list[Figure]:
    """Print what is told of a set's sentences, and give its figures."""
    words, claims = score(shown, told), score(shown, claimed)
    print(f"{name}: {len(shown)} sentences")
    for kind in sorted(words.wanted):
        of = words.wanted[kind]
        print(f"{kind:22} words {words.found[kind]}/{of}  claims {claims.found[kind]}/{of}  wrong {claims.wrong[kind]}")
    out = []
    for how, found in (("words", words), ("claims", claims)):
        ways = sorted({way for way, _ in found.ways})
        right = ", ".join(f"{w} {found.ways[w, True]}/{found.ways[w, True] + found.ways[w, False]}" for w in ways)
        print(f"{how}: precision {found.precision:.3f} recall {found.recall:.3f}; sentences wholly right: {right}")
        for what, value in (("precision", found.precision), ("recall", found.recall)):
            out.append(Figure(f"{name}/{how} {what}", value, value, value, len(shown)))
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    argparse.ArgumentParser(prog="python -m evals.dead", description=__doc__).parse_args(argv)
    started = time.process_time()
    measured = _measured(NAME, [s for s in sentences() if s.split == KEPT])
    wordings = [s for s in sentences(WORDINGS) if s.split == KEPT]
    measured += _measured(ROUNDABOUT, wordings)
    measured += _measured(OTHERWISE, sentences(TOLD_OTHERWISE))
    reported = sentences(REPORTED)
    measured += _measured(AS_REPORTED, reported)
    named = whose_and_by_whom(reported)
    print(f"of {named.claims} claims of a right status: whose right {named.whose}, who says so right {named.says}")
    for what, right in (("whose", named.whose), ("by whom", named.says)):
        value = right / max(named.claims, 1)
        measured.append(Figure(f"{AS_REPORTED}/{what}", value, value, value, len(reported)))
    print(f"{time.process_time() - started:.1f} CPU seconds")
    floors = gate.Floors.load(FLOORS)
    files = ((NAME, DATA), (AS_REPORTED, REPORTED), (ROUNDABOUT, WORDINGS), (OTHERWISE, TOLD_OTHERWISE))
    hashes = {name: sha256(path.read_bytes()).hexdigest() for name, path in files}
    failed = gate.failures(measured, floors, hashes)
    print(table(measured, floors.floors))
    for line in failed:
        print(f"dead: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
