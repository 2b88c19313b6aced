"""A report laid out for reading: paragraphs and sentences of the cleaned text, silent zones left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tollbook.model import SILENT_ZONES, Report

from .capitals import in_ordinary_case
from .clean import Clean, clean
from .en.counts_again import told_once

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "cpl",
        "pvt",
        "brig",
        "adm",
        "cmdr",
        "rev",
        "sen",
        "rep",
        "gov",
        "pres",
        "st",
        "mt",
        "no",
        "nos",
        "vs",
        "etc",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "approx",
        "dept",
        "fig",
        "al",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "d.c",
        "e.u",
        "ph.d",
        "b.c",
        "a.d",
        "op",
        "cit",
        "ft",
        "km",
        "kg",
        "hon",
        "supt",
        "insp",
        "det",
        "const",
        "pte",
        "spc",
        "ssgt",
        "msgt",
        "incl",
    ]
)
_END = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9•*@#-])|[.!?]+[\"')\]]*\s*$|(?<=[a-z]{3})\.(?=[A-Z][a-z])")
_DATELINE = re.compile(
    r"\W*(?![A-Z]{2,6}:\s+\d)"  # "HRANA: 31 killed" is a speaker's note
    r"[A-Z][A-Z .'-]{2,}(?:\([A-Z .]{2,30}\))?(?:[,/][^-–—:.\n]{0,40}\.?[^-–—:.\n]{0,20})?\s*"
    r"(?:\([^)\n]{2,30}\)\s*)?(?:[-–—]+|:)\s+(?=[\"'(A-Z0-9])"
)
_LONE_NUMBER = re.compile(r"\s*\d[\d,. ]*")
_LABEL = 4
"""Words at most of the line under a number that stands alone on its own, as on a card of key figures."""
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
"""Of a person ("V.K. Orsa")."""
_BULLET = re.compile(r"\s*(?:[•*·–—-]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Sentence:
    """A sentence: its number in the report, its paragraph's, and its stretch of the cleaned text."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """A report with its cleaned text cut into sentences."""

    report: Report
    clean: Clean
    sentences: tuple[Sentence, ...]
    title_end: int
    """Cleaned offset where the title ends; 0 without one."""

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.clean.text

    @cached_property
    def lower(self) -> str:
        """The cleaned text in lower case, for cues."""
        return self.clean.text.lower()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a cleaned offset."""
        low, high = 0, len(self.sentences)
        while low < high:
            mid = (low + high) // 2
            if self.sentences[mid].end <= offset:
                low = mid + 1
            else:
                high = mid
        if low < len(self.sentences) and self.sentences[low].start <= offset:
            return self.sentences[low]
        return None


def read_document(report: Report) -> Document:
    """Lay a report out; silent zones (navigation, promotion, comments ...) give no sentence."""
    cleaned = told_once(in_ordinary_case(clean(report.text)))
    silent = [(cleaned.at(z.start), cleaned.at(z.end)) for z in report.zones if z.kind in SILENT_ZONES]
    titles = [cleaned.at(z.end) for z in report.zones if z.kind == "title"]
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(cleaned.text)):
        for s, e in _sentences(cleaned.text, start, end):
            if any(a <= s and e <= b for a, b in silent):
                continue
            sentences.append(Sentence(len(sentences), number, s, e, cleaned.text[s:e].replace("\n", " ")))
    return Document(report, cleaned, tuple(sentences), titles[0] if titles else _title_end(cleaned.text))


def _title_end(text: str) -> int:
    """The end of a first line that is short, unpunctuated and set apart: most likely the headline."""
    match = re.match(r"\s*(\S[^\n]{10,180})\n", text)
    if not match:
        return 0
    line = match.group(1).rstrip()
    if line[-1] in '.!?:;,"' or re.match(r"[A-Z ]{3,}[,(]", line):
        return 0
    rest = text[match.end() :].lstrip()
    return match.end(1) if rest and not rest[0].islower() else 0


def _paragraphs(text: str) -> list[tuple[int, int]]:
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    wrapped = _hard_wrapped([e - s for s, e in lines])
    out: list[tuple[int, int]] = []
    for start, end in lines:
        if not text[start:end].strip():
            continue
        if out and "\n" not in text[out[-1][1] + 1 : start] and _goes_on(text, out[-1], (start, end), wrapped):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _hard_wrapped(lengths: list[int]) -> bool:
    """Whether the lines of a text are cut at one width (as in wire copy and plain mail)."""
    long = [n for n in lengths if n > 40]
    return len(long) >= 4 and max(lengths) <= 100 and sorted(long)[len(long) // 2] >= 0.8 * max(lengths)


def _goes_on(text: str, before: tuple[int, int], line: tuple[int, int], wrapped: bool) -> bool:
    head = text[line[0] : line[1]].lstrip()
    tail = text[before[0] : before[1]].rstrip()
    if _BULLET.match(text[line[0] : line[1]]):
        return False
    if head[:1].islower() and tail[-1:] not in ".!?":
        return True
    if _LONE_NUMBER.fullmatch(tail):
        return len(head.split()) <= _LABEL and head[:1].isalpha()
    return wrapped and tail[-1:] not in '.!?"' and len(tail) > 40


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    dateline = _DATELINE.match(text, start, min(end, start + 120))
    at = dateline.end() if dateline else start
    if dateline:
        _append(out, text, start, at)
    start = at
    body = text[start:end]
    for match in _END.finditer(body):
        cut = start + match.end()
        if match.end() < len(body) and _is_abbreviation(body[: match.start() + 1]):
            continue
        _append(out, text, at, cut)
        at = cut
    _append(out, text, at, end)
    return out


def _append(out: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append((start, end))


def _is_abbreviation(before: str) -> bool:
    match = re.search(r"([A-Za-z][A-Za-z.]*)\.$", before)
    if not match:
        return False
    word = match.group(1).lower()
    return word in _ABBREVIATIONS or _INITIALS.fullmatch(match.group(1)) is not None
