# Everything that these commands write stays in .venv, frontend/node_modules and var.
PORT ?= 8000
HOST ?= 127.0.0.1
export SPEERPUNT_VAR ?= $(CURDIR)/var
export SPEERPUNT_STATIC = $(SPEERPUNT_VAR)/static
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/pycache
# The engine is compiled once, by build.
export NUMBA_CACHE_DIR = $(CURDIR)/var/cache/numba
# Compiled code stays in var, and halves the time to start.
unexport PYTHONDONTWRITEBYTECODE
export UV_CACHE_DIR = $(CURDIR)/var/cache/uv
export npm_config_cache = $(CURDIR)/var/cache/npm
export npm_config_update_notifier = false
export NODE_COMPILE_CACHE = $(CURDIR)/var/cache/node
export PATH := $(CURDIR)/.venv/bin:$(PATH)

UV_INSTALL = uv pip install --quiet --python .venv/bin/python
LOCK = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
       --no-emit-index-url --no-emit-find-links
# What is done already, so that the next time starts quickly.
RUNTIME = .venv/.runtime-installed
DEV = .venv/.dev-installed
PEERS = .venv/.peers-installed
PACKAGES = frontend/node_modules/.installed
FRONTEND = $(SPEERPUNT_VAR)/stamps/frontend
CATALOGUE = $(SPEERPUNT_VAR)/locale/nl/LC_MESSAGES/django.mo
KERNELS = $(SPEERPUNT_VAR)/stamps/kernels
FRONTEND_SOURCES = $(shell find frontend -type f -not -path '*/node_modules/*')
KERNEL_SOURCES = $(shell grep -rl njit src/speerpunt/engine)
CATALOGUE_SOURCES = $(shell find src -name '*.po')

.DEFAULT_GOAL = help
.PHONY: help demo run build test test-unit test-sqlite test-postgres test-browser check check-style check-types check-imports \
        check-migrations check-catalogue check-templates check-frontend format quality guards bench bench-engine screenshots lock clean

