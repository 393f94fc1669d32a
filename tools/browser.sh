#!/usr/bin/env bash
# Finds Chromium, or installs Debian's where it may; else says plainly that the browser tests cannot run.
set -euo pipefail
command -v chromium || command -v chromium-browser || command -v google-chrome && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null 2>&1 && command -v chromium && exit 0
fi
echo "The browser tests cannot run: there is no Chromium. Install it (Debian: apt-get install chromium) and try again." >&2
exit 1
