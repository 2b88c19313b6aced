"""The folder of a dataset: its recipe, its lock, its shards."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import LedgerError

from .recipe import FORMAT, Recipe
from .shard import PREFIX, Shard, ShardName
from .writing import UNFINISHED

ABOUT = "dataset.json"
LOCK = "lock"


@dataclass(frozen=True)
class Dataset:
    """A folder of shards. Each is there as a whole or not at all, and all were made by one recipe."""

    folder: Path
    recipe: Recipe

    @classmethod
    def make(cls, folder: Path, recipe: Recipe) -> Dataset:
        """The dataset in a folder, made where there is none.

        Raises LedgerError where the folder holds something else, or claims that another recipe made.
        """
        if (folder / ABOUT).exists():
            found = cls.open(folder)
            if found.recipe.fingerprint != recipe.fingerprint:
                raise LedgerError(
                    f"{folder}: was made by another version of the extractor, or with other settings or lexicons. "
                    "Write into a new folder, or go on with what made this one."
                )
            return found
        if folder.exists() and not folder.is_dir():
            raise LedgerError(f"{folder}: is a file. Name a new or empty folder for the dataset.")
        if folder.is_dir() and any(item.name not in (LOCK, ABOUT + ".new") for item in folder.iterdir()):
            raise LedgerError(f"{folder}: is no dataset, and not empty. Name a new or empty folder for the dataset.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            new = folder / (ABOUT + ".new")
            new.write_text(recipe.model_dump_json(indent=1) + "\n", encoding="utf-8")
            new.rename(folder / ABOUT)
        except OSError as error:
            raise LedgerError(f"{folder}: cannot be written to ({error.strerror}). Name another folder.") from error
        return cls(folder, recipe)

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """The dataset in a folder. Raises LedgerError where there is none, or one of another format."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            recipe = Recipe(**about)
        except (OSError, ValueError, TypeError) as error:
            raise LedgerError(
                f"{folder}: is no dataset. Name a folder that `tollbook read --out` has written."
            ) from error
        if recipe.format != FORMAT:
            raise LedgerError(f"{folder}: is of format {recipe.format}, this program reads {FORMAT}. Read it anew.")
        return cls(folder, recipe)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the dataset for one run, and clear away what runs that were killed left unfinished.

        Raises LedgerError where another run holds it. A killed run's lock is gone with it.
        """
        with (self.folder / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LedgerError(
                    f"{self.folder}: another run is writing to it. Wait for it, or name another folder."
                ) from error
            for left in self.folder.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    def has(self, name: ShardName) -> bool:
        """Whether the file, as it is now, has its shard."""
        found = Shard.whole(self.folder / name.folder)
        return found is not None and found.name == name

    def shards(self) -> list[Shard]:
        """All finished shards, in the order of their folders' names."""
        return [Shard.open(folder) for folder in sorted(self.folder.glob(f"{PREFIX}*"))]

    def parquet(self, table: str) -> list[str]:
        """The files of a table, one of each shard, in order."""
        return [str(shard.folder / f"{table}.parquet") for shard in self.shards()]
