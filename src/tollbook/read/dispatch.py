"""One input's bytes in, one outcome out: the reader for its media type, then what only the text or name can tell."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.model import Known, Report, Zone, sha256_hex

from .dateline import Opening, find_opening
from .dates import date_in_address, date_in_name
from .docx import read_docx
from .draft import Day, Draft, Fact
from .html import read_html
from .language import find_language, language_code
from .lines import split_lines
from .mail import read_mail
from .ninjs import read_ninjs
from .options import ReadOptions
from .outcome import Input, Outcome, ReadFailed, ReadOk, UnreadableError
from .pdf import read_pdf
from .sniff import DOCX, HEAD, HTML, MAIL, MARKDOWN, NINJS, PDF, TEXT, sniff
from .table import read_row
from .text import read_markdown, read_text
from .zones import find_zones, merge_zones

_READERS: dict[str, Callable[[Input, ReadOptions], Draft]] = {
    TEXT: read_text,
    MARKDOWN: read_markdown,
    HTML: read_html,
    PDF: read_pdf,
    DOCX: read_docx,
    MAIL: read_mail,
    NINJS: read_ninjs,
}


def read_input(item: Input, options: ReadOptions) -> Outcome:
    """Read one input. Never raises for what is wrong with the input itself: that is the outcome."""
    try:
        report = _read(item, options)
    except UnreadableError as error:
        return ReadFailed(item.name, str(error), item.size)
    return ReadOk(item.name, report, item.raw, item.size)


def _read(item: Input, options: ReadOptions) -> Report:
    if item.row is not None:
        draft = read_row(item)
    else:
        reader = _READERS.get(item.media_type or sniff(item.raw[:HEAD], item.extension))
        if reader is None:
            raise UnreadableError("is an archive or a table, which holds many reports; go through it with read_inputs")
        draft = reader(item, options)
    if not draft.text.replace("\ufeff", "").strip():
        raise UnreadableError("holds no text; fetch it again, or leave it out")
    return _finish(draft, item, options)


def _finish(draft: Draft, item: Input, options: ReadOptions) -> Report:
    """Options override what the input states; the text, then the name, then the address fill what it does not."""
    zones = find_zones(draft.text, draft.zones)
    opening = find_opening(split_lines(draft.text), zones)
    if opening.dateline:
        zones = merge_zones(zones, [opening.dateline])
    published = _published(draft, opening, options)
    outlet = _outlet(draft, opening, options)
    language = _language(draft, options)
    title = draft.title or _title(draft.text, zones)
    facts = {"published": published, "outlet": outlet, "language": language, "title": title, "address": draft.address,
             "encoding": draft.encoding}  # fmt: skip
    return Report(
        text=draft.text,
        given_id=draft.given_id,
        outlet=outlet.value if outlet else None,
        address=draft.address.value if draft.address else None,
        published=published.value if published else None,
        title=title.value if title else None,
        language=language.value if language else None,
        media_type=draft.media_type,
        encoding=draft.encoding.value if draft.encoding else None,
        blob=sha256_hex(item.raw),
        reader=draft.reader,
        zones=zones,
        capture=item.capture,
        known=tuple(Known(field=name, how=fact.how) for name, fact in facts.items() if fact),
    )


def _published(draft: Draft, opening: Opening, options: ReadOptions) -> Day | None:
    if options.published:
        return Day(options.published, "given")
    if draft.published and draft.published.how != "guessed":
        return draft.published
    if opening.published:
        return Day(opening.published, "text")
    if draft.given_id and (day := date_in_name(draft.given_id)):
        return Day(day, "file")
    if draft.address and (day := date_in_address(draft.address.value)):
        return Day(day, "guessed")
    return draft.published


def _outlet(draft: Draft, opening: Opening, options: ReadOptions) -> Fact | None:
    if options.outlet:
        return Fact(options.outlet, "given")
    if draft.outlet and draft.outlet.how != "guessed":
        return draft.outlet
    return Fact(opening.outlet, "text") if opening.outlet else draft.outlet


def _language(draft: Draft, options: ReadOptions) -> Fact | None:
    if options.language:
        return Fact(language_code(options.language), "given")
    if draft.language:
        return Fact(language_code(draft.language.value), draft.language.how)
    found = find_language(draft.text)
    return Fact(found, "text") if found else None


def _title(text: str, zones: tuple[Zone, ...]) -> Fact | None:
    return next((Fact(text[zone.start : zone.end], "text") for zone in zones if zone.kind == "title"), None)
