"""Tollbook: who claimed what about the human cost of war, each figure traceable to its words."""
