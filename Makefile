# Thin targets; where there is no make (Windows), README.md names the commands to run instead.
PYTHON ?= python3.11
VENV ?= .venv
# Another index to look for torch in, for example https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
WORKERS ?= 2

BIN := $(CURDIR)/$(VENV)/bin
RUN := "$(BIN)/python" -m
STAMP := $(VENV)/installed
# nbgrader starts `alembic` by name, so the environment's programs must be found first.
export PATH := $(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup doctor demo test test-all lab site release audit bench format

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP)  ## make .venv and install the pinned packages (quick when nothing changed)

$(STAMP): requirements.lock pyproject.toml
	@echo "Installing requirements.lock into $(VENV): a few minutes and about 4 GB the first time"
	@test -x "$(BIN)/python" || $(PYTHON) -m venv $(VENV)
	@$(RUN) pip install --quiet $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.lock
	@$(RUN) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

doctor: setup  ## say whether this machine can run the course, and how to mend what is wrong
	$(RUN) autograder doctor

demo: setup  ## grade a small class, safely, and show the report
	$(RUN) autograder demo

test: setup  ## static checks and the fast tests
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) autograder build --check
	$(RUN) pytest -rs -m "not slow" -n $(WORKERS)

test-all: test  ## make test and the slow tests: every notebook, the bank, the attacks, the browser
	$(RUN) pytest -rs -m slow -n $(WORKERS) --durations 40 --durations-min 20

lab: setup  ## open JupyterLab on the course
	$(RUN) jupyterlab

site: setup  ## execute the lessons and build the site into _build/html
	$(RUN) autograder site

release: setup  ## make release/ from source/
	$(RUN) autograder build

audit: setup  ## run the banks of right and wrong answers against the checks
	$(RUN) autograder audit

bench: setup  ## measure; write benchmarks/results/
	@for benchmark in $(filter-out __init__ measure,$(basename $(notdir $(wildcard benchmarks/*.py)))); do \
	  echo "$$benchmark"; $(RUN) "benchmarks.$$benchmark" || exit 1; done

format: setup  ## put notebooks into canonical form, sort imports, format code
	$(RUN) autograder.notebooks --fix
	$(RUN) ruff check --fix .
	$(RUN) ruff format .
