"""The report: one appearance of a text at an outlet."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .base import Record
from .identity import make_id, sha256_hex


class Zone(Record):
    """A stretch of the text that is no running prose of the report; offsets in code points, end exclusive.

    Kinds that yield no claims: `navigation`, `promo`, `share`, `cookie`, `error`, `markup`, `comments`.
    Kinds that do: `title`, `dateline`, `caption`, `list`, `table`.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: str


SILENT_ZONES = frozenset({"navigation", "promo", "share", "cookie", "error", "markup", "comments"})


class Known(Record):
    """How a field of a report is known: `given` (option or column), `metadata`, `text`, `file`, `guessed`."""

    field: str
    how: str


class Capture(Record):
    """Where in a web archive a report's page stands, so that its bytes can be shown again.

    `uri` is what was fetched; `date` when, as the archive has it (ISO 8601); `digest` what the archive says of the
    payload; `archive` the file, as it was named to the reader (`crawl.wacz!archive/a.warc.gz` inside another); `offset`
    the byte of that file at which the record begins.
    """

    uri: str
    date: str | None = None
    digest: str | None = None
    archive: str
    offset: int = Field(ge=0)


class Report(Record):
    """One appearance of a text. Offsets everywhere are code points into `text`, which is kept unchanged.

    `given_id` is the row's id or the file's name without extension; `blob` the SHA-256 of the raw bytes. `entered`
    where its claims came with it and no extractor reads it: the name of the table that it is a row of, or `hand`.
    `restricted`: it and its claims leave the house under no public profile. `capture` where it came from a web archive.
    `kept`: the ids of report and text under which a ledger keeps it, where a redaction has changed since what they
    were made of; it is no part of the report and written nowhere.
    """

    text: str
    given_id: str | None = None
    outlet: str | None = None
    address: str | None = None
    published: date | None = None
    title: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None
    blob: str | None = None
    reader: str = "text.1"
    zones: tuple[Zone, ...] = ()
    known: tuple[Known, ...] = ()
    entered: str | None = None
    restricted: bool = False
    capture: Capture | None = None
    kept: tuple[str, str] | None = Field(default=None, exclude=True, repr=False)

    @property
    def text_id(self) -> str:
        """The id of the characters that offsets refer to."""
        if self.kept:
            return self.kept[1]
        return make_id("t", sha256_hex(self.text.encode("utf-8", "surrogatepass")))

    @property
    def id(self) -> str:
        """Outlet, address, publication date and given id together with the text, and with being restricted."""
        if self.kept:
            return self.kept[0]
        day = self.published.isoformat() if self.published else None
        closed = ("restricted",) if self.restricted else ()
        return make_id("r", self.outlet, self.address, day, self.given_id, self.text_id, *closed)
