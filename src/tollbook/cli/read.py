"""`tollbook read`: reports in, attributed claims into the ledger."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.errors import SettingsError

from .console import console, counted, harmless, note, on_terminal, one_line, say
from .options import WorkersOption, day, pair

if TYPE_CHECKING:
    from tollbook.read.options import ReadOptions
    from tollbook.read.walk import PathOrStdin
    from tollbook.run.cascade import Dropped
    from tollbook.run.manifest import Manifest
    from tollbook.run.reading import Keep, Progress

NAMED_AT_MOST = 200
REASONS_AT_MOST = 5
ALL_FAILED = 1
"""The exit status where all inputs failed or there was none."""


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders and addresses of feeds; files may be packed; - is standard input.",
            show_default=False,
        ),
    ],
    context: typer.Context,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            envvar="TOLLBOOK_LEDGER",
            help="The ledger: a file, or the address of a PostgreSQL database. Beside --out it need not be named.",
            show_default=False,
        ),
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", help="A project.toml to put in force (it is kept in the ledger).")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="The publication date of all inputs (YYYY-MM-DD).")
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="The outlet of all inputs.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="The language of all inputs, such as en.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a table calls one of our columns, as text=body (may be repeated)."),
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read scanned PDFs with tesseract, where that is installed.")
    ] = False,
    workers: WorkersOption = 0,
    manifest: Annotated[
        Path | None, typer.Option("--manifest", help="Write the manifest to this file as JSON.")
    ] = None,
    keep_dropped: Annotated[
        Path | None,
        typer.Option("--keep-dropped", help="Keep what stages drop, in this JSONL file; with --out, in the dataset."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the manifest's sums only, and no progress.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Also name each input that the ledger has already.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write to this folder, as a dataset of Parquet files with one shard for each archive, for `tollbook "
            "load`. With --ledger as well, each archive goes on into the ledger as it ends.",
            show_default=False,
        ),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(
            "--memory",
            help="With --out: the most memory that all processes take (4G, 1500M); fewer run side by side where it "
            "is too little. On Spark: the most that each process takes.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", help="With --out: local (processes of this machine) or spark.")
    ] = "local",
    master: Annotated[
        str | None, typer.Option("--master", help="With --engine spark: the cluster, such as spark://host:7077.")
    ] = None,
    spark_conf: Annotated[
        list[str] | None,
        typer.Option("--spark-conf", help="With --engine spark: a setting of Spark, as NAME=VALUE (may be repeated)."),
    ] = None,
) -> None:
    """Read reports and record every attributed claim that they make.

    Ends with a manifest that names each input that was not simply read, with the reason; those that the ledger has
    already are only counted, unless --verbose. With --out, whole archives are read side by side, each into a shard of
    its own; what was finished before is passed over, whatever ended the run. Exit status 0: every input
    ended as read, known, copy, not relevant or language not supported; 3: some failed; 1: all failed, or there was
    none; 130: interrupted (the same command again goes on).
    """
    from tollbook.run.feeds import Memory, fetch_feeds, is_address
    from tollbook.run.reading import read_into_ledger

    if "" in paths:  # an unset variable of the shell, which as a path would stand for the whole current folder
        raise SettingsError("one of the paths is empty; name a file, a folder (. for this one) or -")
    if manifest is not None and not manifest.absolute().parent.is_dir():  # told before the work, not after it
        raise SettingsError(f"--manifest {manifest}: the folder {manifest.parent} does not exist; make it first")
    if manifest is not None and manifest.is_dir():
        raise SettingsError(f"--manifest {manifest}: is a folder; name a file in it")
    options = _options(published, outlet, language, column, ocr=ocr)
    addresses = [path for path in paths if is_address(path)]
    inputs: list[PathOrStdin] = ["-" if path == "-" else Path(path) for path in paths if not is_address(path)]
    if out is not None:
        if addresses:
            raise SettingsError(f"{addresses[0]}: feeds are read into a ledger; give them without --out")
        from .read_archives import ArchiveOptions, read_to_dataset

        # a ledger that only the environment names is not meant here: an archive is more than one asks for by habit
        meant = str(getattr(context.get_parameter_source("ledger"), "name", "")) == "COMMANDLINE"
        given = ArchiveOptions(
            out=out,
            ledger=ledger if meant else None,
            project=project,
            options=options,
            workers=workers,
            memory=memory,
            engine=engine,
            master=master,
            spark=spark_conf or (),
            keep_dropped=keep_dropped is not None,
            manifest=manifest,
            quiet=quiet,
        )
        raise typer.Exit(read_to_dataset(inputs, given))
    for option, value in (("--memory", memory), ("--master", master), ("--spark-conf", spark_conf)):
        if value:
            raise SettingsError(f"{option}: goes with --out")
    if ledger is None:
        raise SettingsError("name the ledger with --ledger (or in TOLLBOOK_LEDGER), or a folder with --out")
    memory_of_feeds = Memory(ledger)
    feeds = fetch_feeds(addresses, memory_of_feeds, max_bytes=options.max_bytes)
    with _progress(inputs, quiet=quiet) as progress, _dropped_into(keep_dropped) as keep:
        result = read_into_ledger(
            inputs,
            ledger,
            project=project,
            options=options,
            workers=workers,
            progress=progress,
            keep_dropped=keep,
            feeds=feeds,
        )
    if feeds.sent and not result.interrupted:
        memory_of_feeds.keep(feeds.sent)
    if manifest is not None:
        sums = json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n"
        manifest.write_text(sums, encoding="utf-8", errors="backslashreplace")  # names of files may be no Unicode
    _print(result, ledger=ledger, quiet=quiet, verbose=verbose)
    raise typer.Exit(result.exit_status)


def _options(
    published: str | None, outlet: str | None, language: str | None, columns: list[str] | None, *, ocr: bool
) -> ReadOptions:
    from tollbook.read.options import ReadOptions

    return ReadOptions(
        published=day(published, option="--published"),
        outlet=outlet,
        language=language,
        columns=dict(pair(text, option="--column") for text in columns or ()),
        ocr=ocr,
    )


@contextmanager
def _dropped_into(path: Path | None) -> Iterator[Keep | None]:
    """Writes what is dropped, a line each: input, stage, reason and the bytes as they were (in base 64)."""
    if path is None:
        yield None
        return
    try:
        out = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise SettingsError(f"--keep-dropped {path}: {error.strerror}; name a file that can be written") from error
    with out:

        def keep(part: Dropped) -> None:
            raw = base64.b64encode(part.raw).decode("ascii") if part.raw is not None else None
            line = {"input": part.input, "stage": part.stage, "reason": part.reason, "raw": raw}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")

        yield keep


@contextmanager
def _progress(inputs: list[PathOrStdin], *, quiet: bool) -> Iterator[Progress | None]:
    """A bar over the bytes that there are to read, on a terminal only."""
    if quiet or not on_terminal(sys.stderr):
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from tollbook.read.walk import measure_inputs

    size = measure_inputs(inputs)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=size.bytes or None)

        def advance(name: str, size: int) -> None:
            bar.update(task, advance=size, description=one_line(Path(name).name)[-40:])

        yield advance


def _print(result: Manifest, *, ledger: str, quiet: bool, verbose: bool) -> None:
    from tollbook.run.manifest import Ending

    passed_over = {Ending.READ} if verbose else {Ending.READ, Ending.KNOWN}
    shown = [] if quiet else [e for e in result.entries if e.ending not in passed_over or e.revision_of]
    for entry in shown[:NAMED_AT_MOST]:
        reason = f" ({entry.reason})" if entry.reason else ""
        say(f"  {entry.ending.value}: {one_line(entry.input)}{one_line(reason) and ' ' + one_line(reason)}")
    if len(shown) > NAMED_AT_MOST:
        say(f"  and {len(shown) - NAMED_AT_MOST:,} more; --manifest FILE names them all")
    sums = ", ".join(f"{number:,} {ending.value}" for ending, number in result.counts.items() if number)
    say(f"{counted(len(result.entries), 'input')}: {sums or 'nothing to read'}")
    if result.archives:
        print_stages(result.archives)
    if result.exit_status != ALL_FAILED:  # then there may be no ledger at all
        say(f"{counted(result.claims, 'new claim')} recorded in {harmless(ledger)}")
    if result.interrupted:
        note("tollbook: interrupted; run the same command again to go on")


def print_stages(archives: dict[str, Any]) -> None:
    """What became of the parts of web archives, stage by stage; stages that dropped nothing are left out."""
    say(f"{archives['parts']:,} records of web archives: {archives['kept']:,} kept, {archives['failed']:,} failed, "
        f"{archives['dropped']:,} dropped")  # fmt: skip
    for row in archives["stages"]:
        if row["dropped"]:
            reasons = sorted(row["reasons"].items(), key=lambda pair: (-pair[1], pair[0]))
            told = ", ".join(f"{number:,} {one_line(reason)}" for reason, number in reasons[:REASONS_AT_MOST])
            more = f", and {len(reasons) - REASONS_AT_MOST} more reasons" if len(reasons) > REASONS_AT_MOST else ""
            say(f"  {row['stage']}: {row['dropped']:,} of {row['in']:,} dropped ({told}{more})")
