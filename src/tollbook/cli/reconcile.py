"""`tollbook reconcile`: links, incidents and series, made of the ledger's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, say
from .options import day, pair

PLURALS = {"incident": "incidents", "period": "periods", "series": "series"}


def reconcile(
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            envvar="TOLLBOOK_LEDGER",
            help="The ledger: a file, or the address of a PostgreSQL database. Not with --dataset.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Also work again on what reports stored on or after this day touch.", show_default=False
        ),
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Make all of it again, not only what has changed.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that work side by side; 0 or 1: only this one.")
    ] = 0,
    dataset: Annotated[
        Path | None,
        typer.Option(
            "--dataset",
            help="Make the record of a dataset of archives instead, as Parquet in its folder `record`.",
            show_default=False,
        ),
    ] = None,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            help="With --dataset: a Spark cluster, on which the pairs of large cells are found.",
            show_default=False,
        ),
    ] = None,
    spark_conf: Annotated[
        list[str] | None,
        typer.Option("--spark-conf", help="With --master: a setting of Spark, as NAME=VALUE (may be repeated)."),
    ] = None,
) -> None:
    """Make the record of the claims: which are about the same incident or series, which repeat, revise or contradict.

    Only what has changed since the last time is worked on; running it again changes nothing. Ids stay with their
    incidents; people's decisions hold. Nothing made here counts as reviewed.
    """
    if dataset is not None:
        _of_dataset(dataset, master, spark_conf or ())
        return
    if ledger is None:
        raise SettingsError("name the ledger with --ledger (or in TOLLBOOK_LEDGER), or a dataset with --dataset")
    if master is not None:
        raise SettingsError("--master: goes with --dataset")
    from tollbook.run.reconciling import reconcile_at

    done = reconcile_at(ledger, since=day(since, option="--since"), anew=anew, workers=workers)
    if not done.cells:
        say(f"{ledger}: nothing has changed since the last time")
        return
    say(
        f"{ledger}: {counted(done.claims, 'claim')} in {counted(done.cells, 'cell')} worked on: "
        f"{_named(done.subjects)}, {counted(done.links, 'link')}"
    )
    if done.events:
        say("ids: " + ", ".join(f"{n:,} {event}" for event, n in sorted(done.events.items())))


def _named(subjects: Mapping[str, int]) -> str:
    made = ", ".join(f"{n:,} {kind if n == 1 else PLURALS[kind]}" for kind, n in sorted(subjects.items()))
    return made or "no incident"


def _of_dataset(dataset: Path, master: str | None, settings: Sequence[str]) -> None:
    from tollbook.run.archives.reading import Cluster
    from tollbook.run.archives.record import reconcile_dataset

    given = dict(pair(text, option="--spark-conf") for text in settings)
    made = reconcile_dataset(dataset, cluster=None if master is None else Cluster(master, given))
    say(
        f"{dataset}: {counted(made.claims, 'claim')} in {counted(made.cells, 'cell')}: {_named(made.subjects)}, "
        f"{counted(made.links, 'link')}, written to {dataset / 'record'}"
    )
