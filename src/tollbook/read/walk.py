"""Paths to files: folders are walked in sorted order, and what is no readable file is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .outcome import ReadFailed

STDIN = "-"
PathOrStdin = Path | Literal["-"]


@dataclass(frozen=True, slots=True)
class InputSize:
    """How much there is to read: files (standard input and named pipes count as one) and their bytes on disk."""

    files: int
    bytes: int


def measure_inputs(paths: Sequence[PathOrStdin]) -> InputSize:
    """The size of the inputs, for a progress bar: outcomes' `size` adds up to `bytes` unless a file changes."""
    files = total = 0
    for found in walk(paths):
        if isinstance(found, ReadFailed):
            continue
        files += 1
        if found != STDIN:
            try:
                total += Path(found).stat().st_size
            except OSError:
                continue  # gone since it was listed: reading will say so
    return InputSize(files, total)


def is_anything_there(paths: Sequence[PathOrStdin]) -> bool:
    """Whether any of the paths leads to an input that exists; standard input always does."""
    return any(found == STDIN or _is_there(found) for found in walk(paths))


def _is_there(found: PathOrStdin | ReadFailed) -> bool:
    return not isinstance(found, ReadFailed) and os.path.exists(found)  # noqa: PTH110 - Path.exists may raise, as below


def walk(paths: Sequence[PathOrStdin]) -> Iterator[PathOrStdin | ReadFailed]:
    """The files behind paths, lazily: those of a folder sorted by name, folders in folders in their place.

    Names that begin with a dot are hidden files and are passed over in folders, as by `ls`.
    """
    for path in paths:
        if path == STDIN:
            yield STDIN
        else:
            yield from _walk(Path(path), ())


def _walk(path: Path, above: tuple[str, ...]) -> Iterator[PathOrStdin | ReadFailed]:
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be searched
        yield from _walk_folder(path, above)
    elif above and os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - the same
        yield ReadFailed(str(path), "is no regular file; leave it out")
    else:
        yield path


def _walk_folder(folder: Path, above: tuple[str, ...]) -> Iterator[PathOrStdin | ReadFailed]:
    real = os.path.realpath(folder)
    if real in above:
        yield ReadFailed(str(folder), "is a link back to a folder that it lies in; remove the link")
        return
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield ReadFailed(str(folder), why_not(error))
        return
    for name in names:
        yield from _walk(folder / name, (*above, real))


def why_not(error: OSError) -> str:
    """What an error of the file system means for the person who named the file."""
    if isinstance(error, FileNotFoundError):
        return "is not there (it was moved or removed, or is a link to nothing); check the name"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied); ask for the right to read it"
    return f"cannot be read ({error.strerror or error}); check the disk or the connection"
