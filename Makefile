# Everything a newcomer, a contributor and CI need. Each target does its own set-up; nothing is installed outside .venv but for
# what .ci/bootstrap says.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test check docs pictures bench clean
help:
	@echo "make demo      the sample dossiers through all of fairwoo, then the website (PORT=8001 for another port; with CI=true not)"
	@echo "make test      all tests, a real OpenSearch node included"
	@echo "make check     format, lint, types, import contracts, documentation"
	@echo "make docs      the pages of docs/referentie anew, from the code"
	@echo "make pictures  the pictures of docs/handleiding anew, made by the browser tests"
	@echo "make bench     what it costs beside the bare libraries: a table, and bench.json (BENCH='text big' for some of it)"
	@echo "make clean     removes .venv, the demo and what tools left"

$(VENV)/.installed: pyproject.toml .ci/bootstrap
	@sh .ci/bootstrap venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/fairwoo demo $(if $(PORT),--port $(PORT)) $(if $(CI),--no-serve)

test: $(VENV)/.dev
	@sh .ci/bootstrap java
	@sh .ci/bootstrap ocr
	@sh .ci/bootstrap office
	@sh .ci/bootstrap browser
	@sh .ci/bootstrap spectral $(BIN)/python
	@$(BIN)/python -m tests.browser.tools >/dev/null || [ -z "$$CI" ]
	@$(BIN)/python tests/opensearch/testnode.py prepare all || [ -z "$$CI" ]
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/docs

docs: $(VENV)/.dev
	$(BIN)/python docs/reference.py

pictures: $(VENV)/.dev
	@sh .ci/bootstrap browser
	FAIRWOO_PICTURES=1 $(BIN)/python -m pytest -q -p no:randomly tests/browser/test_walk.py -k pictures

bench: $(VENV)/.dev
	@sh .ci/bootstrap ocr
	$(BIN)/python -m tests.bench $(BENCH)

clean:
	rm -rf $(VENV) build dist fairwoo-demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
