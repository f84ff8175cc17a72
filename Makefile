# Thin targets; where there is no make (Windows), README.md names the commands to run instead.
PYTHON ?= python3.11
VENV ?= .venv
# Another index to look for torch in, for example https://download.pytorch.org/whl/cpu
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
	@echo "Installing requirements.lock into $(VENV): a few minutes and about 4 GB the first time"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## grade a small class, safely, and show the report
	python -m autograder demo

test: setup  ## static checks and the fast tests
	ruff check .
	mypy
	python -m autograder build --check
	pytest -m "not slow" -n $(WORKERS)

test-all: test  ## make test and the slow tests: every notebook, the bank, the attacks, the browser
	pytest -m slow -n $(WORKERS)

lab: setup  ## open JupyterLab on the course
	jupyter lab

site: setup  ## execute the lessons and build the site into _build/html
	python -m autograder site

release: setup  ## make release/ from source/
	python -m autograder build

audit: setup  ## run the banks of right and wrong answers against the checks
	python -m autograder audit

bench: setup  ## measure; write benchmarks/results/
	@for benchmark in benchmarks/*.py; do echo "$$benchmark"; python "$$benchmark" || exit 1; done

format: setup  ## put notebooks into canonical form, sort imports, format code
	python -m autograder.notebooks --fix
	ruff check --fix .
	ruff format autograder utils tests benchmarks nbgrader_config.py
