# Two commands on a bare machine with python3 (3.11 or later) and make:
#
#   make demo    its own environment, install, a record of the examples, what to try next
#   make test    style, types, import contracts, tests, and the score gates where the annotated reports lie alongside
#
# The others: lint, unit, score, speed, docs, site, shots, clean.

PYTHON ?= python3
VENV ?= .venv
TEST_VENV ?= .venv-test
SHARED ?= ../shared
BIN := $(TEST_VENV)/bin
OUT := evaluation/out

# Bytecode and caches stay out of the way; output is the same in every locale.
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint unit browser gates score speed docs site shots clean

help:
	@sed -n 's/^#   /  /p' Makefile

# --- environments -----------------------------------------------------------

# $(call environment,FOLDER): a virtual environment with a pip that knows dependency groups
define environment
	@command -v $(PYTHON) >/dev/null || { echo "make: no $(PYTHON) found. Install Python 3.11 or later (Debian: apt-get install python3 python3-venv), or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1), onrecord needs Python 3.11 or later. Say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: $(PYTHON) cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "making the environment $(1)"
	@rm -rf $(1)
	@$(PYTHON) -m venv $(1)
	@$(1)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
endef

$(VENV)/.installed: pyproject.toml
	$(call environment,$(VENV))
	@echo "installing onrecord"
	@$(VENV)/bin/python -m pip install --quiet --editable ".[room]"
	@touch $@

$(TEST_VENV)/.installed: pyproject.toml
	$(call environment,$(TEST_VENV))
	@echo "installing onrecord and what the tests need"
	@$(BIN)/python -m pip install --quiet --editable . --group test --group scale --group docs
	@touch $@

# --- what people do ---------------------------------------------------------

demo: $(VENV)/.installed
	@$(VENV)/bin/onrecord demo
	@echo
	@echo "To look at it rather than read about it (Ctrl-C closes it):"
	@echo "  $(VENV)/bin/onrecord open demo.record"
	@echo
	@echo "onrecord is installed in $(VENV). On your own reports:"
	@echo "  $(VENV)/bin/onrecord build FOLDER -o news.record"
	@echo "  $(VENV)/bin/onrecord --help"

# pytest comes last, so that its summary is the last thing on the screen
test: lint gates unit

lint: $(TEST_VENV)/.installed
	@echo "ruff check";  $(BIN)/ruff check --quiet .
	@echo "ruff format"; $(BIN)/ruff format --quiet --check .
	@echo "mypy";        $(BIN)/mypy --no-error-summary && $(BIN)/mypy --no-error-summary --strict -p evaluation -p benchmarks
	@echo "lint-imports"; $(BIN)/lint-imports > $(TEST_VENV)/lint-imports.log 2>&1 || { cat $(TEST_VENV)/lint-imports.log; exit 1; }

unit: $(TEST_VENV)/.installed browser
	@$(BIN)/python -m pytest

# The tests of the reading room look at it in Chromium. Where there is none, root installs Debian's; others are told.
CHROMIUM_HERE = [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
browser: $(TEST_VENV)/.installed
	@$(CHROMIUM_HERE) || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing chromium, for the tests of the reading room"; \
	    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-liberation; } \
	      > $(TEST_VENV)/chromium.log 2>&1 || { tail -5 $(TEST_VENV)/chromium.log; echo "chromium could not be installed: the tests that look at the reading room are left out"; }; \
	  else \
	    echo "no Chromium found, so the tests that look at the reading room are left out. Debian: sudo apt-get install chromium; elsewhere: CHROMIUM=/path/to/chrome make test"; \
	  fi; }

# Fresh figures of the shipped reader against the floors; the committed scores.json stays as it is.
gates: $(TEST_VENV)/.installed
	@if [ -d "$(SHARED)/score" ]; then \
	  echo "score gates" && mkdir -p $(OUT) && rm -f $(OUT)/scores.json && \
	  $(BIN)/python -m evaluation.score --output $(OUT)/scores.json 2> $(OUT)/score.log || { cat $(OUT)/score.log; exit 1; } && \
	  $(BIN)/python -m evaluation.seed --output $(OUT)/scores.json && \
	  $(BIN)/python -m evaluation.resolve --output $(OUT)/scores.json > $(OUT)/resolve.log && \
	  $(BIN)/python -m evaluation.gate --scores $(OUT)/scores.json --published evaluation/scores.json --without speed --without "resolve: cost"; \
	else \
	  echo "score gates left out: no annotated reports in $(SHARED)"; \
	fi

# Measure everything, write evaluation/scores.json, put the table into the README, compare with the floors.
score: $(TEST_VENV)/.installed
	@$(BIN)/python -m evaluation.score
	@$(BIN)/python -m evaluation.seed
	@$(BIN)/python -m evaluation.resolve --cost --output evaluation/scores.json
	@$(BIN)/python -m evaluation.speed
	@$(BIN)/python -m evaluation.table
	@$(BIN)/python -m evaluation.gate

speed: $(TEST_VENV)/.installed
	@$(BIN)/python -m evaluation.speed

docs: $(TEST_VENV)/.installed
	@$(BIN)/python docs/render.py
	@$(BIN)/python docs/formats_out.py
	@$(BIN)/python -m evaluation.table

# The documentation as pages for a browser, with every warning an error. Nothing is fetched.
site: $(TEST_VENV)/.installed
	@$(BIN)/python -m sphinx -q -W --keep-going -d build/site-trees docs build/site
	@echo "the documentation is in build/site/index.html"

# The pictures of README.md: docs/img/*.png
shots: $(TEST_VENV)/.installed browser
	@$(BIN)/python docs/shots.py

clean:
	@rm -rf $(VENV) $(TEST_VENV) $(OUT) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests evaluation training docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
