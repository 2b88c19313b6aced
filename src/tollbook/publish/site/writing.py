"""Writing the site page by page, one subject in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from markupsafe import Markup

from ...draw import Line, Point, assign_colours, lines_chart
from ...model import Change, Measure, PointKind, TollFigure, Window
from ...reference.countries import countries
from ...reference.dead import NO_FINDING
from .. import words
from ..feeds import says_of, title_of
from ..formats import says_of_file
from ..gates import GATES, Hold
from ..released import Release, ReleasedCase, ReleasedReport, ReleasedStep, ReleasedSubject
from ..tables import TABLES
from . import standards
from .figures import STATES_SHOWN, range_said, sections
from .map import map_of
from .methodology import LANGUAGES, SCOPES, scores, sources_of, wars_of
from .shell import Shell

PER_PAGE = 200
DEAD_PER_PAGE = 100
WIDTHS = (860, 420)
STATES = {"single": "one naming", "machine": "joined by the machine alone", "accepted": "accepted by people"}
BASES = {"read": "read in the house's document", "memory": "from memory: to be checked", "own": "our own"}


@dataclass(frozen=True)
class Entry:
    """A subject's line in a list: its name, when, and each policy's figure of its leading measure; `day` orders it."""

    id: str
    name: str
    when: str
    day: str
    measure: str
    figures: tuple[tuple[str, str], ...]
    claims: int
    reviewed: int

    @property
    def href(self) -> str:
        """The subject's page, from the root."""
        return f"subjects/{self.id}.html"


def write_site(
    release: Release,
    folder: Path,
    holds: Sequence[Hold] = (),
    feed: Sequence[Change] = (),
    cases: Sequence[ReleasedCase] = (),
) -> None:
    """Write all pages. `holds` are what the gates found (a draft's methodology page tells them), `feed` the changes,
    `cases` the persons."""
    shell = Shell(release, folder)
    shell.write_sheet()
    _subjects(shell, release.reports_by_id())
    _index(shell, _lists(shell))
    _series(shell)
    curves = [(one, Markup(one.plot)) for one in release.curves()]  # draw escapes every text of it
    shell.write("curves.html", "curves.html.j2", "Rival totals in one curve", curves=curves)
    shell.write("cases.html", "cases.html.j2", "Cases", cases=cases, states=STATES)
    _dead(shell)
    shell.write("map.html", "map.html.j2", "Map", map=map_of(release))
    shell.write(
        "methodology.html",
        "methodology.html.j2",
        "Methodology",
        gates=GATES,
        holds=_by_gate(holds),
        standards=standards.load(),
        bases=BASES,
        sources=sources_of(release.reports()),
        wars=list(wars_of(release.colophon)),
        scopes=SCOPES,
        languages=[LANGUAGES.get(code, code) for code in release.colophon.languages],
        scores=scores(),
    )
    shell.write("codebook.html", "codebook.html.j2", "Codebook", tables=TABLES)
    shell.write("downloads.html", "downloads.html.j2", "Downloads", files=_files(folder))
    shell.write("changes.html", "changes.html.j2", "Changes", entries=_told(feed, folder))


@dataclass(frozen=True)
class Told:
    """A change as the page tells it; `page` is the page of what it is about now, if there is one."""

    change: Change
    title: str
    says: str
    page: str | None


def _told(feed: Iterable[Change], folder: Path) -> list[Told]:
    found = []
    for change in feed:
        pages = [f"subjects/{id_}.html" for id_ in (change.subject, *change.others)]
        page = next((name for name in pages if (folder / name).exists()), None)
        found.append(Told(change, title_of(change), says_of(change), page))
    return found


def _by_gate(holds: Iterable[Hold]) -> dict[str, list[Hold]]:
    found: dict[str, list[Hold]] = {gate: [] for gate in GATES}
    for hold in holds:
        found[hold.gate].append(hold)
    return found


def _subjects(shell: Shell, reports: Mapping[str, ReleasedReport]) -> None:
    for subject in shell.release.subjects():
        shell.write(
            f"subjects/{subject.id}.html",
            "subject.html.j2",
            subject.name,
            subject=subject,
            when=when_of(subject),
            country=country.name if (country := countries().get(subject.country or "")) else subject.country,
            state=STATES_SHOWN[subject.state][1],
            titles={p.name: p.title for p in shell.release.colophon.policies},
            sections=sections(subject, reports),
            plots=_plots([subject]) if subject.points else (),
        )


