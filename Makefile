.DEFAULT_GOAL := help
PYTHON_IN_VENV := .venv/bin/python

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## start the demo city on 127.0.0.1:8000 (HOST=, PORT=, DATABASE_URL=, WORKERS= are respected)
	@sh scripts/prepare.sh run
	@$(PYTHON_IN_VENV) -m scripts.run

test: dev ## run every test, on SQLite, on PostgreSQL and in a browser; installs what that needs
	@$(PYTHON_IN_VENV) -m scripts.testing all

test-fast: dev ## run the tests on SQLite but the long walks: journeys, every page, every hostile answer, demo city
	@$(PYTHON_IN_VENV) -m scripts.testing fast

lint: dev ## check style, types, floors, dependencies, templates, secrets and translations
	@$(PYTHON_IN_VENV) -m scripts.lint

format: dev ## put the code into its standard form
	@$(PYTHON_IN_VENV) -m ruff check --fix --quiet . || true
	@$(PYTHON_IN_VENV) -m ruff format .

bench: dev ## measure the site as it is deployed, beside a bare list of 20 rows
	@$(PYTHON_IN_VENV) -m benchmarks.run_site

bench-matching: dev ## measure the matching engine beside others on the same data (PARTS=, SIZES=, BENCH_LARGE=1)
	@$(PYTHON_IN_VENV) -m benchmarks.matching.run

bench-search: dev ## measure the search beside FTS5 and tantivy on judged queries (PARTS=, SIZES=, BENCH_LARGE=1)
	@$(PYTHON_IN_VENV) -m benchmarks.search.run

screenshots: dev ## take the main screens at 360, 768 and 1280 px, light and dark (OUT=folder)
	@$(PYTHON_IN_VENV) -m scripts.screenshots

translations: dev ## collect the sentences of the code into the English catalogue
	@$(PYTHON_IN_VENV) -m scripts.translations update

lock: dev ## choose the newest allowed versions and lock them with their hashes
	@sh scripts/lock.sh

clean: ## remove what the tools leave behind; .venv and instance (your data) stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

dev:
	@sh scripts/prepare.sh dev

.PHONY: help run test test-fast lint format bench bench-matching bench-search screenshots translations lock clean dev
