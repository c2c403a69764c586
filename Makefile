# Needs Python 3.11 or newer, and installs the rest. Takes the system's own where it is new enough, because distributions
# build theirs with optimisations that make it a third faster. Another one: make demo PYTHON=python3.12
new-enough = $(shell $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $(1))
ifndef PYTHON
PYTHON := $(firstword $(call new-enough,/usr/bin/python3) python3)
endif
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Two workers, each handed two tests at a time. The order is kept: tests that empty the database come last
BESIDE := -n 2 --maxschedchunk=2
# On SQLite the tables are made straight from the models; PostgreSQL gets them as an installation does
AT_ONCE := --nomigrations

# Each stage starts Python anew, and reads what the first one compiled
unexport PYTHONDONTWRITEBYTECODE
# Where the stages of one run leave each other the papers that they have drawn (tests/papers.py)
PAPERS := .pytest_cache/papers

# $(call stage,name,command): named before it runs, and again where it fails
stage = @echo "==> Stage: $(1)"; $(2) || { echo "==> Failed: $(1)"; exit 1; }

.NOTPARALLEL:
.PHONY: help demo demo-reset test test-all lint types test-sqlite test-postgres test-browser test-slow fuzz-leaks no-papers tools screenshots lock bench python

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: python ## install what is missing, load the sample and serve it at http://127.0.0.1:8000
	@$(PYTHON) -m config.machine.install demo
	@$(BIN)/python -m config.machine.demo

demo-reset: python ## throw the demo's data away and start over
	@$(PYTHON) -m config.machine.install demo
	@$(BIN)/python -m config.machine.demo --reset

test: export PAPERS := $(PAPERS)
test: tools no-papers lint types test-sqlite test-postgres ## everything that guards daily work
	@echo "==> All is well"

test-all: test test-slow ## the long tests too

lint: ## formatting and lint of Python and templates
	$(call stage,ruff format,$(BIN)/ruff format --check .)
	$(call stage,ruff check,$(BIN)/ruff check .)
	$(call stage,djlint,$(BIN)/djlint templates --check --lint)

types: ## mypy, strict
	$(call stage,mypy,$(BIN)/mypy .)

test-sqlite: ## tests on SQLite, those in Chromium and with veraPDF among them
	$(call stage,pytest on SQLite and in Chromium,$(PYTEST) $(BESIDE) $(AT_ONCE) -m "not slow")

test-postgres: ## the tests that touch the database, on a PostgreSQL of their own
	$(call stage,pytest on PostgreSQL,$(BIN)/python -m tests.tools.with_postgres -- \
		$(PYTEST) $(BESIDE) -m "not browser and not slow" -p tests.tools.only_database)

test-browser: ## only the tests that drive Chromium
	$(call stage,pytest in Chromium,$(PYTEST) $(BESIDE) $(AT_ONCE) -m "browser and not slow")

test-slow:
	$(call stage,the long tests,$(PYTEST) $(BESIDE) $(AT_ONCE) -m slow)

fuzz-leaks: tools ## look for leaks in thousands of generated worlds (N=2000 SEED=7)
	@N=$(N) SEED=$(SEED) $(PYTEST) -q tests/fuzz_leaks.py

no-papers:
	@rm -rf $(PAPERS)

tools: python
	@$(PYTHON) -m config.machine.install test

bench: tools ## how fast the gate and the API are, on SQLite and on PostgreSQL, beside other ways to do the same
	@$(BIN)/python -m tests.bench

screenshots: tools ## take the pictures of docs/screenshots anew
	@$(PYTEST) tests/browser/screenshots.py

lock: tools ## write the lock files anew (UPGRADE=--upgrade takes the newest of everything)
	@$(BIN)/python -m config.machine.lock $(UPGRADE)

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "==> Chefforum needs Python 3.11 or newer.")' || \
		{ echo "==> Name one that is new enough: make demo PYTHON=python3.11"; exit 1; }
