"""Package extract/en."""
