"""Runners for the benchmarks: what is measured, against what, and the floors that hold.

corpus   the sets beside the checkout, as documents and as tables that the program reads
scorers  the scorers that lie with the corpus, as modules, and the program's output as they want it
program  runs the command line program over a table, as a user would
figures  measured figures with bootstrap intervals over reports
gate     floors: checked, raised, and lowered only with a reason
displacement  the figure of each excerpt on displacement, a set of `make eval`
run      `make eval`;  bench: `make bench`;  soak: `make soak`
"""
