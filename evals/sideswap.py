"""Side swap as a rate: `python -m evals.sideswap --shared ../shared`.

Reports of dev and train are written with the names of their two foremost sides the one way and the other way round
(`swaps`), each is read, and the claims are compared with the names set back. Claims whose fields other than the sides'
differ count as changed; so do claims gained or lost. Where both sides are states, or both are groups, their own names
change places; where they are of one kind, all that is theirs does too (`swaps_whole`); every report is also written
with names that are in no list.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tollbook import extract_claims
from tollbook.model import Claim, Place, Project, Report
from tollbook.reference.gazetteer import Gazetteer, area_terms

from . import gate
from .corpus import Document, annotated, digest
from .figures import Figure, measure, ratio
from .swaps import Pair, Template, Written, template
from .swaps_whole import side_of_key, whole_template

SEED = 11
SAMPLE = 160
SET = "side swap"
"""The name under which floors are pinned."""
FLOORS = Path(__file__).parent / "floors.json"
MODES = {"rules alone": False, "learned": True}
NAMES = ("own names", "whole sides", "invented names")
"""The names alone; the names with all places, persons and groups that are either side's; names that no list has."""
POOLED = ("own names", "invented names")
"""Those whose names alone change places, as they were pooled from the start."""
MIRRORED = ("whole sides", "invented names")
"""Those in which nothing of the other side stays behind in the exchange."""
SIDED = ("victims.party", "actor.party", "source.party")
"""Fields that hold a side: they must change places; reported beside the others."""

_TERMS = re.compile(rf"(<place:[^>]*>) (?:City|{'|'.join(sorted(set(area_terms().values())))})\b")
"""What the areas of one country are called, behind a place: another country's are called otherwise."""

Key = tuple[str, tuple[int, int], int]
Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One claim that differs: in which fields, or that it is there one way round only."""

    report: str
    mode: str
    names: str
    fields: tuple[str, ...]
    one: Fields | None
    other: Fields | None


@dataclass(frozen=True)
class Compared:
    """What became of one report's claims in one mode, under one choice of names."""

    report: str
    mode: str
    names: str
    claims: int
    changes: tuple[Change, ...]

    @property
    def unchanged(self) -> int:
        """Claims whose fields other than the sides' are the same both ways round."""
        return self.claims - sum(any(f not in SIDED for f in c.fields) for c in self.changes)

    @property
    def exchanged(self) -> int:
        """Claims that are the same in all fields once the sides are set back."""
        return self.claims - len(self.changes)


def compared(document: Document) -> list[Compared]:
    """A document both ways round, by its own names and by invented ones, by rules alone and with the learned parts."""
    day = date.fromisoformat(document.published[:10]) if document.published else None
    found, whole = template(document.text, day), whole_template(document.text, day)
    if found is None:
        return []
    ways: dict[str, tuple[Template, Pair]] = {"invented names": (found, found.invented)}
    if found.alike:
        ways["own names"] = (found, found.sides)
    if whole is not None:
        ways["whole sides"] = (whole, whole.sides)
    out = []
    for names, (way, pair) in ways.items():
        there, back = way.written(*pair), way.written(*reversed(pair))
        for mode, learned in MODES.items():
            left = names == "own names"
            one = _read(document, there, pair, learned=learned, left=left)
            other = _read(document, back, (pair[1], pair[0]), learned=learned, left=left)
            changes = tuple(_changes(document.id, mode, names, one, other))
            out.append(Compared(document.id, mode, names, len(one.keys() | other.keys()), changes))
    return out


def _changes(
    report: str, mode: str, names: str, one: Mapping[Key, Fields], other: Mapping[Key, Fields]
) -> Iterator[Change]:
    for key in sorted(one.keys() | other.keys()):
        a, b = one.get(key), other.get(key)
        if a is None or b is None:
            yield Change(report, mode, names, ("gained or lost",), a, b)
        elif a != b:
            yield Change(report, mode, names, tuple(f for f in a if a[f] != b[f]), a, b)


def _read(document: Document, written: Written, pair: Pair, *, learned: bool, left: bool) -> dict[Key, Fields]:
    day = date.fromisoformat(document.published[:10]) if document.published else None
    report = Report(text=written.text, given_id=document.id, outlet=document.outlet, published=day, language="en")
    out: dict[Key, Fields] = {}
    for claim in extract_claims(report, Project(learned=learned)):
        m = claim.mention
        key = (m.measure.value, written.place(m.anchor_start), m.ordinal)
        out[key] = fields(claim, written, pair, left=left)
    return out


def fields(claim: Claim, written: Written, pair: Pair, *, left: bool = False) -> Fields:
    """A claim's fields with the sides' names and countries replaced by which side they are.

    `left`: the sides' towns are left where they are. A place that no list has lies in the country of the places around
    it, or else in that which the report is most about: of the two countries the one as well as the other.
    """
    r = claim.reading
    place, victims, first = r.place, r.victims, r.source[0] if r.source else None
    return {
        "count": (r.count.low, r.count.high, r.count.comparator.value),
        "evidence": (written.place(r.evidence.start), written.place(r.evidence.end - 1)),
        "victims.status": victims.status.value if victims else None,
        "source": tuple(_name(s.name, written, pair) for s in r.source),
        "source.kind": first.kind.value if first else None,
        "stance": r.stance.value,
        "certainty": r.certainty.value,
        "verification": r.verification.value,
        "extent": r.extent.value,
        "place": set_back(place.name, pair) if place else None,
        "place.country": _country(place, pair, left=left) if place else None,
        "when": (str(r.when.start), str(r.when.end)),
        "means": r.means.value if r.means else None,
        "superseded": r.superseded,
        "victims.party": set_back(victims.party, pair) if victims else None,
        "actor.party": set_back(r.actor.party, pair) if r.actor else None,
        "source.party": set_back(first.party, pair) if first else None,
    }


