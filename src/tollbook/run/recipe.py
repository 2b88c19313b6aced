"""What decides what a run makes of a report: the extractor's version, the project's settings, the lexicons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tollbook.ledger import Ledger, Run
from tollbook.model import Project, sha256_hex

_DECISIVE = ("scope", "wars", "languages", "learned", "encoder")
"""The settings on which extraction depends; a change of the others (name, word table) asks for no new extraction."""

_DATA = (".tsv", ".toml", ".json", ".npz", ".onnx", ".txt")
"""Lexicons, tables of names, learned weights and the encoder end so; word tables (`words_*`) are applied when claims
are shown."""


def start_run(ledger: Ledger, project: Project) -> Run:
    """Record the beginning of a run with its recipe: a changed lexicon makes another recipe, as a new version does."""
    from tollbook.extract import EXTRACTOR

    return ledger.start_run(EXTRACTOR, settings=settings_of(project), lexicons=dict(lexicon_hashes()))


def settings_of(project: Project) -> dict[str, Any]:
    """The settings that decide what extraction makes of a report."""
    return project.model_dump(mode="json", include=set(_DECISIVE))


@cache
def lexicon_hashes() -> tuple[tuple[str, str], ...]:
    """Each data file that extraction reads, by its path in the package, with the beginning of its SHA-256."""
    found = [
        pair for package in ("extract", "reference") for pair in _hashes(files("tollbook").joinpath(package), package)
    ]
    return tuple(sorted(found))


@cache
def record_hash() -> str:
    """One hash of all data that decide the record besides the claims: names, lexicons, and weights of both stages.

    Links within a report are read by the extractor's models, sources by the tables of names.
    """
    of_pairs = sorted(_hashes(files("tollbook").joinpath("reconcile", "data"), "reconcile/data"))
    return sha256_hex(repr((*lexicon_hashes(), *of_pairs)).encode())


def _hashes(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        name = f"{path}/{item.name}"
        if item.is_dir():
            yield from _hashes(item, name)
        elif item.name.endswith(_DATA) and not item.name.startswith("words_"):
            yield name, sha256_hex(item.read_bytes())[:16]
