"""News items in ninjs (IPTC's JSON, versions 1 to 3): text, what the item says of itself, and its state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tollbook.model import Zone

from .dates import parse_date
from .draft import Day, Draft, Fact
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import NINJS

READER = "ninjs.1"
_NOT_JSON = "is JSON, but no news item in ninjs (an object with a uri and a headline or body); as a table write .jsonl"


def read_ninjs(item: Input, options: ReadOptions) -> Draft:
    """An item's headline and body; its `uri` is its address, so that a later version is a revision.

    What the desk says of it (`ednote`; a `pubstatus` other than usable) stands above the body in a zone that yields
    no claims: so a withdrawal is a state of its own, which a reader sees.
    """
    del options
    record = _record(item.raw)
    headline = _text(record, "headline", "headlines", "title")
    body = _text(record, "body_text", "bodies", "body_html", "body_xhtml", "description_text")
    notes = _notes(record)
    if not (headline or body) or not record.get("uri"):
        raise UnreadableError(_NOT_JSON)
    text, zones = headline, []
    for note in notes:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{note}" if text else note
        zones.append(Zone(start=start, end=start + len(note), kind="markup"))
    text = f"{text}\n\n{body}".strip() if text else body
    if headline:
        zones.append(Zone(start=0, end=len(headline), kind="title"))
    published = parse_date(str(record.get("versioncreated") or record.get("firstcreated") or "")[:10])
    outlet = record.get("provider") or record.get("copyrightholder") or _first(record.get("infosources"))
    return Draft(
        text=text,
        media_type=NINJS,
        reader=READER,
        zones=tuple(sorted(zones, key=lambda zone: zone.start)),
        given_id=item.given_id,
        title=Fact(headline, "metadata") if headline else None,
        outlet=_fact(outlet),
        address=Fact(str(record["uri"]), "metadata"),
        language=_fact(record.get("language")),
        published=Day(published, "metadata") if published else None,
    )


def _record(raw: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise UnreadableError("is not JSON that can be read; write it again in UTF-8") from error
    if not isinstance(record, dict):
        raise UnreadableError(_NOT_JSON)
    return {str(key).lower(): value for key, value in record.items()}


def _notes(record: Mapping[str, Any]) -> list[str]:
    """What the desk says: the state, where it is not usable, and the note to editors."""
    status = str(record.get("pubstatus") or "usable").strip().lower()
    version = record.get("version")
    notes = []
    if status != "usable":
        notes.append(f"[State: {status}" + (f", version {version}]" if version is not None else "]"))
    note = record.get("ednote") or " ".join(_words(part.get("value")) for part in _dicts(record.get("ednotes")))
    if words := _words(note):
        notes.append(f"[Note to editors: {words}]")
    return notes


def _text(record: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, list):  # versions 2 and 3: one of several roles
            parts = [part for part in _dicts(value) if isinstance(part.get("value"), str)]
            best = next((part for part in parts if part.get("role") == "main"), parts[0] if parts else None)
            value = best.get("value") if best else None
        if isinstance(value, str) and value.strip():
            return _plain(value) if "<" in value else value.replace("\x00", "").strip()
    return ""


def _plain(markup: str) -> str:
    return str(extract_plain_text(HTMLTree.parse(markup), main_content=False, alt_texts=False)).strip()


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _first(value: object) -> object:
    parts = _dicts(value)
    return parts[0].get("name") if parts else None


def _fact(value: object) -> Fact | None:
    words = _words(value)
    return Fact(words, "metadata") if words else None


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
