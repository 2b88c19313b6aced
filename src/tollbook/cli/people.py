"""`tollbook people`: who may use a ledger's workbench."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import note, one_line, print_table, say
from .options import LedgerOption, one_of

app = typer.Typer(help="Who may use the workbench: invitations, roles, accounts.", no_args_is_help=True)
ROLES = ("reader", "coder", "reviewer", "admin")
CONSOLE = "the console"

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.", show_default=False)]


@app.command()
def invite(
    ledger: LedgerOption,
    role: Annotated[str, typer.Option("--role", help=", ".join(ROLES))] = "coder",
    address: Annotated[
        str, typer.Option("--address", help="How the workbench is reached, such as https://review.example.org.")
    ] = "http://127.0.0.1:8765",
    note_: Annotated[str, typer.Option("--note", help="Whom it is for; shown in the list of invitations.")] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=30, help="How long the link can be used.")] = 3,
) -> None:
    """Print a link by which one person makes an account: it works once, until it expires.

    Whoever opens it chooses a name, which their judgements carry, and a password.
    """
    from tollbook.ledger import Ledger

    one_of(role, ROLES, option="--role")
    if not address.startswith(("http://", "https://")):
        raise SettingsError(f"--address {address}: write it with http:// or https://")
    with Ledger.open(ledger, create=False) as opened:
        invitation, secret = opened.people.invite(role, note_.strip(), CONSOLE, timedelta(days=days))
        opened.people.note(CONSOLE, "invited", about=f"{role} {note_.strip()}".strip())
    say(f"{address.rstrip('/')}/join?token={secret}")
    note(f"for one {role}, until {invitation.expires[:16].replace('T', ' ')} UTC; the link is not shown again")


@app.command("list")
def list_(ledger: LedgerOption) -> None:
    """Show the accounts, and the invitations that can still be used."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False, read_only=True) as opened:
        sessions = opened.people.count_sessions()
        rows = [
            {
                "name": one_line(account.name),
                "role": account.role,
                "since": account.made[:10],
                "state": f"closed {account.closed[:10]}" if account.closed else f"{sessions.get(account.name, 0)} in",
            }
            for account in opened.people.accounts()
        ]
        rows += [
            {
                "name": one_line(f"(invitation {invitation.id}) {invitation.note}"),
                "role": invitation.role,
                "since": invitation.made[:10],
                "state": f"until {invitation.expires[:10]}",
            }
            for invitation in opened.people.invitations()
        ]
    if rows:
        print_table(rows, ("role", "since", "state", "name"), stretch="name")
    else:
        note("nobody has an account; `tollbook people invite --role admin` prints a link that makes one")


@app.command()
def role(name: NameArgument, role: Annotated[str, typer.Argument(help=", ".join(ROLES))], ledger: LedgerOption) -> None:
    """Give somebody another role, at once and in every session of theirs."""
    from tollbook.ledger import Ledger

    one_of(role, ROLES, option="ROLE")
    with Ledger.open(ledger, create=False) as opened:
        account = opened.people.set_role(name, role)
        opened.people.note(CONSOLE, "set a role", about=f"{account.name}: {role}")
    say(one_line(f"{account.name}: {role}"))


@app.command()
def close(name: NameArgument, ledger: LedgerOption) -> None:
    """Close an account: its sessions end, its tokens are revoked, its judgements stay."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        account = opened.people.close_account(name)
        opened.people.note(CONSOLE, "closed an account", about=account.name)
    say(one_line(f"{account.name}: closed"))


@app.command()
def reopen(name: NameArgument, ledger: LedgerOption) -> None:
    """Let somebody in again, with the password they had."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        account = opened.people.reopen_account(name)
        opened.people.note(CONSOLE, "reopened an account", about=account.name)
    say(one_line(f"{account.name}: open"))


@app.command()
def withdraw(
    invitation: Annotated[str, typer.Argument(help="The invitation's id (v-...).", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """End an invitation that nobody has used."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        opened.people.withdraw_invitation(invitation)
        opened.people.note(CONSOLE, "withdrew an invitation", about=invitation)
    say(f"{invitation}: withdrawn")
