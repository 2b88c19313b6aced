"""`tollbook serve`: the workbench, in a browser, for oneself or for a team."""

from __future__ import annotations

import getpass
import ipaddress
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated
from urllib.parse import SplitResult, urlsplit

import typer

from tollbook.errors import SettingsError
from tollbook.run.houses import HOUSES

from .console import note, say
from .options import LedgerOption

if TYPE_CHECKING:
    from fastapi import FastAPI


_PORTS = {"http": 80, "https": 443}
"""Ports that a browser leaves out where it says whom it calls."""


def serve(
    ledger: LedgerOption,
    host: Annotated[
        str,
        typer.Option("--host", help="Where to listen. Beyond 127.0.0.1 and ::1 only people with an account come in."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 8765,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            envvar="TOLLBOOK_BY",
            help="Who reviews; kept with each judgement. Without it the name of the account.",
            show_default=False,
        ),
    ] = None,
    policy: Annotated[
        str,
        typer.Option("--policy", help="House policies whose tolls order the queue, with commas between."),
    ] = HOUSES,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            help="How others reach it, such as https://review.example.org. With https cookies travel over TLS alone.",
            show_default=False,
        ),
    ] = None,
    proxy: Annotated[
        str,
        typer.Option("--proxy", help="With an https --address: the proxy whose word on who calls is believed."),
    ] = "127.0.0.1",
) -> None:
    """Review the claims in a browser: what moves a toll most comes first.

    For yourself: open the address that is printed; the token in it lets its holder in, and nobody else. For a team:
    give --host or --address, and let people in by `tollbook people invite`. Nothing is loaded from elsewhere. Stop with
    Ctrl-C.
    """
    name = by.strip() if by and by.strip() else getpass.getuser()
    listen, alone = _listen_at(host)
    reached = None if address is None else _address(address)
    if not alone and reached is None and ipaddress.ip_address(listen).is_unspecified:
        raise SettingsError(
            f"--host {host}: give --address too, as people reach it, such as https://review.example.org"
        )
    team = not alone or reached is not None
    if team:
        _refuse_without_accounts(ledger)
    with _listening(listen, port) as opened:
        if team:
            _serve_team(ledger, opened, reached, policy, proxy)
        else:
            _serve_alone(ledger, opened, name, policy)


def _listen_at(host: str) -> tuple[str, bool]:
    """The address to listen at, and whether this machine alone reaches it. Raises SettingsError where it is none."""
    try:
        found = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise SettingsError(
            f"--host {host}: is no address of this machine; write it in numbers, such as 192.168.1.7, and give the "
            "name by which people reach it with --address"
        ) from error
    return str(found), found.is_loopback


def _address(given: str) -> SplitResult:
    try:
        parts = urlsplit(given.rstrip("/"))
        extra = parts.path or parts.query or parts.fragment or parts.username or (parts.port == 0)
    except ValueError as error:
        raise SettingsError(f"--address {given}: cannot be read ({error})") from error
    if extra or parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"--address {given}: write it as https://review.example.org, with no path behind")
    return parts


def _refuse_without_accounts(where: str) -> None:
    """Others can reach it: there must be somebody who may come in."""
    from tollbook.ledger import Ledger

    with Ledger.open(where, create=False) as ledger:
        if not any(account.closed is None for account in ledger.people.accounts()) and not ledger.people.invitations():
            raise SettingsError(
                "others could reach it, and nobody has an account yet: `tollbook people invite --role admin --address "
                "HTTPS://...` prints a link that makes one. For yourself alone leave --host and --address out"
            )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen()  # before the address is printed, so that whoever opens it at once is heard
    except OSError as error:
        opened.close()
        said = (error.strerror or "cannot be used").lower()
        raise SettingsError(f"--port {port}: {said}; give another, or 0 for any that is free") from error
    return opened


def _serve_alone(where: str, opened: socket.socket, name: str, policy: str) -> None:
    from tollbook.ledger import Ledger
    from tollbook.review import Person, Sessions, Workbench, make_app
    from tollbook.run.houses import load_policies

    shown, port = _shown(opened), opened.getsockname()[1]
    with Ledger.open(where, create=False) as ledger:
        sessions = Sessions(Person(name))
        bench = Workbench(where, ledger, load_policies(policy))
        app = make_app(bench, sessions, hosts=frozenset((shown, f"localhost:{port}")), cookie=f"tollbook_{port}")
        _say_at_once(f"http://{shown}/enter?token={sessions.token}")
        note(f"{ledger.name}, reviewed by {name}: open that address in a browser on this machine; Ctrl-C stops it")
        _run(app, opened)


def _serve_team(where: str, opened: socket.socket, reached: SplitResult | None, policy: str, proxy: str) -> None:
    from tollbook.ledger import Ledger
    from tollbook.review import Workbench, make_app
    from tollbook.run.houses import load_policies

    shown = _shown(opened) if reached is None else reached.netloc.removesuffix(f":{_PORTS[reached.scheme]}")
    secure = reached is not None and reached.scheme == "https"
    base = f"{'https' if secure else 'http'}://{shown}"
    with Ledger.open(where, create=False) as ledger:
        bench = Workbench(where, ledger, load_policies(policy))
        app = make_app(bench, None, hosts=frozenset((shown,)), base=base, secure=secure)
        _say_at_once(base)
        note(f"{ledger.name}: people with an account log in there; listening at {_shown(opened)}; Ctrl-C stops it")
        if not secure:
            note(
                "passwords and names travel readable to everybody on the way: put a proxy with TLS before it, and "
                "give its address with --address https://..."
            )
        _run(app, opened, proxy if secure else None)


def _say_at_once(address: str) -> None:
    """Whoever reads it through a pipe has it before the program ends."""
    say(address)
    sys.stdout.flush()


def _shown(opened: socket.socket) -> str:
    host, port = opened.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _run(app: FastAPI, opened: socket.socket, proxy: str | None = None) -> None:
    """Serve until it is stopped; what callers say about where they come from is believed of the proxy alone."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )
    with suppress(KeyboardInterrupt):  # that is how it is stopped, not how it is interrupted
        uvicorn.Server(config).run(sockets=[opened])