help:  ## explain these commands
	@echo "Speerpunt. Each command sets up what it needs, the first time too."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo run: export SPEERPUNT_BASE_URL := $(or $(SPEERPUNT_BASE_URL),http://localhost:$(PORT))

demo: build  ## serve the example of Leiden on this machine (PORT=8000)
	@speerpunt demo --port $(PORT)

run: build  ## serve your own database, as in production (HOST=127.0.0.1 PORT=8000; docs/operations.md)
	@speerpunt migrate --verbosity 0
	@speerpunt serve --host $(HOST) --port $(PORT)

build: $(RUNTIME) $(FRONTEND) $(CATALOGUE) $(KERNELS)  ## make everything that a server needs: packages, front end, Dutch texts, engine

test: $(DEV) build  ## run all tests, on SQLite and PostgreSQL, and in Chromium
	@tools/install-system chromium
	@failed=; for suite in sqlite postgres browser; do \
		$(MAKE) --no-print-directory test-$$suite || failed="$$failed $$suite"; \
	done; test -z "$$failed" || { echo "Failed:$$failed"; exit 1; }

test-unit: $(DEV)  ## only what is quick: without a browser, a running server, or a walk over every address
	@pytest -n 2 -m "not browser" --ignore tests/access --ignore tests/operations

test-sqlite: $(DEV)  ## only the tests without a browser, on SQLite
	@echo "== On SQLite"
	@pytest -n 2 -m "not browser"

test-postgres: $(DEV)  ## only the tests without a browser, on PostgreSQL (what knows no database ran already)
	@echo "== On PostgreSQL"
	@pytest -n 2 -m "not browser" --postgres --in-turns --ignore tests/engine

test-browser: $(DEV) build  ## only the tests in Chromium
	@echo "== In Chromium"
	@pytest -m browser -n 2 --dist loadfile -rs

check: check-style check-types check-imports check-migrations check-catalogue check-templates check-frontend  ## run every check that is not a test (make -k check: all, even after one fails)

check-style: $(DEV)
	@echo "== Style"
	@ruff check --quiet && ruff format --check --quiet

check-types: $(DEV)
	@echo "== Types"
	@mypy

check-imports: $(DEV)
	@echo "== Architecture"
	@lint-imports --cache-dir var/cache/import-linter

check-migrations: $(DEV)
	@echo "== Migrations"
	@speerpunt manage makemigrations --check --dry-run

check-catalogue: $(DEV)
	@echo "== Dutch catalogue"
	@python -m tools.catalogues check

check-templates: $(DEV)
	@echo "== Templates"
	@djlint src --lint --quiet

check-frontend: $(PACKAGES)
	@echo "== Front end"
	@cd frontend && npm run --silent check

format: $(DEV)  ## lay out the Python code
	@ruff check --fix --quiet; ruff format --quiet

quality: $(DEV) build  ## try every row of docs/quality.md at full length, on both databases
	@python -m tests.quality

guards: $(DEV) build  ## take each guard out in turn, and see that a test misses it
	@python -m tests.guards

bench: $(DEV) build  ## measure pages and search (benchmarks/)
	@python -m benchmarks

bench-engine: $(PEERS) build  ## measure the engine beside others that do the same
	@OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive python -m benchmarks.engine

screenshots: $(DEV) build  ## take the pictures of the README again
	@python -m tools.screenshots

lock: $(DEV)  ## choose the newest versions that pyproject.toml allows
	@$(LOCK) --upgrade pyproject.toml --group setup --output-file requirements.txt
	@$(LOCK) --upgrade pyproject.toml --group setup --group dev --constraints requirements.txt --output-file requirements-dev.txt
	@$(LOCK) --upgrade --group peers --constraints requirements-dev.txt --output-file requirements-peers.txt
	@$(LOCK) --upgrade --group node --output-file requirements-node.txt
	@! grep -nE '://|@ ' requirements*.txt

clean:  ## remove what these commands made, except the data in var
	@rm -rf .venv frontend/node_modules $(SPEERPUNT_VAR)/static $(SPEERPUNT_VAR)/stamps $(SPEERPUNT_VAR)/locale \
		$(SPEERPUNT_VAR)/test var/cache var/pycache

.venv/bin/python:
	@python=$$(tools/find-python) && echo "Making .venv with $$python" && "$$python" -m venv --clear .venv

.venv/bin/uv: | .venv/bin/python
	@tools/install-uv

$(RUNTIME): requirements.txt pyproject.toml | .venv/bin/uv
	@echo "Installing Python packages"
	@$(UV_INSTALL) --require-hashes -r requirements.txt
	@$(UV_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing Python packages for development"
	@$(UV_INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

$(PEERS): requirements-peers.txt $(DEV)
	@echo "Installing what the engine is measured beside"
	@$(UV_INSTALL) --require-hashes -r requirements-peers.txt
	@touch $@

$(PACKAGES): frontend/package.json frontend/package-lock.json | $(RUNTIME)
	@tools/install-node
	@echo "Installing front-end packages"
	@cd frontend && npm ci --silent --ignore-scripts
	@touch $@

$(FRONTEND): $(PACKAGES) $(FRONTEND_SOURCES)
	@echo "Building the front end"
	@cd frontend && npm run --silent build
	@mkdir -p $(@D) && touch $@

$(CATALOGUE): $(RUNTIME) $(CATALOGUE_SOURCES) tools/catalogues.py
	@echo "Compiling the Dutch texts"
	@python -m tools.catalogues compile >/dev/null

$(KERNELS): $(RUNTIME) $(KERNEL_SOURCES)
	@echo "Compiling the engine"
	@python -m speerpunt.engine warm-up >/dev/null
	@mkdir -p $(@D) && touch $@
