"""Takes the pictures of the workbench that stand in the documentation anew, from a copy of the demo's ledger.

usage: python -m scripts.pictures [--ledger demo/demo.ledger] [--out docs/images] [NAME ...]

`make demo` makes the ledger. Two invented coders code one report twice, so that there is something to settle.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from tollbook import Ledger
from tollbook.ledger import WantedSubjects
from tollbook.model import CodingTask, Reading
from tollbook.review import Person, Sessions, Workbench, make_app
from tollbook.run.coding import coding_of, finish, open_coding, say, say_reading
from tollbook.run.houses import HOUSES, load_policies

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1200, 900
FIRST, SECOND = "Ida Kell", "Ben Odell"
REPORT = "13-lysychansk-chain"
"""The report that both code; the second reads the first claim's count otherwise."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, and the part of it that is moved to the top (None: its beginning)."""

    page: Callable[[Ledger], str]
    top: str | None = None


def largest_incident(ledger: Ledger) -> str:
    """The incident that most is claimed of."""
    heads = ledger.list_subjects(WantedSubjects(), limit=200)
    return f"/incidents/{max(heads, key=lambda head: head.size).id}"


def longest_series(ledger: Ledger) -> str:
    """The series of most figures."""
    return f"/series/{ledger.list_by_size('series', limit=1)[0].id}"


def richest_report(ledger: Ledger) -> str:
    """The report with most claims, its first claim chosen."""
    claims = ledger.claims()
    ids = [claim.report_id for claim in claims]
    report = max(sorted(set(ids)), key=ids.count)
    return f"/reports/{report}?claim={next(claim.id for claim in claims if claim.report_id == report)}"


def settling(ledger: Ledger) -> str:
    """A report that two people have coded, side by side."""
    (report,) = (found for found in ledger.reports() if found.given_id == REPORT)
    task = CodingTask(first=FIRST, second=SECOND, reports=(report.id,), first_apart=True)
    id_ = open_coding(ledger, task, by=FIRST, why="Training round")
    claims = [claim for claim in ledger.claims() if claim.report_id == report.id]
    for by in (FIRST, SECOND):
        for claim in claims:
            coding = coding_of(ledger, id_)
            if by == SECOND and claim == claims[0]:
                say_reading(ledger, coding, report.id, claim.id, "claim", _higher(claim.reading), None, by=by)
            else:
                say(ledger, coding, report.id, claim.id, "claim", by=by)
        finish(ledger, coding_of(ledger, id_), report.id, by=by)
    return f"/codings/{id_}/{report.id}/settle"


def _higher(reading: Reading) -> Reading:
    low = (reading.count.low or 1) + 2
    return reading.model_copy(update={"count": reading.count.model_copy(update={"low": low, "high": low})})


PICTURES: Mapping[str, Picture] = {
    "review-queue": Picture(lambda _: "/"),
    "review-report": Picture(richest_report),
    "review-project": Picture(lambda _: "/project"),
    "record-incident": Picture(largest_incident),
    "record-tolls": Picture(largest_incident, top="#tolls"),
    "record-claims": Picture(largest_incident, top="#claims"),
    "record-series": Picture(longest_series),
    "record-map": Picture(lambda _: "/map", top="main svg"),
    "record-curve": Picture(lambda _: "/curve"),
    "record-dead": Picture(lambda _: "/dead"),
    "review-settle": Picture(settling),
}


@contextmanager
def served(where: Path) -> Iterator[tuple[Ledger, str, str]]:
    """A workbench on a ledger: the ledger, the base address, and the one that lets in."""
    listening = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    with Ledger.open(where, create=False) as ledger:
        sessions = Sessions(Person(FIRST))
        app = make_app(Workbench(str(where), ledger, load_policies(HOUSES)), sessions, hosts=frozenset((host,)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield ledger, f"http://{host}", f"http://{host}/enter?token={sessions.token}"
        finally:
            server.should_exit = True
            thread.join()


def take(where: Path, out: Path, names: Sequence[str]) -> None:
    """Take the pictures of these names."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("pictures: no Chromium is installed (on Debian: apt install chromium)")
    with served(where) as (ledger, base, entry), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(180_000)  # the first page reads the tables of names
        page.goto(entry)
        for name in names:
            _take(page, base, PICTURES[name], ledger, out / f"{name}.png")
        browser.close()


def _take(page: Any, base: str, picture: Picture, ledger: Ledger, to: Path) -> None:
    page.goto(base + picture.page(ledger))
    if picture.top is not None:
        page.locator(picture.top).first.evaluate("part => part.scrollIntoView({block: 'start'})")
    page.screenshot(path=str(to))
    print(to)


def main(argv: Sequence[str] | None = None) -> int:
    """Take all pictures, or those named."""
    parser = argparse.ArgumentParser(prog="python -m scripts.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="all where none is named")
    parser.add_argument("--ledger", type=Path, default=ROOT / "demo" / "demo.ledger")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args(argv)
    unknown = [name for name in options.names if name not in PICTURES]
    if unknown:
        parser.error(f"{unknown[0]} is no picture; they are {', '.join(PICTURES)}")
    if not options.ledger.is_file():
        parser.error(f"{options.ledger} is not there: `make demo` makes it")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "demo.ledger"
        shutil.copyfile(options.ledger, copy)
        options.out.mkdir(parents=True, exist_ok=True)
        take(copy, options.out, options.names or list(PICTURES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
