#!/usr/bin/env bash
# Shows that every word of the interface can be read in every language: nothing uncollected, untranslated or in doubt,
# and what was compiled is what was written. What it collects anew it leaves there for the translator.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v xgettext msgattrib >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq gettext >/dev/null 2>&1
  fi
  command -v xgettext msgattrib >/dev/null || {
    echo "The words cannot be checked: there is no gettext. Install it (Debian: apt-get install gettext) and try again." >&2
    exit 1
  }
fi
for words in flotilla/locale/*/LC_MESSAGES/django.po; do
  committed=$(mktemp -d)
  trap 'rm -rf "$committed"' EXIT
  cp "$words" "${words%.po}.mo" "$committed"
  make -s messages
  left=$({ msgattrib --untranslated --no-obsolete --no-wrap "$words"; msgattrib --only-fuzzy --no-obsolete --no-wrap "$words"; } | grep -c '^msgid "..*"$' || true)
  if [ "$left" != 0 ]; then
    echo "$words: $left sentences are not translated yet, or in doubt. Translate them, then run make messages." >&2
    msgattrib --untranslated --no-obsolete --no-wrap "$words" | grep '^msgid "..*"$' | head -n 5 >&2
    exit 1
  fi
  strip() { msgcat --no-wrap --sort-output "$1" | grep -v '^"POT-Creation-Date'; }
  if ! diff <(strip "$committed/django.po") <(strip "$words") >&2; then
    echo "$words: the words of the interface have changed since they were collected. Commit what make messages has written." >&2
    exit 1
  fi
  if ! diff <(msgunfmt "$committed/django.mo" | msgcat --sort-output -) <(msgunfmt "${words%.po}.mo" | msgcat --sort-output -) >/dev/null; then
    echo "$words: what was compiled is not what was written. Commit what make messages has written." >&2
    exit 1
  fi
done
echo "every sentence can be read in every language"
