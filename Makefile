# newsbot: `make try` to ask the desk, `make test` to run the tests, `make check` before a commit.
.DEFAULT_GOAL := help
.PHONY: help try test check soak format lint types layers docs quick lock clean
.SILENT:

BIN := .venv/bin
TRY := .venv/try.db

help:
	echo "make try    the five sample stories in a local workspace and at a prompt (sets itself up)"
	echo "make test   run the tests (likewise)"
	echo "make check  format, lint, types, layers, docs, quick tests"

try:
	scripts/setup.sh requirements.lock
	if [ -t 0 ] && [ -t 1 ] && [ -z "$$CI" ]; then $(BIN)/newsbot try --open --ask seeds; else \
		export NEWSBOT_DATABASE_URL=sqlite:///$(TRY); $(BIN)/newsbot load seeds >&2 && $(BIN)/newsbot ask; fi

test: .dev quick
	echo "Left out: the suites marked slow, node, browser and models (they need Node, Chromium and spaCy; CI runs them)."

check: .dev format lint types layers docs quick

.PHONY: .dev
.dev:
	scripts/setup.sh requirements-dev.lock

format:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

docs:
	$(BIN)/cog --check README.md

quick:
	$(BIN)/pytest -q

soak: .dev
	$(BIN)/python benchmarks/soak.py --minutes 60

lock:
	scripts/lock.sh

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
