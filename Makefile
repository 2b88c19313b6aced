# Every task of this repository. Needs Python 3.11 to 3.13, git and make; everything else goes into .venv from the locks.

SHELL := /bin/sh
BIN := .venv/bin
LEDGER := demo/demo.ledger
PAGE := demo/demo.html
DISPUTES := demo/disputes.html
SITE := demo/site
SHARED ?= ../shared

# Small matrices: one BLAS thread a process is fastest, and tests run in several processes.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-docs setup-train setup-readers demo test test-readers lint eval eval-public bench soak train train-encoder scores docs docs-reference pictures wheel lock clean

help:  ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

setup:  ## make .venv from requirements.lock (again when the lock has changed)
	@scripts/setup.sh runtime

setup-dev:
	@scripts/setup.sh dev

setup-docs:
	@scripts/setup.sh docs

demo: setup  ## read examples/ into a ledger, make its record and its pages, and say where to look
	@mkdir -p demo
	$(BIN)/tollbook read examples/reports --ledger $(LEDGER) --project examples/project.toml
	$(BIN)/tollbook import examples/tables/rival-totals.csv --map examples/tables/rival-totals.toml --ledger $(LEDGER)
	$(BIN)/tollbook reconcile --ledger $(LEDGER)
	$(BIN)/tollbook page $(PAGE) --ledger $(LEDGER) --note "Written for this demo; figures as published at the time."
	$(BIN)/tollbook disputes --page $(DISPUTES) --ledger $(LEDGER)
	@$(BIN)/tollbook publish --draft --out $(SITE) --ledger $(LEDGER) --title "The demo's record" | tail -1
	@echo
	@$(BIN)/tollbook disputes --ledger $(LEDGER)
	@echo
	@echo "The pages:  $(PAGE) (all claims), $(DISPUTES) (what cannot all hold)     (open them in a browser)"
	@echo "The site:   $(SITE)/index.html (the record as a draft publication, with its formats under $(SITE)/data)"
	@echo "Review it:  $(BIN)/tollbook serve --ledger $(LEDGER)"
	@echo "The ledger: $(LEDGER)   (try: $(BIN)/tollbook claims --ledger $(LEDGER), or tolls, series, sources, diff)"

