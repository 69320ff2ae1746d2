# Everything that one does with a checkout. `make` lists the targets.

VENV ?= .venv
BIN := $(VENV)/bin
# The first Python on this machine that is new enough; PYTHON=... chooses another one.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
BENCH_READY := $(VENV)/.ready-bench

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint format types pytest gate floors readme bench browser clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_READY) ## check the sample corpus in seeds/ (sets up .venv first)
	@$(BIN)/checker check seeds/; status=$$?; if [ $$status -gt 1 ]; then exit $$status; fi

test: lint types pytest ## every check: lint, strict types, imports, tests, rule examples, quality floors

lint: $(DEV_READY) ## ruff's rules and layout, and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(DEV_READY) ## mypy, strict
	$(BIN)/mypy

pytest: $(DEV_READY) # the tests alone; ARGS="-k name" picks some
	$(BIN)/python -m pytest $(ARGS)

format: $(DEV_READY) ## lay the code out as ruff wants it
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

gate: $(DEV_READY) ## score the dossiers in fixtures/ (precision, recall, traps)
	$(BIN)/python tests/gate.py

floors: $(DEV_READY) ## raise the quality floors to what is reached now
	$(BIN)/python tests/gate.py --update

readme: $(DEV_READY) ## write the real outputs into README.md
	$(BIN)/python tests/readme.py

bench: $(BENCH_READY) ## time start-up and throughput
	@for script in benchmarks/[!_]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

browser: $(DEV_READY) ## fetch a Chromium for the browser tests, where the system has none
	$(BIN)/python -m playwright install chromium

clean: ## remove the environment, caches and builds
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find checker tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "checker needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): pyproject.toml | $(BIN)/python
	@echo "Installing checker into $(VENV)" >&2
	@$(PIP) install --editable .
	@touch $@

$(DEV_READY): $(RUN_READY)
	@$(PIP) install --upgrade 'pip>=25.1'  # older ones know no dependency groups
	@$(PIP) install --group dev
	@# The schema of SARIF by OASIS is not in the wheel of this package, only in its source.
	-@$(PIP) download --no-deps --no-binary :all: --dest $(VENV)/schemas sarif-pydantic==0.6.2
	@touch $@

$(BENCH_READY): $(DEV_READY)
	@touch $@
