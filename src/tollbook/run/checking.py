"""Published figures against the reports that they cite, each report read again from its stored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from tollbook.errors import LedgerError, ReadError, SettingsError
from tollbook.ledger import Ledger
from tollbook.model import Answer, Checked, Claim, Project, PublishedFigure, Report, Span, Told
from tollbook.read.figures import FiguresRead, read_figures
from tollbook.reconcile.checking import check

from .viewing import look_into
from .work import is_readable

LEAST, SURE = 0.05, 0.4
"""Probabilities that a candidate is a claim: from which on a figure is looked at, and from which on it is recorded."""
NEAR, FOLLOWING = 12, 90
"""Characters between "up from" and its number, and of the next sentence in which a figure may be called false."""
_UP_FROM = re.compile(r"\b(?:up|down|raised|revised|increased|risen|rose|corrected|lowered)\s+from\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|dismiss\w*|no truth (?:in|to)|not true that|false that)\b[^.;]*$",
    re.IGNORECASE,
)
_IS_FALSE = r"\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:false|untrue|a lie|lies|fabricat\w+|baseless|invented)\b"
_FALSE = re.compile(_IS_FALSE, re.IGNORECASE)
_THIS_IS_FALSE = re.compile(
    rf"\W*(?:this|that|these|it|the (?:news|report|claim|figure|number)s?)\b[^.;]{{0,40}}?{_IS_FALSE}", re.IGNORECASE
)


def read_table_of_figures(path: Path) -> FiguresRead:
    """A table of published figures. Raises ReadError where it cannot be read at all."""
    try:
        return read_figures(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file; give the path of a .csv, .xlsx or .jsonl table") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: is a folder; give the path of one table") from error


def check_figures(where: str, figures: Sequence[PublishedFigure]) -> Iterator[Checked]:
    """The answer for each figure, in order. Raises LedgerError where several reports have the name that a row cites."""
    with look_into(where) as ledger:
        cited = Cited(ledger)
        of_rows = [cited.reports(figure) for figure in figures]  # told before hours of reading
        again = Again(ledger, ledger.project())
        for figure, ids in zip(figures, of_rows, strict=True):
            yield _checked(figure, ids, again)


def _checked(figure: PublishedFigure, ids: Sequence[str], again: Again) -> Checked:
    """Of several states of one report the newest that supports the figure, else what the newest says."""
    if not ids:
        why = f"the ledger holds no report “{figure.report}”"
        return Checked(figure=figure, answer=Answer.NO_REPORT, why=why)
    found = [again.check(figure, report_id) for report_id in reversed(ids)]
    best = next((one for one in found if one.answer is Answer.SUPPORTED), found[0])
    if best is found[0]:
        return best
    return best.model_copy(update={"why": f"{best.why}; an earlier state of the report, the newest no longer says so"})


class Cited:
    """Finds the reports of a ledger by what a row calls them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_address: dict[str, list[str]] = {}
        for stored in ledger.reports():
            if stored.address:
                self._by_address.setdefault(_plain_address(stored.address), []).append(stored.id)

    def reports(self, figure: PublishedFigure) -> list[str]:
        """The states of the cited report, the newest last; none where the ledger does not hold it."""
        at_address = self._by_address.get(_plain_address(figure.report))
        if at_address:
            return at_address
        for name in (figure.report, Path(figure.report).stem):
            try:
                return [self._ledger.resolve_report(name)]
            except LedgerError as error:
                if "fits several" in str(error):
                    raise LedgerError(f"row {figure.row}, column 'report': {error}") from error
        return []


def _plain_address(address: str) -> str:
    """An address as far as it is compared: without scheme, www., fragment and a last stroke."""
    rest = address.strip().partition("#")[0].split("://", 1)[-1].removeprefix("www.")
    host, stroke, path = rest.partition("/")
    return f"{host.casefold()}{stroke}{path}".rstrip("/")


