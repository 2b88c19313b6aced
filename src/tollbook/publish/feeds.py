"""The feed of changes as JSON Feed 1.1 and as Atom (RFC 4287): a consumer that keeps a copy can follow it.

Each entry of the JSON feed carries under `_tollbook` what a copy needs: the kind of change, the ids, and the row of the
subject as it is published now (none where it is gone).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from ..model import Change
from .released import Colophon, Release

ATOM = "http://www.w3.org/2005/Atom"
TITLES = {"new": "New", "revised": "Revised", "merged": "Merged", "split": "Split", "withdrawn": "Withdrawn"}


def title_of(change: Change) -> str:
    """An entry's title; a draft's says so."""
    standing = " (not reviewed)" if change.draft else ""
    return f"{TITLES[change.kind]}: {change.name}{standing}"


def says_of(change: Change) -> str:
    """What changed, and why where that is known."""
    return f"{change.says} Reason: {change.why}" if change.why else change.says


def write_feeds(release: Release, folder: Path, entries: Sequence[Change]) -> None:
    """`feed.json` and `feed.atom`, newest entry first."""
    wanted = {entry.subject for entry in entries}
    rows = {s.id: json.loads(s.model_dump_json()) for s in release.subjects() if s.id in wanted}
    colophon = release.colophon
    (folder / "feed.json").write_text(
        json.dumps(_json_feed(colophon, entries, rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    tree = ET.ElementTree(_atom(colophon, entries, rows))
    ET.indent(tree)
    tree.write(folder / "feed.atom", encoding="utf-8", xml_declaration=True)


def _json_feed(colophon: Colophon, entries: Sequence[Change], rows: Mapping[str, Any]) -> dict[str, Any]:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(colophon),
        "description": "Changes of the record: new, revised, merged, split, withdrawn.",
        "items": [_item(colophon, entry, rows) for entry in entries],
    }
    if colophon.address:
        feed |= {"home_page_url": colophon.uri("index.html"), "feed_url": colophon.uri("feed.json")}
    return feed


def _item(colophon: Colophon, entry: Change, rows: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": colophon.uri("changes", entry.id),
        "url": _page(colophon, entry, rows),
        "title": title_of(entry),
        "content_text": says_of(entry),
        "date_published": f"{entry.day.isoformat()}T00:00:00Z",
        "tags": [entry.kind],
        "_tollbook": {
            "kind": entry.kind,
            "subject": entry.subject,
            "others": list(entry.others),
            "draft": entry.draft,
            "row": rows.get(entry.subject),
        },
    }


def _page(colophon: Colophon, entry: Change, rows: Mapping[str, Any]) -> str:
    """The page that tells most of it: the subject's own, the one that it was merged into, the list of changes."""
    subject = entry.subject if entry.subject in rows else next(iter(entry.others), None)
    where = f"subjects/{subject}.html" if subject else "changes.html"
    return colophon.uri(*where.split("/")) if colophon.address else where


def _feed_title(colophon: Colophon) -> str:
    return f"{colophon.title} ({colophon.standing})" if colophon.standing else colophon.title


def _atom(colophon: Colophon, entries: Sequence[Change], rows: Mapping[str, Any]) -> ET.Element:
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _child(feed, "id", colophon.uri("feed"))
    _child(feed, "title", _feed_title(colophon))
    _child(feed, "updated", f"{colophon.made.isoformat()}T00:00:00Z")
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    _child(author, "name", colophon.project)
    for entry in entries:
        item = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _child(item, "id", colophon.uri("changes", entry.id))
        _child(item, "title", title_of(entry))
        _child(item, "updated", f"{entry.day.isoformat()}T00:00:00Z")
        _child(item, "summary", says_of(entry))
        ET.SubElement(item, f"{{{ATOM}}}category", term=entry.kind)
        ET.SubElement(item, f"{{{ATOM}}}link", href=_page(colophon, entry, rows))
    return feed


def _child(parent: ET.Element, name: str, text: str) -> None:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = "".join(c for c in text if c >= " " or c in "\t\n")  # XML holds no other control character
