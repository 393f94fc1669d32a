#!/usr/bin/env bash
# Makes .venv and installs what the lock file names: `tools/install.sh run` or `tools/install.sh test`.
# Uses uv where pip can fetch it (quick), else pip; both with hashes, both from the index that pip is set up for.
set -euo pipefail
cd "$(dirname "$0")/.."
which=$1
lock=requirements/$which.txt
stamp=.venv/installed-$which
[ -f "$stamp" ] && [ "$stamp" -nt "$lock" ] && exit 0

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Flotilla needs Python 3.11 or newer; $("$python" --version 2>&1) is here. Set PYTHON=/path/to/python3.11 and try again." >&2
  exit 1
}
if [ ! -x .venv/bin/python ]; then
  "$python" -m venv .venv || {
    rm -rf .venv
    echo "Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv, then try again." >&2
    exit 1
  }
fi
pip=".venv/bin/python -m pip --disable-pip-version-check -q"
if [ -x .venv/bin/uv ] || $pip install uv 2>/dev/null; then
  # uv does not read pip's settings, so it is told where pip would look
  index=${PIP_INDEX_URL:-$($pip config get global.index-url 2>/dev/null || true)}
  [ -n "$index" ] && export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}
  cert=${PIP_CERT:-$($pip config get global.cert 2>/dev/null || true)}
  [ -n "$cert" ] && export SSL_CERT_FILE=${SSL_CERT_FILE:-$cert}
  UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock" ||
    $pip install --require-hashes -r "$lock"
else
  $pip install --require-hashes -r "$lock"
fi
touch "$stamp"
