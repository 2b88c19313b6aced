"""The readers' tools have an environment of their own; without it there is nothing here to run."""

from __future__ import annotations

import os
from pathlib import Path

_VENV = Path(os.environ.get("TOLLBOOK_READERS", Path(__file__).parents[3] / ".venv-readers"))
collect_ignore = [] if (_VENV / "bin" / "python").exists() else ["test_readers.py"]
