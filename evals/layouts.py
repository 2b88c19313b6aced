"""What web pages lose of reports: their bodies put into real pages, and the claims read there against the plain ones.

usage: python -m evals.layouts --shared SHARED [--every N] [--claims N] [--floor]

SHARED holds `corpus/pages` (180 pages of news sites with their article bodies), and the annotated sets. Printed are:
the main text of the careful reader on the pages as they are, by the benchmark's own measure; triage of reports with a
claim, each in the layout of one page; triage of the pages themselves, where they report no violent death
(`layouts_violent.tsv` says which do, and why); and of every N-th report the claims read through the whole cascade.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tollbook.errors import ReadError
from tollbook.extract import extract_claims
from tollbook.extract.triage import Triage, load_triage
from tollbook.model import Capture, Claim, Project, Report
from tollbook.read.dispatch import read_input
from tollbook.read.html import read_html
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, ReadOk, UnreadableError
from tollbook.run.cascade import passed_early, sift

from . import muc4
from .corpus import Document, annotated
from .layouts_put import Layout, layouts, put

FLOORS = {"main text F1": 0.955, "triage recall": 0.998, "numeric claims": 0.90, "all claims": 0.90}
WANTED = {"main text F1": 0.955, "triage recall": 1.0, "numeric claims": 0.98, "all claims": 0.95}
"""What the figures are to reach; the floors hold what they have reached."""
CEILINGS = {"idle pages that pass": 0.05}
VIOLENT = Path(__file__).with_name("layouts_violent.tsv")
MUC4 = 200
SAMPLE = 40
"""Reports whose claims `--floor` compares: some 40 CPU seconds."""


def violent() -> frozenset[str]:
    """Beginnings of the names of those pages that report violent deaths or their like."""
    lines = VIOLENT.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def shingle_shares(true: str, found: str, size: int = 4) -> tuple[float, float, float]:
    """Of runs of four words: right, wrong and missed, as shares of all (as the benchmark's own script counts)."""
    ours, theirs = (Counter(_runs(text, size)) for text in (found, true))
    right = sum((ours & theirs).values())
    counts = (right, sum((ours - theirs).values()), sum((theirs - ours).values()))
    whole = sum(counts) or 1
    return counts[0] / whole, counts[1] / whole, counts[2] / whole


def _runs(text: str, size: int) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return [tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]


def f1(shares: Iterable[tuple[float, float, float]]) -> float:
    """The measure over all pages."""
    rows = list(shares)
    right, wrong, missed = (sum(row[at] for row in rows) for at in range(3))
    return 2 * right / (2 * right + wrong + missed)


def careful(layout: Layout) -> str:
    """The main text without the title that the reader sets before it: the benchmark's bodies have none."""
    item = Input(name=layout.id, raw=layout.page.encode(), media_type="text/html")
    try:
        draft = read_html(item, ReadOptions())
    except UnreadableError:
        return ""
    title = draft.title.value if draft.title else ""
    return draft.text.removeprefix(title).lstrip() if title else draft.text


def plain_report(document: Document) -> Report:
    """A report as its text file is read, on the day that it was published; a paragraph said twice stands once."""
    lines: list[str] = []
    for line in document.text.splitlines():
        if len(line) <= _SAID or line.strip() not in map(str.strip, lines):
            lines.append(line)
    day = date.fromisoformat(document.published) if document.published else None
    item = Input(name=document.id, raw="\n".join(lines).encode(), media_type="text/plain")
    outcome = read_input(item, ReadOptions(language="en", published=day))
    if not isinstance(outcome, ReadOk):
        raise ReadError(f"{document.id}: {outcome.reason}")
    return outcome.report


_SAID = 60


def swapped(layout: Layout, report: Report) -> str | None:
    """The page with the report in place of its article: its headline where the page has one, then its body."""
    zone = next((zone for zone in report.zones if zone.kind == "title" and not report.text[: zone.start].strip()), None)
    return put(layout, report.text[zone.end :] if zone else report.text, report.title if zone else None)


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def keys(claims: Sequence[Claim], text: str) -> Counter[tuple[str, str, str]]:
    """What a claim says, wherever it stands: measure, the words of its count and the words that it hangs on."""
    out: Counter[tuple[str, str, str]] = Counter()
    for claim in claims:
        anchor = _bare(text[claim.mention.anchor_start : claim.mention.anchor_end])
        count = claim.reading.count
        stated = "" if count.low is None and count.high is None else f"{count.low}-{count.high}"
        out[claim.mention.measure.value, stated, anchor] += 1
    return out


def documents(shared: Path) -> list[Document]:
    """Reports with a claim: by gold, and of MUC-4 those whose key demands that somebody was harmed."""
    corpus = shared / "corpus"
    sets = [annotated(corpus / name) for name in ("dev", "train", "seeds") if (corpus / name).is_dir()]
    with_claims = [document for documents in sets for document in documents if document.gold]
    wire = [document for document in muc4.documents(corpus / "muc4", "dev") if _has_harm(document)]
    return with_claims + wire[:MUC4]


def _has_harm(document: Document) -> bool:
    """Whether the key demands an event in which somebody was harmed."""
    demanded = (template for template in document.gold["templates"] if not template["optional"])
    return any(victims["effects"] for template in demanded for victims in template["victims"])


def compare(plain: Report, page: str) -> tuple[Counter[str], list[str]]:
    """Claims of the plain text and those of them that the page gives too, all and numeric.

    Both are read as of the same day: the page's own is that of another article.
    """
    ended = sift(_captured(page), ReadOptions(published=plain.published), Project(), load_triage())
    found: Counter[tuple[str, str, str]] = Counter()
    if isinstance(ended, ReadOk):
        plain = plain.model_copy(update={"published": ended.report.published})
        found = keys(extract_claims(ended.report), ended.report.text)
    expected = keys(extract_claims(plain), plain.text)
    both = expected & found
    numeric = {key for key in expected if key[1]}
    counts = Counter(
        {
            "all": expected.total(),
            "all found": both.total(),
            "numeric": sum(expected[key] for key in numeric),
            "numeric found": sum(both[key] for key in numeric),
        }
    )
    return counts, [] if isinstance(ended, ReadOk) or not expected else [getattr(ended, "stage", "")]


def passes(triage: Triage, page: str) -> bool:
    """Whether triage lets a page of an archive pass."""
    return passed_early(_captured(page), triage)


def _captured(page: str) -> Input:
    capture = Capture(uri="http://paper.example/a", archive="a.warc.gz", offset=0)
    return Input(name="a", raw=page.encode(), media_type="text/html", encoding="utf-8", capture=capture)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and with `--floor` fail below the floors."""
    parser = argparse.ArgumentParser(prog="python -m evals.layouts", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--every", type=int, default=1, help="triage every N-th report")
    parser.add_argument("--claims", type=int, default=SAMPLE, help="of how many reports the claims are compared")
    parser.add_argument("--floor", action="store_true", help="fail below the floors")
    options = parser.parse_args(argv)
    pages = layouts(options.shared / "corpus" / "pages")
    figures = {"main text F1": f1(shingle_shares(layout.body, careful(layout)) for layout in pages)}
    triage, told = load_triage(), violent()
    idle = [layout for layout in pages if layout.id[:8] not in told]
    passed = [layout.id[:8] for layout in idle if passes(triage, layout.page)]
    figures["idle pages that pass"] = len(passed) / len(idle)
    print(f"idle pages that pass triage: {len(passed)} of {len(idle)}: {' '.join(passed)}")
    figures |= _through(documents(options.shared), pages, options.every, options.claims)
    for name, value in figures.items():
        print(f"{name:24} {value:.4f}" + (f"  (wanted {WANTED[name]})" if name in WANTED else ""))
    faults = [f"{name} {figures[name]:.4f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]
    faults += [f"{name} {figures[name]:.4f} > {top}" for name, top in CEILINGS.items() if figures[name] > top]
    for fault in faults:
        print("below its floor:", fault)
    return 1 if faults and options.floor else 0


def _through(reports: Sequence[Document], pages: Sequence[Layout], every: int, claims: int) -> dict[str, float]:
    """Each report in the layout of a page, in turn."""
    usable = [layout for layout in pages if put(layout, "One was killed.") is not None]
    print(f"layouts: {len(usable)} of {len(pages)} (the blocks of the others' bodies are not found)")
    triage, missed, tried = load_triage(), [], 0
    step = max(1, len(reports) // max(claims, 1))
    sums: Counter[str] = Counter()
    dropped: list[str] = []
    for number, document in enumerate(reports):
        compared = number % step == 0 and number // step < claims
        if number % every and not compared:
            continue
        plain = plain_report(document)
        page = swapped(usable[number % len(usable)], plain) or ""
        tried += 1
        if not passes(triage, page):
            missed.append(document.id)
        if compared:
            counts, stages = compare(plain, page)
            sums.update(counts)
            dropped += [f"{document.id}: {stage}" for stage in stages]
    print(f"triage: {len(missed)} of {tried} reports with a claim are missed: {' '.join(missed)}")
    print(f"claims: {dict(sums)}; dropped: {' '.join(dropped) or 'none'}")
    return {
        "triage recall": 1 - len(missed) / max(tried, 1),
        "numeric claims": sums["numeric found"] / max(sums["numeric"], 1),
        "all claims": sums["all found"] / max(sums["all"], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
