# Two commands for a newcomer: `make demo` and `make test`. Both make their own virtual environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := $(sort $(wildcard samples/*.txt))
DEMO := build/demo.db

.PHONY: demo test check format samples bench clean

$(VENV)/base: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# The tests need much more than the program: frames, pictures, servers, readers of other formats.
$(VENV)/ready: $(VENV)/base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/base
	mkdir -p build
	$(BIN)/budgetkg build --store $(DEMO) $(SAMPLES)
	$(BIN)/budgetkg query projects-by-notice --store $(DEMO)

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/pytest

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The sample set of several departments, made again by its generator.
samples: $(VENV)/ready
	PYTHONPATH=tests $(BIN)/python -m disclosures.series samples/two-districts

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