def _name(value: str, written: Written, pair: Pair) -> str | None:
    """A source's name set back, but as it is where it stands so in the part of the report that was not exchanged ("Kyiv
    Independent")."""
    return value if written.kept(value) else set_back(value, pair)


def _country(place: Place, pair: Pair, *, left: bool) -> str | None:
    """The place's country; the side's number where the country hangs on the sides: the place is the side itself, its
    capital or a thing of its, or nothing but the report says which of the two countries it lies in."""
    if set_back(place.name, pair) == place.name and place.name and place.country in {s.country for s in pair}:
        homes = {e.country for e in Gazetteer.open().lookup(place.name)} & {s.country for s in pair}
        if len(homes) == 1:
            return place.country
        if left:
            return "either"
    return set_back(place.country, pair)


def set_back(value: str | None, pair: Pair) -> str | None:
    """A name with every word for a side replaced by the side's number, and each thing of a side's by its key: the same
    whichever way round it was written."""
    if value is None:
        return None
    words = [(pair[side_of_key(key)].things[key], f"<{key}>") for key in pair[0].things]
    for number, side in enumerate(pair):
        if value == side.country:
            return f"<{number}>"
        words += [(word, f"<{number}>") for word in side.names if len(word) > 2]
    for word, mark in sorted(words, key=lambda w: len(w[0]), reverse=True):
        value = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", mark, value, flags=re.IGNORECASE)
    return _TERMS.sub(r"\1", value) if "<place:" in value else value


def figures(results: Sequence[Compared]) -> list[Figure]:
    """The share of unchanged claims by mode and names, all names together, and that of sides exchanged."""
    out = []
    for mode in MODES:
        chosen = [r for r in results if r.mode == mode]
        for names in NAMES:
            rows = [r for r in chosen if r.names == names]
            if rows:
                name = f"{SET}/{mode}, {names}"
                out.append(measure(name, [[r.unchanged, r.claims] for r in rows], ratio))
                out.append(measure(f"{name}, sides exchanged", [[r.exchanged, r.claims] for r in rows], ratio))
        pooled = [r for r in chosen if r.names in POOLED]
        out.append(measure(f"{SET}/{mode}", [[r.unchanged, r.claims] for r in pooled], ratio))
        out.append(measure(f"{SET}/{mode}, sides exchanged", [[r.exchanged, r.claims] for r in pooled], ratio))
        mirrored = [r for r in chosen if r.names in MIRRORED]
        if mirrored:
            out.append(measure(f"{SET}/{mode}, mirrored", [[r.unchanged, r.claims] for r in mirrored], ratio))
    return out


def sample(documents: Sequence[Document], count: int) -> list[Document]:
    """A seeded sample, in the order of the corpus."""
    chosen = set(random.Random(SEED).sample(range(len(documents)), min(count, len(documents))))
    return [d for n, d in enumerate(documents) if n in chosen]


def measured(documents: Sequence[Document], workers: int) -> list[Compared]:
    """All comparisons of the documents that name two sides."""
    with ProcessPoolExecutor(workers) as pool:
        return [c for found in pool.map(compared, documents, chunksize=4) for c in found]


def table(results: Sequence[Compared]) -> str:
    """Figures, and the fields that changed, with counts."""
    lines = [f"{'':44} share  95% over reports"]
    lines += [f"{f.name.split('/')[1]:44} {f.value:.4f} {f.low:.4f}-{f.high:.4f}" for f in figures(results)]
    for mode in MODES:
        for names in NAMES:
            chosen = [r for r in results if (r.mode, r.names) == (mode, names)]
            counts = Counter(f for r in chosen for c in r.changes for f in c.fields)
            lines.append(f"\n{mode}, {names}: {len(chosen)} reports, {sum(r.claims for r in chosen)} claims")
            lines += [f"  {field:20} {n}" for field, n in counts.most_common()]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.sideswap", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with the corpus")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="reports to draw from dev and train")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("build/sideswap.json"), help="where the figures are written")
    parser.add_argument("--changes", type=Path, help="write every change to this file (JSON Lines), to look into")
    options = parser.parse_args(argv)
    corpus = options.shared / "corpus"
    drawn = sample([*annotated(corpus / "dev"), *annotated(corpus / "train")], options.sample)
    results = measured(drawn, options.workers)
    print(table(results))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps([asdict(f) for f in figures(results)], indent=1) + "\n", encoding="utf-8")
    if options.changes:
        with options.changes.open("w", encoding="utf-8") as out:
            for change in (c for r in results for c in r.changes):
                out.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
    failed = gate.failures(figures(results), gate.Floors.load(FLOORS), {SET: digest(drawn)})
    for line in failed:
        print(f"sideswap: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
