#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own: a new cluster in a temporary folder, on loopback, gone afterwards.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { command -v initdb >/dev/null && bin=$(dirname "$(command -v initdb)"); } || true
if [ -z "$bin" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq postgresql >/dev/null 2>&1 || true
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
fi
[ -n "$bin" ] || {
  echo "The PostgreSQL tests cannot run: there is no PostgreSQL. Install it (Debian: apt-get install postgresql) and try again." >&2
  exit 1
}
where=$(mktemp -d)
chmod 755 "$where"
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  id -u postgres >/dev/null 2>&1 || useradd --system postgres
  chown postgres "$where"
  as=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$where"
"${as[@]}" "$bin/initdb" -D "$where/data" -U flotilla -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
careless=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off) # for tests, which need not outlive a power cut
[ -z "${FLOTILLA_POSTGRES_DURABLE:-}" ] || careless=(-c shared_buffers=256MB -c max_wal_size=2GB)
"${as[@]}" "$bin/postgres" -D "$where/data" -p "$port" -k "$where" -c listen_addresses=127.0.0.1 -c max_connections=300 \
  -c jit=off -c autovacuum=off "${careless[@]}" -c max_locks_per_transaction=256 >"$where/log" 2>&1 &
server=$!
end() { kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$where"; }
trap end EXIT
for _ in $(seq 100); do
  "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && break
  python3 -c 'import time; time.sleep(0.1)'
done
cd - >/dev/null
FLOTILLA_DATABASE_URL="postgres://flotilla@127.0.0.1:$port/postgres" "$@"
