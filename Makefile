# One command each. `make run` and `make test` set up all they need in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
# Tests of a group stay together and in order, so that they start what they share once.
# One more than the two cores of a usual machine: some tests wait for a server to come back.
WORKERS ?= 3
BESIDE := -n $(WORKERS) --dist loadgroup --no-loadscope-reorder
UI     := atlas/ui

.PHONY: run test test-faults check data geo bundles contract diagram fonts accuracy screenshots bench setup setup-dev setup-node setup-programs format clean

run: setup ## the dashboard on http://localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: setup-dev setup-node setup-programs ## every test, browser tests included, by WORKERS=3 at once
	$(BIN)/python -m pytest $(BESIDE)

test-faults: setup-dev setup-programs ## the store killed, full, read-only, damaged, away, and shared by many processes
	$(BIN)/python -m pytest $(BESIDE) tests/faults

check: setup-dev setup-node ## format, lint, types, data, in Python and in the browser's code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m atlas check --lang en
	cd $(UI) && npm run --silent lint && npm run --silent types

bench: setup-dev setup-programs ## map, every page, reading engine and API, each against baselines
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(BIN)/python bench/run.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/api.py
	$(BIN)/python -m bench.crowd
	$(BIN)/python -m bench.first_view

geo: setup-dev ## the layers of geo/ again from their packages
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-geo.txt
	$(BIN)/python geo/build.py

accuracy: setup-dev ## the engine on sentences labelled before it read them, for the page on method
	$(BIN)/python -m tests.accuracy.score

bundles: setup-node ## the browser's modules packed again by esbuild, after one was changed
	cd $(UI) && npm run --silent build

contract: setup ## the browser's types again, after a message or an asset changed in atlas/contract/
	$(BIN)/python -m atlas.contract.typescript

screenshots: setup-dev setup-programs ## the pictures of the READMEs
	$(BIN)/python -m docs.screenshots

diagram: setup-dev ## the picture of the house in docs/, laid out by Graphviz, after an import between rooms changed
	sh deploy/graphviz.sh
	$(BIN)/python -m docs.diagram

fonts: setup-dev setup-programs ## the letters of drawn maps, after new words or data brought new characters
	$(BIN)/python -m atlas.figures.fonts.build

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.development
setup-node: $(UI)/node_modules/.package-lock.json

$(BIN)/python:
	sh deploy/venv.sh $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.development: requirements-dev.txt requirements-postgresql.txt requirements-sign-in.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.runtime

$(UI)/node_modules/.package-lock.json: $(UI)/package-lock.json
	sh deploy/node.sh
	touch $@

# Tests drive Chromium and LibreOffice, and read Chinese text in both.
setup-programs:
	sh deploy/test_programs.sh

clean:
	rm -rf $(VENV) $(UI)/node_modules .pytest_cache .ruff_cache .mypy_cache
