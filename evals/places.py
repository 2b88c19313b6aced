"""Measure the gazetteer and the resolution of place names on annotated corpora.

usage: python -m evals.places CORPUS [--only PART] [--misses N]

CORPUS holds `train`, `dev` and `seeds` (annotated reports) and `places` (toponyms and event locations) and
`satp` (coded incidents), see its README.
Printed are figures only, and with `--misses N` the N commonest wrong names for the eye of the developer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.extract.en.place import DocumentPlaces
from tollbook.model import Precision
from tollbook.reference.gazetteer import Gazetteer, distance_km

from .places_events import NEAR_KM, districts, event_places, sampled, share

RADIUS_KM = 161.0
"""100 miles: the usual distance within which a resolved toponym counts as right."""


def reports(corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The annotated English reports with their texts."""
    for folder in ("train", "dev", "seeds"):
        for path in sorted((corpus / folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_suffix(".txt")
            if gold.get("language", "en") == "en" and text.is_file():
                yield gold, text.read_text(encoding="utf-8")


def claims(corpus: Path, misses: int) -> None:
    """Name and country of the places of claims whose words stand in the text."""
    sys.path.insert(0, str(corpus.parent))
    from score import same_name  # type: ignore[import-not-found]  # beside the corpus, not part of the package

    tally: Counter[str] = Counter()
    wrong: Counter[tuple[Any, ...]] = Counter()
    seconds, characters = 0.0, 0
    Gazetteer.open()  # built, if need be, before the clock runs
    for gold, text in reports(corpus):
        started = time.process_time()
        places = DocumentPlaces(text, gold.get("title"))
        assert places.resolved is not None
        characters += len(text)
        seconds += time.process_time() - started
        foremost = next(iter(places.countries), None)
        for claim in gold["claims"]:
            place = claim.get("place")
            if not place or claim.get("optional") or "place" in claim.get("contested", ()) or not place.get("text"):
                continue
            start = _nearest(text, place["text"], claim["evidence"]["start"])
            if start < 0:
                tally["not in text"] += 1
                continue
            found = places.place_at(start, start + len(place["text"]))
            tally["claims"] += 1
            tally["found"] += found is not None
            tally["document country"] += foremost == place["country"]
            name = found is not None and same_name(place["name"], found.name)
            country = found is not None and found.country == place["country"]
            tally["name"] += name
            tally["country"] += country
            tally["both"] += name and country
            named = bool(set(words(place["name"])) & set(words(place["text"])))
            tally["claims named"] += named
            tally["both named"] += named and name and country
            if named and not (name and country):
                got = (found.name, found.country, found.precision.value) if found else None
                wrong[place["text"][:70], place["name"], place["country"], got] += 1
    n = max(1, tally["claims"])
    print(f"claims' places: {n} with words in the text ({tally['not in text']} without)")
    for key in ("found", "name", "country", "both", "document country"):
        print(f"  {key:17} {tally[key] / n:.3f}")
    share = tally["both named"] / max(1, tally["claims named"])
    print(f"  both, of {tally['claims named']} whose words hold a word of the name: {share:.3f}")
    print(f"  {characters / 1e6 / seconds:.2f} MB/s on one core ({characters / 1e6:.2f} MB)")
    for miss, times in sorted(wrong.items(), key=lambda item: (-item[1], str(item[0])))[:misses]:
        print("   ", times, *miss, sep=" | ")


def words(name: str | None) -> list[str]:
    """The words of a name in lower case, without the commonest small ones."""
    return [w for w in re.findall(r"\w+", (name or "").lower()) if w not in ("the", "of", "al", "el", "in", "and")]


def _nearest(text: str, words: str, position: int) -> int:
    """Where the words stand, as whole words, nearest to a position, or -1."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return min((m.start() for m in re.finditer(pattern, text)), key=lambda at: abs(at - position), default=-1)


def toponyms(path: Path, literal: bool) -> None:
    """Share of the annotated place names found, and of these resolved within 161 km; precision of what is found."""
    tally: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        article = json.loads(line)
        places = DocumentPlaces(article["text"])
        spans = []
        for top in article["toponyms"]:
            spans.append((top["start"], top["end"]))
            if top.get("lat") is None or (literal and top.get("type") not in (None, "Literal", "literal", "LITERAL")):
                continue
            tally["names"] += 1
            found = places.place_at(top["start"], top["end"])
            tally["found"] += found is not None
            if found and found.precision is Precision.COUNTRY:
                tally["countries"] += 1  # the middle of a country is anybody's guess: left out of the distances
            elif found and found.lat is not None and found.lon is not None:
                tally["placed"] += 1
                tally["near"] += distance_km((found.lat, found.lon), (top["lat"], top["lon"])) <= RADIUS_KM
        for r in places.resolved:
            tally["mentions"] += 1
            tally["annotated"] += any(a < r.mention.end and r.mention.start < b for a, b in spans)
    n, placed = max(1, tally["names"]), max(1, tally["placed"])
    print(
        f"{path.stem}: {n} names, found {tally['found'] / n:.3f}; within 161 km {tally['near'] / placed:.3f} of the "
        f"placed, {tally['countries']} countries aside; "
        f"annotated {tally['annotated'] / max(1, tally['mentions']):.3f} of the mentions found"
    )


def event_locations(path: Path) -> None:
    """The place chosen for each event of the sample, by rules alone and with the learned choice."""
    rows = sampled(path)
    for learned in (False, True):
        tally = event_places(rows, learned=learned)
        print(f"event's place, {'learned' if learned else 'rules alone'}: {tally['sentences']} sentences")
        for key, whole in (("exact", "placed"), ("overlap", "placed"), ("none right", "none")):
            print(f"  {key:17} {share(tally, key, whole):.3f} of {tally[whole]}")


def coded_districts(path: Path) -> None:
    """The coded districts and points of incidents against the places of their claims."""
    tally = districts(path)
    print(f"coded districts: {tally['incidents']} incidents, {tally['with claims']} with claims; of these")
    for key in ("placed", "district first", "district or finer", "district any"):
        print(f"  {key:17} {share(tally, key, 'with claims'):.3f}")
    print(f"  within {NEAR_KM:.0f} km of the coded point: {share(tally, 'near', 'points'):.3f} of {tally['points']}")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--misses", type=int, default=0)
    options.add_argument("--only", choices=("claims", "toponyms", "events", "districts"))
    given = options.parse_args()
    if given.only in (None, "claims"):
        claims(given.corpus, given.misses)
    if given.only in (None, "toponyms"):
        for name in ("geowebnews", "lgl", "geovirus"):
            toponyms(given.corpus / "places" / f"{name}.jsonl", literal=name == "geowebnews")
    if given.only in (None, "events"):
        event_locations(given.corpus / "places" / "event_location.jsonl")
    if given.only in (None, "districts"):
        coded_districts(given.corpus / "satp" / "tune_2005_2012.jsonl.gz")


if __name__ == "__main__":
    main()
