"""Tables of claims that people keep: a map says what each column holds, and each row becomes a report with claims."""

from .mapping import ClaimsMap, load_map, map_names, map_text
from .sheet import Sheet, read_sheet
from .table import EnteredRow, Fault, TableRead, read_table

__all__ = [
    "ClaimsMap",
    "EnteredRow",
    "Fault",
    "Sheet",
    "TableRead",
    "load_map",
    "map_names",
    "map_text",
    "read_sheet",
    "read_table",
]
