# One command each. `make run` and `make test` set up all they need in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501

.PHONY: run test test-faults check data geo bundles contract fonts accuracy screenshots bench setup setup-dev setup-programs format clean

run: setup ## the dashboard on http://localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: setup-dev setup-programs ## every test, browser tests included
	$(BIN)/python -m pytest

test-faults: setup-dev setup-programs ## the store killed, full, read-only, damaged, away, and shared by many processes
	$(BIN)/python -m pytest tests/faults

check: setup-dev ## format, lint, types, data
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m atlas check --lang en

bench: setup-dev setup-programs ## map, every page, reading engine and API, each against baselines
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(BIN)/python bench/run.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/api.py
	$(BIN)/python -m bench.crowd

geo: setup-dev ## the layers of geo/ again from their packages
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-geo.txt
	$(BIN)/python geo/build.py

accuracy: setup-dev ## the engine on sentences labelled before it read them, for the page on method
	$(BIN)/python -m tests.accuracy.score

bundles: ## the browser's modules packed again by esbuild, after one was changed; needs npm
	cd atlas/ui/bundles && npm install --no-audit --no-fund && npm run build

contract: setup ## the browser's types again, after a message or an asset changed in atlas/contract/
	$(BIN)/python -m atlas.contract.typescript

screenshots: setup-dev setup-programs ## the pictures of the READMEs
	$(BIN)/python -m docs.screenshots

fonts: setup-dev setup-programs ## the letters of drawn maps, after new words or data brought new characters
	$(BIN)/python -m atlas.figures.fonts.build

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.development

$(BIN)/python:
	sh deploy/venv.sh $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.development: requirements-dev.txt requirements-postgresql.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.runtime

# Tests drive Chromium and LibreOffice, and read Chinese text in both.
setup-programs:
	sh deploy/test_programs.sh

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache
