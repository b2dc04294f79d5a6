# One command a want; each makes .venv and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/lisbon-rabat.txt

.PHONY: read test check gate docs clean

read: $(VENV)/verbale  ## show the record of an example report
	@$(BIN)/verbale read $(EXAMPLE)

test: $(VENV)/dev  ## run the tests
	$(BIN)/python -m pytest -q

check: $(VENV)/dev  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gate: $(VENV)/dev  ## what the shipped engine makes of our own test items, against pinned floors
	$(BIN)/python -m bench.gate $(if $(wildcard ../shared/training),--shared ../shared)

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
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[archives,files,pages,record,watch,web]' --group dev
	touch $@
