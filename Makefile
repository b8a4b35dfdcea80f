# Python 3.11+ and make are all this needs; everything else lands in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PACKAGES := flows transforms expectations seeds warehouse
ARGS ?=
# A file of tests stays with one process, whose fixtures it shares; the folders with the longest ones come first.
SHARED_OUT := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# An inherited PYTHONDONTWRITEBYTECODE would make every start of Prefect and Great Expectations compile them anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint gate bench faults report serve clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment in .venv (nothing to do: takes no time)

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: install Python 3.11 or newer, or say make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, $(PYTHON) is %s; say make PYTHON=python3.11" % sys.version.split()[0])'
	@echo "Making the environment in $(VENV): two minutes the first time."
	$(PYTHON) -m venv $(VENV)
# --no-deps: the lock is complete (pip check proves it), and pip's hash mode stumbles over the extra sqlalchemy[asyncio]
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib $(PACKAGES)
	@touch $@

run: $(READY) ## read the sample articles into the database, or ARGS="FOLDER ..."
	$(BIN)/tallywire run $(ARGS)

test: $(READY) ## run the tests, a process for each core, ARGS="tests/flows -k name" for some
	$(BIN)/python -m pytest $(SHARED_OUT) $(ARGS)

lint: $(READY) ## style, format and types, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test ## all that CI runs: style, format, types, tests

gate: $(READY) ## score whole records beside the baseline; fails where they are right less often than before
	$(BIN)/python -m tests.gate $(ARGS)

bench: $(READY) ## measure start-up, throughput and the share of each library
	$(BIN)/python -m tests.benchmarks.bench $(ARGS)

faults: $(READY) ## kill 2,000 runs at random moments and compare what they leave, ARGS="--kills N --seed N"
	$(BIN)/python -m tests.flows.faults --kills 2000 --read 100 --together $(ARGS)

report: $(READY) ## write the report of the database into reports/
	$(BIN)/tallywire report $(ARGS)

serve: $(READY) ## run the main job on its schedule, with Prefect's page on this machine only
	$(BIN)/tallywire serve $(ARGS)

clean: ## remove what can be made again: caches, builds, reports (the database and .venv stay)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist reports
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
