"""Who has still to code reports blind sees no page that shows what others, or the machine, claim of them."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tollbook.ledger import Ledger
from tollbook.run.coding import Coding, blind_to, folded

from .access import Person
from .pages import problem_page

CLOSED = (
    *(
        "claims",
        "incidents",
        "incident",
        "series",
        "curve",
        "dead",
        "sources",
        "search",
        "map",
        "timeline",
        "tolls",
        "disputes",
        "as-of",
    ),
    *("sheets", "own", "agreement", "page", "export", "add"),
)
"""How the addresses of pages begin that show claims of many reports. The queue leads to what is to be coded."""


class Blindfold:
    """Refuses pages of the record to those who have still to code some of its reports blind, and says which to code."""

    def __init__(self, app: ASGIApp, *, ledger: Ledger) -> None:
        self.app, self._ledger = app, ledger
        self._known: tuple[int, Mapping[str, Coding]] = (-1, {})
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or hand the request on."""
        person: Person | None = scope.get("state", {}).get("person") if scope["type"] == "http" else None
        parts = scope["path"].strip("/").split("/") if person is not None else []
        if person is not None and (parts[0] in CLOSED or parts in ([""], ["undo"]) or parts[0] == "reports"):
            blind = await run_in_threadpool(self._blind_to, person.name)
            if blind and _is_closed(parts, blind):
                report, coding = next(iter(blind.items()))
                if parts == [""]:
                    await RedirectResponse(f"/codings/{coding}/{report}", 303)(scope, receive, send)
                    return
                said = (
                    f"You have {len(blind)} report{'s' if len(blind) > 1 else ''} to code without seeing what others "
                    "say of them. Pages that show claims open again when you are through."
                )
                page = problem_page("Code these first", said, back=f"/codings/{coding}/{report}", to="To your coding")
                await HTMLResponse(page, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _blind_to(self, person: str) -> dict[str, str]:
        length = self._ledger.codings_length()
        with self._lock:
            if self._known[0] != length:
                self._known = (length, folded(self._ledger.coding_entries()))
            return blind_to(self._known[1], person)


def _is_closed(parts: list[str], blind: Mapping[str, str]) -> bool:
    if parts[0] != "reports":
        return True
    return len(parts) > 1 and any(report.startswith(parts[1]) for report in blind)