def _lists(shell: Shell) -> list[Entry]:
    """The pages that list incidents, so many on each; the newest of them for the first page."""
    entries = map(entry_of, shell.release.incidents())
    pages = max(1, len(list(_pages(shell.release.incidents()))))
    newest: list[tuple[str, Entry]] = []
    for n in range(pages):
        shown = list(islice(entries, PER_PAGE))
        name = "incidents.html" if n == 0 else f"incidents-{n + 1}.html"
        shell.write(name, "incidents.html.j2", "Incidents", entries=shown, number=n + 1, of=pages)
        newest = sorted([*newest, *((e.day, e) for e in shown)], key=lambda pair: pair[0], reverse=True)[:20]
    return [entry for _, entry in newest]


def _pages(items: Iterator[ReleasedSubject]) -> Iterator[int]:
    while taken := sum(1 for _ in islice(items, PER_PAGE)):
        yield taken


def _index(shell: Shell, newest: Sequence[Entry]) -> None:
    periods = sorted(
        (entry_of(subject) for subject in islice(shell.release.subjects("period"), PER_PAGE)),
        key=lambda entry: (not entry.figures, entry.name),
    )
    shell.write("index.html", "index.html.j2", shell.release.colophon.title, periods=periods, newest=newest)


def entry_of(subject: ReleasedSubject) -> Entry:
    """A subject's line: of the first measure that any policy has a figure of, or else that is claimed at all."""
    claimed = {claim.reading.measure for claim in subject.claims}
    figured = [m for m in Measure if any(_has(f.figure, m) for f in subject.figures)]
    measure = next(iter([*figured, *(m for m in Measure if m in claimed)]), None)
    figures = tuple((f.policy, range_said(f.figure)) for f in subject.figures if f.figure.measure in figured[:1])
    return Entry(
        id=subject.id,
        name=subject.name,
        when=when_of(subject),
        day=str(subject.first or subject.last or ""),
        measure=words.plain(measure) if measure else "–",
        figures=figures,
        claims=len(subject.claims),
        reviewed=sum(claim.reviewed for claim in subject.claims),
    )


def when_of(subject: ReleasedSubject) -> str:
    """A subject's days in words; the tables have them in EDTF."""
    return words.window(Window(start=subject.first, end=subject.last))


def _has(figure: TollFigure, measure: Measure) -> bool:
    return figure.measure == measure and bool(figure.counted)


def _series(shell: Shell) -> None:
    """The series, those that count the same in one plot, rival totals as rival lines."""
    groups: dict[str, list[ReleasedSubject]] = {}
    for subject in shell.release.subjects("series"):
        groups.setdefault(_counted(subject), []).append(subject.model_copy(update={"claims": ()}))
    shown = [(name, members, _plots(members)) for name, members in sorted(groups.items())]
    shell.write("series.html", "series.html.j2", "Series", groups=shown)


def _dead(shell: Shell) -> None:
    """What became of the dead and the missing, so many groups on each page."""
    groups = _remains(shell.release)
    pages = max(1, -(-sum(1 for _ in _remains(shell.release)) // DEAD_PER_PAGE))
    for n in range(pages):
        shell.write(
            "dead.html" if n == 0 else f"dead-{n + 1}.html",
            "dead.html.j2",
            "The dead and the missing",
            groups=list(islice(groups, DEAD_PER_PAGE)),
            number=n + 1,
            pages_of=pages,
            no_finding=NO_FINDING,
        )


def _remains(release: Release) -> Iterator[tuple[str, list[ReleasedStep]]]:
    """The groups of remains with their steps, one in memory at a time."""
    for id_, steps in groupby(release.steps(), key=lambda step: step.group):
        yield id_, list(steps)


def _counted(series: ReleasedSubject) -> str:
    """What a series counts: its name without whose it is."""
    return series.name.partition(": ")[2] or series.name


def _plots(series: Sequence[ReleasedSubject]) -> tuple[Markup, ...]:
    """Running totals as lines, at two widths; none where no series has two totals."""
    colours = assign_colours(s.name for s in series)
    lines = []
    for one in series:
        points = tuple(
            Point(
                p.day,
                p.low,
                p.high,
                _said(p.low, p.high),
                f"subjects/{one.id}.html#claim-{p.claim}",
                superseded=p.superseded,
            )
            for p in one.points
            if p.kind is PointKind.TOTAL and p.stated is not None
        )
        if len(points) > 1:
            lines.append(Line(one.name.partition(": ")[0], points, colours.get(one.name, 0)))
    if not lines:
        return ()
    return tuple(Markup(lines_chart(lines, (), title=_counted(series[0]), width=width)) for width in WIDTHS)


def _said(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"{low:,} or more" if low is not None else f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _files(folder: Path) -> list[tuple[str, str, int]]:
    """The files of the data folder and the crate's description, with what they are and their sizes in bytes."""
    found = sorted((folder / "data").iterdir()) + [p for p in (folder / "ro-crate-metadata.json",) if p.exists()]
    return [(p.relative_to(folder).as_posix(), says_of_file(p.name), p.stat().st_size) for p in found]
