"""`python -m evals.bench_site`: the memory that a published site takes to build, with 1,000 incidents and with 10,000.

The ceiling: 16 MiB more. Incidents, their claims and their reports are copies of a few made-up ones under other ids,
since what they say does not matter here. Each site is built in a process of its own, whose peak is measured; the larger
one is then opened in Chromium, where there is one, and looked at by axe.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from tollbook.publish.released import Colophon, Release
from tollbook.publish.site import write_site
from tollbook.run.publishing import Wanted, publish
from tollbook.run.reconciling import reconcile_at

from .made_claims import made
from .made_ledger import made_ledger

CEILING = 16.0
"""Mebibytes by which the peak may grow."""
BASE = 120
"""Claims that are made up."""


def release_of(folder: Path) -> Path:
    """The rows of a publication of made-up claims; returns their folder."""
    told, reports, _ = made(BASE)
    with made_ledger(folder / "bench.ledger", told, reports) as ledger:
        where = ledger.name
    reconcile_at(where)
    publish(where, folder / "first", Wanted(policies="latest,ucdp", formats="csv", draft=True, site=False))
    return folder / "first" / "data"


def copied(data: Path, to: Path, number: int) -> None:
    """The rows again and again under other ids, until there are so many incidents."""
    to.mkdir(parents=True)
    shutil.copy(data / "colophon.jsonl", to)
    lines = (data / "subjects.jsonl").read_text(encoding="utf-8").splitlines()
    subjects = [row for row in map(json.loads, lines) if row["kind"] == "incident" and row["claims"]]
    names = ("subjects", "claims", "reports", "remains", "curves")
    outs = {name: (to / f"{name}.jsonl").open("w", encoding="utf-8") for name in names}
    claims, reports = _by_id(data / "claims.jsonl"), _by_id(data / "reports.jsonl")
    for turn, subject in zip(range(number), cycle(subjects), strict=False):
        own = [claims[claim["id"]] for claim in subject["claims"] if claim["id"] in claims]
        told = {claim["report"] for claim in own}
        ids = {subject["id"], *(claim["id"] for claim in own), *told}
        for name, rows in (
            ("subjects", [subject]),
            ("claims", own),
            ("reports", [reports[id_] for id_ in sorted(told) if id_ in reports]),
        ):
            for row in rows:
                outs[name].write(_marked(json.dumps(row, ensure_ascii=False), ids, turn) + "\n")
    for out in outs.values():
        out.close()


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def _marked(text: str, ids: set[str], turn: int) -> str:
    for id_ in ids:
        text = text.replace(f'"{id_}"', f'"{id_}x{turn}"')
    return text


def build(folder: Path) -> float:
    """Build the site beside its rows; returns the peak of this process in MiB."""
    data = folder / "data"
    colophon = Colophon.model_validate_json((data / "colophon.jsonl").read_text(encoding="utf-8"))
    write_site(Release(colophon, data), folder)
    return _peak()


def _peak() -> float:
    """The most memory that this process has held, in MiB; what `getrusage` says begins with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measured(data: Path, folder: Path, number: int) -> float:
    """The peak in MiB of a process that builds a site of so many incidents into the folder."""
    copied(data, folder / "data", number)
    command = [sys.executable, "-m", "evals.bench_site", "--build", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    pages = len(list((folder / "subjects").iterdir()))
    if pages != number:
        raise SystemExit(f"bench: {pages} pages of {number} incidents")
    return float(done.stdout)


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the large site in a browser; nothing is looked at where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("  no Chromium: not opened")
        return
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
    from playwright.sync_api import sync_playwright

    listed = sorted((folder / "subjects").iterdir())
    looked = [folder / name for name in ("index.html", "incidents.html", "map.html")] + [listed[0], listed[-1]]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for path in looked:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.goto(path.as_uri())
            if not page.locator("h1").inner_text():
                yield f"{path.name}: shows no heading"
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                yield f"{path.name}: is wider than a phone"
            for found in Axe().run(page).response["violations"] if path != looked[2] else ():
                if found["impact"] in ("serious", "critical"):
                    yield f"{path.name}: {found['id']}"
            page.close()
        browser.close()
    print(f"  opened and looked at: {', '.join(path.name for path in looked[:3])} and 2 incidents")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_site", description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.build is not None:
        print(build(options.build))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, sizes = release_of(folder), (options.incidents // 10, options.incidents)
        small, large = (measured(data, folder / f"of-{number}", number) for number in sizes)
        print(
            f"peak memory to build a site: {small:.1f} MiB with {sizes[0]:,} incidents, {large:.1f} with {sizes[1]:,}"
        )
        failed = [*faults(folder / f"of-{sizes[1]}")]
    if large - small > CEILING:
        failed.append(f"the peak grew by {large - small:.1f} MiB, over {CEILING:g}")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
