"""`tollbook serve`: the workbench, in a browser on this machine."""

from __future__ import annotations

import getpass
import ipaddress
import socket
from contextlib import suppress
from typing import Annotated

import typer

from tollbook.errors import SettingsError
from tollbook.run.houses import HOUSES

from .console import note, say
from .options import LedgerOption


def serve(
    ledger: LedgerOption,
    host: Annotated[
        str, typer.Option("--host", help="An address of this machine's own: 127.0.0.1 or ::1.")
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
) -> None:
    """Review the claims in a browser: what moves a toll most comes first.

    Open the address that is printed: the token in it lets its holder in, and nobody else. Nothing is loaded from
    elsewhere. Stop with Ctrl-C.
    """
    name = by.strip() if by and by.strip() else getpass.getuser()
    with _listening(_loopback(host), port) as opened:
        _serve(ledger, opened, name, policy)


def _loopback(host: str) -> str:
    """The address to listen at. Raises SettingsError for one that other machines reach."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise SettingsError(
        f"--host {host}: other machines could reach it, and there are no accounts yet to tell people apart; leave "
        "--host out, or give 127.0.0.1 or ::1"
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


def _serve(where: str, opened: socket.socket, name: str, policy: str) -> None:
    import uvicorn

    from tollbook.ledger import Ledger
    from tollbook.review import Person, Sessions, Workbench, make_app
    from tollbook.run.houses import load_policies

    host, port = opened.getsockname()[:2]
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    with Ledger.open(where, create=False) as ledger:
        sessions = Sessions(Person(name))
        bench = Workbench(where, ledger, load_policies(policy))
        app = make_app(bench, sessions, hosts=frozenset((shown, f"localhost:{port}")), cookie=f"tollbook_{port}")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        say(f"http://{shown}/enter?token={sessions.token}")
        note(f"{ledger.name}, reviewed by {name}: open that address in a browser on this machine; Ctrl-C stops it")
        with suppress(KeyboardInterrupt):  # that is how it is stopped, not how it is interrupted
            uvicorn.Server(config).run(sockets=[opened])
