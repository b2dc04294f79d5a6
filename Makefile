# One command a want; each makes .venv and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/lisbon-rabat.txt

.PHONY: read serve test check gate calls docs clean

read: $(VENV)/verbale  ## show the record of an example report
	@$(BIN)/verbale read $(EXAMPLE)

serve: $(VENV)/verbale  ## show a record of the example reports in the browser
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[web]'
	@mkdir -p build
	@$(BIN)/verbale add --db build/examples.db examples/*.txt
	@$(BIN)/verbale serve --db build/examples.db

test: $(VENV)/dev  ## run the tests
	$(BIN)/python -m pytest -q

check: $(VENV)/dev  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gate: $(VENV)/dev  ## what the shipped engine makes of our own test items, against pinned floors
	$(BIN)/python -m bench.gate $(if $(wildcard ../shared/training),--shared ../shared)

calls: $(VENV)/dev  ## 5,000 generated calls of the API of a record of examples: no 500
	@mkdir -p build
	$(BIN)/verbale add --db build/examples.db examples/*.txt
	$(BIN)/python -m bench.serving build/examples.db --calls 5000

docs: $(VENV)/dev  ## write the generated pages of docs/reference and the outputs shown in the README
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade pip

$(VENV)/verbale: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	touch $@

$(VENV)/dev: $(VENV)/verbale
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[archives,files,pages,postgresql,record,watch,web]' --group dev --group browser
	touch $@
