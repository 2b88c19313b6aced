"""Measure the finder of speakers on annotated attributions of speech: does it find who says it, and how exactly?

usage: python -m evals.polnear --shared SHARED [--part dev|train] [--misses N] [--floor]

SHARED/corpus holds `polnear` (attributions in political news: spans of source, cue and content), see its README.
Printed are figures only, and with `--misses N` the commonest cues whose source was not found, for the developer. With
`--floor` the exit status says whether `dev` holds the floors below.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tollbook.extract.document import Document, read_document
from tollbook.extract.en.groups import Scene
from tollbook.extract.en.names import Names
from tollbook.extract.en.parse import MAX_CHARACTERS, parse
from tollbook.extract.en.place import DocumentPlaces
from tollbook.extract.en.speakers import resolve, speakers_of
from tollbook.extract.en.triage import names_speaker
from tollbook.extract.lexicon import lexicon
from tollbook.model import Report
from tollbook.reference.parties import Parties

from .figures import measure, ratio

Span = tuple[int, int]

FLOORS = {"source found": 0.92, "source overlap F1": 0.82}
"""See docs/reference/evaluation.md."""

_SPEECH = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tell(?:s|ing)?|told|add(?:s|ed|ing)?|writ(?:es?|ing)|wrote|stat(?:es?|ed|ing)|according"
    r"|announc(?:es?|ed|ing)|claim(?:s|ed|ing)?|report(?:s|ed|ing)?|declar(?:es?|ed|ing)|alleg(?:es?|ed|ing)"
    r"|assert(?:s|ed|ing)?|insist(?:s|ed|ing)?|acknowledg(?:es?|ed|ing)|admit(?:s|ted|ting)?|conced(?:es?|ed|ing)"
    r"|den(?:y|ies|ied|ying)|warn(?:s|ed|ing)?|explain(?:s|ed|ing)?|confirm(?:s|ed|ing)?|not(?:es?|ed|ing)"
    r"|argu(?:es?|ed|ing)|tweet(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|remark(?:s|ed|ing)?"
    r"|recall(?:s|ed|ing)?|reiterat(?:es?|ed|ing)|testif(?:y|ies|ied|ying)|estimat(?:es?|ed|ing)"
    r"|cit(?:es?|ed|ing)|quot(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
"""Cues that are speech and can state that something happened; beliefs, wishes, calls and praise are left out."""


@dataclass(frozen=True)
class Attribution:
    """A statement of speech in an article: its source's and its cue's stretches."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]


def attributions(article: dict[str, Any]) -> list[Attribution]:
    """The attributions of an article that have a source and whose cue is speech."""
    text = article["text"]
    out = []
    for row in article["attributions"]:
        source = tuple((a, b) for a, b in row["source"])
        cue = tuple((a, b) for a, b in row["cue"])
        if source and cue and _SPEECH.search(" ".join(text[a:b] for a, b in cue)):
            out.append(Attribution(source, cue))
    return out


def articles(folder: Path, part: str) -> Iterator[dict[str, Any]]:
    """The articles of a part."""
    plain, packed = folder / f"{part}.jsonl", folder / f"{part}.jsonl.gz"
    with plain.open(encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def found_speakers(text: str) -> list[Span]:
    """The stretches of a text that the finder takes for speakers."""
    document = read_document(Report(text=text))
    places = DocumentPlaces(document.text)
    spans = [(r.mention.start, r.mention.end) for r in places.resolved]
    scenes = _scenes(document, spans)
    names = Names(document.text)
    found = [s for index, scene in sorted(scenes.items()) for s in speakers_of(scene, index, names)]
    starts = {index: scene.offset for index, scene in scenes.items()}
    return [
        document.clean.span(starts[s.sentence] + s.start, starts[s.sentence] + s.end)
        for s in resolve(found)
        if s.end > s.start
    ]


def _scenes(document: Document, places: Sequence[Span]) -> dict[int, Scene]:
    parties = Parties.load().find(document.text)
    chosen = [s for s in document.sentences if names_speaker(s.text) or ":" in s.text]
    parsed = parse(chosen)
    return {
        s.index: Scene(
            parsed[s.index],
            lexicon("en"),
            (),
            tuple(
                replace(m, start=m.start - s.start, end=m.end - s.start)
                for m in parties
                if m.start >= s.start and m.end <= s.end
            ),
            tuple((a - s.start, b - s.start) for a, b in places if a >= s.start and b <= s.end),
            s.start,
            s.text[:MAX_CHARACTERS],
        )
        for s in chosen
    }


def shared(gold: Iterable[Span], found: Span) -> int:
    """How many characters of the gold stretches a found one covers."""
    return sum(max(0, min(b, found[1]) - max(a, found[0])) for a, b in gold)


def overlap_f1(gold: Sequence[Span], found: Span) -> float:
    """F1 over characters of a found stretch against the gold ones."""
    common = shared(gold, found)
    return 2 * common / (sum(b - a for a, b in gold) + found[1] - found[0]) if common else 0.0


def best(gold: Attribution, found: Sequence[Span]) -> float:
    """The best overlap F1 of any found speaker with an attribution's source."""
    return max((overlap_f1(gold.source, span) for span in found), default=0.0)


def rows(part: Iterable[dict[str, Any]], wrong: Counter[str]) -> tuple[list[list[float]], list[list[float]]]:
    """Per article: (sum of overlap F1, sources found, attributions), and (speakers that are a source, speakers)."""
    recall, precision = [], []
    for article in part:
        gold = attributions(article)
        found = found_speakers(article["text"])
        scores = [best(a, found) for a in gold]
        for a, score in zip(gold, scores, strict=True):
            if not score:
                wrong[" ".join(article["text"][s:e] for s, e in a.cue).lower()] += 1
        recall.append([sum(scores), float(sum(s > 0 for s in scores)), float(len(gold))])
        sources = [(a, b) for row in article["attributions"] for a, b in row["source"]]
        precision.append([float(sum(shared(sources, s) > 0 for s in found)), float(len(found))])
    return recall, precision


def main(arguments: list[str] | None = None) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--floor", action="store_true")
    options = parser.parse_args(arguments)
    wrong: Counter[str] = Counter()
    recall, precision = rows(articles(options.shared / "corpus" / "polnear", options.part), wrong)
    figures = [
        measure("source found", [[f, n] for _, f, n in recall], ratio),
        measure("source overlap F1", [[s, n] for s, _, n in recall], ratio),
        measure("overlap F1 where found", [[s, f] for s, f, _ in recall], ratio),
        measure("speakers that are a source", precision, ratio),
    ]
    print(f"{options.part}: {int(sum(n for *_, n in recall))} attributions of speech in {len(recall)} articles")
    for figure in figures:
        print(f"  {figure.name}: {figure.value:.4f} [{figure.low:.3f}, {figure.high:.3f}]")
    for cue, count in wrong.most_common(options.misses):
        print(f"    {count} {cue!r}")
    low = [f.name for f in figures if f.value < FLOORS.get(f.name, 0.0)]
    if options.floor and options.part == "dev" and low:
        print(f"below the floor: {', '.join(low)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
