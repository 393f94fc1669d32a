# Every command, one line each. `make demo` and `make test` do all their set-up themselves.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contracts messages migration bench lock vendor look prove pytest pytest-sqlite pytest-postgres
PY := .venv/bin/python
DEMO := FLOTILLA_DEMO=yes FLOTILLA_VAR=var/demo

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: ## Install, fill the demo body and serve it at http://127.0.0.1:8000
	@tools/install.sh run
	@$(DEMO) $(PY) manage.py migrate -v0
	@$(DEMO) $(PY) manage.py collectstatic --noinput -v0
	@$(DEMO) $(PY) manage.py demo
	@$(DEMO) $(PY) manage.py serve

test: ## Everything that CI runs: style, contracts, types, words, and all tests on SQLite and PostgreSQL
	@tools/install.sh test
	@tools/test.sh

prove: ## Break things on purpose: `make prove`, or `make prove DRILLS=kill ENGINES=sqlite ROUNDS=20`
	@tools/install.sh test
	@$(PY) -m proofs --drills "$(DRILLS)" --engines "$(ENGINES)" --rounds "$(ROUNDS)"

lint: ## Style
	@tools/install.sh test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .

contracts: ## Who may import whom
	@tools/install.sh test
	@.venv/bin/lint-imports

types: ## Types
	@tools/install.sh test
	@FLOTILLA_DEMO=yes .venv/bin/mypy flotilla config

migration: ## Make the one initial migration again from the models (until the first release)
	@tools/migration.sh

messages: ## Collect the words for translators and compile what they wrote
	@FLOTILLA_DEMO=yes $(PY) manage.py makemessages -l fr --no-location --no-wrap -v0 --ignore=.venv --ignore=var --ignore=tests
	@FLOTILLA_DEMO=yes $(PY) manage.py compilemessages -v0 --ignore=.venv

bench: ## Time it: `make bench [N=1000,20000,100000] [ENGINES=sqlite,postgresql] [SECONDS=2] [LARGE=yes] [AGAIN=no]`
	@tools/install.sh run
	@N="$(or $(N),1000,20000,100000)" ENGINES="$(or $(ENGINES),sqlite,postgresql)" SECONDS="$(or $(SECONDS),2)" LARGE="$(or $(LARGE),yes)" AGAIN="$(or $(AGAIN),no)" $(PY) -m benchmarks

lock: ## Write the lock files again; no registry's host gets into them
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra s3 -c requirements/run.txt pyproject.toml -o requirements/several.txt
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra s3 --group pyproject.toml:test -c requirements/several.txt pyproject.toml -o requirements/test.txt

vendor: ## Fetch the design system and the typeface again, by name and version
	@$(PY) tools/vendor.py

look: ## The ten largest of each, for a second look
	@echo Python; git ls-files 'flotilla/*.py' | grep -v migrations/ | xargs wc -l | sort -rn | sed -n '2,11p'
	@echo Templates; git ls-files 'flotilla/*.html' | xargs wc -l | sort -rn | sed -n '2,11p'
