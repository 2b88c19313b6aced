"""Fetching a feed from the web: public addresses by http and https alone, within bounds, only where it has changed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from .outcome import UnreadableError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_REDIRECTS = 5
SECONDS = 60.0
"""For one feed, redirects and all."""
_STEP = 1 << 16
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_AGENT = "Tollbook (reads feeds for a record of casualties)"
_ACCEPT = "application/atom+xml, application/rss+xml, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the state that it sent, to be sent back to it (RFC 9110, 13.1)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed as it was sent; `raw` is None where it has not changed since."""

    address: str
    raw: bytes | None
    validators: Validators


def is_public(ip: IpAddress) -> bool:
    """Whether an address is one of the public internet: not of this machine, this network, or a way into these."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


def fetch(
    address: str,
    known: Validators,
    *,
    max_bytes: int,
    permitted: Callable[[IpAddress], bool] = is_public,
    seconds: float = SECONDS,
) -> Fetched:
    """Fetch a feed, unless it is as `known` says. Follows redirects, each checked as the address itself.

    A name's every answer must be a permitted address, and the connection goes to the one that was checked: a name that
    answers otherwise a moment later leads nowhere else. Raises UnreadableError with the reason.
    """
    deadline, here = time.monotonic() + seconds, address
    for _ in range(MOST_REDIRECTS + 1):
        where = _split(here)
        connection = _connect(where, permitted, deadline)
        try:
            onward = _ask(connection, where, known, max_bytes, deadline, here)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreadableError(f"cannot be fetched ({_words(error)}); try again later") from error
        finally:
            connection.close()
        if isinstance(onward, Fetched):
            return Fetched(address, onward.raw, onward.validators)
        here = onward
    raise UnreadableError(f"redirects more than {MOST_REDIRECTS} times; give the address that it leads to")


def _split(address: str) -> SplitResult:
    try:
        where = urlsplit(address)
        port = where.port
    except ValueError as error:
        raise UnreadableError(f"is no address ({error}); check it") from error
    if where.scheme not in ("http", "https"):
        raise UnreadableError(f"only http and https are fetched, not {where.scheme[:20]!r}; save it as a file")
    if not where.hostname or port == 0 or where.username or where.password:
        raise UnreadableError("is no address of a feed (no host, or a name and password in it); check it")
    return where


class _To(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever the name answers by now."""

    def __init__(self, where: SplitResult, ip: str, timeout: float) -> None:
        is_tls = where.scheme == "https"
        super().__init__(where.hostname or "", where.port or (443 if is_tls else 80), timeout=timeout)
        self._ip = ip
        self._tls = ssl.create_default_context() if is_tls else None

    def connect(self) -> None:
        """Connect to the checked address; the certificate must be the name's."""
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def _connect(where: SplitResult, permitted: Callable[[IpAddress], bool], deadline: float) -> _To:
    try:
        answers = socket.getaddrinfo(where.hostname, where.port or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"its host is not found ({_words(error)}); check the address") from error
    ips = [ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in answers]
    if not ips or not all(map(permitted, ips)):
        raise UnreadableError("its host is no public address, and others are not fetched; save the feed as a file")
    return _To(where, str(ips[0]), max(1.0, min(20.0, deadline - time.monotonic())))


def _ask(
    connection: _To, where: SplitResult, known: Validators, max_bytes: int, deadline: float, here: str
) -> Fetched | str:
    """The feed, or the address that the server sends us on to."""
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Accept": _ACCEPT}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    path = (where.path or "/") + (f"?{where.query}" if where.query else "")
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    if answer.status in _REDIRECTS:
        return urljoin(here, answer.headers.get("Location") or "")
    if answer.status == _UNCHANGED:
        return Fetched(here, None, known)
    if answer.status != http.client.OK:
        raise UnreadableError(f"the server answers {answer.status}; check the address, or try again later")
    raw = bytearray()
    while chunk := answer.read1(_STEP):
        raw += chunk
        if len(raw) > max_bytes:
            raise UnreadableError(f"is over the limit of {max_bytes:,} bytes; save what is wanted of it as a file")
        if time.monotonic() > deadline:
            raise UnreadableError("took too long to arrive; try again later")
    validators = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    return Fetched(here, bytes(raw), validators)


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
