"""Bytes in, reports out: one file per kind of input; what the input says of itself, and how each fact is known."""

from .dispatch import read_input
from .inputs import STDIN_NAME, open_inputs, read_inputs, read_report
from .language import LANGUAGES, find_language
from .options import COLUMNS, DEFAULT_MAX_BYTES, ReadOptions
from .outcome import Input, Outcome, ReadFailed, ReadOk
from .walk import STDIN, InputSize, PathOrStdin, measure_inputs
from .zones import find_zones

__all__ = [
    "COLUMNS", "DEFAULT_MAX_BYTES", "LANGUAGES", "STDIN", "STDIN_NAME", "Input", "InputSize", "Outcome", "PathOrStdin",
    "ReadFailed", "ReadOk", "ReadOptions", "find_language", "find_zones", "measure_inputs", "open_inputs", "read_input",
    "read_inputs", "read_report",
]  # fmt: skip
