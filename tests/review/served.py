"""The workbench in a process that is forked: what it loads is loaded before, what it opens is its own."""

from __future__ import annotations

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn  # noqa: F401  # loaded for whoever is forked

import tollbook.review  # noqa: F401  # likewise
from tollbook.cli import main


def serve(says: Connection, command: list[str]) -> None:
    """`tollbook` with this command, what it prints going to the pipe."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as sys.stderr,
        open(says.fileno(), "w", encoding="utf-8", closefd=False) as sys.stdout,
    ):
        sys.exit(main(command))
