"""CSV that a spreadsheet does not run as formulas: see `tollbook.publish.csv_safe`."""

from tollbook.publish.csv_safe import is_dangerous, safe_cell, write_csv

__all__ = ["is_dangerous", "safe_cell", "write_csv"]
