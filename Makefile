# What a person can run here: `make demo` (`make demo ARGS=--full` for all of it), `make check`, `make test`, `make test-all` (and its halves alone, `make whole` and `make beyond`), `make coverage`,
# `make bench`, `make docs`, `make mutants`, `make fuzz`, `make clean`. Needs make and Python 3.11 or newer, nothing else; what `make test-all` needs beside, it says: Chromium, fonts, Pango,
# Poppler, npm and PostgreSQL. Everything is put into $(VENV); nothing outside is touched.

VENV ?= .venv

# The first Python on the path that is new enough. Say PYTHON=... to choose another.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$name"; break; }; done)

PLUGINS := plugins/coachplan-ot plugins/coachplan-speech plugins/coachplan-feeding
PROJECTS := pyproject.toml $(addsuffix /pyproject.toml,$(PLUGINS))
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet

# What the tools remember between runs lies in the environment, too. Compiled modules are kept whatever is said outside:
# a command that is started anew for each of many tests would else be compiled for each.
REMEMBERED := $(abspath $(VENV))/remembered
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(REMEMBERED)/python
export MYPY_CACHE_DIR := $(REMEMBERED)/mypy
export RUFF_CACHE_DIR := $(REMEMBERED)/ruff
export HYPOTHESIS_STORAGE_DIRECTORY := $(REMEMBERED)/hypothesis
PYTEST := -m pytest -o "cache_dir=$(REMEMBERED)/pytest" --ignore=tests/beyond tests $(PLUGINS)

