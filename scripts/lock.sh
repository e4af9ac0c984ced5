#!/bin/sh
# Locks requirements*.in with hashes, for every platform; the development lock takes the site's versions.
set -eu
cd "$(dirname "$0")/.."
lock() {
    .venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
        --upgrade --quiet --custom-compile-command "make lock" "$@"
}
lock requirements.in -o requirements.txt
lock requirements-dev.in -c requirements.txt -o requirements-dev.txt
if grep -nE 'https?://' requirements.txt requirements-dev.txt; then
    echo "An address stands in a lock file (above): locks name packages and hashes only." >&2
    exit 1
fi
echo "Locked. Now: make test, and commit the four requirements files together."
