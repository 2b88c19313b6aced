"""The command line: one file per command; command names are stage names."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` (the process's own when None) and give the exit status."""
    from .boundary import run

    return run(list(sys.argv[1:] if argv is None else argv))
