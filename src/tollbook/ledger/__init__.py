"""Package ledger."""
