# Two commands: `make chat` and `make test`. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
LIBRARY ?= data/library
TESTS_AT_ONCE ?= 2
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_OFFLINE := 1

.PHONY: chat test check eval audit ingest clean help

chat: ingest ## bring the library up to date and serve the page at http://127.0.0.1:7860
	@exec $(BIN)/python app.py --library $(LIBRARY)

ingest: $(VENV)/.installed
	@$(BIN)/python -m ingest --library $(LIBRARY)

test: $(VENV)/.installed-dev ## run all tests, two files at a time
	@$(BIN)/python -m pytest --numprocesses $(TESTS_AT_ONCE) --dist loadscope

check: $(VENV)/.installed-dev ## formatting, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest --numprocesses $(TESTS_AT_ONCE) --dist loadscope

eval: $(VENV)/.installed-dev ## measure everything offline; fails below the floors in eval/floors.toml
	@$(BIN)/python -m eval gate

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Citewell needs Python 3.11 or newer; set PYTHON=")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing (once, a few minutes)…"
	@$(PIP) torch==2.13.0
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests need (once)…"
	@$(PIP) --editable ".[dev,eval,training]"
	@touch $@

audit: $(VENV)/.installed-dev ## look for known weaknesses of the pinned packages, where advisories can be had
	@$(BIN)/python -m server audit

clean: ## remove the environment, the library and the converted models
	rm -rf $(VENV) data

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'
