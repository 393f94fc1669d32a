#!/usr/bin/env bash
# Makes flotilla/migrations/0001_initial.py again; the hand-written ones after it are put aside meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
aside=$(mktemp -d)
restore() { mv "$aside"/*.py flotilla/migrations/ 2>/dev/null || true; rmdir "$aside"; }
trap restore EXIT
find flotilla/migrations -name '0*.py' ! -name '0001_initial.py' -exec mv {} "$aside" \;
rm -f flotilla/migrations/0001_initial.py
FLOTILLA_DEMO=yes .venv/bin/python manage.py makemigrations flotilla -n initial --no-header -v0
FLOTILLA_DEMO=yes .venv/bin/python tools/together.py
