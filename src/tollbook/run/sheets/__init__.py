"""Claims in a spreadsheet: written out for somebody to edit, and what they edited read back as their judgements."""

from .inward import SheetRead, bring_in, bring_in_data
from .outward import write_sheet

__all__ = ["SheetRead", "bring_in", "bring_in_data", "write_sheet"]