# The browser that pages are looked at in; found by name, or said: CHROMIUM=/path/to/chromium
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# The programs of a PostgreSQL, of which the tests start one of their own; found, or said: POSTGRESQL=/path/to/bin
POSTGRESQL ?= $(or $(lastword $(sort $(wildcard /usr/lib/postgresql/*/bin))),$(patsubst %/,%,$(dir $(shell command -v initdb))))

# When this began: what is asked for says in the end how long it took.
BEGUN := $(shell date +%s)
TOOK = $$(( $$(date +%s) - $(BEGUN) )) seconds

.PHONY: demo check looks test test-all whole beyond coverage bench docs mutants fuzz clean

demo: $(VENV)/.can-run
	@echo "==> Three families, four weeks of practice, and what coachplan says to it:"
	@$(VENV)/bin/python examples/demo.py $(ARGS)

check: $(VENV)/.can-test
	@echo "==> Every content and scenario file, line by line"
	@$(VENV)/bin/coachplan check src/coachplan/content tests/scenarios $(PLUGINS)
	@$(VENV)/bin/coachplan plugins

looks: $(VENV)/.can-test
	@echo "==> 1 of 3: the look of the code (ruff)"
	@$(VENV)/bin/ruff check .
	@echo "==> 2 of 3: the types (mypy --strict); about half a minute the first time"
	@$(VENV)/bin/mypy --strict

# What is tried every day: of the great sweeps a fixed sample, and of each law a twentieth of its examples.
test: looks
	@echo "==> 3 of 3: the tests of the core and of each plugin, on every core there is; a minute or two"
	@$(VENV)/bin/python $(PYTEST) -n auto --dist worksteal --durations=10 --everyday
	@echo "==> All of this took $(TOOK). make test-all goes on where it left off: each sweep whole, every example of each"
	@echo "    law, and what needs a browser, PDF, other readers and PostgreSQL; some minutes."

test-all: whole beyond
	@echo "==> All of this took $(TOOK)."

whole: looks
	@echo "==> 3 of 3: the tests of the core and of each plugin, whole, on every core there is; some minutes"
	@$(VENV)/bin/python $(PYTEST) -n auto --dist worksteal --durations=10
	@echo "==> All of this took $(TOOK)."

beyond: $(VENV)/.can-go-beyond
	@test -n "$(CHROMIUM)" || { echo "This needs a browser: apt-get install --no-install-recommends chromium fonts-noto-core poppler-utils, or CHROMIUM=/path/to/chromium"; exit 1; }
	@command -v pdftotext >/dev/null || { echo "This needs pdftotext: apt-get install --no-install-recommends poppler-utils"; exit 1; }
	@command -v npm >/dev/null || { echo "This needs Node and npm: apt-get install --no-install-recommends nodejs npm"; exit 1; }
	@ls $(POSTGRESQL)/initdb >/dev/null 2>&1 || { echo "This needs PostgreSQL: apt-get install --no-install-recommends postgresql, or POSTGRESQL=/path/to/bin"; exit 1; }
	@command -v faketime >/dev/null || { echo "This needs faketime: apt-get install --no-install-recommends faketime"; exit 1; }
	@echo "==> What needs more than Python: pages in a browser, printed; what others read of what is written for them; a journal in PostgreSQL"
	@CHROMIUM="$(CHROMIUM)" POSTGRESQL="$(POSTGRESQL)" $(VENV)/bin/python -m pytest -o "cache_dir=$(REMEMBERED)/pytest" -n auto --dist worksteal tests/beyond

coverage: $(VENV)/.can-test
	@echo "==> Which lines and branches the tests run; some minutes longer than the tests alone"
	@$(VENV)/bin/coverage run $(PYTEST)
	@$(VENV)/bin/coverage report

bench: $(VENV)/.can-test
	@echo "==> Timing; about a minute"
	@$(VENV)/bin/python benchmarks/table.py

docs: $(VENV)/.can-explain
	@echo "==> The pages of docs/ and the reference of the code as a site, in $(VENV)/docs"
	@$(VENV)/bin/python -m sphinx -W --keep-going --quiet -d "$(REMEMBERED)/sphinx" docs "$(VENV)/docs"

# FILE=review/decisions, or several in quotation marks, tries those alone; SAMPLE=150 only so many changes of each.
mutants: $(VENV)/.can-change
	@echo "==> Would the tests notice a change of one line? Some minutes for each file"
	@$(VENV)/bin/python mutants/run.py $(FILE) $(if $(SAMPLE),--sample $(SAMPLE))

# So many seconds in all, divided among the targets; TARGET=notes tries one of them alone.
SECONDS ?= 600
SEED ?= 0

fuzz: $(VENV)/.can-fuzz
	@echo "==> Does what nobody thought of come out as a value or as a sentence? $(SECONDS) seconds, and some to begin"
	@$(VENV)/bin/python fuzz/run.py $(TARGET) --seconds $(SECONDS) --seed $(SEED) --kept "$(REMEMBERED)/fuzz"

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks .coverage
	find src plugins tests examples benchmarks mutants fuzz -name __pycache__ -type d -prune -exec rm -rf {} +

# A file in the environment is the mark that a stage is done; it is made again when what it stands on changes.
# The releases are the locked ones, checked by hash. The four projects themselves are installed as links to this
# folder, so that a change to the code needs no new install.

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then echo "No Python 3.11 or newer was found. Say which: make PYTHON=/path/to/python"; exit 1; fi
	@echo "==> Making an environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.can-run: $(VENV)/pyvenv.cfg constraints/run.txt $(PROJECTS)
	@echo "==> Installing coachplan and its three plugins; this can take a minute"
	@$(PIP) install --require-hashes -r constraints/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable . $(addprefix --editable ./,$(PLUGINS))
	@touch $@

$(VENV)/.can-test: $(VENV)/.can-run constraints/test.txt
	@echo "==> Installing what the tests need; this can take a minute"
	@$(PIP) install --require-hashes -r constraints/test.txt
	@touch $@

$(VENV)/.can-go-beyond: $(VENV)/.can-test constraints/beyond.txt
	@echo "==> Installing what the tests beyond Python alone need; this can take a minute"
	@$(PIP) install --require-hashes -r constraints/beyond.txt
	@touch $@

$(VENV)/.can-explain: $(VENV)/.can-test constraints/docs.txt
	@echo "==> Installing what makes pages"
	@$(PIP) install --require-hashes -r constraints/docs.txt
	@touch $@

$(VENV)/.can-change: $(VENV)/.can-test constraints/mutants.txt
	@echo "==> Installing what changes single lines"
	@$(PIP) install --require-hashes --no-deps -r constraints/mutants.txt
	@touch $@

$(VENV)/.can-fuzz: $(VENV)/.can-test constraints/fuzz.txt
	@echo "==> Installing the fuzzer"
	@$(PIP) install --only-binary :all: --require-hashes -r constraints/fuzz.txt || { echo "This needs a Python for which the fuzzer atheris is built (it is not for $$($(VENV)/bin/python -V) on this system): make fuzz VENV=.venv-fuzz PYTHON=python3.12"; exit 1; }
	@touch $@
