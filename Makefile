# Everything sets itself up in .venv; all that is needed is Python 3.11, 3.12 or 3.13 and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Python makes bytecode of what it imports, when it does; making it of everything beforehand takes half a minute.
INSTALL := $(PIP) install --no-compile
QUIETLY := -m pip --disable-pip-version-check --quiet install
READY := $(VENV)/.ready
READY_TO_DEVELOP := $(VENV)/.ready-to-develop
UV ?= uv
LOCK := $(UV) pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-header --quiet

# The newest Pythons, each in a place of its own; the last one with the newest Mesa, releases before the release included.
NEWEST := 3.12 3.13
NEWEST_MESA := 3.13
NEWEST_TESTS ?= tests/foundation tests/district tests/strategy tests/model tests/engine tests/outcomes tests/study tests/baseline \
	tests/report tests/cli tests/fuzz

.PHONY: help demo validate test slow mutations style types layers check newest bench lock clean

help:
	@echo "make demo    fast against slow in Dallas ISD, ten years (about a minute after set-up)"
	@echo "make validate  everything known that the model is held against, as a page (under ten minutes)"
	@echo "make test    style, types, layers and all tests"
	@echo "make slow    the null tests at full size (tens of minutes)"
	@echo "make mutations  does anything notice when a rule is switched off or turned round (about 10 minutes)"
	@echo "make check   the same without the tests"
	@echo "make newest  the tests that new versions may break, under Python 3.12, and under 3.13 with the newest Mesa"
	@echo "make bench   speed and memory, measured on this machine"
	@echo "make lock    make the lock files in constraints/ again (needs uv)"
	@echo "make clean   remove what was made here, .venv too; the folder runs/ stays"

demo: $(READY)
	@$(BIN)/bothways compare 'strategies=[fast_and_furious,slow_and_steady]' district=dallas_isd \
		years=10 replicates=20 seed=1 figures=headlines

validate: $(READY)
	@$(BIN)/bothways validate

test: check
	$(BIN)/python -m pytest -W error -m "not slow" $(PYTEST_OPTIONS)

slow: $(READY_TO_DEVELOP)
	$(BIN)/python -m pytest -W error -m slow $(PYTEST_OPTIONS)

mutations: $(READY_TO_DEVELOP)
	$(BIN)/python -m sim.verification.mutations

check: style types layers

style: $(READY_TO_DEVELOP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY_TO_DEVELOP)
	$(BIN)/mypy --strict sim

layers: $(READY_TO_DEVELOP)
	$(BIN)/lint-imports

newest: $(NEWEST:%=newest-%)

newest-%: .venv-newest-%/.ready
	@.venv-newest-$*/bin/python -c 'import sys, mesa; print("Python", sys.version.split()[0], "with Mesa", mesa.__version__)'
	.venv-newest-$*/bin/python -m pytest -W error -m "not slow" -q $(PYTEST_OPTIONS) $(NEWEST_TESTS)

# Only Mesa may be a release before the release: asked for with all it needs, pip would take such releases of those too.
.venv-newest-%/.ready: constraints/development.txt pyproject.toml
	@python=$(or $(lastword $(wildcard $(HOME)/.pyenv/versions/$*.*/bin/python$*)),python$*); \
	$$python -c "" || { echo "make newest needs Python $*, as python$* on the path." >&2; exit 2; }; \
	echo "Making .venv-newest-$* ..."; $$python -m venv .venv-newest-$*
	@.venv-newest-$*/bin/python $(QUIETLY) --no-compile --require-hashes -r constraints/development.txt
	@$(if $(filter $*,$(NEWEST_MESA)),.venv-newest-$*/bin/python $(QUIETLY) --no-deps --upgrade --pre "mesa<4.1")
	@$(if $(filter $*,$(NEWEST_MESA)),.venv-newest-$*/bin/python $(QUIETLY) \
		"mesa==$$(.venv-newest-$*/bin/python -c 'from importlib.metadata import version; print(version("mesa"))')")
	@.venv-newest-$*/bin/python $(QUIETLY) --no-deps -e .
	@touch $@
.PRECIOUS: .venv-newest-%/.ready

bench: $(READY)
	@missed=0; for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python "$$script" || missed=1; done; exit $$missed

lock:
	$(LOCK) --output-file constraints/run.txt
	$(LOCK) --extra dev --constraint constraints/run.txt --output-file constraints/development.txt

clean:
	rm -rf $(VENV) .venv-newest-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "bothways needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV)

# The stamps: done once, and again when the lock file or the project's description changes.
$(READY): constraints/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what bothways needs (once; a minute or less) ..."
	@$(INSTALL) --require-hashes -r constraints/run.txt
	@$(INSTALL) --no-deps -e .
	@touch $@

$(READY_TO_DEVELOP): constraints/development.txt pyproject.toml | $(BIN)/python
	@echo "Installing what bothways and its tests need (once; a minute or less) ..."
	@$(INSTALL) --require-hashes -r constraints/development.txt
	@$(INSTALL) --no-deps -e .
	@touch $@ $(READY)
