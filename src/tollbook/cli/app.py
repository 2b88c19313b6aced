"""The program: its commands in the order of the work, each from its own file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import (
    add,
    agreement,
    cases,
    check,
    claims,
    coverage,
    curve,
    dead,
    diff,
    disputes,
    dump,
    estimate,
    explain,
    extract,
    head,
    import_,
    incidents,
    judge,
    links,
    load,
    merge,
    page,
    people,
    places,
    project,
    publish,
    read,
    rebuild,
    reconcile,
    redact,
    reports,
    restore,
    series,
    serve,
    sheet,
    show,
    sources,
    tolls,
    verify,
    why,
)

app = typer.Typer(
    name="tollbook",
    help="Reads reports of armed conflict and keeps a ledger of who claimed what about the human cost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
)
app.command()(read.read)
app.command("import")(import_.import_)
app.command()(add.add)
app.command()(extract.extract)
app.command()(claims.claims)
app.command()(reports.reports)
app.command()(show.show)
app.command()(explain.explain)
app.command()(links.links)
app.command()(reconcile.reconcile)
app.command()(sources.sources)
app.command()(incidents.incidents)
app.command()(series.series)
app.command()(curve.curve)
app.command()(estimate.estimate)
app.command()(dead.dead)
app.command()(coverage.coverage)
app.command()(disputes.disputes)
app.command()(diff.diff)
app.command()(tolls.tolls)
app.command()(why.why)
app.command()(check.check)
app.command()(judge.judge)
app.command()(agreement.agreement)
app.command()(page.page)
app.command()(publish.publish)
app.command()(serve.serve)
app.command()(rebuild.rebuild)
app.command()(verify.verify)
app.command()(redact.redact)
app.command()(dump.dump)
app.command()(restore.restore)
app.command()(load.load)
app.command()(merge.merge)
app.add_typer(cases.app, name="cases")
app.add_typer(head.app, name="head")
app.add_typer(sheet.app, name="sheet")
app.add_typer(places.app, name="places")
app.add_typer(project.app, name="project")
app.add_typer(people.app, name="people")

COMMANDS = frozenset(
    (
        *("read", "import", "add", "extract", "claims", "reports", "show", "explain", "links", "reconcile"),
        *(
            "judge",
            "agreement",
            "page",
            "serve",
            "sources",
            "incidents",
            "series",
            "coverage",
            "disputes",
            "diff",
            "tolls",
        ),
        *("why", "rebuild", "verify", "dump", "restore", "load", "merge", "sheet", "places", "project", "people"),
        *("publish", "head", "redact", "check"),
        *("curve", "estimate"),
        *("curve", "cases", "dead"),
    )
)
"""The names of all commands; a test holds them equal to those that are registered."""


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"tollbook {version('tollbook')}\n")
        raise typer.Exit


@app.callback()
def tollbook(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Reads reports of armed conflict and keeps a ledger of who claimed what about the human cost."""
    del version, debug  # both are dealt with before a command runs (`--debug` at the program's border)
