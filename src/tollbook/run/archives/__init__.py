"""Whole archives: one pure function over each shard, run by a pool of processes here or by Spark on many machines."""
