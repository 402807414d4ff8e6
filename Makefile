# make setup | run | test | coverage | schemathesis | check | fix | chaos | fuzz ; see CONTRIBUTING.md
PYTHON ?= python3
BIN := .venv/bin
WHOLLY := src/lightyear/gate/*,src/lightyear/consent/*,src/lightyear/ledger/*,src/lightyear/messaging/dispatch.py
STATIC := $(shell find src/lightyear/web/static -type f) src/lightyear/server/settings.py

.PHONY: setup run test coverage schemathesis check fix messages lock browser chaos fuzz tagger bench-guard bench-reach test-frames

setup: .venv/.ready .build/frontend .build/messages .build/collected

run: setup
	$(BIN)/python -m lightyear.server.main up --demo

test: setup browser
	$(BIN)/python -m pytest -n auto --dist loadfile

# How much of the code the tests run: all branches of what decides and records, most of the rest.
coverage: setup browser
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=
	$(BIN)/coverage report --fail-under=90 --skip-covered --sort=cover
	$(BIN)/coverage report --fail-under=100 --show-missing --include='$(WHOLLY)'

# The API asked a hundred things per operation and role; `make test` asks a few.
schemathesis: setup
	SCHEMATHESIS_EXAMPLES=100 $(BIN)/python -m pytest tests/api/test_schemathesis.py

check: .venv/.ready
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 
	$(BIN)/djlint --quiet --lint src/lightyear/web/templates
	$(BIN)/python tools/messages.py check

fix: .venv/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Bring the translation catalog in line with the code; then translate what is new in it.
messages: .venv/.ready
	$(BIN)/python tools/messages.py update

# Pin anew everything that pyproject.toml asks for.
lock: .venv/.ready
	$(BIN)/python tools/lock.py

browser:
	@sh tools/browser.sh

# Kill workers and the database in the middle of a send; takes some minutes.
chaos: setup
	$(BIN)/python -m pytest tests/chaos -m chaos --long -s -q

# A million inputs that try to make the guard fail, or as many as ten minutes hold.
fuzz: .venv/.ready .build/fuzz/.ready
	PYTHONPATH=src:. nice -n 15 .build/fuzz/bin/python -m bench.fuzz

# The guard beside Presidio and others, which live in an environment of their own.
bench-guard: setup .venv/.training .build/rivals/.ready
	$(BIN)/python -m bench.guard --write

# How much the guard finds of what it has to, bar by bar, on texts that were put aside.
bench-reach: setup
	$(BIN)/python -m bench.reach --write

# The guard over frames of Ray Data and Spark, which are large and live in an environment of their own; Spark needs Java.
test-frames: .build/frames/.ready
	PYSPARK_PYTHON="$(CURDIR)/.build/frames/bin/python" .build/frames/bin/python -m pytest tests/guard/test_arrow.py

# New weights for the tagger of names and places, from text of our own; some twenty minutes.
tagger: setup .venv/.training
	$(BIN)/python -m pytest tests/training
	$(BIN)/python -m training.train

# Figures as JSON lines and a table: make bench-pages, bench-ledger, bench-dispatch.
bench-%: setup
	$(BIN)/python -m bench.$*

# A lock is whole: pip adds nothing to it and looks for nothing newer.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r

.venv/.ready: requirements/dev.txt pyproject.toml hatch_build.py $(wildcard src/lightyear/guard/*/kernel.c)
	$(PYTHON) -m venv .venv
	$(BIN)/python $(INSTALL) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check --quiet --disable-pip-version-check
	touch $@

# jionlp's own dependencies are left out: only its lists are read.
.venv/.training: requirements/training.txt .venv/.ready
	$(BIN)/python $(INSTALL) requirements/training.txt
	touch $@

.build/rivals/.ready: requirements/rivals.txt
	$(PYTHON) -m venv .build/rivals
	.build/rivals/bin/python $(INSTALL) requirements/rivals.txt
	touch $@

.build/frames/.ready: requirements/frames.txt pyproject.toml $(wildcard src/lightyear/guard/*/kernel.c)
	$(PYTHON) -m venv .build/frames
	.build/frames/bin/python $(INSTALL) requirements/frames.txt
	.build/frames/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.build/fuzz/.ready: requirements/fuzz.txt
	$(PYTHON) -m venv .build/fuzz
	.build/fuzz/bin/python $(INSTALL) requirements/fuzz.txt
	touch $@

.build/frontend: frontend/package-lock.json .venv/.ready
	$(BIN)/python tools/npm.py ci --prefix frontend --no-audit --no-fund --loglevel=error
	mkdir -p .build
	touch $@

.build/messages: src/lightyear/locale/zh_Hans/LC_MESSAGES/django.po .venv/.ready
	$(BIN)/pybabel --quiet compile -d src/lightyear/locale -D django
	mkdir -p .build
	touch $@

.build/collected: .build/frontend $(STATIC)
	DJANGO_SETTINGS_MODULE=lightyear.server.settings $(BIN)/python -m django collectstatic --noinput --clear --verbosity 0
	touch $@
