"""An answer held back until what readers may not see was taken out of it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import Message, Send

from .pages import problem_page
from .veil import TEXT, Withheld

RESTRICTED = "It holds a restricted report, which readers do not see. Ask a reviewer."
FILES = ("text/css", "text/javascript")


class VeiledAnswer:
    """Collects an answer of the application; `finish` sends it on, veiled, or refuses it where it cannot be."""

    def __init__(self, send: Send, withheld: Withheld) -> None:
        self._send, self._withheld = send, withheld
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """Keep what the application sends."""
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    async def finish(self) -> None:
        """Send the answer on."""
        if self._start is None:
            return
        kind = Headers(raw=self._start["headers"]).get("content-type", "")
        status, body = await run_in_threadpool(self._veiled, kind)
        start = dict(self._start) | {"status": status}
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        if status != self._start["status"]:
            headers["content-type"] = "text/html; charset=utf-8"
        start["headers"] = headers.raw
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    def _veiled(self, kind: str) -> tuple[int, bytes]:
        body, status = bytes(self._body), int(self._start["status"]) if self._start else 500
        if not body or kind.startswith(FILES):
            return status, body
        if not kind.startswith(TEXT):  # what cannot be read cannot be veiled
            said = "Files of this kind hold names of victims and witnesses. It takes a coder."
            return 403, bytes(HTMLResponse(problem_page("Not allowed", said)).body)
        self._withheld.catch_up()
        page = body.decode("utf-8")
        if self._withheld.holds_restricted(page):
            return 403, bytes(HTMLResponse(problem_page("Not allowed", RESTRICTED, back="/")).body)
        return status, self._withheld.veil(page, is_html=kind.startswith("text/html")).encode("utf-8")
