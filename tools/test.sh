#!/usr/bin/env bash
# What `make test` and CI run, after installing. Ends with one line that says what ran; a proof that cannot run is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export FLOTILLA_DEMO=yes FLOTILLA_TESTING=yes
step() { printf '\n== %s\n' "$1"; }

step "style"
.venv/bin/ruff check -q .
.venv/bin/ruff format -q --check .
step "contracts"
.venv/bin/lint-imports --no-cache | tail -n 3
step "types"
.venv/bin/mypy flotilla config
step "migrations are up to date"
.venv/bin/python manage.py makemigrations --check --dry-run -v0 flotilla
step "words"
tools/words.sh
step "a browser"
tools/browser.sh
step "tests on SQLite, browser journeys among them"
.venv/bin/python -m pytest -q -n auto --dist loadgroup
step "tests on PostgreSQL"
tools/postgres.sh .venv/bin/python -m pytest -q -n auto --dist loadgroup --ignore=tests/journeys --ignore=tests/house