class Again:
    """Reads reports again, each once."""

    def __init__(self, ledger: Ledger, project: Project) -> None:
        self._ledger = ledger
        self._project = project
        self._told = cache(self._read)

    def check(self, figure: PublishedFigure, report_id: str) -> Checked:
        """The answer of one report for one figure."""
        from tollbook.extract.en.whose import read_whose

        report, told, fault = self._told(report_id)
        if fault is not None:
            return Checked(figure=figure, answer=Answer.NOT_READ, why=fault, report_id=report_id)
        return check(figure, read_whose(figure.whose, report.published), report_id, told, report.text)

    def _read(self, report_id: str) -> tuple[Report, tuple[Told, ...], str | None]:
        report = self._ledger.report(report_id)
        if not is_readable(report, self._project):
            return report, (), f"its language, {report.language}, is not one that is read"
        if report.entered is not None:
            return report, (), "it is a row of a table or was written down by hand: there is no text to read again"
        try:
            return report, tuple(told_of(report, _read_widely(report, self._project))), None
        except SettingsError:
            raise  # a lexicon or model is at fault, not the report
        # the text is hostile input: what a library makes of it is told of this one report
        except Exception as error:  # noqa: BLE001
            return report, (), f"extraction failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"


def _read_widely(report: Report, project: Project) -> list[Claim]:
    """The report's figures: what the extractor records, and what it is not sure enough of to record."""
    from tollbook.extract import extract_widely, may_hold_claims

    return extract_widely(report, project, least=LEAST) if may_hold_claims(report, project) else []


def told_of(report: Report, claims: Sequence[Claim]) -> Iterator[Told]:
    """The figures of a report, with the sentence of each, whose they are, and which of them others replace or hold."""
    from tollbook.extract import links_within
    from tollbook.extract.en.whose import read_whose

    links = links_within(report, claims)
    number = {claim.id: at for at, claim in enumerate(claims)}
    wholes = {link.a: number[link.b] for link in links if link.type == "part_of"}
    revised = {link.a for link in links if link.type == "revises"}
    sentences = _sentences(report)
    for claim in claims:
        victims, count = claim.reading.victims, claim.reading.count
        sentence = _sentence(report, claim.reading.evidence, sentences)
        yield Told(
            reading=claim.reading,
            sentence=sentence,
            whose=read_whose((victims.text if victims else None) or "", report.published),
            replaced=claim.id in revised or claim.reading.superseded or count.low in _left(report.text),
            false=_is_false(report.text, claim, sentence),
            sure=claim.reading.confidence is None or claim.reading.confidence >= SURE,
            whole=wholes.get(claim.id),
        )


@lru_cache(maxsize=8)
def _left(text: str) -> frozenset[int]:
    """The numbers that the text says others took the place of: "27, up from the 19 they gave at noon"."""
    from tollbook.extract.en.counts import find_quantities

    found = set()
    for match in _UP_FROM.finditer(text):
        behind = find_quantities(text[match.end() : match.end() + 40])
        if behind and behind[0].start <= NEAR and behind[0].kind == "count" and behind[0].count.low is not None:
            found.add(behind[0].count.low)
    return frozenset(found)


def _is_false(text: str, claim: Claim, sentence: Span) -> bool:
    """Whether the report calls the figure false: in its sentence before or behind it, or at once in the next one."""
    start, end = claim.mention.anchor_start, claim.mention.anchor_end
    before, behind = text[sentence.start : start], text[end : sentence.end]
    following = text[sentence.end : sentence.end + FOLLOWING]
    return bool(_DENIES.search(before) or _FALSE.search(behind) or _THIS_IS_FALSE.match(following))


def _sentences(report: Report) -> list[tuple[int, int]]:
    from tollbook.extract.document import read_document

    document = read_document(report)
    return [document.clean.span(s.start, s.end) for s in document.sentences]


def _sentence(report: Report, evidence: Span, sentences: Sequence[tuple[int, int]]) -> Span:
    start, end = next(
        ((first, last) for first, last in sentences if first <= evidence.start < last), (evidence.start, evidence.end)
    )
    end = max(end, evidence.end)
    return Span(start=start, end=end, text=report.text[start:end])
