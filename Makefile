# Thin targets over Python: without make (Windows), run the commands on the right yourself.
PYTHON ?= python3.11
VENV ?= .venv
# Another package index for torch, for example https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
WORKERS ?= 2

BIN := $(CURDIR)/$(VENV)/bin
STAMP := $(VENV)/installed
# nbgrader starts `alembic` by name, so the environment's programs must be found first.
export PATH := $(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all lab site release audit bench format

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP)  ## make .venv and install the pinned packages (quick when nothing changed)

$(STAMP): requirements.lock pyproject.toml
	@echo "Installing the packages of requirements.lock into $(VENV): a few minutes and about 5 GB the first time"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

