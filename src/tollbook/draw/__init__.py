"""Package draw."""
