# Everything a person or a build machine does with the kit. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
BENCH ?=
BIN := .venv/bin
DEMO := build/kota-tangerang
BUILD_DOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir site-docs
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test soak check bench lighthouse screenshots docs wheelhouse lock clean system

help: ## List what `make` can do
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: .venv/.runtime $(DEMO)/.tlkit/manifest.json ## Generate Kota Tangerang into build/ and run its site
	$(BIN)/tlkit serve $(DEMO) --port $(PORT)

test: .venv/.dev system ## Run the tests; takes some minutes
	$(BIN)/python -m pytest -n $(JOBS)

soak: .venv/.dev system ## Run what takes long: whole kill series, many regions, installing without a network
	TLKIT_SOAK=1 $(BIN)/python -m pytest -n $(JOBS) -m "soak or series"

check: .venv/.dev ## Lint, types, layers, docs, unit tests on each other Python installed, nothing stale
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BUILD_DOCS)
	.ci/translations
	.ci/pythons

bench: .venv/.dev system ## Measure our speed beside a peer's; BENCH=render for one group
	$(BIN)/python -m tests.bench $(BENCH)

lighthouse: .venv/.dev system ## Score the generated pages with Lighthouse (needs Node and the npm registry)
	$(BIN)/python -m tests.browser.lighthouse

screenshots: .venv/.dev system ## Draw the pictures of the documentation anew
	$(BIN)/python -m tests.browser.screenshots

docs: .venv/.dev ## Renew the generated references and build the documentation into site-docs/
	$(BIN)/python docs/generate.py
	$(BUILD_DOCS)

wheelhouse: .venv/.dev ## Write all that an installation without a network needs into wheelhouse/
	.ci/wheelhouse wheelhouse

lock: .venv/.dev ## Take the newest versions of what the kit depends on into the lock files
	.ci/lock

clean: ## Remove what was made here, the environments included
	rm -rf build dist wheelhouse site-docs .venv .venvs *.egg-info .*_cache

system:
	@.ci/system

.venv/bin/python:
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "The kit needs Python 3.10 or newer with its venv module (Debian: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock setup.cfg | .venv/bin/python
	$(PIP) -r requirements.lock
	$(PIP) --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(PIP) -r requirements-dev.lock
	@touch $@

# The demonstration follows the kit: it is made anew when its region, the template or the renderer changed.
$(DEMO)/.tlkit/manifest.json: $(shell find regions/kota-tangerang template tlkit/instance -type f -not -name '*.pyc')
	rm -rf $(DEMO)
	$(BIN)/tlkit new region kota-tangerang -o build
	@touch $@