# One process more than cores: tests wait for browsers, servers and clusters a third of their time.
test: setup-dev lint  ## check style, types, imports and run the tests
	$(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup-dev  ## score the extractor on ../shared/corpus; fails below the floors of evals/floors.json
	$(BIN)/python -m evals.run --shared $(SHARED)
	$(BIN)/python -m evals.links --shared $(SHARED)
	$(BIN)/python -m evals.incidents --shared $(SHARED) --workers 2
	$(BIN)/python -m evals.layouts --shared $(SHARED) --every 20 --claims 24 --floor
	$(BIN)/python -m evals.rival_totals --shared $(SHARED)
	$(BIN)/python -m evals.uncounted --shared $(SHARED)
	$(BIN)/python -m evals.check
	$(BIN)/python -m evals.dead
	$(BIN)/python -m evals.persons

eval-public: setup-dev  ## the public benchmarks beside make eval: MUC-4, PolNeAR, dates, each with its floor
	$(BIN)/python -m evals.muc4 --shared $(SHARED) --floor
	$(BIN)/python -m evals.polnear --shared $(SHARED) --floor
	$(BIN)/python -m evals.dates $(SHARED)/corpus --floor

bench: setup-dev  ## ratios of CPU time, and the ledger at scale
	$(BIN)/python -m evals.bench --shared $(SHARED)
	$(BIN)/python -m evals.bench_reconcile
	$(BIN)/python -m evals.bench_ledger
	$(BIN)/python -m evals.bench_pages
	$(BIN)/python -m evals.bench_site
	$(BIN)/python -m evals.bench_archive --shared $(SHARED) --flame docs/assets/archives-flame.svg
	$(BIN)/python -m evals.layouts --shared $(SHARED) --claims 2000

soak: setup-dev  ## long runs: kills, fuzz of the readers, the whole corpus
	$(BIN)/python -m evals.soak --shared $(SHARED)
	$(BIN)/python -m evals.fuzz_readers --seconds 600 --keep build/fuzz
	$(BIN)/python -m evals.uncounted --shared $(SHARED) --long
	TOLLBOOK_SOAK_ARCHIVES=25 TOLLBOOK_SOAK_SPARK=10 $(BIN)/pytest tests/run/archives/test_kills.py tests/run/archives/test_spark.py
	TOLLBOOK_SOAK_KILLS=200 TOLLBOOK_SOAK_CALLS=60 $(BIN)/pytest tests/review/test_crowd.py tests/review/test_calls.py

# Torch fits the encoder and nothing else, so it has an environment of its own.
TRAIN_BIN := .venv-train/bin
setup-train: setup-dev
	@test -x $(TRAIN_BIN)/python || $(BIN)/python -m venv $(TRAIN_BIN)/..
	@$(TRAIN_BIN)/python -m pip install -qq --require-hashes -r requirements-dev.lock
	@$(TRAIN_BIN)/python -m pip install -qq -r training/requirements.txt
	@$(TRAIN_BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .

train-encoder: setup-train  ## fit the encoder anew from ../shared/corpus (an hour or so, seeded, no GPU)
	HF_HUB_OFFLINE=1 $(TRAIN_BIN)/python -m training.encoder --shared $(SHARED)

train: setup-dev  ## fit the sparse models and blends anew (minutes; wants what train-encoder left in build/encoder)
	$(BIN)/python -m training.train --shared $(SHARED)
	$(BIN)/python -m training.totals --shared $(SHARED)
	$(BIN)/python -m training.links --shared $(SHARED)
	$(BIN)/python -m training.oof --shared $(SHARED)
	$(BIN)/python -m training.links --shared $(SHARED)
	$(BIN)/python -m training.totals --shared $(SHARED)
	$(BIN)/python -m training.frequencies --shared $(SHARED)
	$(BIN)/python -m training.incidents --shared $(SHARED)

scores: setup-dev  ## write docs/why/how-good-is-it.md from build/eval.json, after an ablation and a side swap
	$(BIN)/python -m evals.ablation --shared $(SHARED)
	$(BIN)/python -m evals.sideswap --shared $(SHARED)
	$(BIN)/python -m scripts.scores_page

# The tools of our formats' readers are large and of other licences: they have an environment of their own, with what
# npm holds of them in a folder of it.
READERS := tests/publish/readers
READERS_NPM := .venv-readers/npm
setup-readers: setup-dev
	@test -x .venv-readers/bin/python || $(BIN)/python -m venv .venv-readers
	@.venv-readers/bin/python -m pip install -qq --require-hashes -r requirements-readers.lock
	@mkdir -p $(READERS_NPM)
	@cmp -s $(READERS)/package-lock.json $(READERS_NPM)/node_modules/installed.json || { \
		cp $(READERS)/package.json $(READERS)/package-lock.json $(READERS_NPM) \
		&& npm ci --prefix $(READERS_NPM) --ignore-scripts --no-audit --no-fund --loglevel=error \
		&& cp $(READERS)/package-lock.json $(READERS_NPM)/node_modules/installed.json; }

test-readers: setup-readers  ## open what is published with its readers' own tools (wants g++, pkg-config, libicu-dev, npm)
	$(BIN)/pytest tests/publish/readers

docs: setup-docs  ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

docs-reference: setup-dev  ## write docs/reference/commands.md from the program's own help
	$(BIN)/python -m scripts.command_reference

pictures: demo setup-dev  ## take the documentation's pictures of the workbench anew from the demo's ledger (wants Chromium)
	$(BIN)/python -m scripts.pictures

wheel: setup-dev  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

# Needs uv, which nothing else here does. The locks hold hashes and no address.
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --quiet $(LOCK_OPTIONS)
lock:  ## resolve pyproject.toml into the three lock files (LOCK_OPTIONS=--upgrade for newer versions)
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group build --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group build --group docs --constraints requirements.lock --output-file requirements-docs.lock
	$(subst pyproject.toml,requirements-readers.in,$(COMPILE)) --output-file requirements-readers.lock

clean:  ## remove what was built, the environment included
	rm -rf .venv .venv-train .venv-readers build dist site demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
