# `make site` builds content/ into site/; `make test` checks and tests. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: site test check format serve bench release clean setup

site: $(STAMP)
	$(BIN)/python build.py

test: $(STAMP) check
	$(BIN)/python -m pytest -n 2

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: $(STAMP)
	$(BIN)/python build.py serve

bench: $(STAMP)
	$(BIN)/python -m benchmarks

# -P: a build.py in this folder must not be taken for the build tool. The wheel is tried where nothing else is.
release: $(STAMP)
	$(BIN)/python -m pip install --quiet build
	rm -rf dist
	$(BIN)/python -P -m build --outdir dist .
	rm -rf $(VENV)/try && $(PYTHON) -m venv $(VENV)/try
	$(VENV)/try/bin/pip install --quiet dist/*.whl
	cd $(VENV)/try && bin/dateline init ledger && cd ledger && ../bin/dateline build --strict && ../bin/dateline check

setup: $(STAMP)

# Debian's python3 comes without venv: it is installed where that is allowed, else the package is named.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer (set PYTHON=...)"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); \
	} || { echo "python3 -m venv failed: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[search]' --group dev
	@touch $@

clean:
	rm -rf $(VENV) .dateline site/* build dist .mypy_cache .ruff_cache .hypothesis
